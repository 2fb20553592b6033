// Hybrid sealing: the published vectors of X-Wing, and what each half alone is worth.
import { createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto'
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { expect, test } from 'vitest'
import { canonicalBytes } from '#platform/journal/proof/index.ts'
import { actor, fixedBytes, headFrom } from '../testdata/wire-actors.ts'
import xWing from '../testdata/x-wing.json' with { type: 'json' }
import { openSealedBytes, sealBytesTo, sealingSecret } from './seal.ts'

const north = actor('north')
const south = actor('south')
const head = headFrom(north, south)
const plain = Buffer.from('Between the two of us.')
const made = sealBytesTo(south.sealing.xWing, head, plain, fixedBytes('seal', 64))
if (!made) throw new Error('It was not sealed')

test.each(xWing.vectors)('the key agreement is X-Wing as its draft publishes it: $seed', (vector) => {
  const hex = (text: string) => Buffer.from(text, 'hex')
  const ends = (bytes: Uint8Array) => [bytes.subarray(0, 16), bytes.subarray(-16)].map((one) => hexOf(one))
  const pair = ml_kem768_x25519.keygen(hex(vector.seed))
  expect(ends(pair.publicKey)).toEqual(vector.publicKey)
  const sent = ml_kem768_x25519.encapsulate(pair.publicKey, hex(vector.eseed))
  expect(ends(sent.cipherText)).toEqual(vector.cipherText)
  expect(hexOf(sent.sharedSecret)).toBe(vector.sharedSecret)
  expect(hexOf(ml_kem768_x25519.decapsulate(sent.cipherText, pair.secretKey))).toBe(vector.sharedSecret)
})

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

test('what was sealed to a key is opened by it, and by no other', () => {
  expect(openSealedBytes(south.sealing, head, made.enc, made.sealed)).toEqual(plain)
  expect(openSealedBytes(north.sealing, head, made.enc, made.sealed)).toBeUndefined()
  expect(made.sealed).not.toContain(plain.toString('base64url'))
})

test('the head is bound into the seal', () => {
  for (const changed of [
    { to: north.node },
    { from: south.node },
    { realm: 'exercise:storm' },
    { expiresAt: '2028-01-01T00:00:00.000Z' },
  ])
    expect(openSealedBytes(south.sealing, { ...head, ...changed }, made.enc, made.sealed)).toBeUndefined()
})

/** RFC 7748, by OpenSSL: another implementation than the one that sealed. */
function x25519(secret: Uint8Array, theirs: Uint8Array): Buffer {
  const privateDer = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret])
  const publicDer = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), theirs])
  return diffieHellman({
    privateKey: createPrivateKey({ key: privateDer, format: 'der', type: 'pkcs8' }),
    publicKey: createPublicKey({ key: publicDer, format: 'der', type: 'spki' }),
  })
}

/** X-Wing taken apart: what somebody can compute who has these two secrets. */
function openWith(mlKemSecret: Uint8Array, x25519Secret: Uint8Array, publicX: Uint8Array): Buffer | undefined {
  const enc = Buffer.from(made?.enc ?? '', 'base64url')
  const [fromKem, fromX] = [enc.subarray(0, 1088), enc.subarray(1088)]
  const secret = createHash('sha3-256')
    .update(ml_kem768.decapsulate(fromKem, mlKemSecret))
    .update(x25519(x25519Secret, fromX))
    .update(fromX)
    .update(publicX)
    .update('\\.//^\\')
    .digest()
  const derived = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'tocsin/seal/1', 44))
  const bytes = Buffer.from(made?.sealed ?? '', 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', derived.subarray(0, 32), derived.subarray(32))
  decipher.setAAD(canonicalBytes(head))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])
  } catch {
    return undefined
  }
}

test('whoever has broken X25519 alone, or ML-KEM alone, opens nothing; both together open it', () => {
  const expanded = createHash('shake256', { outputLength: 96 }).update(south.sealing.seed).digest()
  const kem = ml_kem768.keygen(expanded.subarray(0, 64)).secretKey
  const x = expanded.subarray(64)
  const publicX = Buffer.from(south.sealing.xWing, 'base64url').subarray(1184)
  const otherKem = ml_kem768.keygen(fixedBytes('other ml-kem', 64)).secretKey
  expect(openWith(kem, x, publicX)).toEqual(plain)
  expect(openWith(otherKem, x, publicX)).toBeUndefined()
  expect(openWith(kem, fixedBytes('other x25519'), publicX)).toBeUndefined()
})

test('a key that is none seals nothing, and a seed of another length makes no key', () => {
  expect(sealBytesTo('AAAA', head, plain, fixedBytes('seal', 64))).toBeUndefined()
  const outOfRange = Buffer.alloc(1216, 0xff).toString('base64url')
  expect(sealBytesTo(outOfRange, head, plain, fixedBytes('seal', 64))).toBeUndefined()
  expect(() => sealingSecret(Buffer.alloc(31))).toThrow(RangeError)
})

test('two seals of the same words have nothing in common', () => {
  const again = sealBytesTo(south.sealing.xWing, head, plain, fixedBytes('another seal', 64))
  expect(again?.enc).not.toBe(made.enc)
  expect(again?.sealed).not.toBe(made.sealed)
})
