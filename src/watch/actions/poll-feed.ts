// Polling: fetch one feed, read it, and take in what is new. Each entry once, in small units of work, so that a feed
// of hundreds neither blocks the node nor has to start again from the beginning when something breaks.

import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Got } from '#platform/fetch/index.ts'
import type { Held, View, Writer } from '#platform/journal/types.ts'
import type { pollFeed as contract, Source } from '../api.ts'
import { sourceRecord } from '../events.ts'
import { type FeedState, feedStates, forgetSeen, markSeen, resetFeed, saveFeed, seenEntries } from '../store.ts'
import { analyseEntry, withoutSharedLinks } from './analyse.ts'
import { healthOf, nextPoll, retryAfter, usualInterval } from './pace.ts'
import type { FeedEntry, FeedRead } from './parse-feed.ts'
import type { Article } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { sha256, takeIn } from './take-in.ts'

export type Polled = OutputOf<typeof contract>

const maxBytes = 10 * 1024 * 1024
const timeoutMs = 20_000
const accept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1'
const entriesPerUnit = 10
const seenKeptDays = 90

export interface FeedTurn {
  source: Held<Source>
  realm: string
}

/** The eyes and hands of polling: a job of the node itself, in the realm of the feed. */
export function poller(realm: string, organisation: Id | null): Reader {
  return systemReader('feeds', [realm], organisation)
}

type Counts = Pick<Polled, 'entries' | 'new' | 'newVersions' | 'same' | 'skipped'>
const noCounts: Counts = { entries: 0, new: 0, newVersions: 0, same: 0, skipped: 0 }

export async function pollFeed(room: WatchRoom, turn: FeedTurn): Promise<Polled> {
  const { source, realm } = turn
  const db = room.journal.sql
  let state = (await feedStates(db, [source.id])).get(source.id)
  if (!state || state.url !== source.state.url) {
    await resetFeed(db, source.id, realm, source.state.url, null)
    state = (await feedStates(db, [source.id])).get(source.id)
  }
  if (!state) throw new Error(`The feed ${source.id} has no state`)
  const { url } = source.state
  const got = await room.fetcher.get(url, {
    etag: state.etag,
    lastModified: state.last_modified,
    accept,
    maxBytes,
    timeoutMs,
  })
  if (!got.ok) return failed(room, turn, state, got.detail ?? got.refusal, null, null)
  const { status, headers, notModified, bytes } = got.value
  if (status === 410) return gone(room, turn, state)
  if (notModified) return succeeded(room, turn, state, 'not-modified', noCounts, { last_status: status })
  if (status < 200 || status > 299) {
    return failed(
      room,
      turn,
      state,
      `The host answered with status ${status}.`,
      status,
      retryAfter(headers['retry-after'], room.clock.now()),
    )
  }
  const digest = sha256(bytes)
  if (digest === state.body_sha256)
    return succeeded(room, turn, state, 'not-modified', noCounts, validators(got.value, digest))

  const feed = await room.feeds.read(bytes, headers['content-type'] ?? null)
  if (!feed.ok) return failed(room, turn, state, feed.detail ?? feed.refusal, status, null)
  const { counts, whole } = await takeEntries(room, turn, feed.value, got.value.finalUrl)
  // Entries that could not be analysed now are tried again: so the next answer may not be "not modified".
  const kept = whole
    ? validators(got.value, digest)
    : { etag: null, last_modified: null, body_sha256: null, last_status: status }
  return succeeded(room, turn, state, 'fetched', counts, {
    ...kept,
    format: feed.value.format,
    ...pulse(feed.value, counts, state, room.clock.now()),
  })
}

function validators({ headers, status }: Got, digest: string): Partial<FeedState> {
  return {
    etag: headers.etag?.slice(0, 1000) ?? null,
    last_modified: headers['last-modified']?.slice(0, 200) ?? null,
    body_sha256: digest,
    last_status: status,
  }
}

function pulse(feed: FeedRead, counts: Counts, state: FeedState, now: Date): Partial<FeedState> {
  const dates = feed.entries.flatMap(({ publishedAt }) =>
    publishedAt !== null && Date.parse(publishedAt) <= now.getTime() ? [publishedAt] : [],
  )
  const newest = dates.toSorted().at(-1) ?? (counts.new > 0 ? now.toISOString() : null)
  const last =
    [state.last_item, newest]
      .filter((it) => it !== null)
      .toSorted()
      .at(-1) ?? null
  return {
    last_item: last,
    usual_interval_seconds: usualInterval(dates) ?? state.usual_interval_seconds,
    items: state.items + counts.new,
  }
}

interface Listed {
  entry: FeedEntry
  key: string
  content: string
}

async function takeEntries(
  room: WatchRoom,
  { source, realm }: FeedTurn,
  feed: FeedRead,
  base: string,
): Promise<{ counts: Counts; whole: boolean }> {
  const listed = [
    ...new Map(
      withoutSharedLinks(feed)
        .map(listing)
        .map((one) => [one.key, one]),
    ).values(),
  ]
  const seen = await seenEntries(
    room.journal.sql,
    source.id,
    listed.map(({ key }) => key),
  )
  const now = room.clock.now().toISOString()
  const known = listed.filter(({ key, content }) => seen.get(key) === content)
  // Oldest first, so that items get their ids in the order in which they were published.
  const fresh = listed.filter(({ key, content }) => seen.get(key) !== content).reverse()
  await markSeen(room.journal.sql, source.id, known, now)
  const counts: Counts = { ...noCounts, entries: listed.length, same: known.length }
  let whole = true

  const view: View = { reader: poller(realm, source.marking.owner), realm }
  const cause = (await room.journal.reads.entriesOf(view, source.id)).slice(-1).map(({ id }) => id)
  for (let at = 0; at < fresh.length; at += entriesPerUnit) {
    const batch = fresh.slice(at, at + entriesPerUnit)
    const articles: Article[] = []
    const settled: Listed[] = []
    for (const one of batch) {
      const read = await analyseEntry(room.analyser, one.entry, base)
      if (read.ok) articles.push(read.value)
      else if (read.refusal === 'busy') {
        whole = false
        continue
      } else counts.skipped += 1
      settled.push(one)
    }
    await takeBatch(room, { view, verb: 'watch.pollFeed' }, source, articles, settled, cause, counts)
  }
  await forgetSeen(
    room.journal.sql,
    source.id,
    new Date(room.clock.now().getTime() - seenKeptDays * 86_400_000).toISOString(),
  )
  return { counts, whole }
}

async function takeBatch(
  room: WatchRoom,
  writer: Writer,
  source: Held<Source>,
  articles: Article[],
  settled: Listed[],
  cause: Id[],
  counts: Counts,
): Promise<void> {
  const { name, reliability, itemMarking } = source.state
  const from = {
    source: source.id,
    sourceName: name,
    reliability,
    marking: itemMarking ?? undefined,
    owner: source.marking.owner,
    cause,
  }
  const reply = await room.inTurn(() =>
    room.journal.commit(writer, async (unit) => {
      unit.also((trx) => markSeen(trx, source.id, settled, unit.now))
      return done(await takeIn(room.journal, unit, articles, from))
    }),
  )
  if (!reply.ok)
    throw new Error(`Items of the feed ${source.id} could not be kept: ${reply.refusal} ${reply.detail ?? ''}`)
  for (const { outcome } of reply.value) {
    if (outcome === 'new') counts.new += 1
    else if (outcome === 'newVersion') counts.newVersions += 1
    else counts.same += 1
  }
}

function listing(entry: FeedEntry): Listed {
  const content = sha256(JSON.stringify([entry.title, entry.content, entry.publishedAt]))
  return { entry, key: sha256(entry.guid ?? entry.link ?? content), content }
}

async function succeeded(
  room: WatchRoom,
  { source }: FeedTurn,
  state: FeedState,
  outcome: Polled['outcome'],
  counts: Counts,
  changed: Partial<FeedState>,
): Promise<Polled> {
  const now = room.clock.now()
  const at = now.toISOString()
  const next = nextPoll(now, source.state.intervalSeconds, 0, null, room.random)
  const saved = {
    ...changed,
    last_attempt: at,
    last_success: at,
    failures: 0,
    last_error: null,
    gone: false,
    next_poll: next,
  }
  return settle(room, source, state, saved, { outcome, error: null, ...counts })
}

async function failed(
  room: WatchRoom,
  { source }: FeedTurn,
  state: FeedState,
  error: string,
  status: number | null,
  waitSeconds: number | null,
): Promise<Polled> {
  const now = room.clock.now()
  const failures = state.failures + 1
  const next = nextPoll(now, source.state.intervalSeconds, failures, waitSeconds, room.random)
  const saved = {
    last_attempt: now.toISOString(),
    failures,
    last_error: error.slice(0, 500),
    last_status: status,
    next_poll: next,
  }
  return settle(room, source, state, saved, { outcome: 'failed', error, ...noCounts })
}

async function gone(room: WatchRoom, { source }: FeedTurn, state: FeedState): Promise<Polled> {
  const error = 'The host says that this feed is gone for good (status 410); it is not asked for again.'
  const saved = {
    last_attempt: room.clock.now().toISOString(),
    failures: state.failures + 1,
    last_error: error,
    last_status: 410,
    next_poll: null,
    gone: true,
  }
  return settle(room, source, state, saved, { outcome: 'gone', error, ...noCounts })
}

async function settle(
  room: WatchRoom,
  source: Held<Source>,
  state: FeedState,
  saved: Partial<FeedState>,
  said: Omit<Polled, 'health'>,
): Promise<Polled> {
  // A feed that was unfollowed while it was being fetched stays unfollowed.
  const reader = poller(state.realm, source.marking.owner)
  const active =
    (await room.journal.reads.one(sourceRecord, { reader, realm: state.realm }, source.id))?.state.active ?? false
  const changed = active ? saved : { ...saved, next_poll: null }
  await saveFeed(room.journal.sql, { ...changed, source: source.id })
  const health = healthOf({ ...state, ...changed }, active, source.state.intervalSeconds, room.clock.now())
  room.metrics.counter('tocsin_watch_polls_total', 'Feeds asked for', ['outcome']).inc({ outcome: said.outcome })
  return { ...said, health }
}
