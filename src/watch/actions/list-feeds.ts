// The sources that are followed, a page at a time, and how many of them do well: ten thousand fit into no one answer.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { healthWords, sourceKinds } from '../api/nouns.ts'
import type * as api from '../api.ts'
import { sourceRecord } from '../events.ts'
import { feedStates, type SourceLine, sourceLines } from '../store.ts'
import { feedOf } from './follow-feed.ts'
import { healthWord, inTrouble } from './pace.ts'
import type { WatchRoom } from './room.ts'

interface Seen extends SourceLine {
  health: api.FeedHealth['health']
  trouble: boolean
}

export async function listFeeds(
  room: WatchRoom,
  { after, limit = 50, text, ...filter }: InputOf<typeof api.listFeeds>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listFeeds>>> {
  const now = room.clock.now()
  const lines = await sourceLines(room.journal, call.view, text)
  const all = lines.map((line): Seen => {
    const health = healthWord(line.going, line, now)
    return { ...line, health, trouble: inTrouble(line.active, line.told, health) }
  })
  // One that no longer fits, because it recovered meanwhile, still marks the place where the next page begins.
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && from === 0) return refuse('bad-input', 'That is no place in this list.', '/after')
  const rest = all.slice(from).filter((one) => fits(one, filter))
  const page = rest.slice(0, limit).map(({ id }) => id)
  const held = await room.journal.reads.some(sourceRecord, call.view, page)
  const states = await feedStates(room.journal.sql, page)
  return done({
    feeds: held.map((one) => feedOf(room, one, states.get(one.id))),
    next: rest.length > limit ? (page.at(-1) ?? null) : null,
    total: all.filter((one) => fits(one, filter)).length,
    counts: countsOf(all),
  })
}

type Filter = Pick<InputOf<typeof api.listFeeds>, 'active' | 'kind' | 'health' | 'trouble'>

function fits(one: Seen, { active, kind, health, trouble }: Filter): boolean {
  return (
    one.fits &&
    (active === undefined || one.active === active) &&
    (kind === undefined || one.kind === kind) &&
    (health === undefined || health.includes(one.health)) &&
    (trouble === undefined || one.trouble === trouble)
  )
}

function countsOf(all: readonly Seen[]): api.FeedCounts {
  const kinds = { feed: 0, page: 0, mail: 0 } satisfies Record<(typeof sourceKinds)[number], number>
  const health = { new: 0, good: 0, failing: 0, silent: 0, gone: 0, paused: 0 } satisfies Record<
    (typeof healthWords)[number],
    number
  >
  const counts = { all: all.length, active: 0, trouble: 0, kinds, health }
  for (const one of all) {
    if (one.active) counts.active += 1
    if (one.trouble) counts.trouble += 1
    kinds[one.kind] += 1
    health[one.health] += 1
  }
  return counts
}
