// What is wrong with an input: collected up to a bound, each with its place as a JSON pointer.
import type { Fault } from '../../model/verdict.ts'

const mostFaults = 50
const longestShown = 60

export interface FaultList {
  faults: Fault[]
  full(): boolean
  add(field: readonly (string | number)[], rule: string, reason: string): void
}

export function newFaultList(): FaultList {
  const faults: Fault[] = []
  return {
    faults,
    full: () => faults.length >= mostFaults,
    add(field, rule, reason) {
      if (faults.length < mostFaults) faults.push({ field: pointer(field), rule, reason })
    },
  }
}

/** RFC 6901: '~' and '/' inside a name are escaped. Long names are cut, since they come from outside. */
function pointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** A value from outside in a sentence: cut, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value.slice(0, longestShown)}'` : written(value)
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
  return line.length > longestShown + 2 ? `${line.slice(0, longestShown)}...` : line
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
