// Filling in what a scenario leaves open: `{{name}}`, `{{name.field}}`, `{{at:+2h}}`, `{{person:duty}}`.
import { spanMs } from '../scenario/moments.ts'
import { valueAt } from './pointer.ts'

export interface Filling {
  kept: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970, by the clock of the story. */
  now: number
  /** Ids of people and organisations of the cast. */
  person(ref: string): string | undefined
  organisation(ref: string): string | undefined
}

/** Thrown where a scenario names what is not there. */
export class Unfilled extends Error {}

const open = /\{\{\s*([^{}]{1,200}?)\s*\}\}/g
const mostDepth = 40

/** The same value with every `{{…}}` filled in. A text that is nothing else becomes what stands there, of whatever kind. */
export function fill(value: unknown, filling: Filling, depth = 0): unknown {
  if (depth > mostDepth) throw new Unfilled('That lies too deep.')
  if (typeof value === 'string') return fillText(value, filling)
  if (Array.isArray(value)) return value.map((one) => fill(one, filling, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, filling, depth + 1)]))
}

export function fillText(text: string, filling: Filling): unknown {
  const whole = /^\{\{\s*([^{}]{1,200}?)\s*\}\}$/.exec(text)
  if (whole) return meant(whole[1] ?? '', filling)
  return text.replace(open, (_all, name: string) => String(meant(name, filling)))
}

function meant(name: string, filling: Filling): unknown {
  const [kind, rest] = split(name, ':')
  if (rest !== undefined && kind === 'at') return moment(rest, filling.now)
  if (rest !== undefined && kind === 'person') return there(filling.person(rest), name)
  if (rest !== undefined && kind === 'organisation') return there(filling.organisation(rest), name)
  const [key, path] = split(name, '.')
  if (!Object.hasOwn(filling.kept, key)) throw new Unfilled(`Nothing is kept under '${key}'.`)
  const kept = filling.kept[key]
  if (path === undefined) return typeof kept === 'object' && kept !== null ? there(valueAt(kept, '/id'), name) : kept
  return there(valueAt(kept, `/${path.replaceAll('.', '/')}`), name)
}

function there(value: unknown, name: string): unknown {
  if (value === undefined) throw new Unfilled(`Nothing stands at '${name}'.`)
  return value
}

function split(text: string, by: string): [string, string | undefined] {
  const at = text.indexOf(by)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** `+2h`, `-30m`, or nothing: now. */
function moment(written: string, now: number): string {
  const [, sign, span] = /^([+-])(.+)$/.exec(written.trim()) ?? []
  if (span === undefined) return new Date(now).toISOString()
  try {
    return new Date(now + (sign === '-' ? -1 : 1) * spanMs(span)).toISOString()
  } catch {
    throw new Unfilled(`'at:${written}' is no moment.`)
  }
}

/** The first row of a list that is as asked, or the value itself where it is no list. */
export function firstRow(value: unknown, where: Readonly<Record<string, unknown>> | undefined): unknown {
  if (!Array.isArray(value)) return value
  return value.find((row) =>
    Object.entries(where ?? {}).every(([pointer, wanted]) => {
      const found = valueAt(row, pointer.startsWith('/') ? pointer : `/${pointer.replaceAll('.', '/')}`)
      return JSON.stringify(found) === JSON.stringify(wanted)
    }),
  )
}
