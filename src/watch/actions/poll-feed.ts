// Polling: fetch one source, read it, and take in what is new. Each entry once, in small units of work, so that a feed
// of hundreds neither blocks the node nor has to start again from the beginning when something breaks.

import { isExercise } from '#kernel/realm.ts'
import type { Got } from '#platform/fetch/index.ts'
import type { View } from '#platform/journal/types.ts'
import { type FeedState, feedStates, forgetSeen, markSeen, resetFeed, seenEntries } from '../store.ts'
import { analyseEntry } from './analyse.ts'
import { retryAfter, usualInterval } from './pace.ts'
import {
  type Counts,
  count,
  type FeedTurn,
  failed,
  gone,
  noCounts,
  type Polled,
  poller,
  succeeded,
} from './poll-outcome.ts'
import { pollPage } from './poll-page.ts'
import type { OpenFeed } from './read-feed.ts'
import type { Article } from './read-item.ts'
import type { WatchRoom } from './room.ts'
import { type Seen, takeBatch } from './take-entries.ts'
import { sha256 } from './take-in.ts'

const maxBytes = 10 * 1024 * 1024
const timeoutMs = 20_000
const accept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1'
const acceptPage = 'text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1'
const entriesPerUnit = 10
const seenKeptDays = 90
const nothingForExercise =
  'Nothing is fetched for an exercise: it asks nobody outside, and what is live stays out of it.'

export async function pollFeed(room: WatchRoom, turn: FeedTurn): Promise<Polled> {
  const { source } = turn
  const state = await stateOf(room, turn)
  if (isExercise(turn.realm)) return failed(room, turn, state, nothingForExercise, null, null)
  const page = source.state.kind === 'page'
  const allowed = page ? await room.robots.ask(source.state.url) : null
  if (allowed && !allowed.ok) return failed(room, turn, state, allowed.detail ?? allowed.refusal, null, null)
  const got = await room.fetcher.get(source.state.url, {
    etag: state.etag,
    lastModified: state.last_modified,
    accept: page ? acceptPage : accept,
    maxBytes,
    timeoutMs,
  })
  if (!got.ok) return failed(room, turn, state, got.detail ?? got.refusal, null, null)
  const { status, headers, notModified, bytes } = got.value
  if (status === 410) return gone(room, turn, state)
  if (notModified) return succeeded(room, turn, state, 'not-modified', noCounts, { last_status: status })
  if (status < 200 || status > 299) {
    const wait = retryAfter(headers['retry-after'], room.clock.now())
    return failed(room, turn, state, `The host answered with status ${status}.`, status, wait)
  }
  const digest = sha256(bytes)
  const now = validators(got.value, digest)
  if (digest === state.body_sha256) return succeeded(room, turn, state, 'not-modified', noCounts, now)
  // Entries that could not be analysed now are tried again: so the next answer may not be "not modified".
  const again = { etag: null, last_modified: null, body_sha256: null, last_status: status }
  if (page) return pollPage(room, turn, state, got.value, now, again)

  const feed = await room.feeds.open(bytes, headers['content-type'] ?? null)
  if (!feed.ok) return failed(room, turn, state, feed.detail ?? feed.refusal, status, null)
  try {
    const { counts, whole } = await takeEntries(room, turn, feed.value, got.value.finalUrl)
    const changed = { ...(whole ? now : again), format: feed.value.format }
    const pulsed = pulse(feed.value, counts, state, room.clock.now())
    return await succeeded(room, turn, state, 'fetched', counts, { ...changed, ...pulsed })
  } finally {
    await feed.value.close()
  }
}

async function stateOf(room: WatchRoom, { source, realm }: FeedTurn): Promise<FeedState> {
  const db = room.journal.sql
  let state = (await feedStates(db, [source.id])).get(source.id)
  if (!state || state.url !== source.state.url) {
    await resetFeed(db, source.id, realm, source.state.url, null)
    state = (await feedStates(db, [source.id])).get(source.id)
  }
  if (!state) throw new Error(`The source ${source.id} has no state`)
  return state
}

function validators({ headers, status }: Got, digest: string): Partial<FeedState> {
  return {
    etag: headers.etag?.slice(0, 1000) ?? null,
    last_modified: headers['last-modified']?.slice(0, 200) ?? null,
    body_sha256: digest,
    last_status: status,
  }
}

function pulse(feed: OpenFeed, counts: Counts, state: FeedState, now: Date): Partial<FeedState> {
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

interface Listed extends Seen {
  /** Its place in the feed. */
  at: number
}

async function takeEntries(
  room: WatchRoom,
  { source, realm }: FeedTurn,
  feed: OpenFeed,
  base: string,
): Promise<{ counts: Counts; whole: boolean }> {
  const all = feed.entries.map(({ key, content }, at): Listed => ({ key, content, at }))
  const listed = [...new Map(all.map((one) => [one.key, one])).values()]
  const keys = listed.map(({ key }) => key)
  const seen = await seenEntries(room.journal.sql, source.id, keys)
  const now = room.clock.now().toISOString()
  const known = listed.filter(({ key, content }) => seen.get(key) === content)
  // Oldest first, so that items get their ids in the order in which they were published.
  const fresh = listed.filter(({ key, content }) => seen.get(key) !== content).reverse()
  await markSeen(room.journal.sql, source.id, known, now)
  const counts: Counts = { ...noCounts, entries: listed.length, same: known.length }
  let whole = true

  const view: View = { reader: poller(realm, source.marking.owner), realm }
  const cause = (await room.journal.reads.entriesOf(view, source.id)).slice(-1).map(({ id }) => id)
  const context = await room.contexts.of(realm, source.marking.owner)
  for (let at = 0; at < fresh.length; at += entriesPerUnit) {
    const batch = fresh.slice(at, at + entriesPerUnit)
    const entries = await feed.take(batch.map((one) => one.at))
    if (!entries.ok) return { counts, whole: false }
    const articles: Article[] = []
    const settled: Listed[] = []
    for (const [i, entry] of entries.value.entries()) {
      const read = await analyseEntry(room.analyser, entry, base, context)
      if (read.ok) articles.push(read.value)
      else if (read.refusal === 'busy') {
        whole = false
        continue
      } else counts.skipped += 1
      const one = batch[i]
      if (one) settled.push(one)
    }
    const taken = await takeBatch(room, { view, verb: 'watch.pollFeed' }, source, { articles, settled, cause, context })
    if (!taken.ok) {
      throw new Error(`Items of the feed ${source.id} could not be kept: ${taken.refusal} ${taken.detail ?? ''}`)
    }
    count(counts, taken.value)
  }
  const before = new Date(room.clock.now().getTime() - seenKeptDays * 86_400_000).toISOString()
  await forgetSeen(room.journal.sql, source.id, before)
  return { counts, whole }
}
