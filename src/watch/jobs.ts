// Timed work: sources that are due are polled, a few at a time, and what is wrong with one is told.
import type { Id } from '#kernel/id.ts'
import type { Job } from '#platform/room.ts'
import { createTurns } from './actions/intake.ts'
import { waitingGauge } from './actions/measured.ts'
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
  /** One source by hand, unless it is being polled already: then the answer to that. */
  poll(turn: FeedTurn): Promise<Polled>
  stop(): Promise<void>
}

export function createPolling(room: WatchRoom): Polling {
  const running = new Map<Id, Promise<Polled>>()
  // Each poll has one text in the queue of the analyser, so the queue never holds more of them than both together.
  const byHand = createTurns(atOnce)
  const polls = waitingGauge(room.metrics, 'tocsin_watch_polls_waiting', 'Sources that are polled or wait for it')
  let stopping = false

  function once(turn: FeedTurn, poll: () => Promise<Polled>): Promise<Polled> {
    const already = running.get(turn.source.id)
    if (already) return already
    const mine = counted(poll).finally(() => running.delete(turn.source.id))
    running.set(turn.source.id, mine)
    return mine
  }

  async function counted(poll: () => Promise<Polled>): Promise<Polled> {
    polls.up()
    try {
      return await poll()
    } finally {
      polls.down()
    }
  }

  async function pollOne({ source: id, realm }: { source: Id; realm: string }): Promise<void> {
    const view = { reader: poller(realm, null), realm }
    const source = await room.journal.reads.one(sourceRecord, view, id)
    if (!source?.state.active || source.state.kind === 'mail') return scheduleFeed(room.journal.sql, id, null)
    try {
      const turn = { source, realm }
      await once(turn, () => pollFeed(room, turn))
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
    let taken = 0
    // Each hand takes the next one when it is done with one: a host that answers late holds up one hand only.
    async function hand(): Promise<void> {
      while (!stopping && taken < perTurn) {
        taken += 1
        const until = new Date(room.clock.now().getTime() + heldMilliseconds).toISOString()
        const [due] = await takeDue(db, room.clock.now().toISOString(), until, 1)
        if (!due) return
        await pollOne(due)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, hand))
  }

  return {
    jobs: [
      { name: 'watch-feeds', everySeconds: 15, run: pollDue },
      { name: 'watch-health', everySeconds: 60, run: () => watchHealth(room) },
    ],
    poll: (turn) => once(turn, () => byHand.run(() => pollFeed(room, turn))),
    async stop() {
      stopping = true
      await Promise.allSettled(running.values())
    },
  }
}
