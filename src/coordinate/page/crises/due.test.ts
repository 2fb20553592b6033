// How far off something is: soon, late, and on its minute.
import { expect, test } from 'vitest'
import { dueOf } from './due.ts'

const now = Date.parse('2027-03-10T12:00:00Z')

test('a report in four hours is far, in two hours it is soon', () => {
  expect(dueOf('2027-03-10T16:05:00Z', now)).toEqual({ text: 'in 4 h 05 min', state: 'far' })
  expect(dueOf('2027-03-10T14:00:00Z', now)).toEqual({ text: 'in 2 h 00 min', state: 'soon' })
  expect(dueOf('2027-03-10T12:41:00Z', now)).toEqual({ text: 'in 41 min', state: 'soon' })
})

test('on its minute it is late by nothing', () => {
  expect(dueOf('2027-03-10T12:00:00Z', now)).toEqual({ text: '0 min late', state: 'late' })
})

test('what is late for days says how many', () => {
  expect(dueOf('2027-03-07T09:00:00Z', now)).toEqual({ text: '3 days 3 h late', state: 'late' })
})
