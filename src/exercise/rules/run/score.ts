// What an exercise came to: by objective, and as a whole.
import type { ExpectationState, ObjectiveScore } from '../../model/exercise.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Followed } from './course.ts'

const worth: Partial<Record<ExpectationState, number>> = {
  ...{ done: 1, kept: 1, late: 0.5, mismarked: 0.5, missed: 0, broken: 0 },
}

/** Late is in time by its tolerance; still, it counts half. */
export const isMet = (state: ExpectationState) => state === 'done' || state === 'kept' || state === 'late'

export function scoreByObjective(scenario: Scenario, followed: readonly Followed[]): ObjectiveScore[] {
  return scenario.objectives.map(({ id, title }) => {
    const asked = followed.filter(({ expected, state }) => expected.objective === id && worth[state] !== undefined)
    const all = asked.reduce((sum, { expected }) => sum + (expected.weight ?? 1), 0)
    const got = asked.reduce((sum, { expected, state }) => sum + (expected.weight ?? 1) * (worth[state] ?? 0), 0)
    return {
      ...{ objective: id, title, asked: asked.length },
      met: asked.filter(({ state }) => isMet(state)).length,
      score: all === 0 ? null : got / all,
    }
  })
}

/** Every expectation that was asked was met, and none is left open. */
export function allMet(followed: readonly Followed[]): boolean {
  return followed.every(({ state }) => isMet(state) || state === 'not-asked')
}
