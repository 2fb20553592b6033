// The life of a failover: every cell is filled, what is over stays over, and nothing is changed without a way back.
import { expect, test } from 'vitest'
import { failoverStates } from '../../model/failover.ts'
import { after, failoverEvents, failoverLifecycle, isOpen, whyNot } from './failover-lifecycle.ts'

test('each state says of each event what follows or why not', () => {
  for (const state of failoverStates)
    for (const event of failoverEvents) {
      const cell = failoverLifecycle[state][event]
      if ('to' in cell) expect(failoverStates).toContain(cell.to)
      else expect(cell.not.length).toBeGreaterThan(10)
    }
})

test('dismissed, failed and returned never change again', () => {
  for (const state of ['dismissed', 'failed', 'returned'] as const) {
    expect(isOpen(state)).toBe(false)
    for (const event of failoverEvents) {
      expect(whyNot(state, event)).not.toBeNull()
      expect(after(state, event)).toBe(state)
    }
  }
})

test('only go leads to a change, and from everything that was changed there is a way back', () => {
  const intoSwitching = failoverStates.flatMap((state) =>
    failoverEvents.filter((event) => state !== 'switching' && after(state, event) === 'switching'),
  )
  expect(intoSwitching).toEqual(['go', 'again'])
  expect(failoverStates.filter((state) => after(state, 'again') !== state)).toEqual(['switched'])
  for (const state of ['switched', 'stranded'] as const) expect(after(state, 'back')).toBe('returning')
})
