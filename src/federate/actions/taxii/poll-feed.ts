// One turn with a followed server: pages are read from where the last turn ended, each taken in before the place moves on.

import type { Id } from '#kernel/id.ts'
import { type Marking, tlpRank } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { momentFrom } from '../../rules/taxii/moments.ts'
import { nextTurnSeconds, retryAfterSeconds } from '../../rules/taxii/next-turn.ts'
import { addedLast, envelopeOf, withSlash } from '../../rules/taxii/remote.ts'
import { type FeedCursor, type FeedRow, saveFeed } from '../../store/objects/feeds.ts'
import { takePosted } from '../objects/take-posted.ts'
import type { FederateRoom } from '../room.ts'
import { pushPages } from './push-feed.ts'
import { type Answered, ask } from './remote-server.ts'

export interface Turn {
  objects: number
  error: string | null
}

const mostPages = 50
const pageSize = 500

/** Never throws for what the other side does; the place in its list is kept after every page, so nothing is read twice for long. */
export async function pollFeed(room: FederateRoom, feed: FeedRow): Promise<Turn> {
  const taken = feed.direction === 'pull' ? await pullPages(room, feed) : await pushPages(room, feed)
  const now = instant(room.clock.now())
  const failures = taken.ok ? 0 : feed.failures + 1
  const wait = taken.ok ? null : retryAfterSeconds(/wait: (.+)\.$/.exec(taken.detail ?? '')?.[1], now)
  const more = taken.ok && taken.value.more
  const seconds = more ? 0 : nextTurnSeconds(feed.every, failures, wait)
  const next = { failures, next_at: instant(new Date(Date.parse(now) + seconds * 1000)) }
  if (taken.ok) await saveFeed(room.journal.sql, feed.id, { ...next, last_success: now, last_error: null })
  else await saveFeed(room.journal.sql, feed.id, { ...next, last_error: (taken.detail ?? taken.refusal).slice(0, 500) })
  return { objects: taken.ok ? taken.value.objects : 0, error: taken.ok ? null : (taken.detail ?? taken.refusal) }
}

async function pullPages(room: FederateRoom, feed: FeedRow): Promise<Reply<{ objects: number; more: boolean }>> {
  let cursor = feed.cursor as FeedCursor // written by saveFeed
  let objects = 0
  for (let page = 0; page < mostPages; page++) {
    const answered = await ask(room, pageUrl(feed.url, cursor), feed)
    if (!answered.ok) return staleNext(room, feed, cursor, answered)
    const envelope = envelopeOf(answered.value.value)
    if (!envelope) return refuse('not-reached', 'What came back is no envelope of TAXII 2.1.')
    if (envelope.objects.length > 0) {
      const taken = await takeOver(room, feed, envelope.objects)
      if (!taken.ok) return refuse(taken.refusal, taken.detail ?? 'The collection here takes nothing.')
      objects += envelope.objects.length
      await saveFeed(room.journal.sql, feed.id, { last_intake: taken.value })
    }
    const after = moved(cursor, answered.value, envelope)
    if (after === undefined) return refuse('not-reached', 'It says that there is more, but not where.')
    const ended = !envelope.more
    if (!ended && after.next === cursor.next && after.addedAfter === cursor.addedAfter)
      return refuse('not-reached', 'It goes round in circles: the same place again and again.')
    cursor = after
    await saveFeed(room.journal.sql, feed.id, { cursor })
    if (ended) return done({ objects, more: false })
  }
  return done({ objects, more: true })
}

function pageUrl(url: string, { addedAfter, next }: FeedCursor): string {
  const at = new URL('objects/', withSlash(url))
  at.searchParams.set('limit', String(pageSize))
  at.searchParams.set('match[version]', 'all')
  if (addedAfter !== undefined) at.searchParams.set('added_after', addedAfter)
  if (next !== undefined) at.searchParams.set('next', next)
  return at.href
}

/** Behind this page: by its cursor while there is more, then by the newest moment that any page named. */
function moved(
  cursor: FeedCursor,
  { got }: Answered,
  { more, next, objects }: { more: boolean; next: string | null; objects: unknown[] },
): FeedCursor | undefined {
  const last = addedLast(got.headers)
  const seen = newest(cursor.seen, last)
  const { addedAfter } = cursor
  if (more && next !== null) return { ...(addedAfter ? { addedAfter } : {}), next, ...(seen ? { seen } : {}) }
  // Some servers give no cursor, only the moment.
  if (more) return last !== undefined && last !== addedAfter && objects.length > 0 ? { addedAfter: last } : undefined
  const end = newest(seen, addedAfter)
  return end === undefined ? {} : { addedAfter: end }
}

function newest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return (momentFrom(one) ?? 0) >= (momentFrom(other) ?? 0) ? one : other
}

/** A cursor that the other side no longer knows is given up: the next turn begins at the last whole list. */
async function staleNext(
  room: FederateRoom,
  feed: FeedRow,
  cursor: FeedCursor,
  refused: Reply<never>,
): Promise<Reply<never>> {
  if (cursor.next !== undefined && !refused.ok && /status 4(?:00|10|22)/.test(refused.detail ?? '')) {
    const { addedAfter } = cursor
    await saveFeed(room.journal.sql, feed.id, { cursor: addedAfter === undefined ? {} : { addedAfter } })
  }
  return refused
}

/** Marked as each object says, and at least as the feed says; for the organisation that follows it. */
async function takeOver(room: FederateRoom, feed: FeedRow, objects: readonly unknown[]): Promise<Reply<Id>> {
  const { marking: least } = feed
  const person = /^person:([0-9a-f-]{36})/.exec(feed.added_by)?.[1] ?? null
  const taken = await takePosted(room, {
    by: systemReader('taxii', [feed.realm], feed.owner),
    author: { organisation: feed.owner, person },
    ...{ realm: feed.realm, collection: feed.collection, objects, now: instant(room.clock.now()) },
    source: { standard: 'taxii', name: feed.url.slice(0, 500), organisation: null },
    verb: 'federate.pollTaxiiFeed',
    mark: (said, labelled) => atLeast(said, labelled, least),
  })
  return taken.ok ? done(taken.value.intake) : taken
}

function atLeast(said: Marking, labelled: boolean, least: Marking): Marking {
  if (!labelled) return least
  if (tlpRank(said.tlp) >= tlpRank(least.tlp)) return { ...said, audience: said.tlp === 'RED' ? [] : least.audience }
  return { ...least, releasableTo: said.releasableTo.length > 0 ? said.releasableTo : least.releasableTo }
}
