// Printing answers for people: tables for lists, lines for the rest. Scripts use --json.
import type { Problem } from '#kernel/problem.ts'

const widest = 60

export function printable(value: unknown): string {
  if (value === null || value === undefined) return 'Done.'
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : table(value)
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, inner]) => {
      if (Array.isArray(inner) && inner.length > 0 && typeof inner[0] === 'object')
        return `${name}:\n${indent(table(inner))}`
      if (isPlain(inner)) return `${name}:\n${indent(printable(inner))}`
      return `${name}: ${cell(inner)}`
    })
    .join('\n')
}

function table(rows: unknown[]): string {
  if (!rows.every(isPlain)) return rows.map((row) => `- ${cell(row)}`).join('\n')
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row as object)))].filter((name) =>
    rows.some((row) => cell((row as Record<string, unknown>)[name]) !== ''),
  )
  const texts = rows.map((row) => columns.map((name) => cell((row as Record<string, unknown>)[name])))
  const widths = columns.map((name, at) => Math.max(name.length, ...texts.map((row) => row[at]?.length ?? 0)))
  const line = (cells: string[]) =>
    cells
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...texts.map(line)].join('\n')
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const oneLine = text.replace(/[\p{Cc}\s]+/gu, ' ')
  return oneLine.length > widest ? `${oneLine.slice(0, widest - 1)}…` : oneLine
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const indent = (text: string) => text.replace(/^/gm, '  ')

export function problemText(problem: Problem): string {
  const where = problem.where ? ` (${problem.where})` : ''
  return `${problem.title}${where}${problem.detail ? `: ${problem.detail}` : '.'}\n${problem.whatToDo}`
}
