// Reading JSON of strangers within bounds: size, depth, number of values, and names or letters that would do harm later.
import { done, type Reply, refuse } from '#kernel/reply.ts'

export interface JsonLimits {
  /** Characters of the text. */
  characters: number
  depth: number
  values: number
}

/** Refusals: not-json, too-large, too-deep, harmful. */
export function readJson(text: string, limits: JsonLimits): Reply<unknown> {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  if (plain.length > limits.characters)
    return refuse('too-large', `It has ${plain.length} characters; at most ${limits.characters} are read.`)
  const shape = shapeOf(plain, limits)
  if (shape) return shape
  let value: unknown
  try {
    value = JSON.parse(plain)
  } catch (error) {
    return refuse('not-json', `It is no JSON: ${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'}.`)
  }
  const harm = harmIn(value)
  return harm === undefined ? done(value) : refuse('harmful', harm)
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

/** One walk over the characters before anything is built: a bomb is small as text only until it is parsed. */
function shapeOf(text: string, { depth: mostDepth, values: mostValues }: JsonLimits) {
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = endOfString(text, at)
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > mostDepth) return refuse('too-deep', `It is nested more than ${mostDepth} levels deep.`)
      values++
    } else if (code === 0x5d || code === 0x7d) depth--
    else if (code === comma && ++values > mostValues)
      return refuse('too-large', `It holds more than ${mostValues} values.`)
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
  }
  return text.length
}

/** Names that mean something else to programs, and letters that a database cannot keep. The depth is bounded by now. */
function harmIn(value: unknown): string | undefined {
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next === 'string') {
      if (isBroken(next)) return 'A text holds a NUL character or half a character (lone surrogate).'
    } else if (typeof next === 'object' && next !== null) {
      for (const name of Object.keys(next)) {
        if (name === '__proto__') return 'A property is called __proto__, which no standard asks for.'
        if (isBroken(name)) return 'A name holds a NUL character or half a character (lone surrogate).'
        left.push((next as Record<string, unknown>)[name])
      }
    }
  }
  return undefined
}

const isBroken = (text: string) => text.includes('\u0000') || /\p{Surrogate}/u.test(text)
