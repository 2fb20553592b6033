// Queries on the records of this room and on those that it points at; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Pointer } from '../model/words.ts'

export interface Filter {
  crisis?: Id | undefined
  incident?: Id | undefined
  state?: readonly string[] | undefined
}

/** The newest first. */
export function listed<S, K extends EntryKinds<S>>(
  journal: Journal,
  view: View,
  record: RecordKind<S, K>,
  { crisis, incident, state }: Filter = {},
  limit = 500,
): Promise<Held<S>[]> {
  return journal.reads.many(record, view, (query) => {
    let q = query
    if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
    if (incident) q = q.where(sql<string>`state->>'incident'`, '=', incident)
    if (state) q = q.where(sql<boolean>`state->>'state' = any(${[...state]}::text[])`)
    return q.orderBy('subject', 'desc').limit(limit)
  })
}

/** What each of these is called, for those that may be read. */
export async function namesOf(
  journal: Journal,
  view: View,
  ids: readonly Id[],
): Promise<(Pointer & { title: string })[]> {
  const lasts = await journal.reads.lasts(ids)
  const found = await Promise.all(
    ids.map(async (id) => {
      const record = lasts.get(id)?.record
      const title = record === undefined ? undefined : await journal.reads.titleOf(view, id)
      return record === undefined || title === undefined ? null : { record, id, title }
    }),
  )
  return found.filter((one) => one !== null)
}

export interface OpenRow {
  id: Id
  realm: string
}
/** Records of all realms that are in one of these states and made here, whoever may read them: for jobs alone. */
export function inState(
  journal: Journal,
  record: { name: string },
  states: readonly string[],
  limit: number,
  after: Id | null = null,
): Promise<OpenRow[]> {
  let query = journal.sql
    .selectFrom('journal.records')
    .select(['subject as id', 'realm'])
    .where('record', '=', record.name)
    .where('valid_to', 'is', null)
    // Nobody writes into a copy.
    .where('origin', 'is', null)
    .where(sql<boolean>`state->>'state' = any(${[...states]}::text[])`)
  if (after !== null) query = query.where('subject', '>', after)
  return query.orderBy('subject').limit(limit).execute()
}
