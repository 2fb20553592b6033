// Receipts: made for letters that were taken, sealed like letters, and what follows from one that came.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import { newId } from '#platform/id.ts'
import type { LetterPart, ReceiptPart } from '../../model/letter.ts'
import type { PartSeen } from '../../model/post.ts'
import type { Envelope, Letter } from '../../model/wire.ts'
import { rankOf } from '../../rules/post/order.ts'
import { type Taken, takenTo } from '../../store/post/inbox.ts'
import {
  acknowledge,
  changeLine,
  letterBySequence,
  lineOf,
  type TakenApart,
  takeApart,
} from '../../store/post/letters.ts'
import { addNotes, addPart } from '../../store/post/queue.ts'
import { type Desk, nowOf } from './desk.ts'
import { goodForMs, notesFor } from './pack.ts'

function receiptOf(taken: Pick<Taken, 'envelope' | 'sequence' | 'at' | 'refused'>): ReceiptPart {
  const { envelope, sequence, at, refused } = taken
  return { part: 'receipt', envelope, sequence, at: instant(at), refused }
}

/** A letter of receipts alone. Undefined where nothing can be sealed to the peer now: the receipts are owed. */
export async function sealReceipts(
  desk: Desk,
  peer: Id,
  realm: Realm,
  taken: readonly Pick<Taken, 'envelope' | 'sequence' | 'at' | 'refused'>[],
): Promise<Envelope | undefined> {
  if (taken.length === 0) return undefined
  const now = desk.room.clock.now()
  const awaits = (await takenTo(desk.room.journal.sql, peer, realm)) + 1
  const sealed = await desk.room.trust.seal(peer, {
    ...{ id: newId(now), realm, expiresAt: instant(new Date(now.getTime() + goodForMs)), sequence: awaits },
    ...{ issuedAt: instant(now), agreement: null, parts: taken.map(receiptOf) },
  })
  return sealed.ok ? sealed.value : undefined
}

/** What a peer says of our letters. A receipt may come often, late and in any order: each letter is acknowledged once. */
export async function takeReceipts(desk: Desk, letter: Letter, receipts: readonly ReceiptPart[]): Promise<void> {
  const { from: peer, realm } = letter.head
  const { sql } = desk.room.journal
  const now = nowOf(desk)
  let fellBack = false
  let acknowledged = 0
  for (const receipt of receipts) {
    const ours = await letterBySequence(sql, peer, realm, receipt.sequence)
    if (ours?.state !== 'waiting') continue
    // Another envelope was taken under this number: this node was set back to an older state and counted twice.
    if (ours.id !== receipt.envelope && !ours.earlier.includes(receipt.envelope)) {
      fellBack = true
      continue
    }
    const contents = withAnswers(ours.contents, receipt)
    const refused = contents.filter((seen) => seen.refusal).length
    if (!(await acknowledge(sql, ours.id, { contents, refused, now }))) continue
    acknowledged++
    desk.metrics.acknowledged.inc()
    desk.metrics.latency.observe(Math.max(0, (Date.parse(now) - Date.parse(ours.since)) / 1000))
  }
  if (acknowledged > 0)
    await changeLine(sql, peer, realm, now, { heardAt: now, acknowledgedAt: now, tries: 0, nextTry: null, fault: null })
  const line = await lineOf(sql, peer, realm)
  if (line && (fellBack || letter.sequence > line.next_out)) await renumber(desk, peer, realm, letter.sequence)
  if (acknowledged > 0) desk.nudge()
}

function withAnswers(contents: readonly PartSeen[], receipt: ReceiptPart): PartSeen[] {
  const answers = new Map(receipt.refused.map((one) => [one.part, one]))
  return contents.map((seen, at) => {
    const answer = answers.get(at)
    return answer ? { ...seen, refusal: answer.refusal, why: answer.why } : seen
  })
}

/**
 * Goes on with another number, after one of the two nodes was restored from an older state: nothing that waits is lost, and what comes
 * twice is known by its record and version.
 */
export async function renumber(desk: Desk, peer: Id, realm: Realm, nextOut: number): Promise<void> {
  const { log, journal, clock } = desk.room
  log.warn({ peer, realm, nextOut }, 'letters to a peer are numbered anew')
  await journal.sql.transaction().execute(async (trx) => {
    for (const letter of await takeApart(trx, peer, realm, nextOut)) {
      const again = letter.contents.filter((seen) => seen.part === 'copy') ?? []
      await addNotes(trx, notesFor(desk, peer, realm, again, letter.urgent ? 0 : 2, letter.since))
      for (const part of partsOf(letter)) {
        const { agreement, since } = letter
        await addPart(trx, {
          id: newId(clock.now()),
          peer,
          realm,
          rank: rankOf(part, letter.urgent),
          part,
          agreement,
          since,
        })
      }
    }
  })
  desk.nudge()
}

/** Of a letter that was acknowledged nothing is kept; what it took back must not stand there again, so that much is said anew. */
function partsOf({ parts, contents }: TakenApart): LetterPart[] {
  if (parts) return parts
  return contents.flatMap(({ part, record, subject, version, how = 'erase' }): LetterPart[] => {
    if (part !== 'withdraw' || !record || !subject || !version) return []
    return [{ part, record, subject, version, how, reason: 'It was taken back before; it is said again.' }]
  })
}
