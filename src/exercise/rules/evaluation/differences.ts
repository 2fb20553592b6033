// What two versions of a scenario differ in, by name: so that nobody takes runs of different scenarios for the same.
import type { ScriptDifference } from '../../model/evaluation/comparison.ts'
import type { Scenario } from '../../model/scenario.ts'

export const mostDifferences = 200

type Parts = readonly { id: string }[]
const ofStory = ['startsAt', 'endsAt', 'setting', 'cast', 'speed'] as const

/** From `before` to `after`. */
export function differencesBetween(before: Scenario, after: Scenario): { shown: ScriptDifference[]; more: number } {
  const fields = ofStory.filter((name) => !same(before[name], after[name]))
  const all: ScriptDifference[] = [
    ...between('objective', before.objectives, after.objectives),
    ...between('participant', before.participants, after.participants),
    ...between('inject', before.injects, after.injects),
    ...between('expected', before.expected, after.expected),
    ...(fields.length > 0 ? [{ part: 'story' as const, ref: after.id, how: 'changed' as const, fields }] : []),
  ]
  return { shown: all.slice(0, mostDifferences), more: Math.max(0, all.length - mostDifferences) }
}

function between(part: ScriptDifference['part'], before: Parts, after: Parts): ScriptDifference[] {
  const old = new Map(before.map((one) => [one.id, one]))
  const there = new Set(after.map(({ id }) => id))
  const gone = before.filter(({ id }) => !there.has(id))
  return [
    ...gone.map(({ id }): ScriptDifference => ({ part, ref: id, how: 'taken-away', fields: [] })),
    ...after.flatMap((one): ScriptDifference[] => {
      const was = old.get(one.id)
      if (!was) return [{ part, ref: one.id, how: 'added', fields: [] }]
      const fields = fieldsThatDiffer(was, one)
      return fields.length === 0 ? [] : [{ part, ref: one.id, how: 'changed', fields }]
    }),
  ]
}

function fieldsThatDiffer(before: object, after: object): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const field = (of: object, name: string): unknown => (of as Record<string, unknown>)[name]
  return names.filter((name) => !same(field(before, name), field(after, name))).slice(0, 40)
}

/** Whatever the order of fields: a script that went through a database has them otherwise. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  const field = (of: object, name: string): unknown => (of as Record<string, unknown>)[name]
  return [...names].every((name) => same(field(a, name), field(b, name)))
}
