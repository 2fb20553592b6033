// Lives of claims and follow-ups: every cell is filled, and what leads somewhere leads to a status there is.
import { expect, test } from 'vitest'
import { claimStatuses, followUpStatuses } from '../../model/ledger.ts'
import { claimEvents, claimLifecycle, followUpEvents, followUpLifecycle } from './lifecycle.ts'

test('every status of a claim answers every event', () => {
  for (const status of claimStatuses) {
    for (const event of claimEvents) {
      const to = claimLifecycle[status][event]
      expect(to === null || claimStatuses.includes(to), `${status} ${event}`).toBe(true)
    }
  }
})

test('every status of a follow-up answers every event', () => {
  for (const status of followUpStatuses) {
    for (const event of followUpEvents) {
      const to = followUpLifecycle[status][event]
      expect(to === null || followUpStatuses.includes(to), `${status} ${event}`).toBe(true)
    }
  }
})

test('a retracted claim takes nothing but its way back', () => {
  expect(Object.entries(claimLifecycle.retracted).filter(([, to]) => to !== null)).toEqual([['restore', 'standing']])
})

test('only an open promise falls due, and falling due ends nothing', () => {
  for (const status of followUpStatuses)
    expect(followUpLifecycle[status]['fall due']).toBe(status === 'open' ? 'open' : null)
})
