// Bands add up to the whole, whatever keys an attacker chose.
import { expect, test } from 'vitest'
import type { BucketRow } from '../model/bucket.ts'
import { bandsOf } from './bands.ts'

function row(country: string, packets: number, part = 6, direction: 'in' | 'out' = 'in'): BucketRow {
  return { country, part, direction, bytes: packets * 100, packets, flows: 1 }
}

const buckets = [
  { at: 0, rows: [row('DE', 100), row('US', 500, 17), row('*', 5, -1), row('DE', 900, 6, 'out')] },
  { at: 20, rows: [row('US', 300), row('VN', 50), row('DE', 10)] },
]
const at = [0, 10, 20]

test('the greatest come first, the others are one band, and what was not measured is not nought', () => {
  expect(bandsOf(buckets, at, 10, 'packets', 'country', 2)).toEqual([
    { key: 'US', values: [50, null, 30] },
    { key: 'DE', values: [10, null, 1] },
    { key: '*', values: [0.5, null, 5] },
  ])
})

test('by protocol, rows that were folded together are among the others', () => {
  expect(bandsOf(buckets, at, 10, 'bits', 'protocol', 5).map(({ key }) => key)).toEqual(['17', '6', '*'])
})

test('distinct sources cannot be split', () => {
  expect(bandsOf(buckets, at, 10, 'sources', 'country', 5)).toEqual([])
})
