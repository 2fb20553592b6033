// Collects the two columns of a series from separated values, line by line, into plain arrays of numbers.
import { createRow, delimiterOf, fieldText, type Row, splitRow } from '../csv-row.ts'
import { readDecimal } from '../decimal.ts'
import { readIsoTime, saysOffset } from '../iso-time.ts'

export interface SeriesProblem {
  /** 1 is the first line of the file; 0 where it is about the whole file. */
  line: number
  why: string
}

/** What the file was found to be, and what of it could not be used. `problems` shows the first of them, `counts` all. */
export interface Columns {
  length: number
  /** As written: seconds since 1970 of a time as text, else the number. */
  at: Float64Array
  /** NaN where nothing was measured. */
  value: Float64Array
  line: Uint32Array
  /** Text of RFC 3339, or a number whose unit is settled later; null while no row was understood. */
  form: 'text' | 'number' | null
  /** Texts without an offset from UTC. */
  withoutOffset: number
  missing: number
  bad: number
  problems: SeriesProblem[]
}

export interface ColumnBudget {
  maxRows: number
  maxLineBytes: number
  maxProblems: number
}

/** Which columns: by name where the first line has names, else the first two. */
export interface ColumnNames {
  time?: string
  value?: string
}

const timeNames = ['timestamp', 'timestamps', 'time', 'datetime', 'date', 'ts', 'at', 'epoch', '_time', 'date_time']
const valueNames = ['value', 'values', '_value', 'count', 'total', 'y']
const missingTexts = new Set(['', 'nan', 'null', 'na', 'n/a', 'none', 'nil', '-', 'missing', '#n/a'])

function createColumns(): Columns {
  return {
    length: 0,
    at: new Float64Array(1024),
    value: new Float64Array(1024),
    line: new Uint32Array(1024),
    form: null,
    withoutOffset: 0,
    missing: 0,
    bad: 0,
    problems: [],
  }
}

function grow(columns: Columns): void {
  const capacity = columns.at.length * 2
  const at = new Float64Array(capacity)
  const value = new Float64Array(capacity)
  const line = new Uint32Array(capacity)
  at.set(columns.at)
  value.set(columns.value)
  line.set(columns.line)
  columns.at = at
  columns.value = value
  columns.line = line
}

function append(columns: Columns, at: number, value: number, line: number): void {
  if (columns.length === columns.at.length) grow(columns)
  columns.at[columns.length] = at
  columns.value[columns.length] = value
  columns.line[columns.length] = line
  columns.length++
}

/** Counts a line that could not be used, and says why for the first of them. */
export function complain(columns: Columns, budget: ColumnBudget, line: number, why: string): void {
  columns.bad++
  if (columns.problems.length < budget.maxProblems) columns.problems.push({ line, why })
}

interface Layout {
  delimiter: number
  /** Before the fraction. A comma only where semicolons part the fields, for otherwise it parts them. */
  mark: number
  time: number
  value: number
}

function indexOf(names: readonly string[], wanted: readonly string[], except: number): number {
  for (const name of wanted) {
    const index = names.indexOf(name)
    if (index >= 0 && index !== except) return index
  }
  return -1
}

function readsAsTime(bytes: Uint8Array, from: number, to: number): boolean {
  return !Number.isNaN(readIsoTime(bytes, from, to)) || Number.isFinite(readDecimal(bytes, from, to))
}

/** Looks at the first line that is not empty: how it is parted, whether it holds names, and which columns count. */
function layoutOf(bytes: Uint8Array, from: number, to: number, row: Row, names: ColumnNames) {
  const delimiter = delimiterOf(bytes, from, to)
  splitRow(bytes, from, to, delimiter, row)
  const layout: Layout = { delimiter, mark: delimiter === 59 ? 44 : 46, time: 0, value: 1 }
  const texts = Array.from({ length: row.count }, (_, field) => fieldText(bytes, row, field).toLowerCase())
  const wanted = [names.time, names.value].map((name) => name?.toLowerCase())
  const named = wanted.some((name) => name !== undefined && texts.includes(name))
  if (!named && readsAsTime(bytes, row.from[0] as number, row.to[0] as number)) return { layout, header: false }
  const time = indexOf(texts, wanted[0] ? [wanted[0]] : timeNames, -1)
  layout.time = Math.max(time, 0)
  const value = indexOf(texts, wanted[1] ? [wanted[1]] : valueNames, layout.time)
  layout.value = value < 0 ? (layout.time === 0 ? 1 : 0) : value
  return { layout, header: true }
}

/** A decimal with either mark: a file parted by semicolons may still write points. */
function readValue(bytes: Uint8Array, from: number, to: number, mark: number): number {
  const value = readDecimal(bytes, from, to, mark)
  return mark === 44 && Number.isNaN(value) ? readDecimal(bytes, from, to) : value
}

/** Why the row cannot be used, or null when it was taken (perhaps as a hole). */
function takeRow(columns: Columns, bytes: Uint8Array, row: Row, layout: Layout, line: number): string | null {
  if (row.count <= layout.time) return 'the line has no time'
  const timeFrom = row.from[layout.time] as number
  const timeTo = row.to[layout.time] as number
  let at = readIsoTime(bytes, timeFrom, timeTo)
  const form = Number.isNaN(at) ? 'number' : 'text'
  if (form === 'number') at = readValue(bytes, timeFrom, timeTo, layout.mark)
  if (!Number.isFinite(at)) return 'the time is neither RFC 3339 nor a number'
  if (columns.form !== null && columns.form !== form) return 'the time is written unlike those before it'
  let value = Number.NaN
  if (row.count > layout.value) {
    const from = row.from[layout.value] as number
    const to = row.to[layout.value] as number
    value = readValue(bytes, from, to, layout.mark)
    if (!Number.isFinite(value)) {
      if (to - from > 8 || !missingTexts.has(fieldText(bytes, row, layout.value).toLowerCase())) {
        return 'the value is not a number'
      }
      value = Number.NaN
    }
  }
  columns.form = form
  if (form === 'text' && !saysOffset(bytes, timeFrom, timeTo)) columns.withoutOffset++
  if (Number.isNaN(value)) columns.missing++
  append(columns, at, value, line)
  return null
}

/** End of the line that begins at `from`: position of its LF or CR, or the end of the bytes. */
function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++
  return at
}

/** Reads every line once. Each stands alone, so that a stray quote costs one line and not the rest of the file. */
export function readColumns(bytes: Uint8Array, names: ColumnNames, budget: ColumnBudget): Columns {
  const columns = createColumns()
  const row = createRow()
  let layout: Layout | null = null
  let line = 0
  for (let from = 0; from < bytes.length; ) {
    const to = lineEnd(bytes, from)
    const next = bytes[to] === 13 && bytes[to + 1] === 10 ? to + 2 : to + 1
    line++
    const comment = bytes[from] === 35
    if (to - from > budget.maxLineBytes) complain(columns, budget, line, 'the line is too long')
    else if (to > from && !comment) {
      let header = false
      if (layout === null) ({ layout, header } = layoutOf(bytes, from, to, row, names))
      if (!header) {
        splitRow(bytes, from, to, layout.delimiter, row)
        const empty = row.count === 1 && row.from[0] === row.to[0]
        const why = empty ? null : takeRow(columns, bytes, row, layout, line)
        if (why !== null) complain(columns, budget, line, why)
      }
      if (columns.length >= budget.maxRows) {
        if (next < bytes.length) complain(columns, budget, line, `only the first ${budget.maxRows} rows were read`)
        break
      }
    }
    from = next
  }
  return columns
}
