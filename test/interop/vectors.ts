// The vectors of the wire, version 1, out of fixed seeds. make.mjs writes them down. They are frozen: a change of what is there
// already is a change of the wire. New files may be added.
import { actor, cardBy, fixedBytes, headFrom, keysOf, letterFrom, senderOf } from '#federate/testdata/wire-actors.ts'
import { signRevocation } from '#federate/wire/card.ts'
import { letterContext, sealLetter } from '#federate/wire/envelope.ts'
import { fingerprint, fingerprintLink, jointPhrase, wordsOf } from '#federate/wire/fingerprint.ts'
import { sealBytesTo } from '#federate/wire/seal.ts'
import { signValue } from '#federate/wire/sign.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import words from '../../data/federate/words.json' with { type: 'json' }

const north = actor('north')
const south = actor('south')
const mallory = actor('mallory')
const now = '2027-03-10T10:00:00.000Z'
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** All vectors by the name of their file. */
export function makeVectors() {
  const letter = letterFrom(north, south, {
    agreement: { id: south.organisation, version: 2 },
    parts: [
      {
        part: 'withdraw',
        record: 'assess.incident',
        subject: north.organisation,
        version: 3,
        how: 'withdrawn',
        reason: 'Entered twice — “très” déjà vu, €1.',
      },
      { part: 'of-a-later-version', numbers: [0, -0.5, 1e21, 1e-7], nested: { b: null, a: true } },
    ],
  })
  const envelope = sealed()
  const at = '2027-03-11T08:00:00.000Z'
  const reason = 'A copy of the data folder was stolen.'
  const next = keysOf('north, next year')
  return {
    keys: {
      about: 'Seeds, and the public keys that they give. Secret seeds stand here because these nodes do not exist.',
      nodes: [north, south, mallory].map(seeded),
    },
    signature: {
      about: 'The bytes that are signed, and both signatures. ML-DSA-65 is hedged by `hedge`, as FIPS 204 calls rnd.',
      context: letterContext,
      value: letter,
      canonical: canonicalJson(letter),
      hedge: hex(fixedBytes('letter signature')),
      signs: north.secrets.signs,
      signature: signValue(letterContext, letter, north.secrets, fixedBytes('letter signature')),
    },
    card: { about: 'A card, its fingerprint, and the phrase of two of them.', card: north.card, ...spoken() },
    'roll-over': {
      about: 'A card of new keys that the old ones vouch for, and a revocation by the old ones.',
      before: cardBy({ ...north.content, nextSigns: next.signs }, [north.secrets]),
      after: cardBy({ ...north.content, serial: 2, signs: next.signs }, [next, north.secrets]),
      revocation: {
        ...{ part: 'revocation', node: north.node, reason, at },
        signature: signRevocation(north.node, reason, at, north.secrets, fixedBytes('revocation')),
      },
    },
    envelope: {
      about: 'A letter, sealed. `eseed` is the chance of X-Wing. Opening gives the letter back.',
      now,
      receiver: 'south',
      believed: north.secrets.signs,
      hedge: hex(fixedBytes('letter signature')),
      eseed: hex(fixedBytes('letter seal', 64)),
      additionalData: canonicalJson(envelope.head),
      envelope,
      letter,
    },
    invalid: {
      about: 'What must be refused, and by which name. Receiver, moment and keys as in envelope.json.',
      cases: invalid(),
    },
  }

  function sealed() {
    const [key] = south.content.seals
    if (!key) throw new Error('no key')
    const made = sealLetter(letter, key, senderOf(north))
    if (!made.ok) throw new Error(made.refusal)
    return made.value
  }

  function sealText(text: string, head = letter.head) {
    const made = sealBytesTo(south.sealing.xWing, head, Buffer.from(text), fixedBytes('invalid', 64))
    if (!made) throw new Error('no key')
    return { head, ...made }
  }

  function invalid() {
    const signed = (by = north, of = letter) => ({
      letter: of,
      signature: signValue(letterContext, of, by.secrets, fixedBytes('invalid signature')),
    })
    const { ed25519, mlDsa65 } = signed().signature
    const asCard = signValue('tocsin/card/1', letter, north.secrets, fixedBytes('invalid signature'))
    const mixed = { ...mallory, secrets: { ...mallory.secrets, ed25519: north.secrets.ed25519 } }
    const other = { ...mallory, secrets: { ...mallory.secrets, mlDsa65: north.secrets.mlDsa65 } }
    const enc = Buffer.from(envelope.enc, 'base64url')
    const toMallory = letterFrom(north, mallory)
    return [
      {
        name: 'another byte in what is sealed',
        refusal: 'forged',
        envelope: { ...envelope, sealed: flip(envelope.sealed) },
      },
      {
        name: 'another byte in the encapsulation',
        refusal: 'forged',
        envelope: { ...envelope, enc: flip(envelope.enc) },
      },
      {
        name: 'a later expiry in the head',
        refusal: 'forged',
        envelope: { ...envelope, head: { ...envelope.head, expiresAt: '2028-03-17T09:45:00.000Z' } },
      },
      { name: 'cut off', refusal: 'forged', envelope: { ...envelope, sealed: envelope.sealed.slice(0, -8) } },
      { name: 'signed by somebody else', refusal: 'forged', envelope: sealText(JSON.stringify(signed(mallory))) },
      {
        name: 'the Ed25519 key stolen, another ML-DSA key',
        refusal: 'forged',
        envelope: sealText(JSON.stringify(signed(mixed))),
      },
      {
        name: 'the ML-DSA key stolen, another Ed25519 key',
        refusal: 'forged',
        envelope: sealText(JSON.stringify(signed(other))),
      },
      {
        name: 'signed for another purpose',
        refusal: 'forged',
        envelope: sealText(JSON.stringify({ letter, signature: asCard })),
      },
      {
        name: 'Ed25519 alone',
        refusal: 'downgraded',
        envelope: sealText(JSON.stringify({ letter, signature: { ed25519 } })),
      },
      {
        name: 'ML-DSA-65 alone',
        refusal: 'downgraded',
        envelope: sealText(JSON.stringify({ letter, signature: { mlDsa65 } })),
      },
      {
        name: 'X25519 alone',
        refusal: 'downgraded',
        envelope: { ...envelope, enc: enc.subarray(1088).toString('base64url') },
      },
      {
        name: 'ML-KEM-768 alone',
        refusal: 'downgraded',
        envelope: { ...envelope, enc: enc.subarray(0, 1088).toString('base64url') },
      },
      {
        name: 'a letter to somebody else, sealed anew',
        refusal: 'wrong-address',
        envelope: sealText(JSON.stringify(signed(north, toMallory))),
      },
      {
        name: 'addressed to another node',
        refusal: 'not-for-us',
        envelope: { ...envelope, head: headFrom(north, mallory) },
      },
      { name: 'expired', refusal: 'expired', envelope: { ...envelope, head: { ...envelope.head, expiresAt: now } } },
      { name: 'no JSON inside', refusal: 'malformed', envelope: sealText('{"letter":') },
      {
        name: 'a member named __proto__',
        refusal: 'malformed',
        envelope: sealText(JSON.stringify(signed()).replace('"parts":[', '"parts":[{"__proto__":{}},')),
      },
      {
        name: 'nested too deep',
        refusal: 'malformed',
        envelope: sealText(`{"letter":${'['.repeat(61)}${']'.repeat(61)}}`),
      },
      { name: 'a member too many outside', refusal: 'malformed', envelope: { ...envelope, more: true } },
      { name: 'padded base64', refusal: 'malformed', envelope: { ...envelope, enc: `${envelope.enc}==` } },
    ]
  }
}

function flip(text: string): string {
  return `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`
}

function seeded({ node, organisation, secrets, sealing }: typeof north, at: number) {
  const name = ['north', 'south', 'mallory'][at] ?? ''
  return {
    ...{ name, node, organisation },
    seeds: {
      ed25519: hex(fixedBytes(`${name} ed25519`)),
      mlDsa65: hex(fixedBytes(`${name} ml-dsa-65`)),
      xWing: hex(fixedBytes(`${name} x-wing`)),
    },
    signs: secrets.signs,
    sealing: { id: sealing.id, xWing: sealing.xWing },
  }
}

function spoken() {
  const [a, b] = [fingerprint(north.content.signs), fingerprint(south.content.signs)]
  return {
    fingerprint: a,
    words: wordsOf(a, words.words),
    link: fingerprintLink(north.node, a),
    phrase: { with: south.content.signs, words: jointPhrase(a, b, words.words) },
  }
}
