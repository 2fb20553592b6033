// The life of an exercise.
import { expect, test } from 'vitest'
import { exerciseStates } from '../../model/exercise.ts'
import { exerciseEvents, stateAfter, statesFor } from './lifecycle.ts'

test('what has ended is ended: nothing can be done with it', () => {
  expect(exerciseEvents.map((event) => stateAfter('ended', event))).toEqual(exerciseEvents.map(() => null))
})

test('every event can be done in some state, and leads to a state that there is', () => {
  for (const event of exerciseEvents) {
    expect(statesFor(event).length, event).toBeGreaterThan(0)
    for (const state of statesFor(event)) expect(exerciseStates).toContain(stateAfter(state, event))
  }
})
