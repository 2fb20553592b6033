// Colours of map and matrix: what a number looks like.
import { expect, test } from 'vitest'
import { heatOf, heatWords, worstOf } from './heat.ts'

test('each step of the colour is one word of its legend', () => {
  expect([0, 1, 2, 3, 4, 5, 9, 10, 400].map((open) => heatWords[heatOf(open)])).toEqual([
    '0',
    '1',
    '2',
    '3–4',
    '3–4',
    '5–9',
    '5–9',
    '10+',
    '10+',
  ])
})

test('the worst severity that was judged stands for a place; not judged only where nothing was', () => {
  const none = { red: 0, yellow: 0, green: 0, white: 0, unset: 0 }
  expect(worstOf({ ...none, green: 3, red: 1 })).toBe('red')
  expect(worstOf({ ...none, white: 1, unset: 5 })).toBe('white')
  expect(worstOf({ ...none, unset: 5 })).toBe('unset')
  expect(worstOf(none)).toBeUndefined()
})
