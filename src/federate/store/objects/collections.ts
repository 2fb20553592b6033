// Queries on collections and intakes; realm, moment and marking are applied by the view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Journal, Reads, View } from '#platform/journal/index.ts'
import type { Collection } from '../../model/collection.ts'
import type { Intake } from '../../model/objects.ts'
import { collectionRecord } from '../../rules/objects/collection-record.ts'
import { intakeRecord } from '../../rules/objects/intake-record.ts'
import { removalRecord } from '../../rules/objects/removal-record.ts'
import { meantBy } from '../../rules/taxii/collection-resource.ts'

const mostCollections = 1_000
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function allCollections(reads: Reads, view: View): Promise<Held<Collection>[]> {
  return reads.many(collectionRecord, view, (q) => q.orderBy('title').orderBy('subject').limit(mostCollections))
}

/** By id, or by alias; where several organisations use one alias, that of the node's own comes first. */
export async function collectionNamed(
  reads: Reads,
  view: View,
  name: string,
  home: Id,
): Promise<Held<Collection> | undefined> {
  if (idForm.test(name)) {
    const byId = await reads.one(collectionRecord, view, name)
    if (byId) return byId
  }
  if (name.length > 63) return undefined
  const found = await reads.many(collectionRecord, view, (q) =>
    q.where(sql<string>`state->>'alias'`, '=', name).orderBy('subject').limit(20),
  )
  return meantBy(found, home)
}

export interface IntakesAsked {
  collection?: Id
  standard?: string
  after?: string
  limit: number
}

/** Newest first; `after` is the moment and id behind which to go on. */
export async function intakePage(
  reads: Reads,
  view: View,
  { collection, standard, after, limit }: IntakesAsked,
): Promise<{ items: Held<Intake>[]; next: string | null }> {
  const at = sql<string>`(state->>'at') collate "C"`
  const [moment, id] = after?.split('_') ?? []
  const rows = await reads.many(intakeRecord, view, (query) => {
    let q = query
      .orderBy(at, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1)
    if (collection) q = q.where(sql<string>`state->>'collection'`, '=', collection)
    if (standard) q = q.where(sql<string>`state->'source'->>'standard'`, '=', standard)
    if (moment && id && idForm.test(id))
      q = q.where(sql<boolean>`(${at}, subject) < (${moment} collate "C", ${id}::uuid)`)
    return q
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? `${last.state.at}_${last.id}` : null }
}

/** Whether one of these versions of an object was taken away, as far as the view may know. */
export async function wasRemoved(
  reads: Reads,
  view: View,
  { collection, id, versions }: { collection: Id; id: string; versions: readonly string[] },
): Promise<boolean> {
  const removals = await reads.many(removalRecord, view, (q) =>
    q
      .where(sql<string>`state->>'collection'`, '=', collection)
      .where(sql<string>`state->>'id'`, '=', id)
      .limit(mostRemovals),
  )
  return removals.some(({ state }) => state.versions.some((version) => versions.includes(version)))
}
const mostRemovals = 1_000

/** Every collection of every realm with a limit to how long objects stay, for the job that removes them. */
export async function retaining(db: Journal['sql']): Promise<{ id: Id; realm: Realm; days: number }[]> {
  const { rows } = await sql<{ id: Id; realm: Realm; days: number }>`
    select subject as id, realm, (state->>'retentionDays')::int as days from journal.records
    where record = 'federate.collection' and valid_to is null and state->>'retentionDays' is not null`.execute(db)
  return rows
}
