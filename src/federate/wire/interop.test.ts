// The frozen vectors of the wire are read by this implementation as any other one would read them, and made again the same.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Reply } from '#kernel/reply.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { packageRoot } from '#platform/worker.ts'
import { makeVectors } from '../../../test/interop/vectors.ts'
import type { Letter } from '../model/wire.ts'
import { checkCard, revocationContext, revocationText } from './card.ts'
import { openLetter, readEnvelope, refuseOutside } from './envelope.ts'
import { fingerprint } from './fingerprint.ts'
import { sealingSecret } from './seal.ts'
import { signingSecrets, verifyValue } from './sign.ts'

type Vectors = ReturnType<typeof makeVectors>

function vector<N extends keyof Vectors>(name: N): Vectors[N] {
  return JSON.parse(readFileSync(join(packageRoot(), 'test', 'interop', 'wire-v1', `${name}.json`), 'utf8'))
}
const { nodes } = vector('keys')
const bytes = (hex: string | undefined) => Buffer.from(hex ?? '', 'hex')
const named = (name: string) => nodes.find((one) => one.name === name) ?? nodes[0]

test('the vectors that are written down are those that this version makes', () => {
  const made = makeVectors()
  for (const name of Object.keys(made) as (keyof Vectors)[])
    expect.soft(vector(name), name).toEqual(JSON.parse(JSON.stringify(made[name])))
})

test.each(nodes)('the seeds of $name give its keys', ({ seeds, signs, sealing }) => {
  const made = signingSecrets({ ed25519: bytes(seeds.ed25519), mlDsa65: bytes(seeds.mlDsa65) })
  expect(made.signs).toEqual(signs)
  expect(sealingSecret(bytes(seeds.xWing))).toMatchObject(sealing)
})

test('the signature is one over the canonical text', () => {
  const { context, value, canonical, signs, signature } = vector('signature')
  expect(canonicalJson(value)).toBe(canonical)
  expect(verifyValue(context, value, signature, signs)).toBe(true)
})

test('the card is taken, and its fingerprint is the one that is spoken', () => {
  const { card, fingerprint: hex } = vector('card')
  expect(checkCard(card).ok).toBe(true)
  expect(fingerprint(card.content.signs)).toBe(hex)
})

test('new keys are vouched for, and the old ones can be given up', () => {
  const { before, after, revocation } = vector('roll-over')
  expect(checkCard(before).ok && checkCard(after).ok).toBe(true)
  expect(after.content.signs).toEqual(before.content.nextSigns)
  const { node, reason, at, signature } = revocation
  expect(verifyValue(revocationContext, revocationText(node, reason, at), signature, before.content.signs)).toBe(true)
})

function open(given: unknown): Reply<Letter> {
  const { now, believed } = vector('envelope')
  const read = readEnvelope(given)
  if (!read.ok) return read
  const outside = refuseOutside(read.value, named('south')?.node ?? '', now)
  return outside.ok ? openLetter(read.value, { seed: bytes(named('south')?.seeds.xWing) }, [believed]) : outside
}

test('the envelope is opened by its receiver', () => {
  const { envelope, letter, additionalData } = vector('envelope')
  expect(canonicalJson(envelope.head)).toBe(additionalData)
  expect(open(envelope)).toEqual({ ok: true, value: letter })
})

test.each(vector('invalid').cases)('refused as $refusal: $name', ({ envelope, refusal }) => {
  expect(open(envelope)).toMatchObject({ ok: false, refusal })
})
