// What watch keeps of the facts of items: judgements of persons, and claims in the ledger.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import { claimRecord, factsRecord } from '#watch/events/claim.ts'
import type { KeptJudgement, LedgerClaim } from '#watch/model/ledger.ts'

export async function factsOfItems(
  journal: Journal,
  view: View,
  items: readonly Id[],
): Promise<Map<Id, readonly KeptJudgement[]>> {
  if (items.length === 0) return new Map()
  const found = await journal.reads.many(factsRecord, view, (q) =>
    q.where(sql<boolean>`state->>'item' = any(${[...items]}::text[])`),
  )
  return new Map(found.map(({ state }) => [state.item, state.judgements]))
}

/** Those that count: what was retracted does not. */
export function claimsOfItems(journal: Journal, view: View, items: readonly Id[]): Promise<Held<LedgerClaim>[]> {
  if (items.length === 0) return Promise.resolve([])
  return journal.reads.many(claimRecord, view, (q) =>
    q
      .where(sql<boolean>`state->>'item' = any(${[...items]}::text[])`)
      .where(sql<string>`state->>'status'`, '=', 'standing')
      .orderBy('subject')
      .limit(2000),
  )
}
