// Reads a time series from separated values (`timestamp,value`): any common form of time, holes, duplicates and disorder.
import { type ColumnBudget, type ColumnNames, readColumns, type SeriesProblem } from './series/columns.ts'
import { type Gap, gapsOf, settleTimes, sortRows, type TimeForm, usualStep } from './series/order.ts'

export type { Gap, SeriesProblem, TimeForm }

export interface SeriesPoint {
  /** Seconds since 1970 UTC; a fraction where the file has one. */
  at: number
  /** null: the row says that nothing was measured. */
  value: number | null
}

export interface Series {
  /** In order of time, each time once. Steps without a row are not filled: see `gaps`. */
  points: SeriesPoint[]
  /** Median step between the times; null with fewer than two of them. */
  stepSeconds: number | null
  gaps: Gap[]
  /** How the file writes its times, so that answers can be written the same way. */
  timeForm: TimeForm
  /** Of all lines, also of those that `problems` has no room for. `unsorted` counts steps back in time. */
  counts: { rows: number; missing: number; duplicates: number; unsorted: number; bad: number; withoutOffset: number }
  problems: SeriesProblem[]
}

export interface SeriesOptions extends ColumnNames {
  budget?: Partial<ColumnBudget>
}

const standardBudget: ColumnBudget = { maxRows: 20_000_000, maxLineBytes: 64 * 1024, maxProblems: 100 }

/** UTF-8 without its mark. A spreadsheet's "Unicode text" is UTF-16, told by its mark. */
function plainBytes(input: string | Uint8Array): Uint8Array {
  if (typeof input === 'string') return plainBytes(new TextEncoder().encode(input))
  if (input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf) return input.subarray(3)
  if (input[0] === 0xff && input[1] === 0xfe) return plainBytes(new TextDecoder('utf-16le').decode(input))
  return input
}

function remarks(counts: Series['counts']): SeriesProblem[] {
  const found: SeriesProblem[] = []
  if (counts.withoutOffset > 0) found.push({ line: 0, why: 'times without an offset from UTC were read as UTC' })
  if (counts.unsorted > 0)
    found.push({ line: 0, why: `rows were out of order ${counts.unsorted} times and were sorted` })
  if (counts.duplicates > 0)
    found.push({ line: 0, why: `${counts.duplicates} rows had a time again; the last one counts` })
  return found
}

/**
 * Reads `timestamp,value` lines. Times: RFC 3339 (an offset makes it safe over changes of clocks; without one UTC is meant), or
 * numbers since 1970 in s, ms, us or ns, told by their size. Fields parted by tab, semicolon or comma; a decimal comma only
 * with semicolons; with or without a line of names; lines that begin with `#` are remarks. Empty, `NaN`, `null` and their
 * like are holes, never zeros. Nothing throws: what cannot be used is counted and named by its line. Work grows with the size of
 * the file, and with n log n where it must be sorted.
 */
export function readSeriesCsv(input: string | Uint8Array, options: SeriesOptions = {}): Series {
  const budget = { ...standardBudget, ...options.budget }
  const columns = readColumns(plainBytes(input), options, budget)
  const timeForm = settleTimes(columns, budget)
  const { unsorted, duplicates } = sortRows(columns)
  const { at, value, length } = columns
  const points: SeriesPoint[] = []
  for (let row = 0; row < length; row++) {
    const measured = value[row] as number
    points.push({ at: at[row] as number, value: Number.isNaN(measured) ? null : measured })
  }
  const stepSeconds = usualStep(at, length)
  const { missing, bad, withoutOffset } = columns
  const counts = { rows: length, missing, duplicates, unsorted, bad, withoutOffset }
  const problems = [...remarks(counts), ...columns.problems]
  return { points, stepSeconds, gaps: gapsOf(at, length, stepSeconds), timeForm, counts, problems }
}
