// The key of a peer's log, and the checkpoint that its letter brings along.
import type { Held } from '#platform/journal/index.ts'
import { parseVerifierKey, type SignedCheckpoint, type VerifierKey } from '#platform/journal/proof/index.ts'
import type { Peer } from '../../model/peer.ts'
import type { Letter } from '../../model/wire.ts'
import { isKeyOf, signedBy } from './two-histories.ts'

/** The key of a peer's log, from the card that we believe. */
export function logKeyOf(peer: Held<Peer>): VerifierKey | undefined {
  const parsed = parseVerifierKey(peer.state.card.content.log)
  return parsed.ok && isKeyOf(peer.id, parsed.value) ? parsed.value : undefined
}

const seen = new WeakMap<Letter, SignedCheckpoint | null>()

/** The sender's checkpoint in a letter, if there is one that counts: the copies beside it are proven under it. */
export function checkpointIn(from: Held<Peer>, letter: Letter): SignedCheckpoint | undefined {
  const known = seen.get(letter)
  if (known !== undefined) return known ?? undefined
  const key = logKeyOf(from)
  const part = letter.parts.find((one) => (one as { part?: unknown } | null)?.part === 'checkpoint')
  const note = (part as { note?: unknown } | undefined)?.note
  const signed = key && typeof note === 'string' ? signedBy(note, key) : undefined
  const checkpoint = typeof signed === 'object' ? signed : undefined
  seen.set(letter, checkpoint ?? null)
  return checkpoint
}
