// How much one object of others may ask of us, found out before anything else looks at it.
import type { Finding } from '../../model/stix/finding.ts'
import { stixBudget } from './limits.ts'
import { pointer } from './pointer.ts'

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
const loneSurrogate = /\p{Surrogate}/u

/**
 * What makes a value unfit to be looked at or kept: depth, number of values, names that change how JavaScript works, text that has no
 * UTF-8 form, whole numbers that a double does not hold. Stops at the first, and never goes deeper than the budget.
 */
export function overBudget(value: unknown): Finding | undefined {
  return look(value, { path: [], values: 0 })
}

interface Walk {
  /** Where it is: one list that grows and shrinks. */
  path: (string | number)[]
  values: number
}

function look(value: unknown, walk: Walk): Finding | undefined {
  walk.values += 1
  const why = unfit(value, walk.path.length, walk.values)
  if (why) return found(walk, ...why)
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const inside = lookIn(value[i], i, walk)
      if (inside) return inside
    }
    return undefined
  }
  const keys = Object.keys(value)
  if (keys.length > stixBudget.keysOfOne)
    return found(walk, '2.3', `It has ${keys.length} names; at most ${stixBudget.keysOfOne} are read.`)
  for (const key of keys) {
    if (forbidden.has(key) || key.length > stixBudget.keyCharacters || loneSurrogate.test(key))
      return found(walk, '2.3', `No object may have a property of the name ${JSON.stringify(key.slice(0, 60))}.`)
    const inside = lookIn((value as Record<string, unknown>)[key], key, walk)
    if (inside) return inside
  }
  return undefined
}

function lookIn(value: unknown, key: string | number, walk: Walk): Finding | undefined {
  walk.path.push(key)
  const inside = look(value, walk)
  walk.path.pop()
  return inside
}

function found({ path }: Walk, section: string, says: string): Finding {
  return { level: 'error', at: pointer(path), section, says }
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
