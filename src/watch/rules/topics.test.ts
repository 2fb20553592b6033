// Incidents are known as incidents, everything else is not, and ordinary news raises no cyber topic.
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import type { Classification } from '../model.ts'
import { abroad } from '../testdata/abroad.ts'
import { cyber } from '../testdata/cyber.ts'
import { cyberNoIncident, incidents, ordinary } from '../testdata/news.ts'
import { ordinaryNews } from '../testdata/ordinary.ts'
import { stories } from '../testdata/stories.ts'
import { classify, coversTopics, type TopicsIndex } from './topics.ts'

let index: TopicsIndex
beforeAll(async () => {
  index = loadLexicons().topics
})
const judge = (text: string): Classification => classify(text, text.indexOf('\n'), index)
const storyText = (title: string, body: string[]): string => [title, ...body].join('\n\n')

test.each(stories)('story $story, "$title"', ({ title, body, topic, incident }) => {
  const made = judge(storyText(title, body))
  expect(topic).toContain(made.topics[0]?.topic)
  expect(made.incident).toBe(incident)
})

test.each([...incidents, ...cyberNoIncident])('$topic, incident $incident: $text', ({ text, topic, incident }) => {
  const made = judge(text)
  expect(made.topics[0]?.topic).toBe(topic)
  expect(made.incident).toBe(incident)
})

test.each(ordinary)('ordinary news is no incident and no cyber topic: %s', (text) => {
  const made = judge(text)
  expect(made.incident).toBe(false)
  expect(
    made.topics
      .map((fact) => fact.topic)
      .filter((topic) => /^(?:incident|takedown|policy|platform|content)/.test(topic)),
  ).toEqual([])
})

test('a text about nothing in particular gets no topic at all', () => {
  expect(judge('A walk\nWe went for a walk and saw a dog.').topics).toEqual([])
})

test('every hit points at the words that matched', () => {
  const text = storyText(stories[0]!.title, stories[0]!.body)
  for (const fact of judge(text).topics) {
    expect(fact.hits.length).toBeGreaterThan(0)
    for (const { span, pattern } of fact.hits) {
      const first = pattern.split(/[ |*]/)[0]!
      expect(text.slice(span.start, span.end).toLowerCase().startsWith(first.slice(0, 2))).toBe(true)
    }
  }
})

const isCyber = ({ topics }: Classification): boolean =>
  topics.some(({ topic }) => topic.startsWith('incident.') || topic === 'takedown')

test('of short cyber news nineteen in twenty are flagged, in each of five kinds nine in ten', () => {
  const missed = cyber.filter(({ text }) => !isCyber(judge(text)))
  expect(missed.length).toBeLessThanOrEqual(cyber.length * 0.05)
  for (const kind of new Set(cyber.map((news) => news.kind))) {
    expect(missed.filter((news) => news.kind === kind).length).toBeLessThanOrEqual(3)
  }
})

test('of ordinary news full of the same words one in fifty is flagged at most', () => {
  expect(ordinaryNews.filter((text) => isCyber(judge(text))).length).toBeLessThanOrEqual(ordinaryNews.length * 0.02)
})

test.each(['de', 'fr', 'es'] as const)('in %s cyber news are flagged and ordinary news are not', (language) => {
  const mine = abroad.filter((news) => news.language === language)
  const read = (text: string) => classify(text, text.indexOf('\n'), index, { language })
  const flagged = mine.filter(({ text }) => isCyber(read(text)))
  expect(mine.filter((news) => news.cyber).length).toBeGreaterThanOrEqual(20)
  expect(flagged.filter((news) => news.cyber).length).toBeGreaterThanOrEqual(19)
  expect(flagged.filter((news) => !news.cyber)).toEqual([])
  expect(mine.filter(({ text, cyber: is }) => !is && read(text).incident)).toEqual([])
  expect(mine.filter(({ text, cyber: is }) => is && read(text).incident).length).toBeGreaterThanOrEqual(15)
})

test('English, German, French and Spanish have whole lexicons', () => {
  expect(['en', 'de', 'fr', 'es', 'fi', 'it'].map((language) => coversTopics(language, index))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
})

test.each([
  'Police pull the plug on market for stolen log-ins\nVisitors of the forum now see a seizure banner.',
  'Crime forums show seizure notices\nThe sites of two forums carry a notice of the FBI and Europol.',
  'Agencies took down the domains of a botnet\nThe FBI said that it took down the domains on Thursday.',
])('a takedown: %s', (text) => {
  expect(judge(text).topics[0]?.topic).toBe('takedown')
})

test('a lone word that means other things too carries no topic', () => {
  expect(judge('Nicotine patch helps smokers\nThe patch costs five euros.').topics).toEqual([])
  expect(judge('Hacked to death in the jungle\nThe men carried machetes.').topics).toEqual([])
})
