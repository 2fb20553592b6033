// Targets of operations, in pages that a screen can hold; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import { targetRecord } from '../../events/targets.ts'
import type { Target } from '../../model/targets/target.ts'

/** More than that one operation does not hold. */
export const mostTargets = 10_000

export function targetsOf(journal: Journal, view: View, operation: Id, limit = mostTargets): Promise<Held<Target>[]> {
  return journal.reads.many(targetRecord, view, (query) =>
    query.where(sql<string>`state->>'operation'`, '=', operation).orderBy('subject').limit(limit),
  )
}

export function targetsNamed(journal: Journal, view: View, operation: Id, names: readonly string[]) {
  return journal.reads.many(targetRecord, view, (query) =>
    query
      .where(sql<string>`state->>'operation'`, '=', operation)
      .where(sql<boolean>`state->>'name' = any(${[...names]}::text[])`),
  )
}

export function countTargets(journal: Journal, view: View, operation: Id): Promise<number> {
  return journal.reads.count(targetRecord, view, (query) =>
    query.where(sql<string>`state->>'operation'`, '=', operation),
  )
}

/** What belongs to an operation and names other persons than these in its marking, whoever may read it: for the compartment alone. */
export async function markedOtherwise(
  journal: Journal,
  record: { name: string },
  realm: Realm,
  operation: Id,
  persons: readonly Id[],
  limit: number,
): Promise<Id[]> {
  const rows = await journal.sql
    .selectFrom('journal.records')
    .select('subject')
    .where('record', '=', record.name)
    .where('realm', '=', realm)
    .where('valid_to', 'is', null)
    .where('origin', 'is', null)
    .where(sql<string>`state->>'operation'`, '=', operation)
    .where(sql<boolean>`not (persons @> ${[...persons]}::uuid[] and persons <@ ${[...persons]}::uuid[])`)
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows.map(({ subject }) => subject)
}

export interface WatchedRow {
  id: Id
  realm: Realm
}
/** What is to be looked at, in all realms: for the job alone. */
export async function watchedTargets(journal: Journal): Promise<WatchedRow[]> {
  return journal.sql
    .selectFrom('journal.records')
    .select(['subject as id', 'realm'])
    .where('record', '=', targetRecord.name)
    .where('valid_to', 'is', null)
    .where('origin', 'is', null)
    .where(sql<boolean>`state->>'watched' = 'true'`)
    .orderBy('subject')
    .execute()
}

/** Somebody else listed the same name in the same moment. */
export function isListedTwice(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && String(constraint).includes('disrupt_targets_once')
}
