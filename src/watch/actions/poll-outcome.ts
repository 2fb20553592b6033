// How a poll ended: what is remembered of it, when the next one is due, and what is answered.
import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { Held } from '#platform/journal/types.ts'
import type { pollFeed as contract, Source } from '../api.ts'
import { sourceRecord } from '../events.ts'
import { type FeedState, saveFeed } from '../store.ts'
import { healthOf, nextPoll } from './pace.ts'
import type { WatchRoom } from './room.ts'
import type { Taken } from './take-in.ts'

export type Polled = OutputOf<typeof contract>
export type Counts = Pick<Polled, 'entries' | 'new' | 'newVersions' | 'same' | 'skipped'>
export const noCounts: Counts = { entries: 0, new: 0, newVersions: 0, same: 0, skipped: 0 }

export interface FeedTurn {
  source: Held<Source>
  realm: string
}

/** The eyes and hands of polling: a job of the node itself, in the realm of the source. */
export function poller(realm: string, organisation: Id | null): Reader {
  return systemReader('feeds', [realm], organisation)
}

export function count(counts: Counts, taken: readonly Taken[]): void {
  for (const { outcome } of taken) {
    if (outcome === 'new') counts.new += 1
    else if (outcome === 'newVersion') counts.newVersions += 1
    else counts.same += 1
  }
}

export async function succeeded(
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
  const saved = { ...changed, last_attempt: at, last_success: at, failures: 0, last_error: null, gone: false }
  return settle(room, source, state, { ...saved, next_poll: next }, { outcome, error: null, ...counts })
}

export async function failed(
  room: WatchRoom,
  { source }: FeedTurn,
  state: FeedState,
  error: string,
  status: number | null,
  waitSeconds: number | null,
): Promise<Polled> {
  const now = room.clock.now()
  const failures = state.failures + 1
  const saved = {
    last_attempt: now.toISOString(),
    failures,
    last_error: error.slice(0, 500),
    last_status: status,
    next_poll: nextPoll(now, source.state.intervalSeconds, failures, waitSeconds, room.random),
  }
  return settle(room, source, state, saved, { outcome: 'failed', error, ...noCounts })
}

export async function gone(room: WatchRoom, { source }: FeedTurn, state: FeedState): Promise<Polled> {
  const error = 'The host says that this is gone for good (status 410); it is not asked for again.'
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
  // A source that was unfollowed while it was being fetched stays unfollowed.
  const reader = poller(state.realm, source.marking.owner)
  const now = await room.journal.reads.one(sourceRecord, { reader, realm: state.realm }, source.id)
  const active = now?.state.active ?? false
  const changed = active ? saved : { ...saved, next_poll: null }
  await saveFeed(room.journal.sql, { ...changed, source: source.id })
  const health = healthOf({ ...state, ...changed }, { ...(now?.state ?? source.state), active }, room.clock.now())
  room.metrics.counter('tocsin_watch_polls_total', 'Sources asked for', ['outcome']).inc({ outcome: said.outcome })
  return { ...said, health }
}
