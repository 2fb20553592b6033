// What two conditions differ in: the threshold that moved, the part that came or went; else the one and the other as a whole.
import type { Condition, Fact } from '../../model/law.ts'
import { conditionPhrase } from './diff-words.ts'
import { comparisonInWords } from './words.ts'

export interface ConditionChange {
  /** The fact or rule that it is about; null where it is about the whole. */
  about: string | null
  from: string | null
  to: string | null
}

export interface FactsOfBoth {
  before: ReadonlyMap<string, Fact>
  after: ReadonlyMap<string, Fact>
}

export function conditionChanges(before: Condition, after: Condition, facts: FactsOfBoth): ConditionChange[] {
  if (same(before, after)) return []
  if ('fact' in before && 'fact' in after && before.fact === after.fact) {
    const from = comparisonInWords(before, facts.before.get(before.fact))
    const to = comparisonInWords(after, facts.after.get(after.fact))
    return [{ about: before.fact, from, to }]
  }
  if ('not' in before && 'not' in after) return conditionChanges(before.not, after.not, facts)
  if ('atLeast' in before && 'atLeast' in after) {
    const numbers = [before.atLeast.n, after.atLeast.n].map((n) => `at least ${n} of these`)
    const [from = null, to = null] = numbers
    const parts = partChanges(before.atLeast.of, after.atLeast.of, facts)
    return from === to ? parts : [{ about: null, from, to }, ...parts]
  }
  const [left, right] = [partsOf(before), partsOf(after)]
  if (left && right && left.join === right.join) return partChanges(left.parts, right.parts, facts)
  return [{ about: null, from: conditionPhrase(before, facts.before), to: conditionPhrase(after, facts.after) }]
}

function same(before: Condition, after: Condition): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

function partsOf(condition: Condition): { join: string; parts: Condition[] } | null {
  if ('all' in condition) return { join: 'all', parts: condition.all }
  if ('any' in condition) return { join: 'any', parts: condition.any }
  return null
}

/** Parts that are alike fall out; of the rest, those that speak of the same thing are compared, in their order. */
function partChanges(before: readonly Condition[], after: readonly Condition[], facts: FactsOfBoth): ConditionChange[] {
  const kept = new Map<string, number>()
  for (const part of after) count(kept, JSON.stringify(part), 1)
  const gone = before.filter((part) => !taken(kept, JSON.stringify(part)))
  const come = after.filter((part) => taken(kept, JSON.stringify(part)))
  const waiting = new Map<string, Condition[]>()
  for (const part of come) waiting.set(aboutOf(part), [...(waiting.get(aboutOf(part)) ?? []), part])
  const changes: ConditionChange[] = []
  const alone: Condition[] = []
  for (const part of gone) {
    const partner = waiting.get(aboutOf(part))?.shift()
    if (partner) changes.push(...conditionChanges(part, partner, facts))
    else alone.push(part)
  }
  const others = [...waiting.values()].flat()
  const [only, other] = [alone[0], others[0]]
  if (only && other && alone.length === 1 && others.length === 1)
    return [
      ...changes,
      { about: null, from: conditionPhrase(only, facts.before), to: conditionPhrase(other, facts.after) },
    ]
  for (const part of alone) changes.push({ about: nameOf(part), from: conditionPhrase(part, facts.before), to: null })
  for (const part of others) changes.push({ about: nameOf(part), from: null, to: conditionPhrase(part, facts.after) })
  return changes
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function taken(counts: Map<string, number>, key: string): boolean {
  if ((counts.get(key) ?? 0) <= 0) return false
  count(counts, key, -1)
  return true
}

function nameOf(part: Condition): string | null {
  return 'fact' in part ? part.fact : 'rule' in part ? part.rule : null
}

function aboutOf(part: Condition): string {
  return nameOf(part) ?? Object.keys(part).join()
}
