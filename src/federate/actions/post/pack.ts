// Packing: what waits becomes one letter with the next number, signed and sealed at this moment, kept until its receipt.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { done, type Refused, type Reply } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import { newId } from '#platform/id.ts'
import type { LetterPart } from '../../model/letter.ts'
import type { PartSeen } from '../../model/post.ts'
import { aboutOf } from '../../rules/post/order.ts'
import { aimFor, mostParts, type Packed, packParts } from '../../rules/post/pack.ts'
import { keepLetter, lineOf, resealLetter, type SealedLetter } from '../../store/post/letters.ts'
import { addNotes, firstWaiting, type NewNote, removeWaiting, setAside, type Waiting } from '../../store/post/queue.ts'
import { MarkedSince } from '../copies/sent.ts'
import { type Chosen, chooseFrom } from './choose.ts'
import { type Desk, nowOf } from './desk.ts'

/** After this a letter that nobody took is sealed anew. */
export const goodForMs = 7 * 24 * 3600_000

type PackedOne = 'packed' | 'nothing'

export function seenOf(part: LetterPart): PartSeen {
  return { part: part.part, ...aboutOf(part), ...(part.part === 'withdraw' ? { how: part.how } : {}) }
}

/** Packs one letter. Refusals are those of sealing: then nothing changed, and what waits goes on waiting. */
export async function packNext(
  desk: Desk,
  peer: Id,
  realm: Realm,
  kilobytesPerSecond: number | null,
): Promise<Reply<PackedOne>> {
  const { sql } = desk.room.journal
  const most = desk.batch.get(peer) ?? mostParts
  const rows = await firstWaiting(sql, peer, realm, most)
  const line = await lineOf(sql, peer, realm)
  if (rows.length === 0 || !line) return done('nothing')
  const chosen = await chooseFrom(desk, peer, realm, rows)
  const fresh = await freshParts(desk, peer, realm, chosen)
  const put = chosen.parts.flatMap((row) => (row.part ? [row.part] : []))
  const packed = packParts([...put, ...fresh], aimFor(kilobytesPerSecond))
  desk.batch.set(peer, Math.min(mostParts, Math.max(8, packed.left.length > 0 ? packed.parts.length * 2 : most * 2)))
  const gone = goneWith(chosen, packed)
  await setAside(
    sql,
    rowsOf(chosen, packed.tooLarge).map((row) => row.id),
    'It is larger than a letter can be: tell the other side in another way.',
  )
  if (packed.parts.length === 0) {
    await sql.transaction().execute((trx) => removeWaiting(trx, gone))
    return done(gone.length > 0 || packed.tooLarge.length > 0 ? 'packed' : 'nothing')
  }
  const sealed = await sealNow(desk, peer, realm, {
    parts: packed.parts,
    agreement: chosen.agreement,
    sequence: line.next_out,
  })
  if (!sealed.ok) return sealed
  const freshPacked = packed.parts.filter((part) => fresh.includes(part))
  const keeping = sql.transaction().execute(async (trx) => {
    const all = gone.map((row) => row.since).sort()
    const isKept = await keepLetter(trx, {
      ...sealed.value,
      peer,
      realm,
      sequence: line.next_out,
      parts: packed.parts.filter((part) => !madeAnew(part, fresh)),
      contents: packed.parts.map(seenOf),
      subjects: subjectsOf(packed.parts),
      agreement: chosen.agreement,
      urgent: chosen.urgent,
      bytes: sealed.value.envelope.length,
      since: all[0] ?? nowOf(desk),
    })
    if (!isKept) return false
    await removeWaiting(trx, gone)
    await addNotes(trx, notesFor(desk, peer, realm, unnoted(chosen, packed.left)))
    await desk.room.copies.sent?.(trx, peer, realm, freshPacked)
    return true
  })
  const kept = await keeping.catch((error: unknown) => {
    if (error instanceof MarkedSince) return 'again' as const
    throw error
  })
  if (kept === true) desk.metrics.sealed.inc()
  return done(kept === false ? 'nothing' : 'packed')
}

/**
 * The same number in a new envelope: the old one was never taken, cannot be opened any more, or holds what may no longer be told. Copies
 * go back to the queue, so that they are judged again; if the old envelope was taken after all, its number is known there and its receipt
 * counts for this one.
 */
export async function packAnew(desk: Desk, peer: Id, realm: Realm, letter: SealedLetter): Promise<Reply<PackedOne>> {
  const { sql } = desk.room.journal
  const sealed = await sealNow(desk, peer, realm, letter)
  if (!sealed.ok) return sealed
  const kept = letter.parts.map((part) => JSON.stringify(seenOf(part)))
  const again = letter.contents.filter((seen) => seen.part === 'copy' && !kept.includes(JSON.stringify(seen)))
  await sql.transaction().execute(async (trx) => {
    const isKept = await resealLetter(trx, letter.id, {
      ...sealed.value,
      parts: letter.parts,
      contents: letter.parts.map(seenOf),
      subjects: subjectsOf(letter.parts),
      bytes: sealed.value.envelope.length,
    })
    if (isKept) await addNotes(trx, notesFor(desk, peer, realm, again, letter.urgent ? 0 : 2, letter.since))
  })
  return done('packed')
}

async function freshParts(desk: Desk, peer: Id, realm: Realm, { notes, records }: Chosen): Promise<LetterPart[]> {
  const changed = notes.flatMap(({ record, subject }) => (record && subject ? [{ record, subject }] : []))
  return changed.length > 0 ? desk.room.copies.partsFor(peer, realm, changed, records) : []
}

async function sealNow(
  desk: Desk,
  peer: Id,
  realm: Realm,
  letter: { parts: LetterPart[]; agreement: Chosen['agreement']; sequence: number },
): Promise<Reply<{ id: Id; envelope: string; sealed_at: string; expires_at: string }> | Refused> {
  const now = desk.room.clock.now()
  const [id, sealed_at, expires_at] = [newId(now), instant(now), instant(new Date(now.getTime() + goodForMs))]
  const { sequence, agreement, parts } = letter
  const sealed = await desk.room.trust.seal(peer, {
    ...{ id, realm, expiresAt: expires_at, sequence, issuedAt: sealed_at, agreement, parts },
  })
  return sealed.ok ? done({ id, envelope: JSON.stringify(sealed.value), sealed_at, expires_at }) : sealed
}

/** Rows that are done with: parts that are packed, and notes of which nothing is left over. */
function goneWith(chosen: Chosen, packed: Packed): Waiting[] {
  const left = new Set([...packed.left, ...packed.tooLarge].flatMap((part) => aboutOf(part)?.subject ?? []))
  const inside = new Set<LetterPart>(packed.parts)
  return [
    ...chosen.parts.filter((row) => row.part && inside.has(row.part)),
    ...chosen.notes.filter((row) => row.subject && !left.has(row.subject)),
  ]
}

function rowsOf(chosen: Chosen, parts: readonly LetterPart[]): Waiting[] {
  const subjects = new Set(parts.flatMap((part) => aboutOf(part)?.subject ?? []))
  return [
    ...chosen.parts.filter((row) => row.part && parts.includes(row.part)),
    ...chosen.notes.filter((row) => row.subject && subjects.has(row.subject)),
  ]
}

/** Of what did not fit: records that came along with others, so no note of theirs waits. */
function unnoted(chosen: Chosen, left: readonly LetterPart[]): PartSeen[] {
  const noted = new Set(chosen.notes.map((row) => row.subject))
  return left
    .filter((part) => part.part === 'copy' || part.part === 'withdraw')
    .map(seenOf)
    .filter((seen) => seen.subject && !noted.has(seen.subject))
}

/** Copies and checkpoints are asked for again when a letter is sealed anew; a withdrawal is said once, so it is kept. */
function madeAnew(part: LetterPart, fresh: readonly LetterPart[]): boolean {
  return (part.part === 'copy' || part.part === 'checkpoint') && fresh.includes(part)
}

function subjectsOf(parts: readonly LetterPart[]): Id[] {
  return [...new Set(parts.flatMap((part) => (part.part === 'copy' ? [part.subject] : [])))]
}

export function notesFor(
  desk: Desk,
  peer: Id,
  realm: Realm,
  seen: readonly PartSeen[],
  rank = 2,
  since = nowOf(desk),
): NewNote[] {
  return seen.flatMap(({ record, subject }) =>
    record && subject ? [{ id: newId(desk.room.clock.now()), peer, realm, rank, record, subject, since }] : [],
  )
}
