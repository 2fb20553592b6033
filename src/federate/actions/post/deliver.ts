// Bringing letters to a peer over HTTP, and what its answer means.
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { faultIn } from '#platform/http/index.ts'
import type { Held } from '#platform/journal/index.ts'
import type { ReceiptPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import { LettersAnswer, lettersPath, mostRequestBytes } from '../../model/post.ts'
import { wireVersion } from '../../model/wire.ts'
import { isReceipts } from '../../rules/post/order.ts'
import { type Desk, nowOf } from './desk.ts'
import { takeReceipts } from './receipts.ts'

/** A server that never answers holds up its own line only, and no longer than this. */
const timeoutMs = 30_000

export function addressOf(peer: Held<Peer>): string | null {
  const { address } = peer.state.card.content
  return address === null ? null : `${address.replace(/\/+$/, '')}/${lettersPath}`
}

/** Refusals: no-address, and those of the fetcher, 'not-taken' for an answer that is none. `detail` is for people. */
export async function bring(desk: Desk, peer: Held<Peer>, envelopes: readonly string[]): Promise<Reply<LettersAnswer>> {
  const url = addressOf(peer)
  if (url === null) return refuse('no-address', 'It names no address: it fetches its letters, or gets them as a file.')
  const reply = await desk.room.fetcher.post(url, {
    body: `{"v":${wireVersion},"letters":[${envelopes.join(',')}]}`,
    contentType: 'application/json',
    maxBytes: mostRequestBytes,
    timeoutMs,
    stop: desk.stopping.signal,
  })
  if (!reply.ok) return reply
  const { status, bytes } = reply.value
  const answer = parsed(bytes)
  if (status === 200 && !faultIn(LettersAnswer, answer)) return done(answer as LettersAnswer)
  return refuse(
    'not-taken',
    `Its server answered with status ${status}, and not as the wire of version ${wireVersion} asks.`,
  )
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

/** Opens receipts; what is no letter of receipts from this very peer says nothing. */
export async function readReceipts(desk: Desk, peer: Id | null, receipts: readonly unknown[]): Promise<number> {
  let read = 0
  for (const envelope of receipts) {
    const opened = await desk.room.trust.open(envelope, nowOf(desk))
    if (!opened.ok || !isReceipts(opened.value.parts)) continue
    if (peer !== null && opened.value.head.from !== peer) continue
    await takeReceipts(desk, opened.value, opened.value.parts as ReceiptPart[])
    read += opened.value.parts.length
  }
  return read
}
