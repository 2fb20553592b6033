// Proofs for a letter: one signed checkpoint of our log, the path from the one that the peer knows, and a place in the tree for each entry.
import type { Id } from '#kernel/id.ts'
import { consistencyPath, inclusionProofs, newestCheckpoint } from '#platform/journal/index.ts'
import type { CheckpointPart } from '../../model/letter.ts'
import { type EntryAt, placesOf } from '../../store/copies/given.ts'
import { toldOf } from '../../store/copies/told.ts'
import type { FederateRoom } from '../room.ts'

export interface Proving {
  checkpoint: CheckpointPart | undefined
  /** By the place of the leaf. */
  proofs: ReadonlyMap<number, string[]>
}

/** Entries that the notary has not numbered are numbered first, where that can be done here; otherwise their proofs follow. */
export async function proofsUnder(room: FederateRoom, peer: Id, entries: EntryAt[]): Promise<Proving> {
  const { sql } = room.journal
  if (entries.some((entry) => entry.leaf === null) && room.notarise) {
    await room.notarise()
    await placeAgain(room, entries)
  }
  const newest = await newestCheckpoint(sql)
  if (!newest) return { checkpoint: undefined, proofs: new Map() }
  const places = entries.flatMap(({ leaf }) => (leaf === null ? [] : [Number(leaf)]))
  return {
    checkpoint: await checkpointFor(room, peer, newest),
    proofs: await inclusionProofs(sql, places, newest.size),
  }
}

/** The newest checkpoint, with the proof that it continues the one that this peer was told last. */
export async function checkpointFor(
  room: FederateRoom,
  peer: Id,
  newest: { size: number; note: string },
): Promise<CheckpointPart> {
  const told = await toldOf(room.journal.sql, peer)
  const since = told && told.size > 0 && told.size < newest.size ? told.size : undefined
  if (since === undefined) return { part: 'checkpoint', note: newest.note }
  const path = await consistencyPath(room.journal.sql, since, newest.size)
  return { part: 'checkpoint', note: newest.note, since: { size: since, path } }
}

async function placeAgain(room: FederateRoom, entries: EntryAt[]): Promise<void> {
  const ids = entries.filter((entry) => entry.leaf === null).map((entry) => entry.id)
  const places = await placesOf(room.journal.sql, ids)
  for (const entry of entries) entry.leaf ??= places.get(entry.id) ?? null
}
