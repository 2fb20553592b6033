// From the cells of a table to a part, a need and an option, with what cannot be read. Half a million lines: nothing is copied twice.
import type { FileNeed, FileOption, LeftOut } from '../../model/part-file.ts'
import type { Duration } from '../../model/words.ts'
import { type Cells, type Column, countryIn, listIn, type NeedLines, numberIn, yesOrNo } from './part-columns.ts'

export interface PlainPart {
  fields: Record<string, unknown>
  faults: string[]
}

type Reader = (text: string, faults: string[], column: Column) => unknown

const asIs: Reader = (text) => text
const lower: Reader = (text) => text.toLowerCase()
const country: Reader = (text) => countryIn(text)
const number: Reader = (text, faults, column) => {
  const value = numberIn(text)
  if (value === undefined) faults.push(`${column} is "${text.slice(0, 30)}", which is no number.`)
  return value
}
const awake: Reader = (text, faults, column) => {
  const value = yesOrNo(text)
  if (value === undefined) faults.push(`${column} is "${text.slice(0, 30)}", not yes or no.`)
  return value
}

/** Each column with the field that it fills. */
const fields: readonly (readonly [Column, string, Reader])[] = [
  ['name', 'name', asIs],
  ['kind', 'kind', lower],
  ['layer', 'layer', lower],
  ['behind', 'behind', (text) => ({ organisation: null, name: text })],
  ['country', 'country', country],
  ['stands_in', 'standsIn', country],
  ['sectors', 'sectors', (text) => listIn(text.toLowerCase())],
  ['serves', 'serves', (text) => [...new Set(listIn(text).map(countryIn))]],
  ['users', 'users', number],
  ['usable_from', 'usableFrom', number],
  ['other_names', 'aliases', (text) => listIn(text)],
  ['note', 'note', asIs],
  ['active', 'active', awake],
]

/** Only what is said; the schema judges the values. */
export function plainFrom(key: string, cells: Cells): PlainPart {
  const faults: string[] = []
  const out: Record<string, unknown> = { id: key }
  for (const [column, field, read] of fields) {
    const text = cells[column]
    if (text !== undefined) out[field] = read(text, faults, column)
  }
  const amount = numberOf(cells, 'capacity', faults)
  if (amount !== undefined) out.capacity = { amount, unit: cells.capacity_unit ?? 'units' }
  return { fields: out, faults }
}

/** Null where no option is left. The schema of the whole part judges it next. */
export function needFrom(name: string, { line, cells, options }: NeedLines, leftOut: LeftOut[]): FileNeed | null {
  const faults: string[] = []
  const need: Record<string, unknown> = { name }
  const least = cells.least?.toLowerCase() === 'all' ? 'all' : numberOf(cells, 'least', faults)
  put(need, 'layer', cells.need_layer?.toLowerCase())
  put(need, 'least', least)
  put(need, 'weight', numberOf(cells, 'weight', faults))
  put(need, 'holds', spanOf(cells, 'holds', 'holds_least', 'holds_most', faults))
  const of = options.map((option) => optionFrom(option.cells, option.line, leftOut)).filter((option) => option !== null)
  const at = `line ${line}`
  if (faults.length > 0) leftOut.push({ at, why: `"${name.slice(0, 60)}": ${faults.join(' ')}` })
  else if (of.length === 0) leftOut.push({ at, why: `The need "${name.slice(0, 60)}" names no option.` })
  need.of = of
  return faults.length > 0 || of.length === 0 ? null : (need as unknown as FileNeed)
}

function optionFrom(cells: Cells, line: number, leftOut: LeftOut[]): FileOption | null {
  const faults: string[] = []
  const option: Record<string, unknown> = { part: cells.option ?? '' }
  put(option, 'share', numberOf(cells, 'share', faults))
  put(option, 'switching', spanOf(cells, 'switching', 'switching_least', 'switching_most', faults))
  put(option, 'agreement', cells.agreement)
  put(option, 'agreedUntil', cells.agreed_until)
  if (faults.length > 0) leftOut.push({ at: `line ${line}`, why: faults.join(' ') })
  return faults.length > 0 ? null : (option as unknown as FileOption)
}

function put(into: Record<string, unknown>, field: string, value: unknown): void {
  if (value !== undefined) into[field] = value
}

function numberOf(cells: Cells, column: Column, faults: string[]): number | undefined {
  const text = cells[column]
  return text === undefined ? undefined : (number(text, faults, column) as number | undefined)
}

function spanOf(cells: Cells, likely: Column, least: Column, most: Column, faults: string[]): Duration | undefined {
  const of = numberOf(cells, likely, faults)
  const from = numberOf(cells, least, faults)
  const to = numberOf(cells, most, faults)
  const value = of ?? from ?? to
  if (value === undefined) return undefined
  const span: Duration = { likely: value }
  if (from !== undefined) span.least = from
  if (to !== undefined) span.most = to
  return span
}
