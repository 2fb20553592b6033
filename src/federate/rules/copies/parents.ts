// The records that one cannot be understood without, by the pointers of data/federate/parents.json.
import type { Id } from '#kernel/id.ts'

export interface ParentRule {
  of: string
  record: string
  at: string
}

export function pathOf(pointer: string): string[] {
  return pointer.slice(1).split('/')
}

/** The parents that a state names. An empty field names none. */
export function parentsOf(
  rules: readonly ParentRule[],
  record: string,
  state: unknown,
): { record: string; subject: Id }[] {
  return rules.flatMap((rule) => {
    const id = rule.of === record ? valueAt(state, pathOf(rule.at)) : undefined
    return typeof id === 'string' ? [{ record: rule.record, subject: id }] : []
  })
}

function valueAt(state: unknown, path: readonly string[]): unknown {
  let value = state
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
