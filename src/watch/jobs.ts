// Timed work: feeds that are due are polled, a few at a time.
import type { Id } from '#kernel/id.ts'
import type { Job } from '#platform/room.ts'
import { type FeedTurn, type Polled, poller, pollFeed } from './actions/poll-feed.ts'
import type { WatchRoom } from './actions/room.ts'
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
  let stopping = false

  function poll(turn: FeedTurn): Promise<Polled> {
    const already = running.get(turn.source.id)
    if (already) return already
    const mine = pollFeed(room, turn).finally(() => running.delete(turn.source.id))
    running.set(turn.source.id, mine)
    return mine
  }

  async function pollOne({ source: id, realm }: { source: Id; realm: string }): Promise<void> {
    const view = { reader: poller(realm, null), realm }
    const source = await room.journal.reads.one(sourceRecord, view, id)
    if (!source?.state.active) return scheduleFeed(room.journal.sql, id, null)
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
    for (const { source, realm, url } of await feedsWithoutState(db))
      await resetFeed(db, source, realm, url, now.toISOString())
    for (let taken = 0; taken < perTurn && !stopping; taken += atOnce) {
      const until = new Date(room.clock.now().getTime() + heldMilliseconds).toISOString()
      const due = await takeDue(db, room.clock.now().toISOString(), until, atOnce)
      await Promise.all(due.map(pollOne))
      if (due.length < atOnce) return
    }
  }

  return {
    jobs: [{ name: 'watch-feeds', everySeconds: 15, run: pollDue }],
    poll,
    async stop() {
      stopping = true
      await Promise.allSettled(running.values())
    },
  }
}
