// Which other records an entry of a crisis names, and the same entry without those that its reader may not read.

import type { Id } from '#kernel/id.ts'
import type { BodyOf, KindOf } from '#kernel/record.ts'
import type { crisisRecord } from './crisis-record.ts'

type Kind = KindOf<typeof crisisRecord>
type Body<K extends Kind> = BodyOf<typeof crisisRecord, K>

interface Named {
  kind: string
  body: unknown
}

function is<K extends Kind>(kind: K, entry: Named): entry is { kind: K; body: Body<K> } {
  return entry.kind === kind && entry.body !== null
}

/** Ids of the records of other kinds that the entry names. */
export function namedIds(entry: Named): Id[] {
  if (is('coordinate.crisisOpened', entry)) {
    const { incidents, claims, questions } = entry.body
    return [...incidents, ...claims, ...questions]
  }
  if (is('coordinate.crisisIncidentAdded', entry) || is('coordinate.crisisIncidentRemoved', entry))
    return [entry.body.incident]
  if (is('coordinate.crisisLinked', entry)) return [...entry.body.claims, ...entry.body.questions]
  return is('coordinate.crisisUnlinked', entry) ? [entry.body.record] : []
}

/** The entry as somebody reads it who may read just `known`; null where all that it says is about something else. */
export function forReader<T extends Named>(entry: T, known: ReadonlySet<Id>): T | null {
  const named = namedIds(entry)
  if (named.every((id) => known.has(id))) return entry
  const readable = (ids: readonly Id[]) => ids.filter((id) => known.has(id))
  if (is('coordinate.crisisOpened', entry)) {
    const { incidents, claims, questions } = entry.body
    const left = { incidents: readable(incidents), claims: readable(claims), questions: readable(questions) }
    return { ...entry, body: { ...entry.body, ...left } }
  }
  if (is('coordinate.crisisLinked', entry) && named.some((id) => known.has(id))) {
    const { claims, questions } = entry.body
    return { ...entry, body: { claims: readable(claims), questions: readable(questions) } }
  }
  return null
}
