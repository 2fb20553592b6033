// Cards and revocations as they come from peers: what is written down, what is refused, and what is only an old letter.
import { expect, test } from 'vitest'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card, CardContent } from '../../model/wire.ts'
import { actor, actorsAt, cardBy, fixedBytes, keysOf } from '../../testdata/wire-actors.ts'
import { signRevocation } from '../../wire/card.ts'
import { takeCard, takeRevocation } from './cards-come.ts'

const north = actor('north')
const next = keysOf('north, next year')
const now = '2027-03-11T08:00:00.000Z'
const reason = 'A copy of the data folder was stolen.'
const newer = (change: Partial<CardContent> = {}, by = [north.secrets]) =>
  cardBy({ ...north.content, serial: 2, ...change }, by)

function peer(change: Partial<Peer> = {}): Held<Peer> {
  const state: Peer = {
    ...{ organisation: north.organisation, name: 'North', status: 'trusted', card: north.card },
    ...{ offered: null, verified: null, revoked: null, caught: null, introducedAt: actorsAt, changedAt: actorsAt },
    ...change,
  }
  return { id: north.content.node, state } as unknown as Held<Peer>
}

/** What was written, with the outcome. */
function writing(held: Held<Peer>): { unit: Unit; wrote: string[] } {
  const wrote: string[] = []
  const append = async (_record: unknown, kind: string) => {
    wrote.push(kind)
    return { entry: 'e', held }
  }
  return { unit: { read: async () => held, append } as unknown as Unit, wrote }
}

async function taken(card: unknown, held = peer()) {
  const { unit, wrote } = writing(held)
  const reply = await takeCard(unit, held, card, now)
  return [reply.ok ? (reply.value.older === undefined ? reply.value.taken : 'older') : reply.refusal, ...wrote]
}

async function revoked(held: Held<Peer>, by = north.secrets, more: { node?: string; signed?: string } = {}) {
  const { unit, wrote } = writing(held)
  const node = more.node ?? held.id
  const signature = signRevocation(node, more.signed ?? reason, now, by, fixedBytes('revocation'))
  const refused = await takeRevocation(unit, held, { node, reason, at: now, signature })
  return [refused?.refusal ?? 'taken', ...wrote]
}

test('each card leads to one entry, or to none', async () => {
  expect(await taken(newer())).toEqual(['renewed', 'federate.peerCardRenewed'])
  expect(await taken(newer(), peer({ status: 'introduced' }))).toEqual(['introduced', 'federate.peerIntroducedAgain'])
  expect(await taken(newer({ signs: next.signs }, [next]))).toEqual(['offered', 'federate.peerKeysOffered'])
  expect(await taken(north.card)).toEqual(['known'])
})

test('a card that a newer one overtook is quiet: nothing is refused, and nothing is written', async () => {
  expect(await taken(north.card, peer({ card: newer() }))).toEqual(['older'])
})

test('a card of another node, or one that is not well made, is refused by name', async () => {
  const south: Card = actor('south').card
  expect(await taken(south)).toEqual(['not-theirs'])
  expect(await taken({ ...newer(), signatures: south.signatures })).toEqual(['forged'])
  expect(await taken({ content: 7 })).toEqual(['malformed'])
  expect(await taken(newer({ expiresAt: now }))).toEqual(['expired'])
})

test('keys are given up by their own word, or by that of the keys that they announced, and by nobody else', async () => {
  expect(await revoked(peer())).toEqual(['taken', 'federate.peerRevoked'])
  expect(await revoked(peer(), next)).toEqual(['forged'])
  const announced = peer({ card: cardBy({ ...north.content, nextSigns: next.signs }, [north.secrets]) })
  expect(await revoked(announced, next)).toEqual(['taken', 'federate.peerRevoked'])
  expect(await revoked(announced, keysOf('mallory'))).toEqual(['forged'])
})

test('a revocation counts for its node and its reason alone, and once', async () => {
  expect(await revoked(peer(), north.secrets, { node: actor('south').content.node })).toEqual(['not-theirs'])
  expect(await revoked(peer(), north.secrets, { signed: 'Another reason.' })).toEqual(['forged'])
  expect(await revoked(peer({ status: 'revoked' }))).toEqual(['taken'])
})
