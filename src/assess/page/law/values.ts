// Values of facts between the law and a person: shown with unit and label, and read from what somebody typed in a hurry.
import { say, sayCount } from '#web/say.ts'
import type { Fact, FactValue } from '../../model/law.ts'

export type FactShape = Pick<Fact, 'type' | 'unit' | 'values' | 'labels' | 'minimum' | 'maximum'>

export interface FactChoice {
  value: string
  label: string
}

/** What can be chosen for an enum or a set; the caller brings the entity types where the fact asks for those. */
export function choicesOf(fact: FactShape, entityTypes: readonly { id: string; label: string }[] = []): FactChoice[] {
  if (fact.values === 'entity_types') return entityTypes.map(({ id, label }) => ({ value: id, label }))
  return (fact.values ?? []).map((value, i) => ({ value, label: fact.labels?.[i] ?? plain(value) }))
}

function plain(value: string): string {
  const words = value.replaceAll('_', ' ')
  return (words[0] ?? '').toUpperCase() + words.slice(1)
}

/** `500,000 EUR`, `30 minutes`, `5 %`, `Yes`, `Caused`. A value that is not known is said to be so. */
export function valueText(
  fact: FactShape | undefined,
  value: FactValue | undefined | null,
  entityTypes: readonly { id: string; label: string }[] = [],
): string {
  if (value === undefined || value === null) return say('not known')
  if (typeof value === 'boolean') return value ? say('Yes') : say('No')
  if (typeof value === 'number') return withUnit(value, fact?.unit)
  const choices = new Map(fact ? choicesOf(fact, entityTypes).map((it) => [it.value, it.label]) : [])
  if (Array.isArray(value)) {
    return value.length === 0 ? say('none') : value.map((one) => choices.get(one) ?? one).join(', ')
  }
  return choices.get(value) ?? value
}

export function withUnit(value: number, unit: Fact['unit']): string {
  const n = value.toLocaleString('en', { maximumFractionDigits: 6 })
  if (unit === 'percent') return `${n} %`
  if (unit === 'EUR') return `${n} EUR`
  if (unit === 'minutes') return sayCount(value, '{n} minute', '{n} minutes') + long(value)
  if (unit === 'seconds') return sayCount(value, '{n} second', '{n} seconds')
  return n
}

/** Minutes that nobody reads as hours at a glance: 4320 is three days. */
function long(minutes: number): string {
  if (minutes < 120) return ''
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const parts = [
    days > 0 ? sayCount(days, '{n} day', '{n} days') : '',
    hours > 0 ? `${hours} h` : '',
    rest > 0 ? `${Number(rest.toFixed(1))} min` : '',
  ]
  return ` (${parts.filter(Boolean).join(' ')})`
}

export function unitWord(unit: string | null | undefined): string {
  const words: Record<string, string> = {
    minutes: say('minutes'),
    seconds: say('seconds'),
    percent: '%',
    EUR: 'EUR',
    count: '',
  }
  return unit ? (words[unit] ?? unit) : ''
}

export type Read = { ok: true; value: FactValue } | { ok: false; why: string }

/** A number as somebody typed it, held against what the fact may be. */
export function readNumber(text: string, fact: FactShape): Read {
  const value = fact.unit === 'minutes' ? (readSpan(text) ?? readFigure(text, fact)) : readFigure(text, fact)
  if (value === null) return { ok: false, why: say('That is not a number. Type digits, for example 1500.') }
  if (fact.type === 'integer' && !Number.isInteger(value))
    return { ok: false, why: say('A whole number is asked for here.') }
  if (fact.minimum !== undefined && value < fact.minimum)
    return { ok: false, why: say('It cannot be less than {n}.', { n: withUnit(fact.minimum, fact.unit) }) }
  if (fact.maximum !== undefined && value > fact.maximum)
    return { ok: false, why: say('It cannot be more than {n}.', { n: withUnit(fact.maximum, fact.unit) }) }
  return { ok: true, value }
}

const scales: Record<string, number> = { k: 1e3, thousand: 1e3, m: 1e6, mio: 1e6, million: 1e6, bn: 1e9, billion: 1e9 }

/**
 * `1500`, `1 500`, `1.500`, `1,500.5`, `2.5 million`. One mark before exactly three digits parts thousands, unless the
 * fact is a percentage: 1.250 % is a little more than one. What was read is shown, so a person sees which it was.
 */
function readFigure(text: string, fact: FactShape): number | null {
  const found = /^(-?[0-9][0-9\s.,'’]{0,40}?)\s*([a-z]{1,8})?[%€]?$/i.exec(text.trim().replace(/^€\s*/, ''))
  if (!found) return null
  const word = found[2]?.toLowerCase() ?? ''
  const scale = word === '' || word === 'eur' || word === 'min' || word === 's' ? 1 : scales[word]
  if (scale === undefined) return null
  const digits = plainDigits((found[1] ?? '').replace(/[\s'’]/g, ''), fact.unit === 'percent' || scale > 1)
  return digits === null ? null : Number((digits * scale).toPrecision(15))
}

function plainDigits(text: string, fraction: boolean): number | null {
  const marks = text.replace(/[^.,]/g, '')
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const tail = last === -1 ? '' : text.slice(last + 1)
  const both = marks.includes('.') && marks.includes(',')
  const parted = marks !== '' && !both && tail.length === 3 && (marks.length > 1 || !fraction)
  if (marks.length > 1 && !both && !parted) return null
  const whole = last === -1 || parted ? text.replace(/[.,]/g, '') : text.slice(0, last).replace(/[.,]/g, '')
  const value = Number(last === -1 || parted ? whole : `${whole}.${tail}`)
  return Number.isFinite(value) ? value : null
}

/** `2 h 30 min`, `3 days`, `1:30` in minutes; null when it is none of these. */
function readSpan(text: string): number | null {
  const clock = /^([0-9]{1,4}):([0-5][0-9])$/.exec(text.trim())
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const found =
    /^(?:([0-9]{1,4})\s*(?:d|days?))?\s*(?:([0-9]{1,5})\s*(?:h|hours?))?\s*(?:([0-9]{1,6})\s*(?:m|min|minutes?))?$/i.exec(
      text.trim(),
    )
  if (!found || (!found[1] && !found[2] && !found[3])) return null
  return Number(found[1] ?? 0) * 1440 + Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0)
}
