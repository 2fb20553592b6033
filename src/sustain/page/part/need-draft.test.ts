// Needs as they are typed and as they are sent, and spans as people write them.
import { expect, test } from 'vitest'
import type { Need } from '../../model/parts.ts'
import { draftOf, isSpan, needOf, newNeed } from './need-draft.ts'
import { minutesOf, spanText } from './spans.ts'

test('a span is typed as people say it', () => {
  expect(['90', '30 min', '4h', '1 h 30 min', '2 days', '1 week', '0,5 h'].map(minutesOf)).toEqual([
    90, 30, 240, 90, 2880, 10_080, 30,
  ])
  expect(['soon', '4 x', 'h', '4 h later', '-5'].map(minutesOf)).toEqual(Array(5).fill(undefined))
  expect(isSpan('soon')).toBe(false)
})

test('a span that is shown is read again as the same', () => {
  for (const minutes of [0, 1, 59, 60, 61, 90, 1439, 1440, 2880, 2881, 12.5])
    expect(minutesOf(spanText(minutes))).toBe(minutes)
})

test('a need that is only looked at is sent as it was', () => {
  const need: Need = {
    name: 'Way out',
    layer: 'satellite',
    least: 2,
    holds: { likely: 240, least: 60, most: 600 },
    weight: 0.35,
    of: [
      { part: '01980f3c-8a00-7000-8000-000000000001', switching: null, share: 0.125 },
      {
        part: '01980f3c-8a00-7000-8000-000000000002',
        switching: { likely: 15 },
        agreement: 'Contract 12',
        agreedUntil: '2027-01-31',
      },
    ],
  }
  expect(needOf(draftOf(need))).toEqual(need)
})

test('an option for which no part was chosen is not sent', () => {
  expect(needOf({ ...newNeed('dns'), name: 'Names' }).of).toEqual([])
})
