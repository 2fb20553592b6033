// What differs between two states of a report: field by field, and within texts word by word.
import { diffWordsWithSpace } from 'diff'
import type { FieldChange, FieldValue, ReportFields, WordChange } from '../../model/duty-report.ts'

/** Beyond this many changed words two texts are shown one after the other: comparing them costs more than it tells. */
const mostChanges = 1_500
const mostCharacters = 20_000

export function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => one === b[at])
  return a === b
}

export function changedWords(from: string, to: string): WordChange[] {
  if (from === to) return from === '' ? [] : [{ op: 'same', text: from }]
  const parts =
    from.length > mostCharacters || to.length > mostCharacters
      ? undefined
      : diffWordsWithSpace(from, to, { maxEditLength: mostChanges })
  if (!parts) {
    const both: WordChange[] = [
      { op: 'removed', text: from },
      { op: 'added', text: to },
    ]
    return both.filter(({ text }) => text !== '')
  }
  return parts.map(({ value, added, removed }) => ({ op: added ? 'added' : removed ? 'removed' : 'same', text: value }))
}

/** How a value stands in a comparison: lists line by line. */
export function plainValue(value: FieldValue): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join('\n') : String(value)
}

export function changeOf(field: string, label: string, from: FieldValue, to: FieldValue): FieldChange {
  return { field, label, from, to, words: changedWords(plainValue(from), plainValue(to)) }
}

/** In the order of `order`, fields that it does not name last. */
export function changesBetween(
  from: ReportFields,
  to: ReportFields,
  order: readonly { id: string; label: string }[],
): { changes: FieldChange[]; same: number } {
  const labels = new Map(order.map(({ id, label }) => [id, label]))
  const all = new Set([...labels.keys(), ...Object.keys(from), ...Object.keys(to)])
  const changes: FieldChange[] = []
  let same = 0
  for (const id of all) {
    const before = Object.hasOwn(from, id) ? (from[id]?.value ?? null) : null
    const after = Object.hasOwn(to, id) ? (to[id]?.value ?? null) : null
    if (!sameValue(before, after)) changes.push(changeOf(id, labels.get(id) ?? id, before, after))
    else if (before !== null) same += 1
  }
  return { changes, same }
}
