// Digests in many layouts come apart where their stories do; one article stays one; no character is lost.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { digests } from '../testdata/digests.ts'
import { layouts } from '../testdata/layouts.ts'
import { singles } from '../testdata/single.ts'
import { stories } from '../testdata/stories.ts'
import { loadTools } from '../tools.ts'
import { cleanText } from './clean.ts'
import { splitText } from './split.ts'
import type { Tools } from './tools.ts'

let tools: Tools
beforeAll(async () => {
  tools = await loadTools()
})

const first = stories.filter((_, i) => i % 2 === 0)
const second = stories.filter((_, i) => i % 2 === 1)
const sets = [
  { order: 'first wordings', set: first },
  { order: 'second wordings', set: second },
  { order: 'second wordings, last first', set: [...second].reverse() },
]

describe('a digest of ten stories comes apart into ten', () => {
  for (const layout of layouts) {
    test.each(sets)(`with ${layout.name}, $order`, ({ set }) => {
      const source = cleanText(layout.make(set), layout.kind, tools)
      const titles = splitText(source).map(({ title }) =>
        title === null ? '' : source.text.slice(title.start, title.end),
      )
      expect(titles.map((title) => title.toLowerCase())).toEqual(set.map((story) => story.title.toLowerCase()))
    })
  }
})

test.each(singles)('one article stays one: $name', ({ text, kind }) => {
  const source = cleanText(text, kind, tools)
  expect(splitText(source).map((cut) => cut.why)).toHaveLength(1)
})

type Told = { title: string; body: string[] }[]
const joints: [string, (told: Told) => string][] = [
  ['blank lines', (told) => told.map(({ title, body }) => [title, ...body].join('\n\n')).join('\n\n')],
  ['single line feeds', (told) => told.map(({ title, body }) => [title, ...body].join('\n')).join('\n')],
  ['numbers', (told) => told.map(({ title, body }, i) => [`${i + 1}. ${title}`, ...body].join('\n\n')).join('\n\n')],
  ['dashes', (told) => told.map(({ title, body }) => [title, ...body].join('\n\n')).join('\n\n---\n\n')],
]
const titlesOf = (text: string): string[] => {
  const source = cleanText(text, 'plain', tools)
  return splitText(source).map(({ title }) => (title === null ? '' : source.text.slice(title.start, title.end)))
}

describe('digests in other languages come apart', () => {
  for (const [name, join] of joints) {
    test.each(digests)(`$language, with ${name}`, ({ stories: told }) => {
      expect(titlesOf(join(told))).toEqual(told.map(({ title }) => cleanText(title, 'plain', tools).text))
    })
  }
})

test('of two accounts of one event without anything between, the second is found nineteen times in twenty', () => {
  let asked = 0
  const missed: string[] = []
  for (const one of stories) {
    for (const other of stories) {
      if (one === other || one.story !== other.story) continue
      asked += 1
      const titles = titlesOf(joints[0]![1]([one, other]))
      if (titles.length !== 2 || titles[1] !== cleanText(other.title, 'plain', tools).text) missed.push(other.title)
    }
  }
  expect(asked).toBeGreaterThan(15)
  expect(missed.length).toBeLessThanOrEqual(asked * 0.05)
})

const ENDINGS = ['in the U.S.', 'from Acme Corp.', 'near Washington, D.C.']
test.each(ENDINGS)('a headline that ends "%s" begins an article', (ending) => {
  const [a, b] = [first[0]!, first[1]!]
  const title = `Port operator orders twelve electric cranes ${ending}`
  const body =
    'A port operator has ordered twelve electric cranes, it said on Friday. The cranes are to be delivered by the end of the year.'
  const text = [a.title, ...a.body, title, body, b.title, ...b.body].join('\n\n')
  expect(titlesOf(text)).toEqual([a.title, title, b.title])
})

test.each(ENDINGS)('a sentence of its own that ends "%s" begins none', (ending) => {
  const { title, body } = first[1]!
  const text = [title, body[0], `Some of the suppliers are based ${ending}`, ...body.slice(1)].join('\n\n')
  expect(titlesOf(text)).toHaveLength(1)
})

test('every cut says why it was made', () => {
  const source = cleanText(layouts[0]!.make(first), 'plain', tools)
  for (const cut of splitText(source)) expect(cut.why).not.toBe('')
})

test('the cuts partition any text, and the content of each lies inside it', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '',
      '---',
      '***',
      '1. One',
      '2. Two',
      '## Head',
      'Read more: https://a.example/x',
      'Story 1',
      'Title: A',
    ),
    fc.constantFrom(...stories.map((story) => story.title)),
    fc.constantFrom(...stories.flatMap((story) => story.body)),
    fc.string({ maxLength: 60 }),
  )
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      fc.constantFrom('plain' as const, 'html' as const),
      (lines, kind) => {
        const source = cleanText(lines.join('\n'), kind, tools)
        let at = 0
        for (const { span, content, title } of splitText(source)) {
          expect(span.start).toBe(at)
          expect(content.start >= span.start && content.end <= span.end && content.start <= content.end).toBe(true)
          if (title !== null) expect(title.start >= content.start && title.end <= content.end).toBe(true)
          at = span.end
        }
        if (source.text !== '') expect(at).toBe(source.text.length)
      },
    ),
    { numRuns: 300 },
  )
})
