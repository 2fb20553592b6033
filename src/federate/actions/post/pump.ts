// The pump of one peer: packs, sends, waits, tries again. Each peer has its own, on one process at a time, so that a peer that never
// answers holds nobody else up.
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Peer } from '../../model/peer.ts'
import type { LettersAnswer } from '../../model/post.ts'
import type { Limits } from '../../rules/post/limits.ts'
import { waitMs, windowFor } from '../../rules/post/retry.ts'
import { takeLease } from '../../store/post/follow.ts'
import {
  changeLine,
  lineOf,
  noteSent,
  type SealedLetter,
  type WaitingHead,
  waitingHeads,
  waitingLetter,
} from '../../store/post/letters.ts'
import { addressOf, bring, readReceipts } from './deliver.ts'
import { type Desk, nowOf } from './desk.ts'
import { giveReceipts } from './give-receipts.ts'
import { limitsOf, paceOf, spent } from './pace.ts'
import { packAnew, packNext } from './pack.ts'
import { renumber } from './receipts.ts'

/** Longer than the longest try; a process that died with a peer in its hands loses it after that. */
const leaseSeconds = 45
/** Tries without an answer that helps, after which a letter is sealed anew in case its envelope is what the peer cannot take. */
const refusalsBeforeAnew = 3
const mostTurns = 10_000

/** Works until nothing more can be done now. Faults of a peer are noted on its line; faults of this node are thrown. */
export async function pump(desk: Desk, peerId: Id, realm: Realm, stopping: () => boolean): Promise<void> {
  const { sql } = desk.room.journal
  for (let turn = 0; turn < mostTurns && !stopping(); turn++) {
    if (!(await takeLease(sql, leaseOf(peerId, realm), desk.holder, leaseSeconds))) return
    const peer = await desk.room.trust.peer(peerId)
    const line = await lineOf(sql, peerId, realm)
    if (!line || (line.next_try && line.next_try > nowOf(desk))) return
    if (peer?.state.status !== 'trusted')
      return wait(desk, peerId, realm, 'Nobody trusts its keys yet, or no longer.', 60_000)
    const limits = await limitsOf(desk, peerId, realm)
    await giveReceipts(desk, peer, realm)
    const letters = await ready(desk, peer, realm, { window: windowFor(line.tries), tries: line.tries, limits })
    if (letters === 'stop') return
    const [first] = letters
    if (!first) return
    if (addressOf(peer) === null)
      return wait(desk, peerId, realm, 'It names no address: it fetches its letters, or gets them as a file.', 60_000)
    const paceMs = paceOf(desk, peerId, limits)
    if (paceMs > 2_000)
      // No fault: it keeps to the limits of the agreement, and goes on by itself.
      return wait(desk, peerId, realm, null, paceMs)
    if (paceMs > 0) await new Promise((resolve) => setTimeout(resolve, paceMs))
    const letter = await waitingLetter(sql, first.id)
    if (letter && !(await sendOne(desk, peer, realm, letter, line.tries, limits))) return
  }
}

export function leaseOf(peer: Id, realm: Realm): string {
  return `federate-post:${peer}:${realm}`
}

/** Letters that may go now, sealed as needed. 'stop': something stands in the way, and it is noted. */
export async function ready(
  desk: Desk,
  peer: Held<Peer>,
  realm: Realm,
  { window, tries, limits }: { window: number; tries: number; limits: Limits },
): Promise<WaitingHead[] | 'stop'> {
  const { sql } = desk.room.journal
  const now = nowOf(desk)
  const letters = await waitingHeads(sql, peer.id, realm, window)
  const spoilt = letters.filter((letter) => letter.stale || letter.expires_at <= now)
  for (const { id } of spoilt) {
    const letter = await waitingLetter(sql, id)
    const again = letter && (await packAnew(desk, peer.id, realm, letter))
    if (again && !again.ok) return noted(desk, peer.id, realm, again, tries)
  }
  if (letters.length === 0) {
    for (let tried = 0; tried < 50; tried++) {
      const packed = await packNext(desk, peer.id, realm, limits.kilobytesPerSecond)
      if (!packed.ok) return noted(desk, peer.id, realm, packed, tries)
      const sealed = await waitingHeads(sql, peer.id, realm, 1)
      // Records that turned out to need no telling make no letter; those behind them may.
      if (sealed.length > 0 || packed.value === 'nothing') return sealed
    }
  }
  return spoilt.length > 0 ? waitingHeads(sql, peer.id, realm, window) : letters
}

async function noted(
  desk: Desk,
  peer: Id,
  realm: Realm,
  refused: { refusal: string; detail?: string },
  tries: number,
): Promise<'stop'> {
  const why = sealFaults[refused.refusal] ?? refused.detail ?? refused.refusal
  await wait(desk, peer, realm, why, waitMs(tries + 1, Math.random()))
  return 'stop'
}

const sealFaults: Readonly<Record<string, string>> = {
  'no-sealing-key': 'Its card has no sealing key that still counts: it goes as soon as a newer card came.',
  'not-trusted': 'Nobody trusts its keys yet, or no longer.',
  unknown: 'This node knows no such peer.',
}

/** Sends a letter, and packs the next one while the peer works on it. False: nothing more now. */
async function sendOne(
  desk: Desk,
  peer: Held<Peer>,
  realm: Realm,
  letter: SealedLetter,
  tries: number,
  limits: Limits,
): Promise<boolean> {
  const { sql } = desk.room.journal
  const sending = bring(desk, peer, [letter.envelope])
  spent(desk, peer.id, limits, letter.bytes)
  // On a slow line nothing is sealed ahead: a warning would have to wait behind it.
  const early = tries === 0 && limits.kilobytesPerSecond === null
  const ahead = early ? packAhead(desk, peer, realm, limits) : Promise.resolve()
  const reply = await sending
  await ahead
  await noteSent(sql, letter.id, reply.ok ? 'line' : null, nowOf(desk))
  await changeLine(sql, peer.id, realm, nowOf(desk), { sentAt: nowOf(desk) })
  // The node is being stopped: that says nothing about the peer.
  if (!reply.ok && desk.stopping.signal.aborted) return false
  if (!reply.ok) {
    desk.metrics.tries.inc({ result: reply.refusal })
    await fail(desk, peer.id, realm, tries, reply.detail ?? reply.refusal)
    return false
  }
  return heed(desk, peer, realm, letter, tries, reply.value)
}

async function packAhead(desk: Desk, peer: Held<Peer>, realm: Realm, limits: Limits): Promise<void> {
  const waiting = await waitingHeads(desk.room.journal.sql, peer.id, realm, 2)
  if (waiting.length < 2) await packNext(desk, peer.id, realm, limits.kilobytesPerSecond)
}

/** What the answer asks of us. True: go on at once. */
async function heed(
  desk: Desk,
  peer: Held<Peer>,
  realm: Realm,
  letter: SealedLetter,
  tries: number,
  answer: LettersAnswer,
): Promise<boolean> {
  const { sql } = desk.room.journal
  await readReceipts(desk, peer.id, answer.receipts)
  const [fate] = answer.fates
  desk.metrics.tries.inc({ result: fate?.fate ?? 'no-answer' })
  const left = await waitingHeads(sql, peer.id, realm, 1)
  if (left[0]?.id !== letter.id) return true
  switch (fate?.fate) {
    case 'later':
      await wait(desk, peer.id, realm, 'It has too much to do, and asked us to wait.', (fate.afterSeconds ?? 5) * 1000)
      return false
    case 'held':
      // Everything below is acknowledged, and yet it is missing there: that node was set back to an older state.
      if (fate.awaits !== undefined && fate.awaits < letter.sequence && letter.tries > 0) {
        await renumber(desk, peer.id, realm, fate.awaits)
        return true
      }
      await fail(desk, peer.id, realm, tries, 'It awaits an earlier letter.')
      return false
    case 'refused':
      if (fate.refusal === 'unknown-key' || fate.refusal === 'expired' || letter.tries + 1 >= refusalsBeforeAnew)
        await packAnew(desk, peer.id, realm, letter)
      await fail(
        desk,
        peer.id,
        realm,
        tries,
        refusedFaults[fate.refusal ?? ''] ?? 'It does not take our letters: does it trust our keys?',
      )
      return false
    default:
      await fail(desk, peer.id, realm, tries, 'It took the letter and gave no receipt that we can open.')
      return false
  }
}

const refusedFaults: Readonly<Record<string, string>> = {
  'unknown-key': 'The letter was sealed to a key that it gave up; it is sealed anew.',
  expired: 'The letter came too late; it is sealed anew. Compare the clocks of the two nodes.',
  'not-for-us': 'Another node answers at its address.',
}

async function fail(desk: Desk, peer: Id, realm: Realm, tries: number, fault: string): Promise<void> {
  const waiting = waitMs(tries + 1, Math.random())
  const next = instant(new Date(desk.room.clock.now().getTime() + waiting))
  await changeLine(desk.room.journal.sql, peer, realm, nowOf(desk), { tries: tries + 1, nextTry: next, fault })
}

/** Not now, and not because a try failed. */
async function wait(desk: Desk, peer: Id, realm: Realm, fault: string | null, ms: number): Promise<void> {
  const next = instant(new Date(desk.room.clock.now().getTime() + ms))
  await changeLine(desk.room.journal.sql, peer, realm, nowOf(desk), { nextTry: next, fault })
}
