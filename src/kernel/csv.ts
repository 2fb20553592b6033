// Tables as text by RFC 4180: reading what people send, writing what a table program opens without running it.

export interface CsvLine {
  /** The line of the file on which it begins, from 1. */
  line: number
  cells: string[]
}

export type CsvRead = { ok: true; lines: CsvLine[] } | { ok: false; line: number; why: string }

/** Parted by commas or, where the first line has none, by semicolons. Empty lines, and lines that begin with #, are left out. */
export function readCsv(text: string, mostLines: number): CsvRead {
  const lines: CsvLine[] = []
  const reading = csvLines(text, mostLines)
  for (let next = reading.next(); ; next = reading.next()) {
    if (!next.done) lines.push(next.value)
    else return next.value === null ? { ok: true, lines } : { ok: false, ...next.value }
  }
}

export interface CsvFault {
  line: number
  why: string
}

/** Line by line, so that whoever reads a large table need not hold all of it. In the end: what is wrong with it, or null. */
export function* csvLines(text: string, mostLines: number): Generator<CsvLine, CsvFault | null, undefined> {
  const given = text.replace(/^\ufeff/, '')
  const comma = separatorOf(given)
  let count = 0
  let cells: string[] = []
  let cell = ''
  let line = 1
  let began = 1
  let beganAt = 0
  let quoted = false
  let wasQuoted = false
  for (let at = 0; at <= given.length; at++) {
    const char = given[at]
    if (quoted) {
      if (char === undefined) return { line: began, why: 'A quotation mark is opened and not closed.' }
      if (char === '"' && given[at + 1] === '"') {
        cell += '"'
        at += 1
      } else if (char === '"') quoted = false
      else {
        if (char === '\n') line += 1
        cell += char
      }
      continue
    }
    if (char === '"' && cell === '' && !wasQuoted) {
      quoted = true
      wasQuoted = true
    } else if (char === comma) {
      cells.push(plain(cell))
      cell = ''
      wasQuoted = false
    } else if (char === '\n' || char === undefined) {
      cells.push(plain(cell))
      const empty = cells.every((one) => one === '') || given[beganAt] === '#'
      if (!empty) {
        count += 1
        yield { line: began, cells }
      }
      if (count > mostLines) return { line: began, why: `It has more than ${mostLines} lines.` }
      cells = []
      cell = ''
      wasQuoted = false
      line += 1
      began = line
      beganAt = at + 1
    } else if (char !== '\r') {
      // Up to the end of the cell at once: letter by letter, a table of half a million lines takes many times as long.
      let end = at + 1
      while (end < given.length && given[end] !== comma && given[end] !== '\n') end += 1
      cell += given.slice(at, end).replaceAll('\r', '')
      at = end - 1
    }
  }
  return null
}

/** Without the apostrophe that `csvCell` puts before what looks like a formula. */
function plain(cell: string): string {
  if (cell === '') return cell
  return cell.trim().replace(/^'(?=[=+\-@])/, '')
}

function separatorOf(text: string): ',' | ';' {
  const head = text.split('\n').find((one) => one.trim() !== '' && !one.startsWith('#')) ?? ''
  return !head.includes(',') && head.includes(';') ? ';' : ','
}

/** A table program takes a cell that begins so for a formula: an apostrophe before it keeps it a text; a line that begins with # is a remark. */
const formula = /^[=+\-@\t\r]/

export function csvCell(value: string | null): string {
  const text = value ?? ''
  const safe = formula.test(text) ? `'${text}` : text
  return /^#|[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvTable(head: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}
