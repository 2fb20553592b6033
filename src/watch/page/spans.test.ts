// Text cut where facts begin and end.
import { expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import { cutText, type Fact } from './spans.ts'

const fact = (id: string, ...spans: [number, number][]): Fact => ({
  id,
  kind: 'place',
  title: id,
  why: '',
  spans: spans.map(([start, end]) => ({ start, end })),
  at: [0],
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

test('of two facts on the same words the shorter one comes first', () => {
  const pieces = cutText('The operator said so.', [fact('claim', [0, 21]), fact('name', [4, 12])])
  expect(pieces[1]).toMatchObject({ text: 'operator', facts: [{ id: 'name' }, { id: 'claim' }] })
})

test('words that only belong to a fact are told apart from its own', () => {
  const claim = { ...fact('claim', [9, 12]), also: [{ start: 0, end: 3 }] }
  const pieces = cutText('She said: it is so', [claim])
  expect(pieces.map((it) => [it.text, it.facts.length, it.also.length])).toEqual([
    ['She', 0, 1],
    [' said:', 0, 0],
    [' it', 1, 0],
    [' is so', 0, 0],
  ])
})

test('a span outside of the text is left out, and the text stays whole', () => {
  const pieces = cutText('short', [fact('far', [3, 90]), fact('back', [4, 2])])
  expect(pieces).toEqual([{ start: 0, text: 'short', facts: [], also: [] }])
})

test('a long text with thousands of facts is cut at once', () => {
  const text = 'word '.repeat(20_000)
  const facts = Array.from({ length: 10_000 }, (_, n) => fact(`f${n}`, [n * 10, n * 10 + 4]))
  const before = busyMs()
  expect(cutText(text, facts).length).toBe(20_000)
  expect(busyMs() - before).toBeLessThan(1000)
})
