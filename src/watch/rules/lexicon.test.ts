// An organisation changes the lexicons: terms added, weighed anew and switched off, and every hit is counted.
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import { countHits, faultOf } from './lexicon.ts'
import { termsOfSectors, withSectorChanges } from './sectors/data.ts'
import { compileSectors, findSectors } from './sectors.ts'
import { termsOfTopics } from './topics/data.ts'
import { classify, compileTopics, withChanges } from './topics.ts'

let lexicons: Awaited<ReturnType<typeof loadLexicons>>
beforeAll(async () => {
  lexicons = loadLexicons()
})

const text = 'Gremlin storm at utility\nA gremlin storm reached the servers of the utility on Monday.'
const topicsOf = (changes: Parameters<typeof withChanges>[1], words = text, language = 'en') =>
  classify(words, words.indexOf('\n'), compileTopics(withChanges(lexicons.topics.data, changes)), { language })

test('a term that was added is found, with the pattern as it was written', () => {
  expect(topicsOf([]).topics.map(({ topic }) => topic)).not.toContain('incident.dos')
  const made = topicsOf([{ of: 'incident.dos', language: 'en', pattern: 'gremlin storm*', weight: 6 }])
  expect(made.topics[0]).toMatchObject({ topic: 'incident.dos', hits: [{ pattern: 'gremlin storm*' }, {}] })
})

test('a weight of nothing switches a term of the data off, and the data stays as it is', () => {
  const ddos = 'Site gone\nA DDoS on Monday.'
  const off = ['ddos', 'ddos attack*'].map((pattern) => ({ of: 'incident.dos', language: 'en', pattern, weight: 0 }))
  expect(topicsOf([], ddos).topics.map(({ topic }) => topic)).toContain('incident.dos')
  expect(topicsOf(off, ddos).topics.map(({ topic }) => topic)).not.toContain('incident.dos')
  expect(topicsOf([], ddos).topics.map(({ topic }) => topic)).toContain('incident.dos')
})

test('a change counts in its language only', () => {
  const german = 'Heinzelmann im Netz\nDer Heinzelmann legte die Server lahm.'
  const change = { of: 'incident.dos', pattern: 'heinzelmann*', weight: 6 }
  const found = (language: string) => topicsOf([{ ...change, language }], german, 'de').topics.map(({ topic }) => topic)
  expect(found('de')).toContain('incident.dos')
  expect(found('en')).not.toContain('incident.dos')
})

test('a pattern that cannot be read changes nothing', () => {
  expect(topicsOf([{ of: 'incident.dos', language: 'en', pattern: '<nowhere> storm', weight: 9 }])).toEqual(
    topicsOf([]),
  )
  expect(faultOf('<nowhere> storm')).toContain('<nowhere>')
  expect(faultOf('gremlin| storm')).not.toBeNull()
  expect(faultOf('gremlin storm*')).toBeNull()
})

test('sectors change alike', () => {
  const data = withSectorChanges(lexicons.sectors.data, [
    { of: 'energy.gas', language: 'en', pattern: 'gremlin*', weight: 5 },
  ])
  expect(findSectors(text, text.indexOf('\n'), compileSectors(data))[0]?.sector).toBe('energy.gas')
})

test('every term is told with its weight, its language and the score that its owner needs', () => {
  expect(termsOfTopics(lexicons.topics.data)).toContainEqual({
    of: 'incident.dos',
    language: 'en',
    pattern: 'ddos',
    weight: 6,
    threshold: 7,
  })
  expect(new Set(termsOfTopics(lexicons.topics.data).map(({ language }) => language))).toEqual(
    new Set(['en', 'de', 'fr', 'es']),
  )
  expect(termsOfSectors(lexicons.sectors.data).length).toBeGreaterThan(300)
})

test('hits are counted by topic and pattern, most first', () => {
  const hit = (pattern: string) => ({ pattern })
  expect(
    countHits([
      { topic: 'a', hits: [hit('x'), hit('y'), hit('x')] },
      { sector: 'b', hits: [hit('x')] },
    ]),
  ).toEqual([
    { of: 'a', pattern: 'x', times: 2 },
    { of: 'a', pattern: 'y', times: 1 },
    { of: 'b', pattern: 'x', times: 1 },
  ])
})

test('no pattern of the data is unreadable, and no topic or sector of a language is unknown', () => {
  const { topics, sectors } = lexicons
  const known = new Set(topics.data.topics.map(({ topic }) => topic))
  for (const { language, topics: words, lists } of topics.data.words ?? []) {
    for (const [topic, patterns] of Object.entries(words)) {
      expect(known, language).toContain(topic)
      for (const pattern of Object.keys(patterns)) expect(faultOf(pattern, lists), `${language} ${pattern}`).toBeNull()
    }
  }
  const ids = new Set(sectors.data.sectors.map(({ sector }) => sector))
  for (const { sectors: words } of sectors.data.words ?? [])
    for (const id of Object.keys(words)) expect(ids).toContain(id)
  for (const { patterns } of topics.data.topics)
    for (const pattern of Object.keys(patterns)) expect(faultOf(pattern, topics.data.lists), pattern).toBeNull()
})
