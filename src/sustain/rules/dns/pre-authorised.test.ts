// What a plan may do alone: nothing without permission, and nothing beyond it.
import { expect, test } from 'vitest'
import type { Plan } from '../../model/failover.ts'
import { type AloneAsk, quietSeconds, whyAsk } from './pre-authorised.ts'

const now = '2027-03-01T12:00:00.000Z'
const allowed: NonNullable<Plan['preAuthorised']> = {
  person: '01980f3c-8a00-7000-8000-000000000001',
  at: '2027-02-01T00:00:00.000Z',
  until: '2027-04-01T00:00:00.000Z',
  mostMovesPerDay: 2,
  rollBack: false,
  only: ['failing'],
}
const asked = (more: Partial<AloneAsk> = {}): string | null =>
  whyAsk({
    plan: { preAuthorised: allowed, active: true },
    ...{ health: 'failing', movesOfDay: 0, personMayDecide: true, now },
    ...more,
  })

test('within everything that was allowed nobody is asked', () => {
  expect(asked()).toBeNull()
  expect(asked({ movesOfDay: 1 })).toBeNull()
})

test.each<[string, Partial<AloneAsk>]>([
  ['nobody allowed anything', { plan: { preAuthorised: null, active: true } }],
  ['the plan is at rest', { plan: { preAuthorised: allowed, active: false } }],
  ['the permission ended this moment', { now: allowed.until }],
  ['whoever allowed it may decide no more', { personMayDecide: false }],
  ['it was allowed for another verdict', { health: 'slow' }],
  ['it moved so often today already', { movesOfDay: 2 }],
  ['the way back was not allowed', { health: null }],
])('somebody is asked when %s', (_title, more) => {
  expect(asked(more)).toMatch(/\.$/)
})

test('what was dismissed is quiet for as long as a move would stay, what failed for a minute', () => {
  const hysteresis = { failingSeconds: 2, wellSeconds: 300, leastSeconds: 600 }
  expect(quietSeconds('dismissed', hysteresis)).toBe(600)
  expect(quietSeconds('failed', hysteresis)).toBe(60)
  expect(quietSeconds('returned', hysteresis)).toBe(0)
})
