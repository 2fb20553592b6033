// Queries on peers; realm, moment and marking are applied by the view. And when something was heard from each.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { instant } from '#kernel/time.ts'
import type { Held, Journal, Reads, View } from '#platform/journal/index.ts'
import type { Peer, PeerStatus } from '../../model/peer.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'

/** A node knows some hundred others at most. */
const most = 1000

type HeardTables = {
  'federate.heard': { peer: Id; heard_at: Date | string; key: string; key_from: Date | string }
}

export function peersIn(reads: Reads, view: View, asked: { status?: PeerStatus } = {}): Promise<Held<Peer>[]> {
  return reads.many(peerRecord, view, (query) => {
    const ordered = query.orderBy(sql`state->>'name' collate "C"`).orderBy('subject').limit(most)
    return asked.status ? ordered.where(sql<string>`state->>'status'`, '=', asked.status) : ordered
  })
}

/** Peers whose card speaks for this organisation. */
export function peersOf(reads: Reads, view: View, organisation: Id): Promise<Held<Peer>[]> {
  return reads.many(peerRecord, view, (query) =>
    query.where(sql<string>`state->>'organisation'`, '=', organisation).limit(20),
  )
}

export interface Heard {
  at: Instant
  /** The newest of our sealing keys that it used, and since when that key was announced. */
  key: string
  keyFrom: Instant
}

export async function heardFrom(db: Journal['sql'], peers?: readonly Id[]): Promise<Map<Id, Heard>> {
  if (peers?.length === 0) return new Map()
  const all = tables(db).selectFrom('federate.heard').selectAll()
  const rows = await (peers ? all.where('peer', 'in', [...peers]) : all).execute()
  return new Map(
    rows.map((row) => [
      row.peer,
      { at: instant(new Date(row.heard_at)), key: row.key, keyFrom: instant(new Date(row.key_from)) },
    ]),
  )
}

/** An older key under way never makes the newer one forgotten. */
export async function noteHeard(db: Journal['sql'], peer: Id, heard: Heard): Promise<void> {
  await sql`
    insert into federate.heard (peer, heard_at, key, key_from) values (${peer}, ${heard.at}, ${heard.key}, ${heard.keyFrom})
    on conflict (peer) do update set heard_at = greatest(federate.heard.heard_at, excluded.heard_at),
      key = case when excluded.key_from >= federate.heard.key_from then excluded.key else federate.heard.key end,
      key_from = greatest(federate.heard.key_from, excluded.key_from)`.execute(db)
}

function tables(db: Journal['sql']) {
  return db.withTables<HeardTables>()
}
