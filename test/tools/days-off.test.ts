// The tool that makes the calendars of public holidays would write them as they stand.
import { expect, test } from 'vitest'
import { differing } from '../../tools/days-off.mjs'

test('running the tool again changes no calendar: what people added, took out or renamed is kept', {
  timeout: 60_000,
}, () => {
  expect(differing()).toEqual([])
})
