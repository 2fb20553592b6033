// Timed work: sources that are due are polled, a few at a time, and what is wrong with one is told.
import type { Id } from '#kernel/id.ts'
import type { Job } from '#platform/room.ts'
import { createTurns } from './actions/intake.ts'
import { pollFeed } from './actions/poll-feed.ts'
import { type FeedTurn, type Polled, poller } from './actions/poll-outcome.ts'
import type { WatchRoom } from './actions/room.ts'
import { watchHealth } from './actions/watch-health.ts'
import { sourceRecord } from './events.ts'
import { feedsWithoutState, resetFeed, scheduleFeed, takeDue } from './store.ts'

const atOnce = 4
const perTurn = 200
/** A feed whose process died while polling it is due again after this. */
const heldMilliseconds = 10 * 60 * 1000

export interface Polling {
  jobs: Job[]
  /** One feed, unless it is being polled already: then the answer to that. */
  poll(turn: FeedTurn): Promise<Polled>
  stop(): Promise<void>
}

export function createPolling(room: WatchRoom): Polling {
  const running = new Map<Id, Promise<Polled>>()
  // Also by hand: each poll has one text in the queue of the analyser, so the queue never holds more of them than this.
  const turns = createTurns(atOnce)
  let stopping = false

  function poll(turn: FeedTurn): Promise<Polled> {
    const already = running.get(turn.source.id)
    if (already) return already
    const mine = turns.run(() => pollFeed(room, turn)).finally(() => running.delete(turn.source.id))
    running.set(turn.source.id, mine)
    return mine
  }

  async function pollOne({ source: id, realm }: { source: Id; realm: string }): Promise<void> {
    const view = { reader: poller(realm, null), realm }
    const source = await room.journal.reads.one(sourceRecord, view, id)
    if (!source?.state.active || source.state.kind === 'mail') return scheduleFeed(room.journal.sql, id, null)
    try {
      await poll({ source, realm })
    } catch (error) {
      // One feed that breaks a rule nobody thought of must not keep the others waiting.
      room.log.error({ feed: id, err: error }, 'a feed could not be polled')
    }
  }

  async function pollDue(): Promise<void> {
    const db = room.journal.sql
    const now = room.clock.now()
    for (const { source, realm, url, kind } of await feedsWithoutState(db))
      await resetFeed(db, source, realm, url, kind === 'mail' ? null : now.toISOString())
    for (let taken = 0; taken < perTurn && !stopping; taken += atOnce) {
      const until = new Date(room.clock.now().getTime() + heldMilliseconds).toISOString()
      const due = await takeDue(db, room.clock.now().toISOString(), until, atOnce)
      await Promise.all(due.map(pollOne))
      if (due.length < atOnce) return
    }
  }

  return {
    jobs: [
      { name: 'watch-feeds', everySeconds: 15, run: pollDue },
      { name: 'watch-health', everySeconds: 60, run: () => watchHealth(room) },
    ],
    poll,
    async stop() {
      stopping = true
      await Promise.allSettled(running.values())
    },
  }
}
