// Showing checkpoints around: co-signed back to their node, and to other peers, so that a node cannot show each of us another history.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import { consistencyPath, newestCheckpoint, nodeKey, type Unit, type Writer } from '#platform/journal/index.ts'
import { cosignCheckpoint, parseCheckpoint } from '#platform/journal/proof/index.ts'
import type { WitnessPart } from '../../model/letter.ts'
import {
  keepAsked,
  keepLastShown,
  lastShown,
  looseOnes,
  newestOfAll,
  type Shown,
} from '../../store/copies/histories.ts'
import type { FederateRoom } from '../room.ts'
import { veil } from './veil.ts'

/** To others than its own node a log is shown at most so often: what it tells of others (sizes, times) stays coarse. */
const aroundEveryMs = 5 * 60_000
const askAgainMs = 3600_000
/** Letters of one run. */
const mostAtOnce = 50

interface Saying {
  to: Id
  part: WitnessPart
  keep(unit: Unit): void
}

export async function showAround(room: FederateRoom): Promise<number> {
  const now = room.clock.now()
  const trusted = new Set(
    (await room.trust.peers()).flatMap((peer) => (peer.state.status === 'trusted' ? [peer.id] : [])),
  )
  const says = [...(await cosigned(room, trusted, now)), ...(await doubts(room, trusted, now))].slice(0, mostAtOnce)
  if (says.length === 0) return 0
  const view = { reader: systemReader('federate.showAround', ['live'], room.journal.home), realm: 'live' }
  const writer: Writer = { view, verb: 'federate.showAround' }
  await room.journal.commit(writer, async (unit) => {
    for (const { to, part, keep } of says) {
      room.post.put(unit, to, 'live', [part])
      keep(unit)
    }
    return done(null)
  })
  return says.length
}

async function cosigned(room: FederateRoom, trusted: ReadonlySet<Id>, now: Date): Promise<Saying[]> {
  const { sql } = room.journal
  const before = new Map((await lastShown(sql)).map((one) => [`${one.node} ${one.peer}`, one]))
  const says: Saying[] = []
  for (const shown of await newestOfAll(sql)) {
    const note = withOurs(room, shown)
    if (!note) continue
    for (const to of trusted) {
      const last = before.get(`${shown.node} ${to}`)
      if (last && last.size >= shown.size) continue
      if (last && to !== shown.node && now.getTime() - new Date(last.at).getTime() < aroundEveryMs) continue
      says.push({
        to,
        part: witnessOf(room, shown.node, to, note),
        keep: (unit) => unit.also((trx) => keepLastShown(trx, shown.node, to, shown.size, unit.now)),
      })
    }
  }
  return says
}

/** Its own node knows itself; of any other we do not know whether it knows that node, and must not tell it. */
function witnessOf(room: FederateRoom, node: Id, to: Id, note: string): WitnessPart {
  if (to === node) return { part: 'witness', of: node, note }
  const { of, notes } = veil({ from: room.journal.nodeId, to }, { of: node, notes: [note] })
  return { part: 'witness', of, note: notes[0] ?? '' }
}

function withOurs(room: FederateRoom, { note }: Shown): string | undefined {
  const parsed = parseCheckpoint(note)
  return parsed.ok ? cosignCheckpoint(parsed.value, nodeKey(room.settings.dataDir, room.journal.nodeId)) : undefined
}

/** Checkpoints that nobody has shown to be of the same history: their node is asked, with the note as it stands. */
async function doubts(room: FederateRoom, trusted: ReadonlySet<Id>, now: Date): Promise<Saying[]> {
  const { sql } = room.journal
  const since: Instant = instant(new Date(now.getTime() - askAgainMs))
  const newest = new Map((await newestOfAll(sql)).map((one) => [one.node, one]))
  return (await looseOnes(sql, since, 20)).flatMap((loose) => {
    if (!trusted.has(loose.node)) return []
    // Its own, without the path from what we know: it is asked for that path.
    const asked = loose.shownBy === loose.node ? newest.get(loose.node) : loose
    if (!asked) return []
    const keep = (unit: Unit) => unit.also((trx) => keepAsked(trx, loose, unit.now))
    return [{ to: loose.node, part: { part: 'witness' as const, of: loose.node, note: asked.note }, keep }]
  })
}

/** A peer asks whether our log of that size is of the same history: the proof is that today's continues it. */
export async function answerDoubt(room: FederateRoom, unit: Unit, to: Id, size: number): Promise<void> {
  const newest = await newestCheckpoint(room.journal.sql)
  if (!newest) return
  const since =
    size < newest.size ? { since: { size, path: await consistencyPath(room.journal.sql, size, newest.size) } } : {}
  room.post.put(unit, to, 'live', [{ part: 'checkpoint', note: newest.note, ...since }])
}
