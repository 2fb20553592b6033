// Sentences end where they end: not at titles, initials, dates or inside numbers, and always at a line end.
import { expect, test } from 'vitest'
import { MAX_SENTENCE, sentencesOf } from './sentences.ts'

const cut = (text: string, language?: string) =>
  sentencesOf(text, language).map(({ start, end }) => text.slice(start, end))

test('a title, an initial and a country do not end a sentence', () => {
  expect(cut('Mr. Musk owns X. Rep. J. Doe of the U.S. house spoke. It rained.')).toEqual([
    'Mr. Musk owns X.',
    'Rep. J. Doe of the U.S. house spoke.',
    'It rained.',
  ])
})

test('letters with dots end a sentence before a capital letter', () => {
  expect(cut('It is based in the U.S. The firm said so.')).toEqual(['It is based in the U.S.', 'The firm said so.'])
})

test('a closing quotation mark stays with its sentence, an opening one with the next', () => {
  expect(cut('"We know." "We do not," he said. "Then ask."')).toEqual([
    '"We know."',
    '"We do not," he said.',
    '"Then ask."',
  ])
})

test('a line end always ends a sentence', () => {
  expect(cut('Breach at Smiths\n\nSmiths Group said so. Shares fell.')).toEqual([
    'Breach at Smiths',
    'Smiths Group said so.',
    'Shares fell.',
  ])
})

test('a German date keeps its ordinal, and z. B. its dots', () => {
  expect(cut('Das war am 10. März bekannt. Es gab z. B. Ausfälle.', 'de')).toEqual([
    'Das war am 10. März bekannt.',
    'Es gab z. B. Ausfälle.',
  ])
})

test('no sentence is longer than the bound, and nothing but white space is lost', () => {
  const text = 'word '.repeat(4_000) + 'a'.repeat(5_000)
  const pieces = cut(text)
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(MAX_SENTENCE)
  expect(pieces.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''))
})

test.each(['said ', 'a', '1', '. ', '"', 'U.S. ', '\n', '("'])(
  '100 kB of %j are cut without work that grows by the square',
  (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    const started = process.cpuUsage()
    sentencesOf(text)
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1000).toBeLessThan(3000)
  },
)
