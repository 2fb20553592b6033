// Places are whole names with their country; words that only look like places are left alone.
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import { findPlaces, type PlacesIndex } from './places.ts'

let index: PlacesIndex
beforeAll(async () => {
  index = loadLexicons().places
})
const found = (text: string, language = 'en') =>
  findPlaces(text, language, index).map(({ text: words, country }) => `${words}:${country}`)

test('countries, people, cities and regions carry the country code', () => {
  expect(found('Ukrainian experts in Vilnius warned Germany, the U.S. and New South Wales.')).toEqual([
    'Ukrainian:UA',
    'Vilnius:LT',
    'Germany:DE',
    'U.S.:US',
    'New South Wales:AU',
  ])
})

test('the longest name wins', () => {
  expect(found('South Korea and Northern Ireland; New York City; the Democratic Republic of the Congo')).toEqual([
    'South Korea:KR',
    'Northern Ireland:GB',
    'New York City:US',
    'Democratic Republic of the Congo:CD',
  ])
})

test('case tells a country from a word', () => {
  expect(found('They told us to polish the turkey with china.')).toEqual([])
  expect(found('The US told Turkey and China.')).toEqual(['US:US', 'Turkey:TR', 'China:CN'])
})

test('a place that is also a word needs a preposition', () => {
  expect(found('Reading is nice. Nice idea. Split the cost in Split and near Nice.')).toEqual(['Split:HR', 'Nice:FR'])
})

test('longer names that are no places swallow the place in them', () => {
  expect(found('Deutsche Telekom, Bank of America and the Washington Post')).toEqual([])
})

test('Georgia is marked ambiguous', () => {
  expect(findPlaces('A court in Georgia ruled.', 'en', index)).toMatchObject([{ country: 'GE', ambiguous: true }])
})

test.each([
  ['de', 'Deutschland und Österreich', ['DE', 'AT']],
  ['fr', 'la Grèce et la Suède', ['GR', 'SE']],
  ['es', 'España y Países Bajos', ['ES', 'NL']],
  ['hu', 'Németországban és Ukrajnában', ['DE', 'UA']],
  ['fi', 'Saksassa ja Ranskassa', ['DE', 'FR']],
  ['cs', 'v Německu a na Slovensku', ['DE', 'SK']],
  ['pl', 'w Niemczech i Francji', ['DE', 'FR']],
  ['el', 'η Ελλάδα και η Κύπρος', ['GR', 'CY']],
  ['bg', 'България и Румъния', ['BG', 'RO']],
  ['lt', 'Lietuvoje ir Lenkijoje', ['LT', 'PL']],
  ['ga', 'Éire agus an Ghearmáin', ['IE', 'DE']],
  ['mt', 'Malta u Franza', ['MT', 'FR']],
] as const)('countries are known in %s', (language, text, countries) => {
  expect(findPlaces(text, language, index).map((place) => place.country)).toEqual(countries)
})
