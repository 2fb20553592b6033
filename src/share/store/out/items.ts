// What stands in a feed: released products and published advisories, as far as a view may read them, the newest change first.
import { sql } from 'kysely'
import { issuedAdvisoryRecord } from '#federate/events.ts'
import type { IssuedAdvisory } from '#federate/model/advisories/issued.ts'
import type { Id } from '#kernel/id.ts'
import { type Tlp, tlpRank } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { Product } from '../../model/product.ts'
import { productRecord } from '../../rules/products/product-record.ts'

const changedAt = sql<string>`(state->>'changedAt') collate "C"`

/** The place of the last item of the page before. */
export interface Place {
  at: Instant
  id: Id
}

export interface ItemsAsked {
  highest: Tlp
  before: Place | null
  limit: number
}

function pageOf(query: RecordQuery, { highest, before, limit }: ItemsAsked): RecordQuery {
  const bounded = query.where('tlp', '<=', tlpRank(highest))
  const after = before
    ? bounded.where(sql<boolean>`(${changedAt}, subject) < (${before.at} collate "C", ${before.id}::uuid)`)
    : bounded
  return after.orderBy(changedAt, 'desc').orderBy('subject', 'desc').limit(limit)
}

/** `templates`: of these alone; `public`: what somebody released to the public, by a record of this node. */
export function productsOut(
  journal: Journal,
  view: View,
  asked: ItemsAsked & { templates: readonly string[]; public: boolean },
): Promise<Held<Product>[]> {
  if (asked.templates.length === 0) return Promise.resolve([])
  return journal.reads.many(productRecord, view, (query) => {
    const released = query
      .where(sql<string>`state->>'template'`, 'in', [...asked.templates])
      .where(sql<boolean>`(state->>'status' = 'released' or state->>'status' = 'withdrawn')`)
    if (asked.public) return pageOf(released.where(sql<boolean>`state->'releases' @> '[{"channel": "public"}]'`), asked)
    // One that was withdrawn before anybody had it is nobody's business.
    const left = sql<boolean>`(state->'releases' @> '[{"state": "sent"}]' or state->'releases' @> '[{"state": "held"}]')`
    return pageOf(released.where(left), asked)
  })
}

export async function publicProduct(journal: Journal, view: View, id: Id): Promise<Held<Product> | undefined> {
  const [found] = await journal.reads.many(productRecord, view, (query) =>
    query
      .where('subject', '=', id)
      .where(sql<boolean>`(state->>'status' = 'released' or state->>'status' = 'withdrawn')`)
      .where(sql<boolean>`state->'releases' @> '[{"channel": "public"}]'`),
  )
  return found
}

export function advisoriesOut(journal: Journal, view: View, asked: ItemsAsked): Promise<Held<IssuedAdvisory>[]> {
  return journal.reads.many(issuedAdvisoryRecord, view, (query) =>
    pageOf(query.where(sql<string>`state->>'status'`, '=', 'published'), asked),
  )
}
