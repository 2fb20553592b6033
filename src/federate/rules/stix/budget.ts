// How much one object of others may ask of us, found out before anything else looks at it.
import type { Finding } from '../../model/stix/finding.ts'
import { stixBudget } from './limits.ts'
import { pointer } from './pointer.ts'

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
const loneSurrogate = /\p{Surrogate}/u

/**
 * What makes a value unfit to be looked at or kept: depth, number of values, names that change how JavaScript works, text that has no
 * UTF-8 form, whole numbers that a double does not hold. Walks without recursion; stops at the first.
 */
export function overBudget(value: unknown): Finding | undefined {
  const waiting: { value: unknown; path: Path | null; depth: number }[] = [{ value, path: null, depth: 0 }]
  let values = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: one, path, depth } = next
    values += 1
    const why = unfit(one, depth, values)
    if (why) return { level: 'error', at: pointerOf(path), section: why[0], says: why[1] }
    if (typeof one !== 'object' || one === null) continue
    if (Array.isArray(one)) {
      for (let i = one.length - 1; i >= 0; i--)
        waiting.push({ value: one[i], path: { up: path, key: i }, depth: depth + 1 })
      continue
    }
    const keys = Object.keys(one)
    if (keys.length > stixBudget.keysOfOne) {
      return {
        level: 'error',
        at: pointerOf(path),
        section: '2.3',
        says: `It has ${keys.length} names; at most ${stixBudget.keysOfOne} are read.`,
      }
    }
    for (const key of keys) {
      if (forbidden.has(key) || key.length > stixBudget.keyCharacters || loneSurrogate.test(key)) {
        return {
          level: 'error',
          at: pointerOf(path),
          section: '2.3',
          says: `No object may have a property of the name ${JSON.stringify(key.slice(0, 60))}.`,
        }
      }
      waiting.push({ value: (one as Record<string, unknown>)[key], path: { up: path, key }, depth: depth + 1 })
    }
  }
  return undefined
}

interface Path {
  up: Path | null
  key: string | number
}

function pointerOf(path: Path | null): string {
  const keys: (string | number)[] = []
  for (let at = path; at; at = at.up) keys.unshift(at.key)
  return pointer(keys)
}

function unfit(value: unknown, depth: number, values: number): [section: string, says: string] | undefined {
  if (depth > stixBudget.depth) return ['2.3', `It is nested deeper than ${stixBudget.depth} levels.`]
  if (values > stixBudget.values) return ['2.3', `It holds more than ${stixBudget.values} values.`]
  if (value === null) return ['3.1', 'null is no value of STIX: leave the property out.']
  if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER) && Number.isInteger(value))
    return ['2.10', 'A whole number beyond (2^53)-1 is not carried exactly.']
  if (typeof value === 'number' && !Number.isFinite(value)) return ['2.6', 'A number is beyond what a double holds.']
  if (typeof value === 'string' && loneSurrogate.test(value))
    return ['2.14', 'Half of a surrogate pair has no form in UTF-8.']
  if (!['string', 'number', 'boolean', 'object'].includes(typeof value)) return ['3.1', 'This is no value of JSON.']
  return undefined
}
