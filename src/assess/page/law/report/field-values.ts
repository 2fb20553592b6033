// Fields of a report between the record and an input: every value can be typed as text, lists one entry on each line.
import { say } from '#web/say.ts'
import type { FieldValue, FormField } from '../../../model/duty-report.ts'

export type InputKind = 'text' | 'line' | 'choice' | 'choices' | 'yes-no' | 'list' | 'moment'

/** Which input a field of a form gets. Types that the form invents later are typed as a line of text. */
export function inputOf(field: Pick<FormField, 'type' | 'choices'>): InputKind {
  if (field.type === 'boolean') return 'yes-no'
  if (field.choices && field.choices.length > 0) return field.type.endsWith('[]') ? 'choices' : 'choice'
  if (field.type.endsWith('[]')) return 'list'
  if (field.type === 'datetime_utc') return 'moment'
  return field.type === 'text' ? 'text' : 'line'
}

const hints: Record<string, () => string> = {
  percent_1dp: () => say('Percent with one decimal, for example 12.5'),
  money_thousands: () => say('In thousands of the currency, for example 1250 for 1.25 million'),
  duration_ddhhmm: () => say('Days:hours:minutes, for example 00:02:30'),
  datetime_utc: () => say('In UTC'),
  lei: () => say('20 letters and digits; the last two are check digits'),
  integer: () => say('A whole number'),
  iso4217: () => say('Three letters, for example EUR'),
}

export function hintOf(type: string): string | undefined {
  if (type.endsWith('[]') && !hints[type]) return say('One on each line')
  return hints[type]?.()
}

/** As it stands in the input. */
export function typed(value: FieldValue, kind: InputKind): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join('\n')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (kind === 'moment' && typeof value === 'string') return value.replace(/(:\d{2})(\.\d+)?Z$/, '').slice(0, 16)
  return String(value)
}

/** What is sent for a text that was typed; an empty one empties the field. */
export function untyped(text: string, kind: InputKind, type: string): FieldValue {
  if (text.trim() === '') return null
  if (kind === 'yes-no') return text === 'yes'
  if (kind === 'list' || kind === 'choices')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  if (kind === 'moment') return momentOf(text)
  const numeric = ['integer', 'percent_1dp', 'money_thousands', 'number'].includes(type)
  const number = Number(text.trim().replace(',', '.'))
  // What is no number is sent as it was typed: the node says what the field takes, and nothing is changed silently.
  return numeric && Number.isFinite(number) ? number : text.trim()
}

function momentOf(text: string): string {
  const at = Date.parse(`${text.slice(0, 16)}Z`)
  return Number.isNaN(at) ? text : new Date(at).toISOString()
}

export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
