// Differences word by word: they add up to both texts, whatever the texts are, and never cost more than their bound.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedWords, changesBetween, sameValue } from './differences.ts'

const side = (words: ReturnType<typeof changedWords>, left: 'removed' | 'added') =>
  words
    .filter(({ op }) => op === 'same' || op === left)
    .map(({ text }) => text)
    .join('')

test('a changed word stands between words that stayed', () => {
  expect(changedWords('about 4000 customers', 'about 5200 customers')).toEqual([
    { op: 'same', text: 'about ' },
    { op: 'removed', text: '4000' },
    { op: 'added', text: '5200' },
    { op: 'same', text: ' customers' },
  ])
})

test('both texts can be put together again from what differs', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'Ω', '😀', '.', 'word '), maxLength: 60 })
  fc.assert(
    fc.property(text, text, (from, to) => {
      const words = changedWords(from, to)
      expect(side(words, 'removed')).toBe(from)
      expect(side(words, 'added')).toBe(to)
    }),
  )
})

test('two long texts that share nothing are shown one after the other, at once', () => {
  const from = Array.from({ length: 4_000 }, (_, n) => `a${n}`)
    .join(' ')
    .slice(0, 20_000)
  const to = Array.from({ length: 4_000 }, (_, n) => `b${n}`)
    .join(' ')
    .slice(0, 20_000)
  const words = changedWords(from, to)
  expect([side(words, 'removed') === from, side(words, 'added') === to]).toEqual([true, true])
  expect(changedWords('x'.repeat(30_000), 'y').length).toBe(2)
})

test('fields are compared in the order of the form, and what is equal is only counted', () => {
  const field = (value: string | string[] | null) => ({ value, sources: [], edited: false, by: 'x', at: 'y' })
  const from = { b: field('one'), a: field(['x']), gone: field('was'), same: field('s') }
  const to = { b: field('two'), a: field(['x', 'y']), same: field('s'), empty: field(null) }
  const { changes, same } = changesBetween(from, to, [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' },
  ])
  expect(changes.map(({ field: id, label, from: before, to: after }) => [id, label, before, after])).toEqual([
    ['a', 'A', ['x'], ['x', 'y']],
    ['b', 'B', 'one', 'two'],
    ['gone', 'gone', 'was', null],
  ])
  expect(same).toBe(1)
  expect([sameValue(['a'], ['a']), sameValue(['a', 'b'], ['b', 'a']), sameValue('1', 1)]).toEqual([true, false, false])
})
