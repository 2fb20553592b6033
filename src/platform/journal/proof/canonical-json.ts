// One spelling for every JSON value, so that its hash means something: RFC 8785, the JSON Canonicalization Scheme.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Deeper than any entry; a bound so that a cycle fails with a clear message rather than at the end of the stack. */
const maxDepth = 500

const loneSurrogate = /\p{Surrogate}/u

/**
 * The canonical text of a JSON value (RFC 8785, section 3.2). Throws TypeError on what has no JSON form: NaN,
 * Infinity, undefined, a lone surrogate, a function, a symbol, a bigint, an object of a class, a hole in an array.
 * Nothing is left out silently: an object with an undefined member is refused, for two spellings would hash alike.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalJson(value), 'utf8')
}

function write(value: unknown, depth: number): string {
  if (value === null || value === true || value === false) return String(value)
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value !== 'object') throw new TypeError(`${typeof value} has no JSON form`)
  if (depth >= maxDepth) throw new TypeError(`nested deeper than ${maxDepth}`)
  if (Array.isArray(value)) return `[${Array.from(value, (item: unknown) => write(item, depth + 1)).join(',')}]`
  return writeObject(value, depth)
}

function writeObject(value: object, depth: number): string {
  if (!isPlain(value)) throw new TypeError('an object of a class has no JSON form')
  // `<` compares UTF-16 code units, which is the order of section 3.2.3; a locale or code points would not be.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(',')}}`
}

// ECMAScript's own JSON.stringify of a string is what section 3.2.2.2 asks for, but for lone surrogates.
function writeString(text: string): string {
  if (loneSurrogate.test(text)) throw new TypeError('a lone surrogate has no UTF-8 form')
  return JSON.stringify(text)
}

// Number::toString is the algorithm of section 3.2.2.3; it writes -0 as 0.
function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`)
  return String(value)
}

// Plain also when it was made in another context (a worker, a vm): its prototype is then a foreign Object.prototype.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null)
}
