// What every action of the post is given: the room, and what one process keeps in memory between two turns.
import { randomUUID } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Refused } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type { LetterPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Letter } from '../../model/wire.ts'
import type { Purse } from '../../rules/post/budget.ts'
import type { FederateRoom } from '../room.ts'
import { type PostMetrics, postMetrics } from './metrics.ts'

/** Each kind of part has its own; `onPart` checks the pair, and the schema of the part is checked before it is called. */
export type Taker = (unit: Unit, from: Held<Peer>, part: unknown, letter: Letter) => Promise<Refused | undefined>

export interface Desk {
  room: FederateRoom
  /** Names this process in leases. */
  holder: string
  takers: Map<LetterPart['part'], Taker>
  metrics: PostMetrics
  /** How many records were worth asking for at once, by peer. */
  batch: Map<Id, number>
  /** What may be sent to a peer now. */
  sending: Map<Id, { letters: Purse; bytes: Purse }>
  /** What a peer may send now. */
  taking: Map<string, { letters: Purse; bytes: Purse; work: Purse }>
  /** Letters of one peer are taken one after the other. */
  turns: Map<Id, { last: Promise<unknown>; waiting: number }>
  /** What could not be opened, by address, in this minute. */
  strangers: Map<string, Purse>
  /** Aborted when the node is stopped: no answer of a peer is waited for any more. */
  stopping: AbortController
  /** Runs the pumps soon. */
  nudge(): void
}

export function createDesk(room: FederateRoom, nudge: () => void): Desk {
  return {
    room,
    holder: randomUUID(),
    takers: new Map(),
    metrics: postMetrics(room.metrics),
    batch: new Map(),
    sending: new Map(),
    taking: new Map(),
    turns: new Map(),
    strangers: new Map(),
    stopping: new AbortController(),
    nudge,
  }
}

export function nowOf({ room }: Pick<Desk, 'room'>): Instant {
  return instant(room.clock.now())
}

/** The eyes of the post: all of its realm, for what a peer may be told is judged by terms and copies. */
export function postView({ room }: Pick<Desk, 'room'>, realm: Realm, name = 'federate.post'): View {
  return { reader: systemReader(name, [realm], room.journal.home), realm }
}
