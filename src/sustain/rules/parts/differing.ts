// Which fields of a part a change would really change.
import type { Part } from '../../model/parts.ts'

/** Only those whose value is another one; the order of fields does not count, the order in lists does. */
export function differing(before: Part, asked: Partial<Part>): Partial<Part> {
  const changed = Object.entries(asked).filter(
    ([name, value]) => value !== undefined && !alike(before[name as keyof Part], value),
  )
  return Object.fromEntries(changed)
}

/** Deep, for values as JSON knows them; a field that is undefined counts as left out. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const left = said(one)
  const right = said(other)
  return left.size === right.size && [...left].every(([key, value]) => right.has(key) && alike(value, right.get(key)))
}

function said(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, inner]) => inner !== undefined))
}
