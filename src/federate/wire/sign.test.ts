// Hybrid signatures: both algorithms or nothing, for one purpose only.
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes } from '#platform/journal/proof/index.ts'
import { fixedBytes, keysOf } from '../testdata/wire-actors.ts'
import { base64url } from './bytes.ts'
import { areKeys, signingSecrets, signValue, verifyValue } from './sign.ts'

const alice = keysOf('alice')
const mallory = keysOf('mallory')
const value = { b: [1, 'two', null], a: { nested: true } }
const context = 'tocsin/letter/1'
const signature = signValue(context, value, alice, fixedBytes('chance'))
const mlDsaContext = Buffer.from(context, 'ascii')

test('a value signed by both keys is verified by both, in whatever order its members stand', () => {
  expect(verifyValue(context, { a: { nested: true }, b: [1, 'two', null] }, signature, alice.signs)).toBe(true)
})

test('the ML-DSA half is what FIPS 204 asks for with a context, so that others can verify it', () => {
  const key = Buffer.from(alice.signs.mlDsa65, 'base64url')
  const plain = Buffer.from(signature.mlDsa65, 'base64url')
  expect(ml_dsa65.verify(plain, canonicalBytes(value), key, { context: mlDsaContext })).toBe(true)
  const theirs = ml_dsa65.sign(canonicalBytes(value), alice.mlDsa65, { context: mlDsaContext })
  expect(verifyValue(context, value, { ...signature, mlDsa65: base64url(theirs) }, alice.signs)).toBe(true)
})

test('whoever has broken Ed25519 alone forges nothing', () => {
  const stolen = { ...mallory, ed25519: alice.ed25519, signs: { ...mallory.signs, ed25519: alice.signs.ed25519 } }
  const forged = signValue(context, 'pay them', stolen, fixedBytes('forger'))
  expect(verifyValue(context, 'pay them', forged, stolen.signs)).toBe(true)
  expect(verifyValue(context, 'pay them', forged, alice.signs)).toBe(false)
})

test('whoever has broken ML-DSA alone forges nothing', () => {
  const stolen = { ...mallory, mlDsa65: alice.mlDsa65, signs: { ...mallory.signs, mlDsa65: alice.signs.mlDsa65 } }
  const forged = signValue(context, 'pay them', stolen, fixedBytes('forger'))
  expect(verifyValue(context, 'pay them', forged, stolen.signs)).toBe(true)
  expect(verifyValue(context, 'pay them', forged, alice.signs)).toBe(false)
})

test('a signature for one purpose counts for no other, by either algorithm', () => {
  const card = signValue('tocsin/card/1', value, alice, fixedBytes('chance'))
  expect(verifyValue('tocsin/card/1', value, card, alice.signs)).toBe(true)
  expect(verifyValue(context, value, card, alice.signs)).toBe(false)
  expect(verifyValue(context, value, { ...card, ed25519: signature.ed25519 }, alice.signs)).toBe(false)
  expect(verifyValue(context, value, { ...card, mlDsa65: signature.mlDsa65 }, alice.signs)).toBe(false)
})

test('half a signature is none', () => {
  expect(verifyValue(context, value, { ...signature, mlDsa65: '' }, alice.signs)).toBe(false)
  expect(verifyValue(context, value, { ...signature, ed25519: '' }, alice.signs)).toBe(false)
})

test('a purpose that cannot be told apart from the text is refused when signing', () => {
  for (const odd of ['', 'tocsin/letter', 'tocsin/letter/1\0', 'other/letter/1'])
    expect(() => signValue(odd, value, alice, fixedBytes('chance'))).toThrow(TypeError)
})

test('what has no canonical form is verified by nobody, and keys of another length are none', () => {
  expect(verifyValue(context, { a: undefined }, signature, alice.signs)).toBe(false)
  expect(areKeys(alice.signs)).toBe(true)
  expect(areKeys({ ...alice.signs, ed25519: alice.signs.ed25519.slice(2) })).toBe(false)
  expect(areKeys({ ...alice.signs, mlDsa65: '' })).toBe(false)
  expect(() => signingSecrets({ ed25519: Buffer.alloc(31), mlDsa65: Buffer.alloc(32) })).toThrow(RangeError)
})

test('a change of any one byte of a signature or a key is found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('ed25519' as const, 'mlDsa65' as const),
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (which, ofKey, place, change) => {
        const bytes = Buffer.from((ofKey ? alice.signs : signature)[which], 'base64url')
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ change
        const changed = { [which]: base64url(bytes) }
        return !verifyValue(
          context,
          value,
          ofKey ? signature : { ...signature, ...changed },
          ofKey ? { ...alice.signs, ...changed } : alice.signs,
        )
      },
    ),
    { numRuns: 60 },
  )
})
