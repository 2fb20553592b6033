// Text cut where facts begin and end.
import { expect, test } from 'vitest'
import { cutText, type Fact } from './spans.ts'

const fact = (id: string, ...spans: [number, number][]): Fact => ({
  id,
  kind: 'place',
  title: id,
  why: '',
  spans: spans.map(([start, end]) => ({ start, end })),
})

test('the pieces together are the text, and each knows the facts on it', () => {
  const text = 'Card payments failed in Germany and Austria.'
  const pieces = cutText(text, [fact('DE', [24, 31]), fact('AT', [36, 43])])
  expect(pieces.map((it) => it.text).join('')).toBe(text)
  expect(pieces.filter((it) => it.facts.length > 0).map((it) => [it.text, it.facts[0]?.id])).toEqual([
    ['Germany', 'DE'],
    ['Austria', 'AT'],
  ])
})

test('facts that overlap are both on the piece that they share', () => {
  const pieces = cutText('abcdef', [fact('one', [0, 4]), fact('two', [2, 6])])
  expect(pieces.map((it) => [it.text, it.facts.map((on) => on.id)])).toEqual([
    ['ab', ['one']],
    ['cd', ['one', 'two']],
    ['ef', ['two']],
  ])
})

test('a span outside of the text is left out, and the text stays whole', () => {
  const pieces = cutText('short', [fact('far', [3, 90]), fact('back', [4, 2])])
  expect(pieces).toEqual([{ start: 0, text: 'short', facts: [] }])
})
