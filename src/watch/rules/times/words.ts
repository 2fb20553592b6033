// The words of one language that times are made of, from its tables: months, weekdays, numbers and units.
import type { Unit } from './model.ts'

/** Readers of the words of one language, made of its tables. */
export function wordReaders(tables: {
  months: string
  weekdays: string
  /** `1/ein/eine, 2/zwei`; 0 is for words such as "several". */
  amounts: string
  /** `minute/minute/minuten`: the unit, then its words. */
  units: string
}) {
  const months = numbered(tables.months)
  const weekdays = numbered(tables.weekdays)
  const amounts = grouped(tables.amounts)
  const units = grouped(tables.units)
  const low = (text: string | undefined): string => (text ?? '').toLowerCase()
  return {
    MONTH: alternatives(months),
    WEEKDAY: alternatives(weekdays),
    AMOUNT: `(\\d{1,4}|${[...amounts.keys()].sort(longestFirst).join('|')})`,
    UNIT: `(${[...units.keys()].sort(longestFirst).join('|')})(?!\\p{L})`,
    monthOf: (text: string | undefined): number => months.get(low(text).replace(/\.$/, '')) ?? 0,
    weekdayOf: (text: string | undefined): number => weekdays.get(low(text)) ?? 0,
    /** Null for "several". */
    amountOf(text: string | undefined): number | null {
      if (/^\d+$/.test(text ?? '')) return Number(text)
      const amount = Number(amounts.get(low(text)) ?? 0)
      return amount === 0 ? null : amount
    },
    unitOf: (text: string | undefined): Unit => unitNamed(units.get(low(text))),
  }
}

function grouped(list: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const group of list.split(', ')) {
    const [name = '', ...spellings] = group.split('/')
    for (const spelling of spellings) found.set(spelling, name)
  }
  return found
}

const UNITS: readonly Unit[] = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'decade']

function unitNamed(name: string | undefined): Unit {
  return UNITS.find((unit) => unit === name) ?? 'day'
}

function numbered(list: string): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [i, spellings] of list.split(' ').entries())
    for (const spelling of spellings.split('/')) numbers.set(spelling.toLowerCase(), i + 1)
  return numbers
}

function alternatives(numbers: Map<string, number>): string {
  return `(?:${[...numbers.keys()].sort(longestFirst).join('|')})(?!\\p{L})`
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length || (a < b ? -1 : 1)
}
