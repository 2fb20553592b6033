// That adding up buckets loses nothing and does not depend on the order.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bucket, BucketRow } from '../model/bucket.ts'
import { hashWord } from './hash.ts'
import { addHash, createRegisters, estimateDistinct } from './hyperloglog.ts'
import { coarsen, mergeAll, mergeBuckets } from './merge.ts'

function bucket(part: Partial<Bucket> = {}): Bucket {
  return {
    series: 'shop',
    channel: 'flow',
    at: 1200,
    seconds: 10,
    rows: [],
    records: 0,
    squares: 0,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
    ...part,
  }
}

function row(country: string, part: number, packets: number, direction: 'in' | 'out' = 'in'): BucketRow {
  return { country, part, direction, packets, bytes: packets * 100, flows: 1 }
}

const rows = fc.uniqueArray(
  fc.record({
    country: fc.constantFrom('DE', 'US', 'FR', 'VN', '??'),
    part: fc.constantFrom(6, 17, 1),
    direction: fc.constantFrom('in' as const, 'out' as const),
    packets: fc.nat(1000),
    bytes: fc.nat(100_000),
    flows: fc.nat(50),
  }),
  { selector: (one) => `${one.country}${one.part}${one.direction}`, maxLength: 12 },
)

const buckets: fc.Arbitrary<Bucket> = fc
  .record({
    rows,
    records: fc.nat(1000),
    squares: fc.nat(1_000_000),
    shapes: fc.dictionary(fc.constantFrom('syn', 'dns'), fc.record({ packets: fc.nat(9), bytes: fc.nat(9) })),
    marks: fc.subarray(['shed' as const, 'late' as const]),
    sources: fc.option(fc.array(fc.nat()).map(sketch)),
  })
  .map(bucket)

function sketch(words: number[]): Uint8Array {
  const registers = createRegisters()
  for (const word of words) addHash(registers, hashWord(word))
  return registers
}

test('the order and grouping of merges make no difference', () => {
  fc.assert(
    fc.property(buckets, buckets, buckets, (a, b, c) => {
      expect(mergeBuckets(a, b)).toEqual(mergeBuckets(b, a))
      expect(mergeBuckets(mergeBuckets(a, b), c)).toEqual(mergeBuckets(a, mergeBuckets(b, c)))
      expect(mergeAll([c, a, b])).toEqual(mergeBuckets(mergeBuckets(a, b), c))
    }),
  )
})

test('rows that are cut away are still in the sum', () => {
  fc.assert(
    fc.property(buckets, buckets, fc.nat(6), (a, b, most) => {
      const merged = mergeBuckets(a, b, { rows: most, heavy: 5 })
      const sum = (list: BucketRow[], direction: string) =>
        list.filter((one) => one.direction === direction).reduce((total, one) => total + one.bytes, 0)
      for (const direction of ['in', 'out']) {
        expect(sum(merged.rows, direction)).toBe(sum(a.rows, direction) + sum(b.rows, direction))
      }
      expect(merged.rows.filter((one) => one.country !== '*').length).toBeLessThanOrEqual(most)
      expect(mergeBuckets(b, a, { rows: most, heavy: 5 })).toEqual(merged)
    }),
  )
})

test('the smallest rows are folded, apart by direction', () => {
  const merged = mergeBuckets(
    bucket({ rows: [row('DE', 6, 10), row('FR', 6, 2), row('FR', 17, 1, 'out')] }),
    bucket({ rows: [row('DE', 6, 10), row('US', 6, 1)] }),
    { rows: 1, heavy: 5 },
  )
  expect(merged.rows).toEqual([
    { country: 'DE', part: 6, direction: 'in', packets: 20, bytes: 2000, flows: 2 },
    { country: '*', part: -1, direction: 'in', packets: 3, bytes: 300, flows: 2 },
    { country: '*', part: -1, direction: 'out', packets: 1, bytes: 100, flows: 1 },
  ])
})

test('distinct sources of two sensors that saw the same ones are not doubled', () => {
  const words = Array.from({ length: 1000 }, (_, n) => n)
  const merged = mergeBuckets(bucket({ sources: sketch(words) }), bucket({ sources: sketch(words.slice(500)) }))
  expect(merged.sources).toEqual(sketch(words))
  expect(estimateDistinct(merged.sources ?? createRegisters())).toBeGreaterThan(900)
})

test('values are averaged by their count, with the least and the most', () => {
  const merged = mergeBuckets(
    bucket({ channel: 'value', values: { sum: 10, count: 2, least: 4, most: 6 } }),
    bucket({ channel: 'value', values: { sum: 1, count: 1, least: 1, most: 1 } }),
  )
  expect(merged.values).toEqual({ sum: 11, count: 3, least: 1, most: 6 })
})

test('a longer bucket begins on its own grid', () => {
  expect(coarsen(bucket({ at: 1210 }), 60)).toMatchObject({ at: 1200, seconds: 60 })
})

test('buckets of different times are not merged by mistake', () => {
  expect(() => mergeBuckets(bucket(), bucket({ at: 1210 }))).toThrow(RangeError)
  expect(() => mergeAll([])).toThrow(RangeError)
})
