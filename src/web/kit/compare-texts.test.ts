// The difference of two texts.
import { expect, test } from 'vitest'
import { compareTexts } from './compare-texts.ts'

test('a changed number shows as one word that went and one that came', () => {
  expect(compareTexts('About 4,000 users are affected.', 'About 9,000 users are affected.')).toEqual([
    { kind: 'same', text: 'About ' },
    { kind: 'gone', text: '4,000 ' },
    { kind: 'new', text: '9,000 ' },
    { kind: 'same', text: 'users are affected.' },
  ])
})

test('both texts can be read back from the difference, whatever they are', () => {
  const texts = ['', 'one two three', 'three two one', 'one two\nthree four', 'zwei drei vier fünf', ' a  a  a ']
  for (const before of texts) {
    for (const after of texts) {
      const pieces = compareTexts(before, after)
      expect(
        pieces
          .filter((it) => it.kind !== 'new')
          .map((it) => it.text)
          .join(''),
      ).toBe(before)
      expect(
        pieces
          .filter((it) => it.kind !== 'gone')
          .map((it) => it.text)
          .join(''),
      ).toBe(after)
    }
  }
})

test('texts too long for words are compared without stopping the page', () => {
  const long = 'word '.repeat(60_000)
  const pieces = compareTexts(`${long}end`, `start ${long}`)
  expect(
    pieces
      .filter((it) => it.kind !== 'new')
      .map((it) => it.text)
      .join(''),
  ).toBe(`${long}end`)
})
