// That ranges which overlap come apart rightly, and that pages find what a plain search finds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCountryTable } from '../../src/sense/geo/country-table.ts'
import { flatten, pages4, pages6, rangesOfPrefixes } from '../../tools/geo-ranges.mjs'

interface Range {
  from: bigint
  to: bigint
  value: number
}

/** Prefixes of few lengths at few places, so that they nest and touch. */
function ranges(bits: number): fc.Arbitrary<Range[]> {
  const one = fc
    .record({
      length: fc.integer({ min: 0, max: bits }),
      at: fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }),
      value: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ length, at, value }) => {
      const size = 1n << BigInt(bits - length)
      const from = (at / size) * size
      return { from, to: from + size, value }
    })
  return fc.array(one, { maxLength: 30 })
}

function plain(list: Range[], at: bigint): number {
  const around = list.filter((range) => range.from <= at && at < range.to)
  const [least] = around.map((range) => range.to - range.from).sort((a, b) => Number(a - b))
  return around.findLast((range) => range.to - range.from === least)?.value ?? 0
}

const edges = (list: Range[], most: bigint) =>
  [0n, ...list.flatMap(({ from, to }) => [from - 1n, from, to - 1n, to])].filter((at) => at >= 0n && at < most)

type Columns = Record<string, Uint8Array | Uint16Array | Uint32Array>

function tableOf(four: Columns, six: Columns) {
  const columns = new Map(
    Object.entries(four)
      .map(([name, column]): [string, Columns[string]] => [`four.${name}`, column])
      .concat(Object.entries(six).map(([name, column]) => [`six.${name}`, column])),
  )
  const provenance = { package: '', version: '', date: '', licence: '', attribution: '', url: '' }
  return createCountryTable({ kind: 'country', provenance, countries: [], columns })
}

test('of ranges that overlap, the smaller one is the answer, at every edge, by tables of pages too', () => {
  fc.assert(
    fc.property(ranges(32), ranges(64), (list4, list6) => {
      const table = tableOf(pages4(flatten(list4, 32n)), pages6(flatten(list6, 64n)))
      for (const at of edges(list4, 1n << 32n)) expect(table.of4(Number(at))).toBe(plain(list4, at))
      for (const at of edges(list6, 1n << 64n)) {
        expect(table.of6(Number(at >> 32n), Number(at & 0xffffffffn))).toBe(plain(list6, at))
      }
    }),
    // Each run fills two tables of 65,536 pages.
    { numRuns: 40 },
  )
}, 120_000)

test('flat ranges cover everything once, and neighbours differ', () => {
  fc.assert(
    fc.property(ranges(12), (list) => {
      const flat: { from: bigint; value: number }[] = flatten(list, 12n)
      expect(flat[0]?.from).toBe(0n)
      for (const [n, range] of flat.slice(1).entries()) {
        expect(range.from > (flat[n]?.from ?? 0n)).toBe(true)
        expect(range.value).not.toBe(flat[n]?.value)
      }
      for (let at = 0n; at < 4096n; at += 7n) {
        expect(flat.findLast((range) => range.from <= at)?.value).toBe(plain(list, at))
      }
    }),
  )
})

test('prefixes are ranges', () => {
  expect(rangesOfPrefixes([{ prefix: '10.0.0.0/8' }], 32, 1)).toEqual([{ from: 10n << 24n, to: 11n << 24n, value: 1 }])
  expect(rangesOfPrefixes([{ prefix: '2001:db8::/32' }], 64, 1)).toEqual([
    { from: 0x20010db8n << 32n, to: 0x20010db9n << 32n, value: 1 },
  ])
})
