// Stacked areas: the greatest keys of a measure over a span, and one band for all others together.

import type { Measure } from '../model/attacks.ts'
import { type BucketRow, otherCountry } from '../model/bucket.ts'
import { rateOf } from './measure.ts'

export interface Band {
  /** `*`: all others together. */
  key: string
  values: (number | null)[]
}

interface Rows {
  at: number
  rows: readonly BucketRow[]
}

/** What cannot be split by rows (distinct sources, values) has no bands. Null where nothing was measured. */
export function bandsOf(
  buckets: readonly Rows[],
  at: readonly number[],
  seconds: number,
  measure: Measure,
  by: 'country' | 'protocol',
  most: number,
): Band[] {
  if (measure === 'sources' || measure === 'value') return []
  const lines = new Map<string, Map<number, number>>()
  const sums = new Map<string, number>()
  for (const bucket of buckets) {
    for (const row of bucket.rows) {
      if (row.direction !== 'in') continue
      const key = keyOf(row, by)
      const rate = rateOf(measure, { ...row, sources: null }, seconds) ?? 0
      const line = lines.get(key) ?? new Map<number, number>()
      line.set(bucket.at, (line.get(bucket.at) ?? 0) + rate)
      lines.set(key, line)
      sums.set(key, (sums.get(key) ?? 0) + rate)
    }
  }
  const ranked = [...sums].filter(([key]) => key !== otherCountry).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const shown = ranked.slice(0, most).map(([key]) => key)
  const rest = [...lines.keys()].filter((key) => !shown.includes(key))
  const measured = new Set(buckets.map((bucket) => bucket.at))
  const valuesOf = (keys: readonly string[]) =>
    at.map((start) =>
      measured.has(start) ? keys.reduce((sum, key) => sum + (lines.get(key)?.get(start) ?? 0), 0) : null,
    )
  const bands = shown.map((key) => ({ key, values: valuesOf([key]) }))
  return rest.length > 0 ? [...bands, { key: otherCountry, values: valuesOf(rest) }] : bands
}

function keyOf(row: BucketRow, by: 'country' | 'protocol'): string {
  if (by === 'country') return row.country
  return row.part < 0 ? otherCountry : String(row.part)
}
