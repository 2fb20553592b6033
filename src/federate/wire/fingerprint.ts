// Fingerprints of signature keys: as hexadecimal, as words to be spoken, and as one phrase that both sides of a call see.
import { createHash, scryptSync } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { SignatureKeys } from '../model/wire.ts'
import { fromBase64url } from './bytes.ts'

/** Of 1,024 words each: ten bits. */
export const bitsPerWord = 10
/** 120 bits of one key, where a forger must meet a given value. */
export const fingerprintWords = 12
/**
 * 160 bits of both keys together. Whoever stands between two sides chooses two keys, one for each, and needs only that the phrases meet:
 * so this one is longer, and each try of theirs costs the work of scrypt.
 */
export const phraseWords = 16
const askedWords = 3
const work = { N: 16_384, r: 8, p: 1 } as const

/** SHA-256 over the keys under a name of its own. Throws RangeError on what are no keys. */
export function fingerprint({ ed25519, mlDsa65 }: SignatureKeys): string {
  const classical = fromBase64url(ed25519, 32)
  const postQuantum = fromBase64url(mlDsa65, 1952)
  if (!classical || !postQuantum) throw new RangeError('these are no signature keys')
  return createHash('sha256').update('tocsin/fingerprint/1\0').update(classical).update(postQuantum).digest('hex')
}

export function wordsOf(fingerprintHex: string, list: readonly string[]): string[] {
  return spell(Buffer.from(fingerprintHex, 'hex'), fingerprintWords, list)
}

/** The same on both sides, whoever asks. */
export function jointPhrase(one: string, other: string, list: readonly string[]): string[] {
  const [first = '', second = ''] = [one, other].sort()
  const both = Buffer.concat([Buffer.from(first, 'hex'), Buffer.from(second, 'hex')])
  return spell(scryptSync(both, 'tocsin/phrase/1', 32, work), phraseWords, list)
}

function spell(bytes: Buffer, count: number, list: readonly string[]): string[] {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  const total = BigInt(bytes.length * 8)
  return Array.from({ length: count }, (_none, at) => {
    const shift = total - BigInt((at + 1) * bitsPerWord)
    return list[Number((bits >> shift) & 1023n)] ?? ''
  })
}

/**
 * Which words of the phrase one person must hear from the other side and type in: three places, other ones for each person and each
 * version of the peer. The two nodes are asked at places that never meet, so each can say what the other does not see.
 */
export function askedPlaces(own: Id, peer: Id, person: Id, version: number): number[] {
  const parity = own < peer ? 0 : 1
  const places = Array.from({ length: phraseWords / 2 }, (_none, at) => at * 2 + parity)
  const rank = (place: number) =>
    createHash('sha256').update(`tocsin/asked/1\0${own}\0${peer}\0${person}\0${version}\0${place}`).digest('hex')
  return places
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .slice(0, askedWords)
    .sort((a, b) => a - b)
}

/** What a QR shows and a camera reads: whose keys, and their fingerprint. */
export function fingerprintLink(node: Id, fingerprintHex: string): string {
  return `tocsin:peer/1/${node}/${fingerprintHex}`
}

/** The fingerprint in what somebody scanned, pasted or typed from a document: the link, or hexadecimal with or without gaps. */
export function fingerprintIn(text: string): { node?: Id; hex: string } | undefined {
  const link = /^tocsin:peer\/1\/([0-9a-f-]{36})\/([0-9a-f]{64})$/.exec(text.trim())
  if (link?.[1] && link[2]) return { node: link[1], hex: link[2] }
  const hex = text.toLowerCase().replace(/[\s:-]/g, '')
  return /^[0-9a-f]{64}$/.test(hex) ? { hex } : undefined
}
