// Attributions: two different analysts, and never the same one twice.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Acceptance } from '../../model/hypotheses.ts'
import { acceptingAnalysts, isStanding, ofActive, standingNote } from './attribution.ts'

const accepted = (person: string, at = '2027-03-10T09:45:00.000Z'): Acceptance => ({
  person,
  name: `Analyst ${person}`,
  at,
  because: null,
})

test('nobody, one, and the same one twice are too few; two are enough', () => {
  expect(isStanding([])).toBe(false)
  expect(isStanding([accepted('a')])).toBe(false)
  expect(isStanding([accepted('a'), accepted('a', '2027-03-11T09:45:00.000Z')])).toBe(false)
  expect(isStanding([accepted('a'), accepted('b')])).toBe(true)
})

test('it stands exactly when two different persons are among those who accept', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (persons) => {
      expect(isStanding(persons.map((person) => accepted(person)))).toBe(new Set(persons).size >= 2)
    }),
  )
})

test('who no longer works here does not count', () => {
  expect(ofActive([accepted('a'), accepted('b')], new Set(['a']))).toHaveLength(1)
})

test('of one person the latest acceptance is kept', () => {
  expect(acceptingAnalysts([accepted('a', '1'), accepted('a', '2')]).map(({ at }) => at)).toEqual(['2'])
})

test('the note says that addresses do not identify a perpetrator', () => {
  expect(standingNote).toMatch(/^Source addresses do not identify a perpetrator/)
})
