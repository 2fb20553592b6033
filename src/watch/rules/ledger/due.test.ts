// When a promise falls due.
import { expect, test } from 'vitest'
import { dueFrom } from './due.ts'

const published = '2025-01-31T10:00:00.000Z'

test.each([
  ['PT24H', '2025-02-01T10:00:00.000Z'],
  ['PT90M', '2025-01-31T11:30:00.000Z'],
  ['P3D', '2025-02-03T10:00:00.000Z'],
  ['P2W', '2025-02-14T10:00:00.000Z'],
  ['P1M', '2025-02-28T10:00:00.000Z'],
  ['P12M', '2026-01-31T10:00:00.000Z'],
  ['P1Y', '2026-01-31T10:00:00.000Z'],
])('%s counts from the publication', (text, due) => {
  expect(dueFrom(text, published).due).toBe(due)
})

test.each([
  ['2025-03-11', '2025-03-11T23:59:59.999Z'],
  ['2025-03-10T09:45Z', '2025-03-10T09:45:00.000Z'],
  ['2025-03-10T09:45+02:00', '2025-03-10T07:45:00.000Z'],
  ['2025-02', '2025-02-28T23:59:59.999Z'],
  ['2025-Q1', '2025-03-31T23:59:59.999Z'],
  ['2025-H1', '2025-06-30T23:59:59.999Z'],
  ['2030', '2030-12-31T23:59:59.999Z'],
  ['2024-11/2024-12', '2024-12-31T23:59:59.999Z'],
])('%s is due at its end, whenever it was published', (text, due) => {
  expect(dueFrom(text, null).due).toBe(due)
  expect(dueFrom(text, published).due).toBe(due)
})

test('what counts from an unknown day has no due time, and asks for one', () => {
  expect(dueFrom('PT24H', null)).toMatchObject({ due: null, why: expect.stringContaining('give a date') })
})

test.each([null, '', 'soon', 'P', 'PT', 'XXXX-02-27', '2025-02-30', '2025-13-01', 'P9999Y', '2025-03-10T99:99Z'])(
  '%s is no time to wait for',
  (text) => {
    expect(dueFrom(text, published).due).toBeNull()
  },
)
