// Between what a scenario holds and what is typed for it: lines, points of a curve, shares of countries.
import { say } from '#web/say.ts'

export interface FieldSchema {
  type?: string
  enum?: readonly string[]
  maxLength?: number
  items?: FieldSchema
  patternProperties?: Record<string, FieldSchema>
}

export type FieldKind = 'text' | 'number' | 'yes-or-no' | 'lines' | 'curve' | 'shares' | 'data'

export function kindOf(field: FieldSchema | undefined): FieldKind {
  if (!field) return 'text'
  if (field.type === 'boolean') return 'yes-or-no'
  if (field.type === 'integer' || field.type === 'number') return 'number'
  if (field.type === 'array') {
    if (field.items?.type === 'string') return 'lines'
    return field.items?.type === 'array' ? 'curve' : 'data'
  }
  return field.type === 'object' ? 'shares' : 'text'
}

export function showField(kind: FieldKind, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (kind === 'lines' && Array.isArray(value)) return value.join('\n')
  if (kind === 'curve' && Array.isArray(value)) return value.map((point: unknown[]) => point.join(' ')).join('\n')
  if (kind === 'shares' && typeof value === 'object')
    return Object.entries(value)
      .map(([country, share]) => `${country} ${share}`)
      .join('\n')
  return kind === 'data' ? JSON.stringify(value, null, 2) : String(value)
}

type Read = { ok: true; value: unknown } | { ok: false; says: string }
const filled = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** An empty field is one that is left out. */
export function readField(kind: FieldKind, text: string): Read {
  if (text.trim() === '') return { ok: true, value: undefined }
  if (kind === 'number') {
    const value = Number(text)
    return Number.isFinite(value) ? { ok: true, value } : { ok: false, says: say('That is no number.') }
  }
  if (kind === 'lines') return { ok: true, value: filled(text) }
  if (kind === 'curve') {
    const points = filled(text).map((line) => line.split(/[\s,;]+/).map(Number))
    const wrong = points.findIndex((point) => point.length !== 2 || point.some((one) => !(one >= 0)))
    if (wrong >= 0) return { ok: false, says: say('Line {n}: two numbers are asked for.', { n: wrong + 1 }) }
    return { ok: true, value: points }
  }
  if (kind === 'shares') {
    const shares = filled(text).map((line) => /^([A-Z]{2})[\s:=]+(\d*\.?\d+)$/.exec(line))
    const wrong = shares.indexOf(null)
    if (wrong >= 0) return { ok: false, says: say('Line {n}: write it like DE 0.4.', { n: wrong + 1 }) }
    return { ok: true, value: Object.fromEntries(shares.map((one) => [one?.[1] ?? '', Number(one?.[2])])) }
  }
  if (kind !== 'data') return { ok: true, value: text }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, says: say('That is not JSON yet.') }
  }
}
