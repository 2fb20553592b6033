// Queries on what was said about MISP events: proposals page by page, when an event was sighted last, and what has yet to go to a server.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { MispRemark } from '../../model/misp/kept.ts'
import { mispRemarkRecord } from '../../rules/misp/remark-record.ts'

/** `since`: seconds since 1970, of the moment at which it came or was settled here. Oldest first, so that pages stay what they are. */
export function proposalsSince(
  journal: Journal,
  view: View,
  { since, limit, offset }: { since: number; limit: number; offset: number },
): Promise<Held<MispRemark>[]> {
  return journal.reads.many(mispRemarkRecord, view, (query) =>
    query
      .where(sql<string>`state->>'kind'`, '=', 'proposal')
      .where(sql<boolean>`valid_from >= to_timestamp(${since})`)
      .orderBy('valid_from')
      .orderBy('subject')
      .limit(limit)
      .offset(offset),
  )
}

/** By event, in seconds since 1970: when the newest sighting came that the view may read. */
export async function sightedAt(
  journal: Journal,
  view: View,
  events: readonly string[] | null,
): Promise<Map<string, number>> {
  let query = journal.reads.query(mispRemarkRecord.name, view).where(sql<string>`state->>'kind'`, '=', 'sighting')
  if (events !== null) query = query.where(sql<boolean>`state->>'event' = any(${[...events]}::text[])`)
  const rows = await query
    .clearSelect()
    .select([
      sql<string>`state->>'event'`.as('event'),
      sql<string>`ceil(extract(epoch from max(valid_from)))::bigint`.as('at'),
    ])
    .groupBy(sql`state->>'event'`)
    .execute()
  return new Map(rows.map(({ event, at }) => [event, Number(at)]))
}

/** What an organisation said here about events that came from that source, and that has not gone there. */
export function notSent(
  journal: Journal,
  view: View,
  { source, organisation, limit }: { source: Id; organisation: Id; limit: number },
): Promise<Held<MispRemark>[]> {
  return journal.reads.many(mispRemarkRecord, view, (query) =>
    query
      .where('owner', '=', organisation)
      .where(sql<boolean>`not (state ? 'via') and state->>'kind' in ('sighting', 'proposal')`)
      .where(
        sql<boolean>`exists (select 1 from federate.misp_events event where event.valid_to is null
          and event.realm = ${view.realm} and event.state->>'uuid' = journal.records.state->>'event'
          and event.state->'origin'->>'key' = ${`source:${source}`})`,
      )
      .where(
        sql<boolean>`not exists (select 1 from federate.misp_sent sent where sent.source = ${source}
          and sent.remark = journal.records.subject and (sent.at is not null or sent.refused))`,
      )
      .orderBy('valid_from')
      .orderBy('subject')
      .limit(limit),
  )
}
