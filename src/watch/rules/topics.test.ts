// Incidents are known as incidents, everything else is not, and ordinary news raises no cyber topic.
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import type { Classification } from '../model.ts'
import { cyberNoIncident, incidents, ordinary } from '../testdata/news.ts'
import { stories } from '../testdata/stories.ts'
import { classify, type TopicsIndex } from './topics.ts'

let index: TopicsIndex
beforeAll(async () => {
  index = (await loadLexicons()).topics
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
