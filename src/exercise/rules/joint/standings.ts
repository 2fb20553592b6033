// What one node tells another of what became of its expectations and decisions, and what is believed of that.
import { instant } from '#kernel/time.ts'
import type { Choice, Standing } from '../../model/joint.ts'
import type { Scenario } from '../../model/scenario.ts'
import { type Course, settledStates } from '../run/course.ts'
import { expectedIsHere, participantOf, whoIsToDo } from './places.ts'

export interface Known {
  settled: readonly Standing[]
  chosen: readonly Choice[]
}

/** Of what is judged here: all that has been asked. Nothing of what is to come. */
export function standingsHere(course: Course, scenario: Scenario, here: ReadonlySet<string>): Standing[] {
  return course
    .followed()
    .filter(({ expected, state }) => state !== 'waiting' && expectedIsHere(expected, scenario, here))
    .map(({ expected, state, at }) => ({ expected: expected.id, state, at: momentOrNull(at) }))
}

/** What has been settled anywhere, as far as this node knows, of expectations that somebody in particular is to meet. */
export function settledAnywhere(course: Course): Standing[] {
  return course
    .followed()
    .filter(({ expected, state }) => settledStates.has(state) && whoIsToDo(expected) !== null)
    .map(({ expected, state, at }) => ({ expected: expected.id, state, at: momentOrNull(at) }))
}

export function choicesOf(course: Course, { injects }: Scenario): Choice[] {
  const chosen = course.chosen().flatMap(({ inject, option, at }) => {
    const content = injects.find(({ id }) => id === inject)?.content
    const place = content?.channel === 'decision' ? content.options.indexOf(option) : -1
    return place < 0 ? [] : [{ inject, option: place, at: instant(new Date(at)) }]
  })
  return chosen.sort((a, b) => a.inject.localeCompare(b.inject))
}

/** Of what is said, only what these participants were to do or to decide: nobody reports what others do. */
export function believed(said: Known, scenario: Scenario, theirs: ReadonlySet<string>): Known {
  const decides = (ref: string) => {
    const content = scenario.injects.find(({ id }) => id === ref)?.content
    return content?.channel === 'decision' && theirs.has(participantOf(scenario, content.by))
  }
  const theirsToDo = (ref: string) => {
    const expected = scenario.expected.find(({ id }) => id === ref)
    // What nobody in particular is to do, each node judges for its own people alone.
    return expected !== undefined && whoIsToDo(expected) !== null && expectedIsHere(expected, scenario, theirs)
  }
  return {
    settled: said.settled.filter(({ expected }) => theirsToDo(expected)),
    chosen: said.chosen.filter(({ inject }) => decides(inject)),
  }
}

function momentOrNull(at: number | null): string | null {
  return at === null ? null : instant(new Date(at))
}
