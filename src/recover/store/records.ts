// Queries on the records of this room and on those that it points at; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import type { Clock } from '#platform/clock.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Pointer } from '../model/words.ts'

export interface Filter {
  crisis?: Id | undefined
  incident?: Id | undefined
  incidents?: readonly Id[] | undefined
  state?: readonly string[] | undefined
  /** Records that came of this one. */
  of?: Id | undefined
  from?: Id | undefined
}

/** The newest first. */
export function listed<S, K extends EntryKinds<S>>(
  journal: Journal,
  view: View,
  record: RecordKind<S, K>,
  { crisis, incident, incidents, state, of, from }: Filter = {},
  limit = 500,
): Promise<Held<S>[]> {
  return journal.reads.many(record, view, (query) => {
    let q = query
    if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
    if (incident) q = q.where(sql<string>`state->>'incident'`, '=', incident)
    if (incidents) q = q.where(sql<boolean>`state->>'incident' = any(${[...incidents]}::text[])`)
    if (state) q = q.where(sql<boolean>`state->>'state' = any(${[...state]}::text[])`)
    if (of) q = q.where(sql<string>`state->'of'->>'id'`, '=', of)
    if (from) q = q.where(sql<string>`state->'from'->>'id'`, '=', from)
    return q.orderBy('subject', 'desc').limit(limit)
  })
}

/** Those of a kind of record of another room whose field has one of these values. */
export function having<S, K extends EntryKinds<S>>(
  journal: Journal,
  view: View,
  record: RecordKind<S, K>,
  field: 'state' | 'status' | 'incident' | 'crisis',
  values: readonly string[],
  limit = 1_000,
): Promise<Held<S>[]> {
  return journal.reads.many(record, view, (query) =>
    query
      .where(sql<boolean>`state->>${sql.lit(field)} = any(${[...values]}::text[])`)
      .orderBy('subject')
      .limit(limit),
  )
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

export interface DueRow {
  id: Id
  realm: string
  at: string
}
/** Records of all realms that are open and whose time has come, whoever may read them: for jobs alone. */
export async function fallenDue(
  journal: Journal,
  record: { name: string },
  field: 'due' | 'serviceUntil',
  { until, states, once, limit }: { until: string; states: readonly string[]; once: string; limit: number },
): Promise<DueRow[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select(['subject as id', 'realm', sql<string>`state->>${sql.lit(field)}`.as('at')])
    .where('record', '=', record.name)
    .where('valid_to', 'is', null)
    // Nobody writes into a copy.
    .where('origin', 'is', null)
    .where(sql<boolean>`state->>'state' = any(${[...states]}::text[])`)
    .where(sql<boolean>`(state->>${sql.lit(field)}) collate "C" < ${until}`)
    .where(sql<boolean>`state->>${sql.lit(once)} is null`)
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows
}

/** Stand-downs of all realms that are in force: for jobs alone. */
export async function stoodDown(journal: Journal, record: { name: string }): Promise<DueRow[]> {
  return journal.sql
    .selectFrom('journal.records')
    .select(['subject as id', 'realm', sql<string>`state->>'changedAt'`.as('at')])
    .where('record', '=', record.name)
    .where('valid_to', 'is', null)
    .where('origin', 'is', null)
    .where(sql<boolean>`state->>'state' = 'stood-down'`)
    .orderBy(sql`state->>'changedAt'`, 'desc')
    .limit(500)
    .execute()
}

/** The latest that any realm is at: what lies after it has come nowhere. */
export function latest(clock: Clock): string {
  return (
    [clock.now(), ...clock.own().map(({ now }) => now)]
      .map((at) => at.toISOString())
      .sort()
      .at(-1) ?? ''
  )
}

/** Somebody else proposed to stand the same crisis down in the same moment. */
export function isStandDownTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'recover_stand_downs_open'
}
