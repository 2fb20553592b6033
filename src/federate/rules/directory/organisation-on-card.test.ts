// What of a card becomes an organisation here: what decides who may read must be known, the rest may be newer than this version.
import { expect, test } from 'vitest'
import type { Card } from '../../model/wire.ts'
import { actor } from '../../testdata/wire-actors.ts'
import { organisationOn } from './organisation-on-card.ts'

const { card } = actor('north')
const known = { countries: new Set(['BE', 'FR']), sectors: new Set(['energy']) }
function on(change: Partial<Card['content']['organisation']>, contacts = card.content.contacts) {
  const organisation = { ...card.content.organisation, country: 'BE', ...change }
  return organisationOn({ ...card, content: { ...card.content, organisation, contacts } }, known)
}
const refused = (change: Parameters<typeof on>[0]) => {
  const reply = on(change)
  return reply.ok ? 'done' : reply.refusal
}

test('a name, a kind and a country that this version does not know are refused: they decide who may read', () => {
  expect(refused({})).toBe('done')
  expect(refused({ kind: 'planet' })).toBe('unusable-card')
  expect(refused({ name: '' })).toBe('unusable-card')
  expect(refused({ country: 'XX' })).toBe('unusable-card')
  expect(refused({ country: null })).toBe('done')
})

test('sectors, groups and contacts that this version does not know are left out, each once', () => {
  const reply = on({ sectors: ['energy', 'asteroids', 'energy'], groups: ['NATO', 'ASTEROIDS', 'NATO'] }, [
    { purpose: 'Duty desk', phone: '+32 2 000 0000' },
    { purpose: 'x'.repeat(500), phone: '+32 2 000 0001' },
  ])
  if (!reply.ok) throw new Error(reply.detail)
  expect(reply.value.sectors).toEqual(['energy'])
  expect(reply.value.groups).toEqual(['NATO'])
  expect(reply.value.contacts).toEqual([{ purpose: 'Duty desk', phone: '+32 2 000 0000' }])
})
