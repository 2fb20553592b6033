// Taking fields out of foreign JSON: every kind of spelling that MISP and its tools use, and a pointer for every fault.
import type { MispFault } from '../../model/misp/event.ts'

export type Json = Record<string, unknown>

/** Bounds on one event, so that nobody can make this node work for hours. */
export const mispBudget = {
  events: 2_000,
  bytes: 32 * 1024 * 1024,
  eventBytes: 8 * 1024 * 1024,
  depth: 24,
  attributes: 20_000,
  objects: 5_000,
  tags: 200,
  galaxies: 50,
  clusters: 200,
  references: 2_000,
  sightings: 2_000,
  proposals: 2_000,
  reports: 100,
  reportLength: 500_000,
  valueLength: 65_535,
  textLength: 10_000,
  /** Fields that nobody here knows, of one part. */
  moreKeys: 60,
  faults: 200,
} as const

/** What reading collects besides what it read. */
export interface Taking {
  /** Why the whole event is left out: the first reason. */
  stopped: MispFault | null
  faults: MispFault[]
  /** How many there were; the first are named. */
  counted: number
  /** Seconds since 1970 at the moment of reading. */
  now: number
  /** Attributes that the event may still have. */
  left: number
  /** UUIDs of its parts. */
  seen: Set<string>
}

export function fault(taking: Taking, at: string, refusal: string, why: string, cost: MispFault['cost']): void {
  taking.counted += 1
  if (taking.faults.length < mispBudget.faults)
    taking.faults.push({ at: at || '/', refusal, why: why.slice(0, 400), cost })
}

/** Leaves the whole event out. */
export function stop(taking: Taking, at: string, refusal: string, why: string): void {
  taking.stopped ??= { at: at || '/', refusal, why: why.slice(0, 400), cost: 'event' }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function pointer(at: string, key: string | number): string {
  return `${at}/${String(key).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** A text, also where it came as a number or a truth value; null where there is none. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'boolean' ? String(value) : null
}

/** A whole number, also as text. */
export function wholeOf(value: unknown, least: number, most: number): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= least && number <= most ? number : null
}

export function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (value === 1 || value === '1' || value === 'true') return true
  return value === 0 || value === '0' || value === 'false' ? false : null
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export function uuidOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length !== 36) return null
  const lower = value.toLowerCase()
  return uuidShape.test(lower) ? lower : null
}

/** A list, also where a single thing came without one; what is missing is empty. Null when it is neither. */
export function listOf(value: unknown): unknown[] | null {
  if (value === undefined || value === null || value === '' || value === false) return []
  if (Array.isArray(value)) return value
  return isJson(value) ? (Object.keys(value).length === 0 ? [] : [value]) : null
}

/** Pointer to a text that a database cannot keep (NUL, half a character), or undefined. */
export function unkeepable(value: unknown, at: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value) ? at : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = unkeepable(key, pointer(at, '(name)')) ?? unkeepable(inner, pointer(at, key))
    if (found !== undefined) return found
  }
  return undefined
}

/** What the standard does not know, as it came; too many of them, or one that cannot be kept, are left out with a remark. */
export function moreOf(taking: Taking, from: Json, known: ReadonlySet<string>, at: string): Json {
  const more: Json = {}
  let kept = 0
  for (const [key, value] of Object.entries(from)) {
    if (known.has(key) || key === '__proto__' || value === undefined) continue
    const bad = key.length > 100 || kept >= mispBudget.moreKeys ? at : unkeepable({ [key]: value }, at)
    if (bad !== undefined) {
      fault(taking, pointer(at, key), 'unknown-field', 'A field that MISP does not have was left out.', 'remark')
      continue
    }
    more[key] = value
    kept += 1
  }
  return more
}

/** How deep the brackets of a JSON text go, without reading it; strings are skipped. */
export function depthOf(text: string): number {
  let depth = 0
  let most = 0
  let inString = false
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n)
    if (inString) {
      if (code === 92) n += 1
      else if (code === 34) inString = false
      continue
    }
    if (code === 34) inString = true
    else if (code === 123 || code === 91) {
      depth += 1
      if (depth > most) most = depth
    } else if (code === 125 || code === 93) depth -= 1
  }
  return most
}
