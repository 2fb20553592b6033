// A CSV file of measurements (RFC 4180) that says first what it is, and that no spreadsheet takes for formulas.
import type { Marking } from '#kernel/marking.ts'

export interface About {
  /** The id of the exercise; null: it is real. */
  exercise: string | null
  marking: Marking
  target: string
  from: string
  to: string
  bucketSeconds: number
  /** Date and licence of the tables by which addresses were placed. */
  tables: string
  madeAt: string
}

/** Lines that begin with `#`, so that programs can pass them over: EXERCISE first where it is one, then the marking. */
export function csvHead({ exercise, marking, target, from, to, bucketSeconds, tables, madeAt }: About): string {
  const lines = [
    ...(exercise === null ? [] : [`EXERCISE ${exercise}. Nothing in this file happened.`]),
    [
      `TLP:${marking.tlp}`,
      ...(marking.pap ? [`PAP:${marking.pap}`] : []),
      ...(marking.releasableTo.length > 0 ? [`REL TO ${marking.releasableTo.join(', ')}`] : []),
    ].join(' '),
    `Target: ${target}`,
    `From ${from} to ${to}, a line every ${bucketSeconds} seconds; an empty field was not measured`,
    ...(tables ? [tables] : []),
    `Made ${madeAt}`,
  ]
  return lines.map((line) => `${field(`# ${line.replace(/[\r\n]+/g, ' ')}`)}\r\n`).join('')
}

export interface Column {
  name: string
  values: readonly (number | string | null)[]
}

export function csvTable(at: readonly string[], columns: readonly Column[]): string {
  const head = ['timestamp', ...columns.map(({ name }) => field(name))].join(',')
  const lines = at.map((moment, i) => [moment, ...columns.map(({ values }) => cell(values[i] ?? null))].join(','))
  return [head, ...lines, ''].join('\r\n')
}

function cell(value: number | string | null): string {
  if (value === null) return ''
  return typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : field(value)
}

/** What begins like a formula gets an apostrophe before it; what holds separators is quoted. */
function field(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
