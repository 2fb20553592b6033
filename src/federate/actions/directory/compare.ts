// Comparing fingerprints: what each side sees, what a person must hear from the other one, and whether they did.
import type { Static } from 'typebox'
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Comparing } from '../../api/directory.ts'
import type { SignatureKeys } from '../../model/wire.ts'
import { askedPlaces, fingerprint, fingerprintIn, jointPhrase, phraseWords } from '../../wire/fingerprint.ts'

export interface Compared {
  own: { node: Id; signs: SignatureKeys }
  peer: { node: Id; signs: SignatureKeys; version: number }
  words: readonly string[]
}

interface Phrase {
  words: string[]
  /** From 0. */
  asked: number[]
}

// Making a phrase costs scrypt, and a page asks for it at each change.
const phrases = new Map<string, string[]>()

function phraseOf({ own, peer, words }: Compared): string[] {
  const [one, other] = [fingerprint(own.signs), fingerprint(peer.signs)]
  const name = `${one}.${other}`
  const known = phrases.get(name)
  if (known) return known
  if (phrases.size >= 500) phrases.clear()
  const made = jointPhrase(one, other, words)
  phrases.set(name, made)
  return made
}

/** Somebody without a name is asked for every word on their side: they cannot trust anybody, so they need none. */
function asked(compared: Compared, reader: Reader): Phrase {
  const { own, peer } = compared
  const words = phraseOf(compared)
  if (reader.person !== null) return { words, asked: askedPlaces(own.node, peer.node, reader.person, peer.version) }
  const parity = own.node < peer.node ? 0 : 1
  return { words, asked: Array.from({ length: phraseWords / 2 }, (_none, at) => at * 2 + parity) }
}

export function comparing(compared: Compared, reader: Reader): Static<typeof Comparing> {
  const phrase = asked(compared, reader)
  return {
    words: phrase.words.map((word, at) => (phrase.asked.includes(at) ? null : word)),
    asked: phrase.asked.map((at) => at + 1),
    begins: fingerprint(compared.peer.signs).slice(0, 8),
  }
}

/** Refusals: no-proof, not-the-words. */
export function refuseUnproven(
  compared: Compared,
  reader: Reader,
  proof: { words?: readonly string[]; fingerprint?: string },
): Refused | undefined {
  if (proof.fingerprint !== undefined) {
    const given = fingerprintIn(proof.fingerprint)
    if (!given)
      return refuse('not-the-words', 'That is no fingerprint: 64 hexadecimal digits are asked for.', '/fingerprint')
    const right =
      given.hex === fingerprint(compared.peer.signs) && (given.node ?? compared.peer.node) === compared.peer.node
    return right
      ? undefined
      : refuse('not-the-words', 'The fingerprint is not that of the card which is here.', '/fingerprint')
  }
  const { words } = proof
  if (!words) return refuse('no-proof')
  const phrase = asked(compared, reader)
  const right = phrase.asked.every((place, at) => phrase.words[place] === words[at]?.trim().toLowerCase())
  return right
    ? undefined
    : refuse('not-the-words', 'The words are not those of the two cards which are here.', '/words')
}
