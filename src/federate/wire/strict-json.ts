// JSON of strangers, within a budget: bytes, depth and the number of values are counted before a single object is made of them.
import { done, type Reply, refuse } from '#kernel/reply.ts'

export interface JsonBudget {
  maxBytes: number
  maxDepth: number
  /** Members and items together. */
  maxValues: number
}

/** In base64url, with the tag, this is what `sealed` of an envelope may hold. */
export const letterBudget: JsonBudget = { maxBytes: 8_998_912, maxDepth: 60, maxValues: 500_000 }
export const cardBudget: JsonBudget = { maxBytes: 131_072, maxDepth: 12, maxValues: 2_000 }

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openList, openObject, closeList, closeObject] = [0x5b, 0x7b, 0x5d, 0x7d]

/** Refusals: `too-large` and `malformed`, with a sentence. UTF-8 must be right, and no key may reach for a prototype. */
export function strictJson(bytes: Uint8Array, budget: JsonBudget): Reply<unknown> {
  if (bytes.length > budget.maxBytes)
    return refuse('too-large', `It has ${bytes.length} bytes; at most ${budget.maxBytes} are read.`)
  const over = overBudget(bytes, budget)
  if (over) return refuse('malformed', over)
  let value: unknown
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    return refuse('malformed', 'It is no JSON in UTF-8.')
  }
  const hostile = mayReach.test(text) ? prototypeKey(value) : undefined
  if (hostile) return refuse('malformed', `A member named ${hostile} is not taken.`)
  return done(value)
}

/** Without one of these words, or an escape that may spell one, no name reaches for a prototype. */
const mayReach = /__proto__|constructor|\\u/

/** One pass over the bytes, outside of strings; what is no JSON at all is found by the parser later. */
function overBudget(bytes: Uint8Array, { maxDepth, maxValues }: JsonBudget): string | undefined {
  let depth = 0
  let values = 1
  let inside = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (inside) {
      if (byte === backslash) at++
      else if (byte === quote) inside = false
    } else if (byte === quote) inside = true
    else if (byte === comma) values++
    else if (byte === openList || byte === openObject) {
      values++
      if (++depth > maxDepth) return `It is nested deeper than ${maxDepth}.`
    } else if (byte === closeList || byte === closeObject) depth--
    if (values > maxValues) return `It has more than ${maxValues} values.`
  }
  return undefined
}

/** `__proto__` anywhere, or a `constructor` that holds a `prototype`: words that have no place in a letter. */
export function prototypeKey(value: unknown): string | undefined {
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if (!Array.isArray(next)) {
      if (Object.hasOwn(next, '__proto__')) return '__proto__'
      const made = Object.hasOwn(next, 'constructor') ? (next as Record<string, unknown>).constructor : undefined
      if (typeof made === 'object' && made !== null && Object.hasOwn(made, 'prototype')) return 'constructor.prototype'
    }
    for (const item of Object.values(next)) open.push(item)
  }
  return undefined
}
