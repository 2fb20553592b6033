// Complaints from files: separated values or JSON lines of a feed. Each record that cannot be used is counted and named by its line.
import { createRow, delimiterOf, fieldText, type Row, splitRow } from '../csv-row.ts'
import { readDecimal } from '../decimal.ts'
import { readIsoTime } from '../iso-time.ts'
import type { Complaint } from './complaint.ts'

export interface ImportResult {
  taken: number
  bad: number
  /** The first hundred; 1 is the first line. */
  problems: { line: number; why: string }[]
}

const mostRecordBytes = 64 * 1024
const mostProblems = 100
const mostCount = 1_000_000

const fieldNames = {
  at: ['timestamp', 'time', 'at', 'date', 'datetime'],
  service: ['service', 'target', 'name'],
  region: ['region', 'country', 'area'],
  kind: ['kind', 'type', 'category', 'problem'],
  count: ['count', 'reports', 'number', 'total'],
  text: ['text', 'message', 'comment', 'description'],
  reporter: ['reporter'],
  network: ['network'],
} as const
type Field = keyof typeof fieldNames
const fields = Object.keys(fieldNames) as Field[]
const usualOrder: readonly Field[] = ['at', 'service', 'region', 'kind', 'count']

const encoder = new TextEncoder()

/** RFC 3339 or a number since 1970 in seconds or milliseconds; NaN. */
function timeOf(text: string): number {
  const bytes = encoder.encode(text.trim().slice(0, 60))
  const time = readIsoTime(bytes, 0, bytes.length)
  if (!Number.isNaN(time)) return time
  const number = readDecimal(bytes, 0, bytes.length)
  return number >= 1e11 ? number / 1000 : number
}

/** A complaint from texts by field, or why it is none. */
function complaintFrom(text: (field: Field) => string): Complaint | string {
  const at = timeOf(text('at'))
  if (!(at >= 0 && at < 253_402_300_800)) return 'the time cannot be read'
  const service = text('service').trim()
  if (service === '') return 'the service is missing'
  const written = text('count').trim()
  const count = written === '' ? 1 : Number(written)
  if (!(Number.isInteger(count) && count >= 0 && count <= mostCount)) return 'the count is not a whole number'
  return {
    at,
    service,
    region: text('region').trim().toUpperCase(),
    kind: text('kind').trim().toLowerCase() || 'other',
    text: text('text'),
    reporter: text('reporter') || null,
    network: text('network') || null,
    count,
  }
}

/** Calls `onRecord` with each record: a line, or several where a quoted field holds line feeds. A quote never closed ends with its line. */
function eachRecord(bytes: Uint8Array, onRecord: (from: number, to: number, line: number) => void): void {
  let line = 1
  for (let from = 0; from < bytes.length; ) {
    let quoted = false
    let firstEnd = -1
    let lines = 0
    let at = from
    for (; at < bytes.length && at - from < mostRecordBytes; at++) {
      if (bytes[at] === 34) quoted = !quoted
      else if (bytes[at] === 10) {
        lines++
        if (firstEnd < 0) firstEnd = at
        if (!quoted) break
      }
    }
    const open = quoted && firstEnd >= 0
    const end = open ? firstEnd : at
    onRecord(from, end > from && bytes[end - 1] === 13 ? end - 1 : end, line)
    line += open ? 1 : Math.max(1, lines)
    from = end + 1
  }
}

function isNameOf(field: Field, name: string): boolean {
  const known: readonly string[] = fieldNames[field]
  return known.includes(name)
}

function headerOf(bytes: Uint8Array, row: Row): Map<Field, number> | null {
  const names = Array.from({ length: row.count }, (_, column) => fieldText(bytes, row, column).toLowerCase())
  if (!names.some((name) => isNameOf('service', name))) return null
  const columns = new Map<Field, number>()
  for (const field of fields) {
    const column = names.findIndex((name) => isNameOf(field, name))
    if (column >= 0) columns.set(field, column)
  }
  return columns
}

function collector(take: (complaint: Complaint) => void) {
  const result: ImportResult = { taken: 0, bad: 0, problems: [] }
  return {
    result,
    offer(complaint: Complaint | string, line: number): void {
      if (typeof complaint !== 'string') {
        result.taken++
        take(complaint)
        return
      }
      result.bad++
      if (result.problems.length < mostProblems) result.problems.push({ line, why: complaint })
    },
  }
}

/** `timestamp,service,region,kind[,count]`, or any order with a line of names; parted by comma, semicolon or tab. Never throws. */
export function importComplaintCsv(bytes: Uint8Array, take: (complaint: Complaint) => void): ImportResult {
  const { result, offer } = collector(take)
  const row = createRow()
  let columns: Map<Field, number> | null = null
  let delimiter = 44
  const plain = bytes[0] === 0xef && bytes[1] === 0xbb ? bytes.subarray(3) : bytes
  eachRecord(plain, (from, to, line) => {
    if (to === from) return
    if (columns === null) delimiter = delimiterOf(plain, from, to)
    splitRow(plain, from, to, delimiter, row)
    if (columns === null) {
      columns = headerOf(plain, row)
      if (columns !== null) return
      columns = new Map(usualOrder.map((field, column) => [field, column]))
    }
    const known = columns
    const text = (field: Field): string => {
      const column = known.get(field)
      return column === undefined || column >= row.count ? '' : fieldText(plain, row, column)
    }
    offer(complaintFrom(text), line)
  })
  return result
}

/** One JSON object a line, with the same names. Never throws. */
export function importComplaintLines(bytes: Uint8Array, take: (complaint: Complaint) => void): ImportResult {
  const { result, offer } = collector(take)
  const utf8 = new TextDecoder()
  let line = 0
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(10, from)
    const to = feed < 0 ? bytes.length : feed
    line++
    if (to - from > mostRecordBytes) offer('the line is too long', line)
    else {
      const text = utf8.decode(bytes.subarray(from, to)).trim()
      if (text !== '') offer(fromJson(text), line)
    }
    from = to + 1
  }
  return result
}

function fromJson(text: string): Complaint | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'the line is no JSON'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the line is no object'
  const entries = new Map(Object.entries(value))
  return complaintFrom((field) => {
    for (const name of fieldNames[field]) {
      const found = entries.get(name)
      if (typeof found === 'string' || typeof found === 'number') return String(found)
    }
    return ''
  })
}
