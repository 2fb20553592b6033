// The notary: numbers what is committed, hashes it into the Merkle tree and signs a checkpoint. It runs behind the
// writers, in a transaction of its own, so nobody waits for it.
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import { isExercise } from '#kernel/realm.ts'
import { instant, later } from '#kernel/time.ts'
import type { RealTime } from '../clock.ts'
import {
  appendLeaves,
  edgeCoordinates,
  edgeFromNodes,
  emptyEdge,
  entryLeafHash,
  nodeMap,
  type RightEdge,
  type SigningKey,
  signCheckpoint,
} from './proof/index.ts'
import { headerFrom } from './rows.ts'
import type { HeaderRow, JournalTables } from './tables.ts'

const batchSize = 2000

export interface Notary {
  /** Numbers all that is committed by now. Answers how many entries that were. */
  run(): Promise<number>
}

/** Checkpoints are also appended to this file, outside of the database: only that shows a cut-off end. */
export function witnessFile(dataDir: string): string {
  return join(dataDir, 'checkpoints.log')
}

export function createNotary(db: Kysely<JournalTables>, key: SigningKey, dataDir: string, clock: RealTime): Notary {
  async function once(): Promise<number> {
    let note: string | undefined
    const count = await db.transaction().execute(async (trx) => {
      const rows = await nextEntries(trx)
      if (rows.length === 0) return 0
      const size = await logSize(trx)
      const edge = await rightEdge(trx, size)
      const hashes = rows.map((row) => entryLeafHash(headerFrom(row), row.body_hash))
      const grown = appendLeaves(edge, hashes)
      await insertLeaves(trx, rows, hashes, size, grown.newNodes)
      // Real time, and never before what it covers: writers' clocks may run a little ahead of the notary's. What an exercise tells
      // is a moment of its story.
      const live = rows.filter((row) => !isExercise(row.realm))
      const at = live.reduce((latest, row) => later(latest, instant(row.recorded_at)), instant(clock.now()))
      note = signCheckpoint({ origin: key.name, size: grown.size, root: grown.root, time: at, extensions: [] }, [key])
      await trx.insertInto('journal.checkpoints').values({ size: grown.size, note, at }).execute()
      return rows.length
    })
    if (note) await appendFile(witnessFile(dataDir), `${JSON.stringify({ note })}\n`, { mode: 0o600 })
    return count
  }

  return {
    async run() {
      let total = 0
      for (;;) {
        const count = await once()
        total += count
        if (count < batchSize) return total
      }
    },
  }
}

/**
 * Committed entries that no leaf has yet. Below the snapshot's xmin everything is decided, so later runs need not look
 * there again. Above it some transactions may still be open, also of other databases of the same server: what is visible
 * is numbered all the same, so a stranger's long transaction holds nobody up. The row lock lets one notary work at a time.
 */
async function nextEntries(trx: Transaction<JournalTables>): Promise<HeaderRow[]> {
  const { rows: bounds } = await sql<{ low: string | null; decided: string }>`
    select notarised_to::text as low, pg_snapshot_xmin(pg_current_snapshot())::text as decided from journal.node for update`.execute(
    trx,
  )
  const bound = bounds[0]
  if (!bound) return []
  const { rows } = await sql<HeaderRow & { xid: string }>`
    select e.id, e.realm, e.record, e.subject, e.version, e.kind, e.verb, e.body_hash, e.marking, e.actor, e.cause, e.observed_at,
      e.recorded_at, e.xid::text as xid
    from journal.entries e
    where e.xid >= ${bound.low ?? '0'}::xid8
      and not exists (select 1 from journal.leaves l where l.entry = e.id)
    order by e.xid, e.recorded_at, e.id limit ${batchSize}`.execute(trx)
  const last = rows.at(-1)
  if (!last) return []
  const done = rows.length === batchSize && BigInt(last.xid) < BigInt(bound.decided) ? last.xid : bound.decided
  await sql`update journal.node set notarised_to = ${done}::xid8`.execute(trx)
  return rows
}

export async function logSize(db: Kysely<JournalTables>): Promise<number> {
  const { rows } = await sql<{
    size: string | number
  }>`select coalesce(max(index) + 1, 0) as size from journal.leaves`.execute(db)
  return Number(rows[0]?.size ?? 0)
}

async function rightEdge(db: Kysely<JournalTables>, size: number): Promise<RightEdge> {
  if (size === 0) return emptyEdge
  const edge = edgeFromNodes(size, await readNodes(db, edgeCoordinates(size)))
  if (!edge) throw new Error('The proof tree lacks nodes at its right edge: run ./tocsin verify')
  return edge
}

export async function readNodes(db: Kysely<JournalTables>, wanted: readonly { level: number; index: number }[]) {
  const levels = wanted.map((node) => node.level)
  const indexes = wanted.map((node) => node.index)
  const { rows } = await sql<{ level: number; index: string | number; hash: Uint8Array }>`
    select n.level, n.index, n.hash from journal.nodes n
    join unnest(${levels}::int[], ${indexes}::bigint[]) as w(level, index) on w.level = n.level and w.index = n.index`.execute(
    db,
  )
  return nodeMap(rows.map((row) => ({ level: row.level, index: Number(row.index), hash: row.hash })))
}

async function insertLeaves(
  trx: Transaction<JournalTables>,
  rows: readonly HeaderRow[],
  hashes: Uint8Array[],
  size: number,
  nodes: readonly { level: number; index: number; hash: Uint8Array }[],
): Promise<void> {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  await sql`insert into journal.leaves (index, entry, hash)
    select ${size}::bigint + n - 1, entry, decode(hash, 'hex')
    from unnest(${rows.map((row) => row.id)}::uuid[], ${hashes.map(hex)}::text[]) with ordinality as t(entry, hash, n)`.execute(
    trx,
  )
  await sql`insert into journal.nodes (level, index, hash)
    select level, index, decode(hash, 'hex')
    from unnest(${nodes.map((n) => n.level)}::int[], ${nodes.map((n) => n.index)}::bigint[], ${nodes.map((n) => hex(n.hash))}::text[]) as t(level, index, hash)`.execute(
    trx,
  )
}
