// The columns of a table of parts: what each is called, and how its cells are read.

/** Of the part: said once, on any of its lines. */
export const partColumns = [
  'key',
  'name',
  'kind',
  'layer',
  'behind',
  'country',
  'stands_in',
  'sectors',
  'serves',
  'users',
  'capacity',
  'capacity_unit',
  'usable_from',
  'other_names',
  'note',
  'active',
] as const

/** Of a need: said once, on any line that names it. */
export const needColumns = ['need', 'need_layer', 'least', 'holds', 'holds_least', 'holds_most', 'weight'] as const

/** Of one option: a line each. */
export const optionColumns = [
  'option',
  'share',
  'switching',
  'switching_least',
  'switching_most',
  'agreement',
  'agreed_until',
] as const

export const allColumns = [...partColumns, ...needColumns, ...optionColumns] as const
export type Column = (typeof allColumns)[number]
export type Cells = Partial<Record<Column, string>>

/** What lines of one part, or of one need, say together. */
export interface Told {
  cells: Cells
  /** The line that said it. */
  lines: Partial<Record<Column, number>>
}

export interface NeedLines extends Told {
  /** The first line that names it. */
  line: number
  options: { line: number; cells: Cells }[]
}

/** "Stands in", "stands-in" and "STANDS_IN" are one column. */
export function columnNamed(text: string): Column | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return allColumns.find((name) => name === plain)
}

/** 0.5, 0,5 and 1 000; undefined for what is no number. */
export function numberIn(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(/^([+-]?\d+),(\d+)$/, '$1.$2')
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(plain) ? Number(plain) : undefined
}

export function listIn(text: string): string[] {
  const items = text.split('|').map((item) => item.trim())
  return [...new Set(items.filter((item) => item !== ''))]
}

/** As Union texts write Greece and the United Kingdom, too. */
export function countryIn(text: string): string {
  const plain = text.trim().toUpperCase()
  return plain === 'EL' ? 'GR' : plain === 'UK' ? 'GB' : plain
}

export function yesOrNo(text: string): boolean | undefined {
  const plain = text.trim().toLowerCase()
  if (['yes', 'true', '1'].includes(plain)) return true
  return ['no', 'false', '0'].includes(plain) ? false : undefined
}
