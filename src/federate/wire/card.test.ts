// Cards: well made, signed by what they name, and nothing in them that was touched.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { Card } from '../model/wire.ts'
import { actor, cardBy, fixedBytes, keysOf } from '../testdata/wire-actors.ts'
import { checkCard, readCard, revocationContext, revocationText, signRevocation } from './card.ts'
import { signValue, verifyValue } from './sign.ts'

const north = actor('north')
const mallory = actor('mallory')
const text = Buffer.from(canonicalJson(north.card))

function refusal(card: unknown): string {
  const reply = checkCard(card)
  return reply.ok ? 'taken' : reply.refusal
}

test('a card is read out of the bytes that its node gave', () => {
  expect(readCard(text)).toEqual({ ok: true, value: north.card })
})

test('a card that names keys which did not sign it is forged', () => {
  expect(refusal(cardBy({ ...north.content, signs: mallory.secrets.signs }, [north.secrets]))).toBe('forged')
  expect(refusal({ ...north.card, content: { ...north.content, serial: 2 } })).toBe('forged')
})

test('every signature on a card must fit, the second one too', () => {
  const [own] = north.card.signatures
  const [other] = mallory.card.signatures
  expect(refusal({ ...north.card, signatures: [own, other] })).toBe('forged')
})

test('a card with one algorithm alone is downgraded', () => {
  const [own] = north.card.signatures
  if (!own) throw new Error('unsigned')
  const half = (signature: object) => ({ ...north.card, signatures: [{ ...own, signature }] })
  expect(refusal(half({ ...own.signature, mlDsa65: '' }))).toBe('downgraded')
  expect(refusal(half({ ed25519: own.signature.ed25519 }))).toBe('downgraded')
  expect(refusal(half({ mlDsa65: own.signature.mlDsa65 }))).toBe('downgraded')
})

test('keys, ids and times that cannot be are refused, though they are signed', () => {
  const odd: Partial<Card['content']>[] = [
    { nextSigns: { ...north.content.signs, ed25519: 'AAAA' } },
    { seals: north.content.seals.map((key) => ({ ...key, id: '0123456789abcdef' })) },
    { seals: north.content.seals.map((key) => ({ ...key, until: key.from })) },
    { log: mallory.content.log },
    { log: 'no key' },
    { expiresAt: north.content.issuedAt },
    { address: 'ftp://north.example' },
    { address: 'https://user:secret@north.example/federate/v1' },
  ]
  for (const change of odd) {
    const card = cardBy({ ...north.content, ...change }, [north.secrets])
    expect.soft(refusal(card), JSON.stringify(Object.keys(change))).toBe('malformed')
  }
})

test('bytes that are no card, too many, or hostile are refused', () => {
  expect(readCard(Buffer.alloc(200_000, 0x20))).toMatchObject({ refusal: 'too-large' })
  expect(readCard(text.subarray(0, -3))).toMatchObject({ refusal: 'malformed' })
  expect(readCard(Buffer.from('['.repeat(50_000)))).toMatchObject({ refusal: 'malformed' })
  expect(readCard(Buffer.from([0xff, 0xfe, 0x7b]))).toMatchObject({ refusal: 'malformed' })
  const polluted = text.toString().replace('{"content":{', '{"content":{"__proto__":{"x":1},')
  expect(readCard(Buffer.from(polluted))).toMatchObject({ refusal: 'malformed' })
  for (const given of [null, [], 'card', {}, { ...north.card, more: 1 }]) expect(refusal(given)).toBe('malformed')
})

test('a change of any one byte of a card is refused', () => {
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(text)
      bytes[at] = (bytes[at] ?? 0) ^ change
      return !readCard(bytes).ok
    }),
    { numRuns: 400 },
  )
})

test('a revocation is signed for that alone', () => {
  const at = '2027-03-11T08:00:00.000Z'
  const said = revocationText(north.node, 'Stolen.', at)
  const signature = signRevocation(north.node, 'Stolen.', at, north.secrets, fixedBytes('revoked'))
  expect(verifyValue(revocationContext, said, signature, north.content.signs)).toBe(true)
  expect(verifyValue(revocationContext, { ...said, node: mallory.node }, signature, north.content.signs)).toBe(false)
  const asLetter = signValue('tocsin/letter/1', said, north.secrets, fixedBytes('letter'))
  expect(verifyValue(revocationContext, said, asLetter, north.content.signs)).toBe(false)
  expect(verifyValue(revocationContext, said, signature, keysOf('somebody else').signs)).toBe(false)
})
