// Fetching: a node that nobody can reach asks the others what waits for it. The question is signed, and good for once.
import { randomBytes } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import { faultIn } from '#platform/http/index.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Peer } from '../../model/peer.ts'
import {
  type FetchAsk,
  fetchContext,
  fetchHeader,
  LettersFetched,
  mostRequestBytes,
  SignedAsk,
} from '../../model/post.ts'
import { type Envelope, wireVersion } from '../../model/wire.ts'
import type { Limits } from '../../rules/post/limits.ts'
import { askOnce, noteTold } from '../../store/post/inbox.ts'
import { noteSent, type WaitingHead, waitingHeads, waitingLetter } from '../../store/post/letters.ts'
import { byLine, takeAll } from './answers.ts'
import { addressOf } from './deliver.ts'
import { type Desk, nowOf } from './desk.ts'
import { giveReceipts } from './give-receipts.ts'
import { limitsOf, paceOf, spent } from './pace.ts'
import { packNext } from './pack.ts'
import { ready } from './pump.ts'

const goodForMs = 5 * 60_000
const everyMs = 10_000
const timeoutMs = 30_000
const mostRounds = 200
const mostBytes = 12_000_000
const lettersAtOnce = 4
const lastAsked = new WeakMap<Desk, Map<Id, number>>()

/** Only where our own card names no address: the others bring their letters. */
export async function fetchAll(desk: Desk, stopping: () => boolean): Promise<void> {
  const { trust, clock } = desk.room
  const peers = (await trust.peers()).filter((peer) => peer.state.status === 'trusted' && addressOf(peer) !== null)
  if (peers.length === 0 || (await trust.ownCard()).content.address !== null) return
  const asked = lastAsked.get(desk) ?? new Map<Id, number>()
  lastAsked.set(desk, asked)
  const now = clock.now().getTime()
  const due = peers.filter((peer) => now - (asked.get(peer.id) ?? 0) >= everyMs)
  await Promise.all(
    due.map(async (peer) => {
      asked.set(peer.id, now)
      for (let round = 0; round < mostRounds && !stopping(); round++) if (!(await fetchFrom(desk, peer))) return
    }),
  )
}

/** True: there is more. */
export async function fetchFrom(desk: Desk, peer: Held<Peer>): Promise<boolean> {
  const url = addressOf(peer)
  if (url === null) return false
  const { journal, trust, fetcher } = desk.room
  const ask: FetchAsk = {
    ...{ v: wireVersion, from: journal.nodeId, to: peer.id, at: nowOf(desk) },
    nonce: randomBytes(16).toString('base64url'),
  }
  const { signature } = await trust.sign(fetchContext, ask)
  const header = Buffer.from(JSON.stringify({ ask, signature } satisfies SignedAsk)).toString('base64url')
  const reply = await fetcher.get(`${url}?to=${journal.nodeId}`, {
    ...{ accept: 'application/json', headers: { [fetchHeader]: header } },
    ...{ maxBytes: mostRequestBytes, timeoutMs, stop: desk.stopping.signal },
  })
  if (!reply.ok || reply.value.status !== 200) return false
  const fetched = lettersIn(reply.value.bytes)
  if (!fetched || fetched.letters.length === 0) return false
  const came = await takeAll(desk, fetched.letters, { route: 'fetched', addressClass: 'fetched', address: '' })
  // The line goes one way: its receipts are brought over it, before there is more to fetch.
  let told = true
  for (const { peer: from, realm, taken } of byLine(came)) {
    await noteTold(
      journal.sql,
      from,
      realm,
      taken.map((one) => one.sequence),
      false,
    )
    told = from === peer.id && (await giveReceipts(desk, peer, realm)) && told
  }
  desk.nudge()
  return fetched.more && told && came.some((one) => one.fate.fate === 'taken')
}

function lettersIn(bytes: Uint8Array): LettersFetched | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return faultIn(LettersFetched, read) ? undefined : (read as LettersFetched)
  } catch {
    return undefined
  }
}

/** Who asks, if the question is whole, new, for us, and signed by a trusted peer; otherwise nobody, and no word about why. */
export async function askerOf(desk: Desk, header: unknown): Promise<Held<Peer> | undefined> {
  const signed = askIn(header)
  if (!signed) return undefined
  const { ask, signature } = signed
  const now = desk.room.clock.now().getTime()
  if (ask.to !== desk.room.journal.nodeId || Math.abs(now - Date.parse(ask.at)) > goodForMs) return undefined
  const peer = await desk.room.trust.peer(ask.from)
  if (peer?.state.status !== 'trusted') return undefined
  if (!desk.room.trust.verify(fetchContext, ask, signature, peer.state.card.content.signs)) return undefined
  const until = instant(new Date(now + 2 * goodForMs))
  return (await askOnce(desk.room.journal.sql, peer.id, ask.nonce, until, nowOf(desk))) ? peer : undefined
}

function askIn(header: unknown): SignedAsk | undefined {
  if (typeof header !== 'string' || header.length > 12_000) return undefined
  try {
    const read: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
    return faultIn(SignedAsk, read) ? undefined : (read as SignedAsk)
  } catch {
    return undefined
  }
}

/** What waits for a peer that asked for itself: sealed now, kept until its receipts come. The limits of the agreement hold here too. */
export async function lettersFor(desk: Desk, peer: Held<Peer>, realms: readonly Realm[]): Promise<LettersFetched> {
  const { sql } = desk.room.journal
  const letters: Envelope[] = []
  let bytes = 0
  let more = false
  for (const realm of realms) {
    const limits = await limitsOf(desk, peer.id, realm)
    for (const head of await sealedFor(desk, peer, realm, limits)) {
      // There may be as much again behind what is sealed.
      more = true
      if (paceOf(desk, peer.id, limits) > 0 || (letters.length > 0 && bytes + head.bytes > mostBytes)) break
      const letter = await waitingLetter(sql, head.id)
      if (!letter) continue
      letters.push(JSON.parse(letter.envelope) as Envelope)
      bytes += letter.envelope.length
      spent(desk, peer.id, limits, letter.bytes)
      await noteSent(sql, letter.id, 'fetched', nowOf(desk))
    }
  }
  return { v: wireVersion, letters, more }
}

/** A few letters at a time: what waits longer stays unsealed, and fresh. */
async function sealedFor(desk: Desk, peer: Held<Peer>, realm: Realm, limits: Limits): Promise<WaitingHead[]> {
  const { sql } = desk.room.journal
  let heads = await ready(desk, peer, realm, { window: lettersAtOnce, tries: 0, limits })
  if (heads === 'stop') return []
  for (let tried = 0; heads.length > 0 && heads.length < lettersAtOnce && tried < lettersAtOnce; tried++) {
    const packed = await packNext(desk, peer.id, realm, limits.kilobytesPerSecond)
    if (!packed.ok || packed.value === 'nothing') break
    heads = await waitingHeads(sql, peer.id, realm, lettersAtOnce)
  }
  return heads
}
