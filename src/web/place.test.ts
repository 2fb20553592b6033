// The address: what is kept of it, and what is carried on.
import { expect, test } from 'vitest'
import { asList, checkSearch, listOf } from './place.ts'

test('a realm and a moment that make sense are kept, in one spelling', () => {
  expect(checkSearch({ realm: 'exercise:storm-2027', asOf: '2026-03-09T11:00:00+01:00', tab: 'tasks' })).toEqual({
    realm: 'exercise:storm-2027',
    asOf: '2026-03-09T10:00:00.000Z',
    tab: 'tasks',
  })
})

test('what makes no sense falls back to live and to now, and does not let the old value through', () => {
  const kept = checkSearch({ realm: 'exercise:../x', asOf: 'yesterday' })
  expect(kept).toEqual({ realm: undefined, asOf: undefined })
  expect('realm' in kept && 'asOf' in kept).toBe(true)
})

test('a page that says nothing about realm and moment leaves them to be carried on', () => {
  expect(checkSearch({ tab: 'notes', empty: '' })).toEqual({ tab: 'notes' })
})

test('lists in the address read back as they were written', () => {
  expect(listOf(asList(['DE', 'AT']))).toEqual(['DE', 'AT'])
  expect(asList([])).toBeUndefined()
  expect(listOf(undefined)).toEqual([])
})
