// The answers to a question that can make a difference: one value for each cell between the thresholds of the law.
import type { FactValue } from '../../model/law.ts'
import type { Node, PreparedFact } from './prepared.ts'

type LeafNode = Node & { join: 'leaf' }

/** Of each cell the value nearest to the threshold above it; of the topmost the one just over the last threshold. */
export function outcomesOf(fact: PreparedFact['fact'], leaves: readonly LeafNode[], entityTypes: readonly string[]) {
  const values = fact.values === 'entity_types' ? entityTypes : (fact.values ?? [])
  switch (fact.type) {
    case 'boolean':
      return [true, false]
    case 'enum':
      return cells(leaves, [...values])
    case 'set':
      return cells(leaves, [[], ...values.map((value) => [value])])
    case 'text':
      return cells(leaves, [...leaves.map(({ leaf }) => leaf.value), ''])
    default:
      return cells(leaves, points(fact, leaves), true)
  }
}

/** How far beside a threshold 'just above it' is: whole units, and tenths of a percent. */
export function stepOf({ type, unit }: PreparedFact['fact']): number {
  return type === 'number' && unit === 'percent' ? 0.1 : 1
}

function points(fact: PreparedFact['fact'], leaves: readonly LeafNode[]): number[] {
  const step = stepOf(fact)
  const lowest = fact.minimum ?? 0
  const highest = fact.maximum ?? Number.MAX_SAFE_INTEGER
  const found = new Set([lowest])
  for (const { leaf } of leaves) {
    if (typeof leaf.value !== 'number') continue
    for (const at of [leaf.value - step, leaf.value, leaf.value + step])
      if (at >= lowest && at <= highest) found.add(Number(at.toFixed(6)))
  }
  return [...found].sort((a, b) => a - b)
}

function cells(leaves: readonly LeafNode[], values: readonly FactValue[], ascending = false): FactValue[] {
  const found = new Map<string, FactValue>()
  let last = ''
  for (const value of values) {
    last = leaves.map(({ meets }) => (meets(value) ? '1' : '0')).join('')
    if (ascending || !found.has(last)) found.set(last, value)
  }
  if (!ascending) return [...found.values()]
  const first = values.find((value) => leaves.map(({ meets }) => (meets(value) ? '1' : '0')).join('') === last)
  if (first !== undefined) found.set(last, first)
  return [...found.values()]
}
