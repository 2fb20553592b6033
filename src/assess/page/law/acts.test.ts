// The acts in words.
import { expect, test } from 'vitest'
import { basisWord, concernsOneOf, headingOf } from './acts.ts'

test('where a fact stands is said by the name of the act, and what names none is left as it is', () => {
  expect(basisWord('cra Art. 2')).toBe('Cyber Resilience Act, Art. 2')
  expect(basisWord('nis2-ir Art. 3(1)(a)')).toBe('NIS2 Implementing Regulation (EU) 2024/2690, Art. 3(1)(a)')
  expect(basisWord('national law')).toBe('national law')
  expect(basisWord(undefined)).toBe('')
})

test('a fact is asked of whom its act names', () => {
  const bank = new Set(['dora'])
  expect(concernsOneOf('dora-rts-reporting Art. 5(6)', bank)).toBe(true)
  expect(concernsOneOf('nccs Art. 24', bank)).toBe(false)
  expect(concernsOneOf(undefined, bank)).toBe(true)
})

test('a type stands under the most special act', () => {
  expect(headingOf(['nis2', 'nis2-ir', 'eidas'])).toBe('nis2-ir')
  expect(headingOf(['dora'])).toBe('dora')
  expect(headingOf([])).toBe('')
})
