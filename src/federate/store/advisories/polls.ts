// When providers are asked, how it went, and which of their documents were seen. Plain tables: nothing of this is a record.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Journal } from '#platform/journal/index.ts'

interface PollTables {
  'federate.provider_polls': {
    provider: Id
    due: Date | string
    failures: number
    last_at: Date | string | null
    last_error: string | null
    taken: number
    refused: number
  }
  'federate.provider_documents': {
    provider: Id
    url: string
    updated: Date | string
    outcome: Outcome
    why: string | null
    tries: number
    at: Date | string
  }
}

export type Outcome = 'taken' | 'known' | 'refused' | 'failed'
export interface SeenDocument {
  url: string
  updated: Instant
  outcome: Outcome
  why: string | null
  tries: number
  at: Instant
}
export interface Poll {
  due: Instant
  failures: number
  lastAt: Instant | null
  lastError: string | null
  taken: number
  refused: number
}

const tables = ({ sql: db }: Journal) => db as unknown as Kysely<PollTables>

export async function dueProviders(journal: Journal, now: Instant): Promise<Id[]> {
  const rows = await tables(journal)
    .selectFrom('federate.provider_polls')
    .select('provider')
    .where('due', '<=', now)
    .orderBy('due')
    .limit(20)
    .execute()
  return rows.map(({ provider }) => provider)
}

/** From now on it is asked; what failed before does not count any more. */
export async function setDue(journal: Journal, provider: Id, due: Instant): Promise<void> {
  await tables(journal)
    .insertInto('federate.provider_polls')
    .values({ provider, due, failures: 0, last_at: null, last_error: null, taken: 0, refused: 0 })
    .onConflict((conflict) => conflict.column('provider').doUpdateSet({ due, failures: 0 }))
    .execute()
}

export async function forgetDue(journal: Journal, provider: Id): Promise<void> {
  await tables(journal).deleteFrom('federate.provider_polls').where('provider', '=', provider).execute()
}

export async function notePoll(
  journal: Journal,
  provider: Id,
  how: { at: Instant; due: Instant; failures: number; error: string | null; taken: number; refused: number },
): Promise<void> {
  await tables(journal)
    .updateTable('federate.provider_polls')
    .set({
      ...{ due: how.due, failures: how.failures, last_at: how.at, last_error: how.error },
      taken: sql`taken + ${how.taken}`,
      refused: sql`refused + ${how.refused}`,
    })
    .where('provider', '=', provider)
    .execute()
}

export async function pollsOf(journal: Journal, ids: readonly Id[]): Promise<Map<Id, Poll>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(journal)
    .selectFrom('federate.provider_polls')
    .selectAll()
    .where('provider', 'in', [...ids])
    .execute()
  const moment = (at: Date | string | null) => (at === null ? null : instant(at))
  return new Map(
    rows.map(({ provider, due, failures, last_at, last_error, taken, refused }) => [
      provider,
      { due: instant(due), failures, lastAt: moment(last_at), lastError: last_error, taken, refused },
    ]),
  )
}

export async function seenDocuments(
  journal: Journal,
  provider: Id,
  urls: readonly string[],
): Promise<Map<string, SeenDocument>> {
  const found = new Map<string, SeenDocument>()
  for (let at = 0; at < urls.length; at += 1000) {
    const rows = await tables(journal)
      .selectFrom('federate.provider_documents')
      .selectAll()
      .where('provider', '=', provider)
      .where('url', 'in', urls.slice(at, at + 1000))
      .execute()
    for (const row of rows) found.set(row.url, seen(row))
  }
  return found
}

function seen(row: PollTables['federate.provider_documents']): SeenDocument {
  const { url, updated, outcome, why, tries, at } = row
  return { url, updated: instant(updated), outcome, why, tries, at: instant(at) }
}

export async function noteDocument(journal: Journal, provider: Id, document: SeenDocument): Promise<void> {
  const { url, ...rest } = document
  await tables(journal)
    .insertInto('federate.provider_documents')
    .values({ provider, url, ...rest })
    .onConflict((conflict) => conflict.columns(['provider', 'url']).doUpdateSet(rest))
    .execute()
}

/** Those that were not taken, the newest first. */
export async function refusedDocuments(journal: Journal, provider: Id, limit: number): Promise<SeenDocument[]> {
  const rows = await tables(journal)
    .selectFrom('federate.provider_documents')
    .selectAll()
    .where('provider', '=', provider)
    .where('outcome', 'in', ['refused', 'failed'])
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(seen)
}
