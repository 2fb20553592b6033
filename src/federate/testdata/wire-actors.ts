// Nodes out of fixed seeds, for tests of the wire: the same keys and cards on every machine.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import { formatVerifierKey, originOf, signingKey } from '#platform/journal/proof/index.ts'
import type { Card, CardContent, EnvelopeHead, Letter } from '../model/wire.ts'
import { signCard } from '../wire/card.ts'
import { type SealingSecret, sealingSecret } from '../wire/seal.ts'
import { type SigningSecrets, signingSecrets } from '../wire/sign.ts'

/** Bytes that look like chance and are always the same. */
export function fixedBytes(name: string, length = 32): Buffer {
  return createHash('shake256', { outputLength: length }).update(`tocsin test vector: ${name}`).digest()
}

export interface Actor {
  node: Id
  organisation: Id
  secrets: SigningSecrets
  sealing: SealingSecret
  content: CardContent
  card: Card
}

export const actorsAt: Instant = '2027-03-10T09:45:00.000Z'

function idOf(name: string): Id {
  const hex = fixedBytes(`id ${name}`, 8).toString('hex')
  return `0195${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(8, 11)}-8${hex.slice(11, 14)}-0195${hex.slice(0, 8)}`
}

export function keysOf(name: string): SigningSecrets {
  return signingSecrets({ ed25519: fixedBytes(`${name} ed25519`), mlDsa65: fixedBytes(`${name} ml-dsa-65`) })
}

export function actor(name: string, change: Partial<CardContent> = {}): Actor {
  const node = idOf(`node ${name}`)
  const organisation = idOf(`organisation ${name}`)
  const secrets = keysOf(name)
  const sealing = sealingSecret(fixedBytes(`${name} x-wing`))
  const content: CardContent = {
    v: 1,
    node,
    serial: 1,
    organisation: { id: organisation, name: `CSIRT of ${name}`, kind: 'csirt', country: 'BE', sectors: [], groups: [] },
    address: `https://${name}.example/federate/v1`,
    contacts: [{ purpose: '24/7 duty desk', phone: '+32 2 000 0000' }],
    capabilities: ['envelopes/1', 'post-quantum'],
    signs: secrets.signs,
    seals: [{ id: sealing.id, xWing: sealing.xWing, from: actorsAt, until: '2027-03-13T09:45:00.000Z' }],
    log: formatVerifierKey(signingKey(originOf(node), fixedBytes(`${name} log`))),
    issuedAt: actorsAt,
    expiresAt: '2027-06-08T09:45:00.000Z',
    ...change,
  }
  return { node, organisation, secrets, sealing, content, card: cardBy(content, [secrets], name) }
}

export function cardBy(content: CardContent, by: readonly SigningSecrets[], chance = 'card'): Card {
  const chances = by.map((_one, at) => fixedBytes(`${chance} signature ${content.serial}.${at}`))
  return signCard(content, by, chances)
}

export function headFrom(from: Actor, to: Actor, change: Partial<EnvelopeHead> = {}): EnvelopeHead {
  return {
    ...{ v: 1, id: idOf('letter'), from: from.node, to: to.node, realm: 'live', key: to.sealing.id },
    expiresAt: '2027-03-17T09:45:00.000Z',
    ...change,
  }
}

export function letterFrom(from: Actor, to: Actor, change: Partial<Letter> = {}): Letter {
  return {
    head: headFrom(from, to),
    sequence: 1,
    issuedAt: actorsAt,
    agreement: null,
    parts: [{ part: 'receipt', envelope: idOf('answered'), sequence: 1, at: actorsAt, refused: [] }],
    ...change,
  }
}

export function senderOf({ secrets }: Pick<Actor, 'secrets'>, chance = 'letter') {
  return {
    secrets,
    signChance: fixedBytes(`${chance} signature`),
    sealChance: fixedBytes(`${chance} seal`, 64),
  }
}
