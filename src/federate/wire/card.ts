// Cards as bytes and signatures: whether a card is signed by the keys that it names, and by which others.
import { Compile } from 'typebox/compile'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { originOf, parseVerifierKey } from '#platform/journal/proof/index.ts'
import { Card, type CardContent, type HybridSignature, type SignatureKeys } from '../model/wire.ts'
import { fromBase64url } from './bytes.ts'
import { sealBytes, sealingKeyId } from './seal.ts'
import { areKeys, type SigningSecrets, sameKeys, signValue, verifyValue } from './sign.ts'
import { cardBudget, prototypeKey, strictJson } from './strict-json.ts'

export const cardContext = 'tocsin/card/1'
export const revocationContext = 'tocsin/revocation/1'
const cards = Compile(Card)

/** A card signed by each of these; the keys that it names come first. `chances`: 32 bytes for each. */
export function signCard(
  content: CardContent,
  secrets: readonly SigningSecrets[],
  chances: readonly Uint8Array[],
): Card {
  const signatures = secrets.map((one, at) => {
    const chance = chances[at]
    if (!chance) throw new RangeError('each signature takes chance of its own')
    return { signs: one.signs, signature: signValue(cardContext, content, one, chance) }
  })
  return { content, signatures }
}

/** Reads a card out of bytes: a file, a pasted text, an answer of another node. Refusals: too-large, malformed, downgraded, forged. */
export function readCard(bytes: Uint8Array): Reply<Card> {
  const read = strictJson(bytes, cardBudget)
  return read.ok ? checkCard(read.value) : read
}

/**
 * A card is well made when it is as its schema says, its keys are keys, every signature on it verifies, and one of them is by the keys
 * that it names: nobody claims keys that they do not hold.
 */
export function checkCard(given: unknown): Reply<Card> {
  const hostile = prototypeKey(given)
  if (hostile) return refuse('malformed', `A member named ${hostile} is not taken.`)
  if (!cards.Check(given)) {
    const fault = cards.Errors(given)[0]
    const where = fault?.instancePath || '/'
    if (where.includes('/signature/') || where.endsWith('/signature')) {
      if (fault?.message?.includes('required'))
        return refuse('downgraded', 'A signature on the card is not of both algorithms.')
    }
    return refuse('malformed', `It is no card: ${where} ${fault?.message ?? 'is wrong'}.`)
  }
  const { content, signatures } = given
  if (signatures.some(({ signature }) => !signature.ed25519 || !signature.mlDsa65))
    return refuse('downgraded', 'A signature on the card is not of both algorithms.')
  const fault = faultOf(content)
  if (fault) return refuse('malformed', `It is no card: ${fault}.`)
  if (!signatures.some(({ signs }) => sameKeys(signs, content.signs)))
    return refuse('forged', 'The card is not signed by the keys that it names.')
  for (const { signs, signature } of signatures)
    if (!verifyValue(cardContext, content, signature, signs))
      return refuse('forged', 'A signature on the card does not fit what the card says.')
  return done(given)
}

function faultOf(content: CardContent): string | undefined {
  if (!areKeys(content.signs)) return 'its signature keys are none'
  if (content.nextSigns && !areKeys(content.nextSigns)) return 'the signature keys that it announces are none'
  for (const { id, xWing, from, until } of content.seals) {
    const key = fromBase64url(xWing, sealBytes.publicKey)
    if (!key || sealingKeyId(key) !== id) return `the sealing key ${id} is none, or has another id`
    if (!(Date.parse(from) < Date.parse(until))) return `the sealing key ${id} ends before it begins`
  }
  const log = parseVerifierKey(content.log)
  if (!log.ok || log.value.name !== originOf(content.node)) return 'the key of its log is none of this node'
  if (!(Date.parse(content.issuedAt) < Date.parse(content.expiresAt))) return 'it ends before it was issued'
  if (content.address !== null && !isAddress(content.address)) return 'its address is none'
  return undefined
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
}

/** Whether these keys signed the card; `checkCard` has verified all signatures that are on it. */
export function isSignedBy(card: Card, keys: SignatureKeys): boolean {
  return card.signatures.some(({ signs }) => sameKeys(signs, keys))
}

/** What is signed when keys are given up. */
export function revocationText(node: Id, reason: string, at: Instant): { node: Id; reason: string; at: Instant } {
  return { node, reason, at }
}

export function signRevocation(
  node: Id,
  reason: string,
  at: Instant,
  secrets: SigningSecrets,
  chance: Uint8Array,
): HybridSignature {
  return signValue(revocationContext, revocationText(node, reason, at), secrets, chance)
}
