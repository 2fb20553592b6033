// A requirement is met by everything it names, and by nothing less.
import { expect, test } from 'vitest'
import type { Asked } from './requirements.ts'
import { askedOf, isEmptyQuery, meets, suppliersIn } from './requirements.ts'

const span = { start: 0, end: 1 }
const item: Asked['item'] = {
  title: 'Water works stopped by ransomware',
  text: 'A water utility in Denmark said that its pumps stopped. Musterwerk Cloud hosts them.',
  topics: [{ topic: 'incident.ransomware', score: 9, hits: [] }],
  sectors: [{ sector: 'drinking_water', role: 'own', score: 5, hits: [] }],
  places: [{ text: 'Denmark', span, country: 'DK', kind: 'country', ambiguous: false, why: '' }],
  names: [
    { text: 'Musterwerk Cloud', span, mentions: [span], type: 'organisation', by: 'watch-list', known: 'n1', why: '' },
  ],
  incident: true,
}
const asked = askedOf(item)

test('all that is named must hold, and each reason is given', () => {
  expect(meets({ topics: ['incident'], countries: ['SE', 'DK'], incident: true }, asked)).toEqual([
    'tells of an incident',
    'topic incident',
    'country DK',
  ])
  expect(meets({ topics: ['incident'], countries: ['SE'] }, asked)).toBeNull()
})

test('a topic or a sector holds for what lies under it, not for what only begins alike', () => {
  expect(meets({ topics: ['incident.ransom'] }, asked)).toBeNull()
  expect(meets({ sectors: ['drinking_water'] }, asked)).toEqual(['sector drinking_water'])
})

test('a phrase is found by its words, a star opens its end, and part of a word is no word', () => {
  expect(meets({ words: ['pumps stopped'] }, asked)).toEqual(['word pumps stopped'])
  expect(meets({ words: ['pump'] }, asked)).toBeNull()
  expect(meets({ words: ['pump*'] }, asked)).toEqual(['word pump*'])
  expect(meets({ names: ['musterwerk cloud'] }, asked)).toEqual(['name musterwerk cloud'])
})

test('a query without anything to look for is empty, whatever it says of incidents', () => {
  expect(isEmptyQuery({ incident: true })).toBe(true)
  expect(isEmptyQuery({ words: [] })).toBe(true)
  expect(isEmptyQuery({ words: ['pump'] })).toBe(false)
})

test('a supplier is found only where somebody depends on it and the text tells of an incident', () => {
  const supplier = {
    id: 'n1',
    text: 'Musterwerk Cloud',
    aliases: [],
    type: 'organisation' as const,
    rejected: false,
    by: 'watch-list' as const,
    sectors: [],
    concerns: ['o1'],
  }
  expect(suppliersIn(item, [supplier]).map(({ name }) => name.id)).toEqual(['n1'])
  expect(suppliersIn(item, [{ ...supplier, concerns: [] }])).toEqual([])
  expect(suppliersIn({ ...item, incident: false, topics: [] }, [supplier])).toEqual([])
})
