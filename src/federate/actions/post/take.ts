// Taking a letter, whatever way it came: opened, judged by its number, and all of it written in one unit together with the mark that
// it was taken. So a letter has its effect once, however often it comes.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Reply } from '#kernel/reply.ts'
import { faultIn } from '#platform/http/index.ts'
import type { ReceiptPart } from '../../model/letter.ts'
import type { LetterFate } from '../../model/post.ts'
import { EnvelopeHead, type Letter } from '../../model/wire.ts'
import type { AddressClass } from '../../rules/post/address-class.ts'
import { arrival, toldInClear } from '../../rules/post/arrival.ts'
import { isReceipts } from '../../rules/post/order.ts'
import {
  countTurnedAway,
  dropHeld,
  heldNext,
  heldSoFar,
  hold,
  type Taken,
  TakenAlready,
  takenBefore,
  takenTo,
} from '../../store/post/inbox.ts'
import { type AgreementRef, ensureLine } from '../../store/post/queue.ts'
import { type Desk, nowOf } from './desk.ts'
import { slowedFor, spendOn, spendOnStranger } from './flood.ts'
import { takeReceipts } from './receipts.ts'
import { takeParts } from './take-parts.ts'
import { inTurn } from './turns.ts'

export type Route = 'line' | 'fetched' | 'file'

export interface Came {
  fate: LetterFate
  /** The receipt that its sender is due. */
  receipt?: Taken & { agreement?: AgreementRef | null }
  /** The answers to letters that waited for this one. */
  more?: Taken[]
}

export interface Whence {
  route: Route
  addressClass: AddressClass
  /** For limits only; never kept. */
  address: string
}

/** Never throws for what came in; a fault of this node's own (a full disk) does throw, and the letter comes again. */
export async function takeEnvelope(desk: Desk, given: unknown, whence: Whence): Promise<Came> {
  const head = (given as { head?: unknown } | null)?.head
  if (faultIn(EnvelopeHead, head)) return turnAway(desk, null, 'malformed', whence)
  const { id, from, key } = head as EnvelopeHead
  const wait = slowedFor(desk, from, whence)
  if (wait > 0) return later(id, wait)
  return inTurn(
    desk,
    from,
    async () => {
      const opened = await open(desk, given)
      if (!opened.ok) return turnAway(desk, id, opened.refusal, whence, key)
      const bytes = (given as { sealed: string }).sealed.length
      return takeLetter(desk, opened.value, { given, bytes, whence })
    },
    () => later(id, 5_000),
  )
}

async function open(desk: Desk, given: unknown): Promise<Reply<Letter>> {
  try {
    return await desk.room.trust.open(given, nowOf(desk))
  } catch (error) {
    // Nested so deeply that reading it runs out of stack.
    if (error instanceof RangeError) return { ok: false, refusal: 'malformed' }
    throw error
  }
}

async function takeLetter(
  desk: Desk,
  letter: Letter,
  { given, bytes, whence }: { given: unknown; bytes: number; whence: Whence },
): Promise<Came> {
  const { id, from: peer, realm } = letter.head
  if (isReceipts(letter.parts)) {
    await takeReceipts(desk, letter, letter.parts.filter(isReceipt))
    return { fate: { envelope: id, fate: 'taken' } }
  }
  const { sql } = desk.room.journal
  await ensureLine(sql, peer, realm)
  const slow = await spendOn(desk, peer, realm, whence.route, { letters: 1, bytes })
  if (slow > 0) return later(id, slow)
  const came = arrival(letter.sequence, await takenTo(sql, peer, realm), await heldSoFar(sql, peer, realm), bytes)
  if (came === 'known') return known(desk, letter)
  if (came !== 'next') {
    const awaits = (await takenTo(sql, peer, realm)) + 1
    if (came === 'early')
      await hold(sql, { peer, realm, sequence: letter.sequence, envelope: JSON.stringify(given), now: nowOf(desk) })
    desk.metrics.taken.inc({ fate: 'held' })
    const before = await takenBefore(sql, peer, realm, awaits - 1)
    return { fate: { envelope: id, fate: 'held', awaits }, ...(before ? { receipt: before } : {}) }
  }
  const receipt = await takeOnce(desk, letter, bytes, whence.route)
  if (!receipt) return known(desk, letter)
  return { fate: { envelope: id, fate: 'taken' }, receipt, more: await takeHeld(desk, peer, realm) }
}

/** Undefined: another process took it meanwhile. */
async function takeOnce(desk: Desk, letter: Letter, bytes: number, route: Route): Promise<Taken | undefined> {
  const began = performance.now()
  try {
    const taken = await takeParts(desk, letter, bytes, route)
    desk.metrics.taken.inc({ fate: 'taken' })
    return taken
  } catch (error) {
    if (error instanceof TakenAlready) return undefined
    throw error
  } finally {
    const { from, realm } = letter.head
    await spendOn(desk, from, realm, route, { workMs: performance.now() - began })
  }
}

async function known(desk: Desk, letter: Letter): Promise<Came> {
  const { id, from, realm } = letter.head
  desk.metrics.taken.inc({ fate: 'known' })
  const before = await takenBefore(desk.room.journal.sql, from, realm, letter.sequence)
  // The receipt of a letter of long ago is gone; that it was taken is known all the same.
  const { sequence, issuedAt } = letter
  const receipt = before ?? { peer: from, realm, sequence, envelope: id, at: issuedAt, refused: [] }
  return { fate: { envelope: id, fate: 'taken' }, receipt }
}

/** Letters that came too early and whose turn it is now. */
async function takeHeld(desk: Desk, peer: Id, realm: Realm): Promise<Taken[]> {
  const { sql } = desk.room.journal
  const receipts: Taken[] = []
  for (;;) {
    const sequence = (await takenTo(sql, peer, realm)) + 1
    const envelope = await heldNext(sql, peer, realm, sequence)
    if (envelope === undefined) return receipts
    const opened = await open(desk, JSON.parse(envelope))
    // Expired, or its sender is not trusted any more: it comes again, or never.
    if (!opened.ok || opened.value.sequence !== sequence) {
      await dropHeld(sql, peer, realm, sequence)
      return receipts
    }
    const receipt = await takeOnce(desk, opened.value, envelope.length, 'line')
    if (!receipt) return receipts
    receipts.push(receipt)
  }
}

async function turnAway(desk: Desk, envelope: Id | null, reason: string, whence: Whence, key?: string): Promise<Came> {
  await countTurnedAway(desk.room.journal.sql, reason, whence.addressClass, nowOf(desk))
  desk.metrics.turnedAway.inc({ reason })
  spendOnStranger(desk, whence)
  const card = await desk.room.trust.ownCard()
  const onCard = key !== undefined && card.content.seals.some((one) => one.id === key)
  return { fate: { envelope, fate: 'refused', refusal: toldInClear(reason, onCard) } }
}

function later(envelope: Id, afterMs: number): Came {
  return { fate: { envelope, fate: 'later', afterSeconds: Math.min(86_400, Math.max(1, Math.ceil(afterMs / 1000))) } }
}

function isReceipt(part: unknown): part is ReceiptPart {
  return (part as { part?: unknown } | null)?.part === 'receipt'
}
