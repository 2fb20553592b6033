// One spelling for every JSON value, so that its hash means something: RFC 8785, the JSON Canonicalization Scheme.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Deeper than any entry; a bound so that a cycle fails with a clear message rather than at the end of the stack. */
const maxDepth = 500

/**
 * The canonical text of a JSON value (RFC 8785, section 3.2). Throws TypeError on what has no JSON form: NaN,
 * Infinity, undefined, a lone surrogate, a function, a symbol, a bigint, an object of a class, a hole in an array.
 * Nothing is left out silently: an object with an undefined member is refused, for two spellings would hash alike.
 */
export function canonicalJson(value: unknown): string {
  const ordered = inOrder(value, 0)
  return ordered === byHand ? write(value) : JSON.stringify(ordered)
}

export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value), 'utf8')
}

/** Stands for a value whose members no object can hold in the order that is asked for. */
const byHand = Symbol('byHand')

/**
 * The same value with all members in the order of section 3.2.3, so that ECMAScript's own JSON.stringify spells it: its strings and
 * numbers are those of section 3.2.2, and it is twice as quick as writing by hand. What is in order already is not copied.
 */
function inOrder(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return wellFormed(value)
  if (typeof value === 'number') return finite(value)
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no JSON form`)
  if (depth >= maxDepth) throw new TypeError(`nested deeper than ${maxDepth}`)
  return Array.isArray(value) ? arrayInOrder(value, depth + 1) : objectInOrder(value, depth + 1)
}

function arrayInOrder(items: readonly unknown[], depth: number): unknown {
  let copy: unknown[] | null = null
  let asked = false
  for (let at = 0; at < items.length; at++) {
    const item = inOrder(items[at], depth)
    if (item === byHand) asked = true
    else if (item !== items[at]) copy ??= [...items]
    if (copy) copy[at] = item
  }
  return asked ? byHand : (copy ?? items)
}

function objectInOrder(value: object, depth: number): unknown {
  if (!isPlain(value)) throw new TypeError('an object of a class has no JSON form')
  const members = value as Record<string, unknown>
  const keys = Object.keys(value)
  const sorted = isSorted(keys)
  if (!sorted) keys.sort()
  let copy: Record<string, unknown> | null = sorted ? null : {}
  let asked = false
  for (const key of keys) {
    wellFormed(key)
    const item = inOrder(members[key], depth)
    if (item === byHand || (!sorted && keepsItsOwnPlace(key))) asked = true
    else if (item !== members[key]) copy ??= { ...members }
    if (copy) copy[key] = item
  }
  return asked ? byHand : (copy ?? value)
}

// `>` compares UTF-16 code units, which is the order of section 3.2.3, and of sort(); a locale or code points would not be.
function isSorted(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return false
  return true
}

/** Numbers stand first in every object, whenever they were set, and `__proto__` is no member when it is set. */
function keepsItsOwnPlace(key: string): boolean {
  const first = key.charCodeAt(0)
  return (first >= 48 && first <= 57) || key === '__proto__'
}

/** What has been looked at by inOrder, written member by member. */
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = value as Record<string, unknown>
  const texts = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${write(members[key])}`)
  return `{${texts.join(',')}}`
}

function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no UTF-8 form')
  return text
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`)
  return value
}

// Plain also when it was made in another context (a worker, a vm): its prototype is then a foreign Object.prototype.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null)
}
