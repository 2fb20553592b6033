// Two lists of the law side by side: what came, what went, and field by field what changed.
import type { Condition, Deadline, Fact } from '../../model/law.ts'
import type { LawChange, lawParts } from '../../model/law-book.ts'
import { conditionChanges, type FactsOfBoth } from './diff-condition.ts'
import { conditionPhrase, deadlineInWords, valuePhrase } from './diff-words.ts'

export type Part = (typeof lawParts)[number]

/** The facts of both laws, and the changes found so far. */
export interface Both extends FactsOfBoth {
  changes: LawChange[]
}

/** An item of which every field is compared. */
export function same(it: object): object {
  return it
}

/** `say` tells an item that came or went in a phrase, `own` is what of it is compared, `inside` compares what it holds. */
export function items<T extends object>(
  both: Both,
  part: Part,
  before: readonly T[],
  after: readonly T[],
  idOf: (it: T, at: number, all: readonly T[]) => string,
  say: (it: T) => string,
  own: (it: T) => object,
  inside: (before: T, after: T, id: string) => void = () => {},
): void {
  const old = new Map(before.map((it, at) => [idOf(it, at, before), it]))
  const ids = new Set<string>()
  for (const [at, it] of after.entries()) {
    const id = idOf(it, at, after)
    ids.add(id)
    const was = old.get(id)
    if (was === undefined) {
      whole(both, part, id, 'added', say(it))
      continue
    }
    fields(both, part, id, own(was), own(it))
    inside(was, it, id)
  }
  for (const [id, it] of old) if (!ids.has(id)) whole(both, part, id, 'removed', say(it))
}

export function whole(both: Both, part: Part, id: string, change: 'added' | 'removed', words: string): void {
  const [from, to] = change === 'added' ? [null, words] : [words, null]
  both.changes.push({ part, id, change, field: null, from, to, text: `${id}: ${change}: ${words}` })
}

function changed(both: Both, part: Part, id: string, field: string, from: string | null, to: string | null): void {
  const text = `${id} (${field}): ${from ?? 'nothing'} -> ${to ?? 'nothing'}`
  both.changes.push({ part, id, change: 'changed', field, from, to, text })
}

/** Field by field; conditions and deadlines in their own words. */
export function fields(both: Both, part: Part, id: string, before: object, after: object): void {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [from, to] = [old.get(name), now.get(name)]
    if (name === 'id' || canonicalText(from) === canonicalText(to)) continue
    if (conditionFields.has(name) && isCondition(from) && isCondition(to)) {
      for (const change of conditionChanges(from, to, both))
        changed(both, part, id, change.about ?? name, change.from, change.to)
      continue
    }
    changed(both, part, id, name, phrase(name, from, both.before), phrase(name, to, both.after))
  }
}

const conditionFields: ReadonlySet<string> = new Set(['when', 'onlyIf', 'condition'])

function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function phrase(name: string, value: unknown, facts: ReadonlyMap<string, Fact>): string | null {
  if (value === undefined) return null
  if (conditionFields.has(name) && isCondition(value)) return conditionPhrase(value, facts)
  if (name === 'deadline') return deadlineInWords(value as Deadline)
  return valuePhrase(value)
}

/** Text that is the same where the content is: order of keys does not matter, that of lists does. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalText(one)}`).join(',')}}`
}
