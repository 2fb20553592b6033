// What no stage knows in the language of an item is said on it in plain words, and never looks like an empty answer.
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import { digests } from '../testdata/digests.ts'
import { loadTools } from '../tools.ts'
import { type AnalyseWith, analyse } from './analyse.ts'

let using: AnalyseWith
beforeAll(async () => {
  using = { ...loadLexicons(), tools: await loadTools() }
})

function read(text: string) {
  const [item] = analyse({ text, kind: 'plain', title: null, publishedAt: null, url: null, split: false }, using).items
  return { language: item?.language.code, uncovered: (item?.uncovered ?? []).join('\n') }
}

const digest = (language: string): string =>
  (digests.find((one) => one.language === language)?.stories ?? [])
    .slice(0, 1)
    .map(({ title, body }) => [title, ...body].join('\n\n'))
    .join('')

test('a Finnish item says what was not looked at', () => {
  const { language, uncovered } = read(digest('fi'))
  expect(language).toBe('fi')
  for (const words of ['times: numeric dates only in fi', 'topics: a few terms only in fi', 'sectors: by the register'])
    expect(uncovered).toContain(words)
})

test.each(['de', 'fr', 'es'])('a %s item is read in full for times, topics and sectors', (code) => {
  const { language, uncovered } = read(digest(code))
  expect(language).toBe(code)
  expect(uncovered).not.toMatch(/^(?:times|topics|sectors):/m)
})

test('an unknown language is called so', () => {
  expect(read('12 + 30 = 42 ok').uncovered).toContain('a language that is not known')
})
