// Envelopes under attack: each way of being wrong has its name, and nothing that was touched is opened.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reply } from '#kernel/reply.ts'
import type { Envelope, Letter, SealingKey } from '../model/wire.ts'
import { type Actor, actor, fixedBytes, headFrom, letterFrom, senderOf } from '../testdata/wire-actors.ts'
import { base64url } from './bytes.ts'
import { letterContext, openLetter, readEnvelope, refuseOutside, sealLetter } from './envelope.ts'
import { sealBytesTo } from './seal.ts'
import { signValue } from './sign.ts'

const north = actor('north')
const south = actor('south')
const mallory = actor('mallory')
const later = '2027-03-10T10:00:00.000Z'
const letter = letterFrom(north, south)
const envelope = inOrder(sealLetter(letter, keyOf(south), senderOf(north)))

function keyOf({ content }: Actor): SealingKey {
  const [key] = content.seals
  if (!key) throw new Error('no key')
  return key
}

function inOrder<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.refusal}: ${reply.detail}`)
  return reply.value
}

/** All that south does with what comes from north. */
function open(given: unknown, now = later, believed = [north.content.signs]): Reply<Letter> {
  const read = readEnvelope(given)
  if (!read.ok) return read
  const outside = refuseOutside(read.value, south.node, now)
  return outside.ok ? openLetter(read.value, south.sealing, believed) : outside
}

function refusal(given: unknown, now = later, believed = [north.content.signs]): string {
  const reply = open(given, now, believed)
  return reply.ok ? 'opened' : reply.refusal
}

/** Seals any text as north would, whatever it says. */
function sealText(text: string, head = letter.head): Envelope {
  const made = sealBytesTo(south.sealing.xWing, head, Buffer.from(text), fixedBytes('any text', 64))
  if (!made) throw new Error('not sealed')
  return { head, ...made }
}

function signed(of: Letter, by: Actor = north): { letter: Letter; signature: ReturnType<typeof signValue> } {
  return { letter: of, signature: signValue(letterContext, of, by.secrets, fixedBytes('signed')) }
}

test('a letter that is signed and sealed is opened by its receiver as it was written', () => {
  expect(inOrder(open(envelope))).toEqual(letter)
  expect(inOrder(open(JSON.parse(JSON.stringify(envelope))))).toEqual(letter)
})

test('an envelope shows neither who signed nor how long the letter is to the byte', () => {
  const longer = letterFrom(north, south, { parts: [...letter.parts, { part: 'receipt' }] })
  const other = inOrder(sealLetter(longer, keyOf(south), senderOf(north, 'other')))
  expect(other.sealed.length).toBe(envelope.sealed.length)
})

test('a letter of somebody else in the name of the sender is forged', () => {
  expect(refusal(inOrder(sealLetter(letter, keyOf(south), senderOf(mallory))))).toBe('forged')
})

test('one broken algorithm forges no letter', () => {
  const classical = { ...mallory.secrets, ed25519: north.secrets.ed25519 }
  const postQuantum = { ...mallory.secrets, mlDsa65: north.secrets.mlDsa65 }
  for (const secrets of [classical, postQuantum])
    expect(refusal(inOrder(sealLetter(letter, keyOf(south), senderOf({ secrets }))))).toBe('forged')
})

test('a letter with one signature alone is downgraded', () => {
  const { signature } = signed(letter)
  const { ed25519, mlDsa65 } = signature
  expect(refusal(sealText(JSON.stringify({ letter, signature })))).toBe('opened')
  for (const half of [{ ed25519 }, { mlDsa65 }, { ed25519, mlDsa65: '' }, { ed25519: '', mlDsa65 }])
    expect(refusal(sealText(JSON.stringify({ letter, signature: half })))).toBe('downgraded')
})

test('half an encapsulation is downgraded', () => {
  const bytes = Buffer.from(envelope.enc, 'base64url')
  expect(refusal({ ...envelope, enc: base64url(bytes.subarray(1088)) })).toBe('downgraded')
  expect(refusal({ ...envelope, enc: base64url(bytes.subarray(0, 1088)) })).toBe('downgraded')
  expect(refusal({ ...envelope, enc: base64url(bytes.subarray(0, 900)) })).toBe('malformed')
})

test('an envelope for another node is not for us, and one that is readdressed to us does not open', () => {
  const forMallory = inOrder(sealLetter(letterFrom(north, mallory), keyOf(mallory), senderOf(north)))
  expect(refusal(forMallory)).toBe('not-for-us')
  expect(refusal({ ...forMallory, head: letter.head })).toBe('forged')
})

test('a letter that its receiver seals anew for somebody else says that it was not written to them', () => {
  // Mallory got a letter of north, and passes it to south as if north had written to south.
  const toMallory = letterFrom(north, mallory)
  expect(refusal(sealText(JSON.stringify(signed(toMallory))))).toBe('wrong-address')
})

test('a head that was changed does not open, whichever field it is', () => {
  for (const change of [
    { id: mallory.node },
    { from: mallory.node },
    { realm: 'exercise:storm' },
    { key: '0123456789abcdef' },
    { expiresAt: '2099-01-01T00:00:00.000Z' },
  ])
    expect(refusal({ ...envelope, head: { ...envelope.head, ...change } })).toBe('forged')
})

test('an envelope that nobody needs to take any more is expired, at the moment that it names', () => {
  expect(refusal(envelope, '2027-03-17T09:44:59.999Z')).toBe('opened')
  expect(refusal(envelope, '2027-03-17T09:45:00.000Z')).toBe('expired')
})

test('what was cut off anywhere is refused', () => {
  const text = JSON.stringify(envelope)
  expect(refusal({ ...envelope, sealed: envelope.sealed.slice(0, -4) })).toBe('forged')
  expect(refusal({ ...envelope, sealed: '' })).toBe('forged')
  expect(() => JSON.parse(text.slice(0, -5))).toThrow()
  const cut = JSON.stringify(signed(letter)).slice(0, -2)
  expect(refusal(sealText(cut))).toBe('malformed')
})

test('a letter that is too deep, has too many values, or reaches for a prototype is refused before anything is made of it', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(refusal(sealText(`{"letter":${deep},"signature":{}}`))).toBe('malformed')
  expect(refusal(sealText(`{"letter":[${'1,'.repeat(600_000)}1]}`))).toBe('malformed')
  const polluted = JSON.stringify(signed(letter)).replace(
    '"parts":[',
    '"parts":[{"__proto__":{"roles":["administrator"]}},',
  )
  expect(refusal(sealText(polluted))).toBe('malformed')
  const made = JSON.stringify(signed(letter)).replace('"parts":[', '"parts":[{"constructor":{"prototype":{"x":1}}},')
  expect(refusal(sealText(made))).toBe('malformed')
  expect(({} as Record<string, unknown>).roles).toBeUndefined()
})

test('a letter that is too long is neither sealed nor opened', () => {
  const long = letterFrom(north, south, { parts: [{ part: 'response', text: 'a'.repeat(9_000_000) }] })
  expect(sealLetter(long, keyOf(south), senderOf(north))).toMatchObject({ ok: false, refusal: 'too-large' })
  expect(refusal({ ...envelope, sealed: 'A'.repeat(12_000_001) })).toBe('too-large')
  expect(refusal(sealText(`"${'a'.repeat(8_999_900)}"`))).toBe('too-large')
})

test('what is no envelope is malformed, with the field that is wrong', () => {
  for (const odd of [null, 7, 'x', [], {}, { ...envelope, more: 1 }, { ...envelope, head: { ...envelope.head, v: 2 } }])
    expect(refusal(odd)).toBe('malformed')
  expect(readEnvelope({ ...envelope, head: { ...envelope.head, to: 'me' } })).toMatchObject({
    detail: expect.stringContaining('/head/to'),
  })
})

test('after a roll-over the announced keys are believed as well, and nobody else’s', () => {
  const next = actor('north of next year')
  const written = inOrder(sealLetter(letter, keyOf(south), senderOf(next)))
  expect(refusal(written)).toBe('forged')
  expect(refusal(written, later, [north.content.signs, next.content.signs])).toBe('opened')
  expect(refusal(written, later, [north.content.signs, mallory.content.signs])).toBe('forged')
})

test('a signature over a letter is none over the same letter with other parts', () => {
  const { signature } = signed(letter)
  const changed = { ...letter, sequence: 2 }
  expect(refusal(sealText(JSON.stringify({ letter: changed, signature })))).toBe('forged')
  expect(signed(letter, mallory).signature).not.toEqual(signature)
})

test('a change of any one byte of any field is refused', () => {
  const fields: { name: string; read: () => string; write: (text: string) => unknown }[] = [
    { name: 'enc', read: () => envelope.enc, write: (enc) => ({ ...envelope, enc }) },
    { name: 'sealed', read: () => envelope.sealed, write: (sealed) => ({ ...envelope, sealed }) },
    ...(['id', 'from', 'to', 'realm', 'key', 'expiresAt'] as const).map((name) => ({
      name,
      read: () => envelope.head[name],
      write: (text: string) => ({ ...envelope, head: { ...envelope.head, [name]: text } }),
    })),
  ]
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.nat(), fc.integer({ min: 1, max: 255 }), (field, place, change) => {
      const bytes = Buffer.from(field.read(), 'latin1')
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ change
      return refusal(field.write(bytes.toString('latin1'))) !== 'opened'
    }),
    { numRuns: 300 },
  )
})

test('a head is compared field by field with the one inside', () => {
  for (const change of [{ id: mallory.node }, { realm: 'exercise:storm' }, { expiresAt: '2027-03-18T09:45:00.000Z' }]) {
    const inside = letterFrom(north, south, { head: headFrom(north, south, change) })
    expect(refusal(sealText(JSON.stringify(signed(inside))))).toBe('wrong-address')
  }
})
