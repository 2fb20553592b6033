// A mapping as a table: how it is read, with what is wrong on which line, and how it is written.

import { csvTable, readCsv } from '#kernel/csv.ts'
import type { MappingRow, TargetCode } from '../../model/taxonomy.ts'
import { relations } from '../../model/taxonomy.ts'
import { type Mapped, mappingFaults } from './mapping-faults.ts'

export const mappingColumns = ['term', 'relation', 'code', 'label', 'note'] as const
export const mostLines = 5_000
const termShape = /^[a-z][a-z0-9-]{1,59}$/

export interface LineFault {
  line: number
  why: string
}

export interface MappingTable {
  rows: MappingRow[]
  codes: TargetCode[]
  /** Lines that were left out, in the order of the file. */
  faults: LineFault[]
}

/**
 * The first line names the columns; `term`, `relation` and `code` are asked for, in any order. A line with a code and no term says
 * that the other taxonomy has it, so that what is lost on the way back can be said. `whole` and `codes`: what is known of the other
 * side beside the table; where that is all, a code that it has not is a fault.
 */
export function readMapping(text: string, { terms, codes, whole }: Mapped): MappingTable {
  const read = readCsv(text, mostLines + 1)
  if (!read.ok) return { rows: [], codes: [], faults: [{ line: read.line, why: read.why }] }
  const [head, ...lines] = read.lines
  if (!head) return { rows: [], codes: [], faults: [{ line: 1, why: 'It is empty.' }] }
  const names = head.cells.map((cell) => cell.toLowerCase())
  const missing = ['term', 'relation', 'code'].filter((name) => !names.includes(name))
  if (missing.length > 0) {
    const why = `The first line must name the columns; ${missing.join(', ')} is missing.`
    return { rows: [], codes: [], faults: [{ line: head.line, why }] }
  }
  const faults: LineFault[] = []
  const taken: { line: number; row: MappingRow }[] = []
  const labels = new Map<string, string>()
  for (const { line, cells } of lines) {
    const cell = (name: (typeof mappingColumns)[number]) => cells[names.indexOf(name)]?.trim() ?? ''
    if (cells.length > names.length)
      faults.push({ line, why: `It has ${cells.length} cells for ${names.length} columns.` })
    else {
      const made = rowOf(cell)
      if ('why' in made) faults.push({ line, why: made.why })
      else {
        if (made.code !== null) labels.set(made.code, cell('label') || labels.get(made.code) || made.code)
        if (made.row) taken.push({ line, row: made.row })
      }
    }
  }
  const wrong = new Map(
    mappingFaults(
      taken.map(({ row }) => row),
      { terms, codes, whole },
    ).map(({ at, why }) => [at, why]),
  )
  const rows: MappingRow[] = []
  for (const [at, { line, row }] of taken.entries()) {
    const why = wrong.get(at)
    if (why) faults.push({ line, why })
    else rows.push(row)
  }
  faults.sort((one, other) => one.line - other.line)
  return { rows, codes: [...labels].map(([code, label]) => ({ code, label })), faults }
}

type Cell = (name: (typeof mappingColumns)[number]) => string

function rowOf(cell: Cell): { row: MappingRow | null; code: string | null } | { why: string } {
  const [term, relation, code, note] = [cell('term'), cell('relation').toLowerCase(), cell('code'), cell('note')]
  if (code.length > 200) return { why: 'The code is longer than 200 characters.' }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(code)) return { why: 'The code holds a control character.' }
  if (note.length > 500) return { why: 'The note is longer than 500 characters.' }
  if (cell('label').length > 200) return { why: 'The label is longer than 200 characters.' }
  if (term === '') {
    if (code === '') return { why: 'It has neither a term nor a code.' }
    return relation === '' ? { row: null, code } : { why: 'It has a relation and no term.' }
  }
  if (!termShape.test(term)) return { why: `“${term.slice(0, 60)}” cannot be a term.` }
  const known = relations.find((one) => one === relation)
  if (!known) return { why: `“${relation.slice(0, 40)}” is no relation: ${relations.join(', ')}.` }
  return { row: { term, relation: known, code: code === '' ? null : code, note }, code: code === '' ? null : code }
}

/** The same table written, so that what is exported can be edited and imported again. */
export function writeMapping(rows: readonly MappingRow[], codes: readonly TargetCode[]): string {
  const labels = new Map(codes.map(({ code, label }) => [code, label]))
  const used = new Set(rows.map((row) => row.code))
  return csvTable(mappingColumns, [
    ...rows.map(({ term, relation, code, note }) => [term, relation, code, (code && labels.get(code)) ?? '', note]),
    ...codes.filter(({ code }) => !used.has(code)).map(({ code, label }) => ['', '', code, label, '']),
  ])
}
