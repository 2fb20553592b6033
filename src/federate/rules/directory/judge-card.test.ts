// What becomes of a card that came: renewed by itself only where nothing changed that a person had decided.
import { expect, test } from 'vitest'
import type { Peer } from '../../model/peer.ts'
import type { Card, CardContent } from '../../model/wire.ts'
import { actor, actorsAt, cardBy, keysOf } from '../../testdata/wire-actors.ts'
import { judgeCard } from './judge-card.ts'

const north = actor('north')
const next = keysOf('north, next year')
const now = '2027-03-11T08:00:00.000Z'
const known: Peer = {
  organisation: north.organisation,
  name: north.content.organisation.name,
  status: 'trusted',
  card: north.card,
  ...{ offered: null, verified: null, revoked: null, caught: null },
  ...{ introducedAt: actorsAt, changedAt: actorsAt },
}

function newer(change: Partial<CardContent> = {}, by = [north.secrets]): Card {
  return cardBy({ ...north.content, serial: 2, ...change }, by)
}

function does(card: Card, peer: Peer = known): string {
  const verdict = judgeCard(peer, card, now)
  return verdict.does === 'refuse' ? verdict.refusal : verdict.does
}

test('a newer card by the same keys renews the old one', () => {
  expect(does(newer({ address: 'https://elsewhere.example/federate/v1' }))).toBe('renew')
})

test('the same card is nothing new, and an older one was overtaken on its way', () => {
  expect(does(north.card)).toBe('nothing')
  expect(does(newer(), { ...known, card: newer({ serial: 3 }) })).toBe('older')
})

test('new keys renew when the old ones signed too, or announced them; else they wait for a person', () => {
  expect(does(newer({ signs: next.signs }, [next, north.secrets]))).toBe('renew')
  const announced = { ...known, card: cardBy({ ...north.content, nextSigns: next.signs }, [north.secrets]) }
  expect(does(newer({ signs: next.signs }, [next]), announced)).toBe('renew')
  expect(does(newer({ signs: next.signs }, [next]))).toBe('offer')
  const others = { ...known, card: cardBy({ ...north.content, nextSigns: keysOf('other').signs }, [north.secrets]) }
  expect(does(newer({ signs: next.signs }, [next]), others)).toBe('offer')
})

test('keys that announced nobody cannot be vouched for by a stranger who signs beside them', () => {
  expect(does(newer({ signs: next.signs }, [next, keysOf('mallory')]))).toBe('offer')
})

test('facts that decide who may read never change by themselves', () => {
  const { organisation } = north.content
  for (const change of [{ name: 'Another' }, { kind: 'union-body' }, { country: 'FR' }, { groups: ['NATO'] }])
    expect(does(newer({ organisation: { ...organisation, ...change } }))).toBe('offer')
  expect(does(newer({ organisation: { ...organisation, sectors: ['energy'] } }))).toBe('renew')
  expect(does(newer({ log: `${north.content.log}x` }))).toBe('offer')
  expect(does(newer({ organisation: { ...organisation, id: actor('south').organisation } }))).toBe('other-organisation')
})

test('a card that has ended, or is of a day to come, is refused', () => {
  expect(does(newer({ expiresAt: now }))).toBe('expired')
  expect(does(newer({ issuedAt: '2027-03-12T08:00:00.001Z' }))).toBe('from-the-future')
  expect(does(newer({ issuedAt: '2027-03-12T08:00:00.000Z' }))).toBe('renew')
})

test('a revoked peer is trusted by no card; new keys wait for a person, the old ones never', () => {
  const revoked: Peer = { ...known, status: 'revoked', revoked: { by: 'x', at: now, reason: 'Stolen.' } }
  expect(does(newer(), revoked)).toBe('nothing')
  expect(does(newer({ signs: next.signs }, [next]), revoked)).toBe('offer')
  expect(does(newer({ signs: next.signs }, [next, north.secrets]), revoked)).toBe('offer')
})

test('a card that a person put aside is not offered again, a newer one is', () => {
  const aside = { ...known, putAside: 2 }
  expect(does(newer({ signs: next.signs }, [next]), aside)).toBe('nothing')
  expect(does(newer({ signs: next.signs, serial: 3 }, [next]), aside)).toBe('offer')
})

test('a card by the trusted keys is taken though another one waits that claims a higher number', () => {
  const offered = newer({ serial: 9, signs: next.signs }, [next])
  expect(does(newer({ serial: 5 }), { ...known, offered })).toBe('renew')
  expect(does(offered, { ...known, offered })).toBe('nothing')
})

test('while nobody trusts it, whatever its node says next takes its place, other keys too', () => {
  expect(does(newer({ signs: next.signs }, [next]), { ...known, status: 'introduced' })).toBe('renew')
})

test('one of the two keys alone is not the same keys', () => {
  const half = { ed25519: north.content.signs.ed25519, mlDsa65: next.signs.mlDsa65 }
  const mixed: Card = { ...newer(), content: { ...newer().content, signs: half }, signatures: [] }
  expect(does(mixed)).toBe('offer')
  expect(
    does({ ...mixed, content: { ...mixed.content, signs: { ...next.signs, mlDsa65: north.content.signs.mlDsa65 } } }),
  ).toBe('offer')
})
