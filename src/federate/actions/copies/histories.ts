// Checkpoints that peers show: taken when they continue what was seen, and held against one another when they do not.
import type { Id } from '#kernel/id.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import { checkpointAt, type Held, type Unit } from '#platform/journal/index.ts'
import {
  parseCheckpoint,
  parseVerifierKey,
  type SignedCheckpoint,
  type VerifierKey,
  verifyConsistency,
  verifyNote,
} from '#platform/journal/proof/index.ts'
import type { CheckpointPart, EquivocationPart, WitnessPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import { keepShown, newestOf, type Shown, shownAt } from '../../store/copies/histories.ts'
import { keepCosigned } from '../../store/copies/told.ts'
import type { FederateRoom } from '../room.ts'
import { caught } from './caught.ts'
import { logKeyOf } from './log-key.ts'
import { alarm } from './pending.ts'
import { answerDoubt } from './show-around.ts'
import { compareHistories, signedBy } from './two-histories.ts'
import { liftFor } from './veil.ts'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

export async function takeCheckpoint(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: CheckpointPart,
): Promise<Refused | undefined> {
  const checkpoint = await readAs(room, unit, from, from, part.note)
  if (checkpoint === 'caught') return undefined
  if ('refusal' in checkpoint) return checkpoint
  const { size } = checkpoint
  const { sql } = room.journal
  const newest = await newestOf(sql, from.id)
  const [known] = await shownAt(sql, from.id, size)
  const since = part.since
  const [earlier] = since && since.size < size ? await shownAt(sql, from.id, since.size) : []
  const holds = since && earlier ? continues(earlier, checkpoint, since.path) : undefined
  if (holds === false && earlier) {
    const what = `Its log of ${size} entries does not continue the one of ${earlier.size} that it signed before, by its own proof.`
    await alarm(room, unit.view.realm, from.id, 'two-histories', what)
    caught(room, unit, { node: from.id, first: earlier.note, second: part.note, what, toldBy: room.journal.nodeId })
    return undefined
  }
  const first = !newest
  const connected =
    first || known?.connected === true || (holds === true && earlier?.connected === true && earlier.size >= newest.size)
  unit.also((trx) => keepShown(trx, shownOf(from.id, checkpoint, part.note, from.id, connected, unit.now)))
  // What another peer showed us of it belongs to the same history.
  if (connected && holds && earlier && !earlier.connected)
    unit.also((trx) => keepShown(trx, { ...earlier, connected: true }))
  return undefined
}

function continues(earlier: Shown, now: SignedCheckpoint, path: readonly string[]): boolean {
  return verifyConsistency({
    first: earlier.size,
    firstRoot: Buffer.from(earlier.root, 'base64'),
    second: now.size,
    secondRoot: now.root,
    proof: path.map((hash) => Buffer.from(hash, 'base64')),
  })
}

function shownOf(node: Id, it: SignedCheckpoint, note: string, shownBy: Id, connected: boolean, at: string): Shown {
  return { node, size: it.size, root: base64(it.root), note, shownBy, connected, at }
}

/** Reads a note as a checkpoint of `of`, and holds it against all that was seen of the same size. */
async function readAs(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  of: Held<Peer>,
  note: string,
): Promise<SignedCheckpoint | Refused | 'caught'> {
  const key = logKeyOf(of)
  if (!key) return refuse('no-log-key', `The card of ${of.state.name} names no key of its log.`)
  const checkpoint = signedBy(note, key)
  if (typeof checkpoint === 'string') return refuse('false-checkpoint', checkpoint)
  const others = await shownAt(room.journal.sql, of.id, checkpoint.size)
  const other = others.find((one) => one.root !== base64(checkpoint.root))
  if (!other) return checkpoint
  const what = `It signed two different histories of its first ${checkpoint.size} entries.`
  await alarm(room, unit.view.realm, of.id, 'two-histories', what)
  unit.also((trx) => keepShown(trx, shownOf(of.id, checkpoint, note, from.id, false, unit.now)))
  caught(room, unit, { node: of.id, first: other.note, second: note, what, toldBy: room.journal.nodeId })
  return 'caught'
}

/** A checkpoint of our own that the sender co-signed, or one of somebody else's log that it was shown. */
export async function takeWitness(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: WitnessPart,
): Promise<Refused | undefined> {
  if (part.of === room.journal.nodeId) return takeOwn(room, unit, from, part.note)
  // Whether we know that node is nobody's business: what is of no use here is left aside, and the receipt says nothing of it.
  const said = await liftFor(room, from.id, { of: part.of, notes: [part.note] })
  const of = said && (await room.trust.peer(said.of))
  const [note] = said?.notes ?? []
  if (!of || note === undefined) return undefined
  const checkpoint = await readAs(room, unit, from, of, note)
  if (checkpoint === 'caught' || 'refusal' in checkpoint) return undefined
  const known = await shownAt(room.journal.sql, of.id, checkpoint.size)
  if (known.length > 0) return undefined
  const shown = shownOf(of.id, checkpoint, note, from.id, false, unit.now)
  unit.also((trx) => keepShown(trx, shown))
  return undefined
}

/** Our own log, as a peer knows it: co-signed, or shown to it by another peer, and then it asks whether it is the same history. */
async function takeOwn(room: FederateRoom, unit: Unit, from: Held<Peer>, note: string): Promise<Refused | undefined> {
  const { sql } = room.journal
  const theirs = parseCheckpoint(note)
  if (!theirs.ok) return refuse('false-checkpoint', theirs.detail)
  const own = parseVerifierKey((await room.trust.ownCard()).content.log)
  const signed = own.ok ? signedBy(note, own.value) : 'This node has no key of its log.'
  if (typeof signed === 'string') return refuse('false-checkpoint', signed)
  const ours = parseCheckpoint(await checkpointAt(sql, signed.size))
  if (!ours.ok || base64(ours.value.root) !== base64(signed.root)) {
    const what = `A checkpoint of ${signed.size} entries with our own signature is not one of this log. Was this node restored from a backup, or its key copied?`
    await alarm(room, unit.view.realm, from.id, 'own-history', what)
    return refuse('not-our-history', what)
  }
  const key = logKeyOf(from)
  const cosigned = key && signed.note.signatures.some((one) => one.name === key.name) && signedByBoth(note, key)
  if (cosigned) {
    unit.also((trx) => keepCosigned(trx, from.id, signed.size, note, unit.now))
    return undefined
  }
  await answerDoubt(room, unit, from.id, signed.size)
  return undefined
}

function signedByBoth(note: string, key: VerifierKey): boolean {
  const parsed = parseCheckpoint(note)
  return parsed.ok && verifyNote(parsed.value.note, [key]).ok
}

/** Tells of a node that showed two histories: taken when the two notes prove it, whoever sends them; otherwise left without a word. */
export async function takeEquivocation(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: EquivocationPart,
): Promise<Refused | undefined> {
  const said = await liftFor(room, from.id, { of: part.of, notes: part.notes })
  const of = said && (await room.trust.peer(said.of))
  const [first, second] = said?.notes ?? []
  const key = of && logKeyOf(of)
  if (!key || first === undefined || second === undefined) return undefined
  const { answer, because } = compareHistories(first, second, key)
  if (answer === 'two-histories') caught(room, unit, { node: of.id, first, second, what: because, toldBy: from.id })
  return undefined
}
