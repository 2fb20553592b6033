// Envelopes: a letter is signed, then sealed, so that nobody but its receiver sees who signed what. Each way of being wrong has a name.
import { Compile } from 'typebox/compile'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { Envelope, type Letter, type SealingKey, type SignatureKeys, SignedLetter } from '../model/wire.ts'
import { openSealedBytes, type SealingSecret, sealBytes, sealBytesTo } from './seal.ts'
import { type SigningSecrets, signValue, verifyValue } from './sign.ts'
import { letterBudget, strictJson } from './strict-json.ts'

export const letterContext = 'tocsin/letter/1'
/** Letters are filled up to whole blocks, so that their length says little. */
const blockBytes = 1024
/** Of a letter before sealing; what is sealed grows by a third as base64url. */
export const maxLetterBytes = letterBudget.maxBytes

const mostSealed = 12_000_000

const envelopes = Compile(Envelope)
const signedLetters = Compile(SignedLetter)

export interface Sender {
  secrets: SigningSecrets
  /** 32 bytes for the signature. */
  signChance: Uint8Array
  /** 64 bytes for the seal. */
  sealChance: Uint8Array
}

/** Refusals: too-large, and no-sealing-key for a key that is none. */
export function sealLetter(letter: Letter, to: SealingKey, sender: Sender): Reply<Envelope> {
  const signature = signValue(letterContext, letter, sender.secrets, sender.signChance)
  const text = Buffer.from(JSON.stringify({ letter, signature } satisfies SignedLetter))
  if (text.length > maxLetterBytes - blockBytes)
    return refuse('too-large', `A letter may have ${maxLetterBytes - blockBytes} bytes; this one has ${text.length}.`)
  const sealed = sealBytesTo(to.xWing, letter.head, padded(text), sender.sealChance)
  if (!sealed) return refuse('no-sealing-key', 'What the card of the receiver gives as its sealing key is none.')
  return done({ head: letter.head, ...sealed })
}

function padded(text: Buffer): Buffer {
  return Buffer.concat([text], Math.ceil(text.length / blockBytes) * blockBytes).fill(0x20, text.length)
}

/** Refusals: too-large, malformed, downgraded (half of an encapsulation). Says nothing yet about who wrote it. */
export function readEnvelope(given: unknown): Reply<Envelope> {
  const sealed = member(given, 'sealed')
  if (typeof sealed === 'string' && sealed.length > mostSealed)
    return refuse('too-large', `What is sealed has ${sealed.length} characters; at most ${mostSealed} are read.`)
  if (!envelopes.Check(given)) {
    const fault = envelopes.Errors(given)[0]
    return refuse('malformed', `It is no envelope: ${fault?.instancePath || '/'} ${fault?.message ?? 'is wrong'}.`)
  }
  const bytes = Buffer.byteLength(given.enc, 'base64url')
  if (bytes === sealBytes.encapsulation) return done(given)
  return bytes === 32 || bytes === sealBytes.encapsulation - 32
    ? refuse('downgraded', 'It is sealed by one key agreement alone; both are asked for.')
    : refuse('malformed', `Its encapsulation has ${bytes} bytes; ${sealBytes.encapsulation} are asked for.`)
}

/** Whether this node should look inside at all. Refusals: not-for-us, expired. */
export function refuseOutside({ head }: Envelope, node: Id, now: Instant): Reply<null> {
  if (head.to !== node) return refuse('not-for-us', `It is addressed to ${head.to}.`)
  if (!(Date.parse(head.expiresAt) > Date.parse(now)))
    return refuse('expired', `It was to be taken until ${head.expiresAt}.`)
  return done(null)
}

/**
 * Opens the seal and checks both signatures against the keys of the sender that are believed. Refusals: forged, malformed, downgraded,
 * wrong-address, too-large.
 */
export function openLetter(
  envelope: Envelope,
  secret: Pick<SealingSecret, 'seed'>,
  believed: readonly SignatureKeys[],
): Reply<Letter> {
  const text = openSealedBytes(secret, envelope.head, envelope.enc, envelope.sealed)
  if (!text) return refuse('forged', 'The seal does not fit: the envelope was changed, or was sealed for another key.')
  const read = strictJson(text, letterBudget)
  if (!read.ok) return read
  const signed = read.value
  if (lacksSignature(signed))
    return refuse('downgraded', 'The letter carries one signature alone; Ed25519 and ML-DSA-65 are asked for.')
  if (!signedLetters.Check(signed)) {
    const fault = signedLetters.Errors(signed)[0]
    return refuse('malformed', `It is no letter: ${fault?.instancePath || '/'} ${fault?.message ?? 'is wrong'}.`)
  }
  const { letter, signature } = signed
  if (!believed.some((keys) => verifyValue(letterContext, letter, signature, keys)))
    return refuse('forged', 'The letter is not signed by the keys that are believed of its sender.')
  if (!sameHead(letter.head, envelope.head))
    return refuse('wrong-address', 'Its sender wrote another address inside than stands outside.')
  return done(letter)
}

/** One of the two signatures is not there at all: that is no accident. */
function lacksSignature(signed: unknown): boolean {
  const signature = member(signed, 'signature')
  if (typeof signature !== 'object' || signature === null) return false
  const there = (name: string) => Boolean(member(signature, name))
  return there('ed25519') !== there('mlDsa65')
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? (of as Record<string, unknown>)[name]
    : undefined
}

function sameHead(a: Envelope['head'], b: Envelope['head']): boolean {
  return (['v', 'id', 'from', 'to', 'realm', 'key', 'expiresAt'] as const).every((name) => a[name] === b[name])
}
