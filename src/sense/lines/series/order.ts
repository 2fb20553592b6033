// Puts the rows of a series in order of time: unit of the times, sorting, duplicates, usual step and the gaps.
import { type ColumnBudget, type Columns, complain } from './columns.ts'

export type TimeForm = 'rfc3339' | 'seconds' | 'milliseconds' | 'microseconds' | 'nanoseconds'

const perSecond = { rfc3339: 1, seconds: 1, milliseconds: 1e3, microseconds: 1e6, nanoseconds: 1e9 } satisfies Record<
  TimeForm,
  number
>

/** Until the year 5138 a number of seconds is below 1e11, and one of milliseconds is above it since 1973; so on upwards. */
function unitOf(time: number): Exclude<TimeForm, 'rfc3339'> {
  const size = Math.abs(time)
  if (size < 1e11) return 'seconds'
  if (size < 1e14) return 'milliseconds'
  return size < 1e17 ? 'microseconds' : 'nanoseconds'
}

/** The unit that most of (a sample of) the times have. */
function commonUnit(at: Float64Array, length: number): TimeForm {
  const votes = new Map<TimeForm, number>()
  const stride = Math.max(1, Math.floor(length / 1000))
  for (let row = 0; row < length; row += stride) {
    const unit = unitOf(at[row] as number)
    votes.set(unit, (votes.get(unit) ?? 0) + 1)
  }
  let best: TimeForm = 'seconds'
  for (const [unit, count] of votes) if (count > (votes.get(best) ?? 0)) best = unit
  return best
}

/** Makes all times seconds since 1970, in place. Rows in another unit than most are dropped and counted. */
export function settleTimes(columns: Columns, budget: ColumnBudget): TimeForm {
  if (columns.form !== 'number') return 'rfc3339'
  const unit = commonUnit(columns.at, columns.length)
  let kept = 0
  for (let row = 0; row < columns.length; row++) {
    const at = columns.at[row] as number
    if (unitOf(at) !== unit) {
      if (Number.isNaN(columns.value[row])) columns.missing--
      complain(columns, budget, columns.line[row] as number, `the time is not in ${unit}, as most are`)
      continue
    }
    columns.at[kept] = at / perSecond[unit]
    columns.value[kept] = columns.value[row] as number
    columns.line[kept] = columns.line[row] as number
    kept++
  }
  columns.length = kept
  return unit
}

/** Sorts by time where needed; of rows with the same time the last one of the file stays. Answers what it found. */
export function sortRows(columns: Columns): { unsorted: number; duplicates: number } {
  const { at, value, length } = columns
  let unsorted = 0
  for (let row = 1; row < length; row++) if ((at[row] as number) < (at[row - 1] as number)) unsorted++
  if (unsorted > 0) {
    const order = new Uint32Array(length)
    for (let row = 0; row < length; row++) order[row] = row
    order.sort((a, b) => (at[a] as number) - (at[b] as number) || a - b)
    const sortedAt = new Float64Array(length)
    const sortedValue = new Float64Array(length)
    for (let place = 0; place < length; place++) {
      const row = order[place] as number
      sortedAt[place] = at[row] as number
      sortedValue[place] = value[row] as number
    }
    columns.at = sortedAt
    columns.value = sortedValue
  }
  return { unsorted, duplicates: dropDuplicates(columns) }
}

function dropDuplicates(columns: Columns): number {
  const { at, value, length } = columns
  let kept = 0
  for (let row = 0; row < length; row++) {
    const same = kept > 0 && at[kept - 1] === at[row]
    const place = same ? kept - 1 : kept++
    if (same && Number.isNaN(value[place])) columns.missing--
    at[place] = at[row] as number
    value[place] = value[row] as number
  }
  columns.length = kept
  return length - kept
}

/** Median of the steps between neighbours, or null with fewer than two rows. Times are in order, each once. */
export function usualStep(at: Float64Array, length: number): number | null {
  if (length < 2) return null
  const steps = new Float64Array(length - 1)
  for (let row = 1; row < length; row++) steps[row - 1] = (at[row] as number) - (at[row - 1] as number)
  steps.sort()
  const median = steps[(steps.length - 1) >> 1] as number
  // Times in thousands of a second as floating numbers are off by some nanoseconds; a step of 10.000000095 is one of 10.
  const whole = Math.round(median * 1e6) / 1e6
  return whole > 0 ? whole : median
}

export interface Gap {
  /** Start of the first step that is missing, and of the next one that is there; seconds since 1970. */
  from: number
  to: number
}

/** Places where at least one step is missing. Half a step of jitter is none. */
export function gapsOf(at: Float64Array, length: number, stepSeconds: number | null): Gap[] {
  const gaps: Gap[] = []
  if (stepSeconds === null) return gaps
  for (let row = 1; row < length; row++) {
    const before = at[row - 1] as number
    const here = at[row] as number
    if (here - before > stepSeconds * 1.5) gaps.push({ from: before + stepSeconds, to: here })
  }
  return gaps
}
