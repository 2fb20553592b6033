// Proofs for others: that an entry is in the log, and that today's log is the log of yesterday and more.
import type { Kysely } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { logSize, readNodes } from './notary.ts'
import { assembleProof, proofCoordinates } from './proof/index.ts'
import { sqlMayRead } from './sql-may-read.ts'
import type { JournalTables } from './tables.ts'
import type { View } from './types.ts'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

export interface InclusionAnswer {
  entry: Id
  index: number
  leafHash: string
  proof: string[]
  /** The signed checkpoint (C2SP tlog-checkpoint) whose root the proof leads to. */
  checkpoint: string
}

/** Proves that an entry is in the log, to those who may read the entry (RFC 9162, 2.1.3). */
export async function inclusionProof(
  db: Kysely<JournalTables>,
  view: View,
  entry: Id,
): Promise<Reply<InclusionAnswer>> {
  const leaf = await db
    .selectFrom('journal.leaves')
    .innerJoin('journal.entries', 'journal.entries.id', 'journal.leaves.entry')
    .select(['journal.leaves.index', 'journal.leaves.hash'])
    .where('journal.leaves.entry', '=', entry)
    .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
    .executeTakeFirst()
  const size = await logSize(db)
  if (!leaf || Number(leaf.index) >= size) return refuse('unknown', `No numbered entry ${entry} that you may read.`)
  const request = { kind: 'inclusion' as const, index: Number(leaf.index), size }
  const proof = assembleProof(request, await readNodes(db, proofCoordinates(request)))
  if (!proof) throw new Error('The proof tree lacks nodes: run ./tocsin verify')
  return done({
    entry,
    index: request.index,
    leafHash: base64(leaf.hash),
    proof: proof.map(base64),
    checkpoint: await checkpointAt(db, size),
  })
}

/** The newest signed checkpoint. */
export async function newestCheckpoint(db: Kysely<JournalTables>): Promise<{ size: number; note: string } | undefined> {
  const row = await db
    .selectFrom('journal.checkpoints')
    .select(['size', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { size: Number(row.size), note: row.note }
}

/**
 * The proofs of many leaves under one checkpoint, in one query: neighbours share most of their nodes. For those who have made sure that
 * the entries may be told of. Leaves outside of the tree are left out.
 */
export async function inclusionProofs(
  db: Kysely<JournalTables>,
  indexes: readonly number[],
  size: number,
): Promise<Map<number, string[]>> {
  const requests = indexes.filter((index) => index < size).map((index) => ({ kind: 'inclusion' as const, index, size }))
  const wanted = new Map(
    requests.flatMap(proofCoordinates).map((node) => [`${node.level}/${node.index}`, node] as const),
  )
  const nodes = await readNodes(db, [...wanted.values()])
  return new Map(
    requests.map((request) => {
      const proof = assembleProof(request, nodes)
      if (!proof) throw new Error('The proof tree lacks nodes: run ./tocsin verify')
      return [request.index, proof.map(base64)]
    }),
  )
}

/** The path from the tree of `first` leaves to that of `second` (RFC 9162, 2.1.4). */
export async function consistencyPath(db: Kysely<JournalTables>, first: number, second: number): Promise<string[]> {
  const request = { kind: 'consistency' as const, first, second }
  const proof = assembleProof(request, await readNodes(db, proofCoordinates(request)))
  if (!proof) throw new Error('The proof tree lacks nodes: run ./tocsin verify')
  return proof.map(base64)
}

/** Proves that the log of `first` leaves is the beginning of today's (RFC 9162, 2.1.4). */
export async function consistencyProof(
  db: Kysely<JournalTables>,
  first: number,
): Promise<Reply<{ first: number; second: number; proof: string[]; checkpoint: string }>> {
  const second = await logSize(db)
  if (first > second) return refuse('unknown', `The log has ${second} leaves.`)
  const request = { kind: 'consistency' as const, first, second }
  const proof = assembleProof(request, await readNodes(db, proofCoordinates(request)))
  if (!proof) throw new Error('The proof tree lacks nodes: run ./tocsin verify')
  return done({ first, second, proof: proof.map(base64), checkpoint: await checkpointAt(db, second) })
}

export async function checkpointAt(db: Kysely<JournalTables>, size: number): Promise<string> {
  return (
    (await db.selectFrom('journal.checkpoints').select('note').where('size', '=', size).executeTakeFirst())?.note ?? ''
  )
}
