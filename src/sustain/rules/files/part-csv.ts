// Parts from a table: one line for each option of each need; lines of one key are one part.
import { type CsvFault, type CsvLine, csvLines } from '#kernel/csv.ts'
import { mostFileOptions, type PartFile, type PartFileRead } from '../../model/part-file.ts'
import { isFilePart, partFault } from './check-part.ts'
import { needFrom, plainFrom } from './part-cells.ts'
import {
  type Cells,
  type Column,
  columnNamed,
  type NeedLines,
  needColumns,
  optionColumns,
  partColumns,
  type Told,
} from './part-columns.ts'

const mostLines = mostFileOptions + 100_000

interface PartLines extends Told {
  line: number
  needs: Map<string, NeedLines>
}

export function readPartCsv(text: string): PartFileRead {
  const lines = csvLines(text, mostLines)
  const first = lines.next()
  if (first.done) return first.value === null ? bad('It is empty.') : wrong(first.value)
  const top = first.value
  const columns = top.cells.map(columnNamed)
  if (!columns.includes('key') && !columns.includes('name'))
    return bad(`Line ${top.line}: neither "key" nor "name" is among the columns.`)
  const tlp = /^\ufeff?#\s*TLP:([A-Z+]+)/.exec(text.slice(0, 100))?.[1] ?? null
  const file: PartFile = { parts: [], leftOut: [], tlp, otherNeeds: 'gone', main: null }
  for (const [at, name] of top.cells.entries()) {
    const column = columns[at]
    const why = column ? 'stands there twice; the first counts' : 'is not known'
    if (column ? columns.indexOf(column) < at : name !== '')
      file.leftOut.push({ at: `line ${top.line}`, why: `The column "${name.slice(0, 60)}" ${why}.` })
    if (column && columns.indexOf(column) < at) columns[at] = undefined
  }
  const gathered = gather(lines, columns, file)
  if (!gathered.ok) return wrong(gathered.fault)
  for (const [key, told] of gathered.parts) {
    addPart(key, told, file)
    // What was taken is let go: a large table is not held twice.
    gathered.parts.delete(key)
  }
  return { ok: true, file }
}

function bad(why: string): PartFileRead {
  return { ok: false, refusal: 'bad-file', why }
}

const wrong = ({ line, why }: CsvFault) => bad(`Line ${line}: ${why}`)

type Gathered = { ok: true; parts: Map<string, PartLines> } | { ok: false; fault: CsvFault }

function gather(
  lines: Generator<CsvLine, CsvFault | null, undefined>,
  columns: readonly (Column | undefined)[],
  file: PartFile,
): Gathered {
  const parts = new Map<string, PartLines>()
  for (let next = lines.next(); ; next = lines.next()) {
    if (next.done) return next.value === null ? { ok: true, parts } : { ok: false, fault: next.value }
    const { line, cells } = next.value
    if (cells.length > columns.length) {
      file.leftOut.push({ at: `line ${line}`, why: tooWide(cells.length, columns.length) })
      continue
    }
    const row: Cells = {}
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at]
      const cell = cells[at]
      if (column && cell) row[column] = cell
    }
    const key = row.key ?? row.name
    if (key === undefined) {
      file.leftOut.push({ at: `line ${line}`, why: 'It says neither a key nor a name.' })
      continue
    }
    const part = parts.get(key) ?? { line, cells: {}, lines: {}, needs: new Map() }
    parts.set(key, part)
    tell(part, row, partColumns, line, file)
    tellNeed(part, row, line, file)
  }
}

/** Which cell is the one too many cannot be told: each after it may stand in a wrong column. */
function tooWide(cells: number, columns: number): string {
  return `It has ${cells} cells, and the first line only ${columns}: a cell that holds a comma needs quotation marks.`
}

/** What was said first counts; a line that says otherwise is named. */
function tell(told: Told, row: Cells, columns: readonly Column[], line: number, file: PartFile): void {
  for (const column of columns) {
    const said = row[column]
    if (said === undefined) continue
    if (told.cells[column] === undefined) {
      told.cells[column] = said
      told.lines[column] = line
    } else if (told.cells[column] !== said)
      file.leftOut.push({
        at: `line ${line}`,
        why: `${column} is "${said.slice(0, 60)}" here and "${told.cells[column]?.slice(0, 60)}" on line ${told.lines[column]}; the first counts.`,
      })
  }
}

function tellNeed(part: PartLines, row: Cells, line: number, file: PartFile): void {
  const leave = (why: string) => void file.leftOut.push({ at: `line ${line}`, why })
  const [ofNeed] = needColumns.filter((column) => row[column] !== undefined)
  const [ofOption] = optionColumns.filter((column) => row[column] !== undefined)
  if (row.need === undefined) {
    if (row.option !== undefined) leave('It names an option, but no need.')
    else if (ofNeed ?? ofOption) leave(`It says ${ofNeed ?? ofOption}, but names no need.`)
    return
  }
  const need = part.needs.get(row.need) ?? { line, cells: {}, lines: {}, options: [] }
  part.needs.set(row.need, need)
  // The first line of a need may say what holds for all its options, and name none itself.
  tell(need, row, needColumns, line, file)
  if (row.option !== undefined) need.options.push({ line, cells: row })
  else if (ofOption) leave(`It says ${ofOption}, but names no option.`)
}

function addPart(key: string, { line, cells, needs }: PartLines, file: PartFile): void {
  const at = `line ${line}`
  const plain = plainFrom(key, cells)
  const needsOf = [...needs].map(([name, need]) => needFrom(name, need, file.leftOut)).filter((need) => need !== null)
  const part = plain.fields
  if (needsOf.length > 0) part.needs = needsOf
  if (plain.faults.length > 0) file.leftOut.push({ at, why: plain.faults.join(' ') })
  else if (isFilePart(part)) file.parts.push({ at, part })
  else file.leftOut.push({ at, why: `${partFault(part)}.` })
}
