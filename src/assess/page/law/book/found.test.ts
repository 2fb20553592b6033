// Finding something in the law.
import { expect, test } from 'vitest'
import { fits, wordsOf } from './found.ts'

test('every word counts, wherever it stands and however it is written', () => {
  expect(fits(wordsOf(' Cloud  MINUTES '), 'minutes of unavailability', 'a cloud service')).toBe(true)
  expect(fits(wordsOf('cloud bank'), 'a cloud service')).toBe(false)
  expect(fits(wordsOf(''), 'anything')).toBe(true)
  expect(fits(wordsOf(undefined))).toBe(true)
})
