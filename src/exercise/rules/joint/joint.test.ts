// One exercise on several nodes: who sits where, whose clock goes, what is believed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '#platform/worker.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { Joint, Story } from '../../model/joint.ts'
import type { Scenario } from '../../model/scenario.ts'
import { createCourse } from '../run/course.ts'
import { readScenario } from '../scenario/read.ts'
import { stepsToFollow } from './follow.ts'
import { expectedIsHere, injectIsHere } from './places.ts'
import { believed, settledAnywhere, standingsHere } from './standings.ts'
import { leaderAt, type Patience, paceFor, silentSince, storyTold, worthTelling } from './story.ts'

const text = readFileSync(join(packageRoot(), 'src/exercise/testdata/two-places.yaml'), 'utf8')
const scenario = readScenario(text).scenario as Scenario
const patience: Patience = { wordEveryMs: 60_000, silentAfterMs: 300_000, slackMs: 2_000 }
const real = (seconds: number) => new Date(Date.UTC(2027, 0, 1) + seconds * 1_000)
const story = (minutes: number) => new Date(Date.parse(scenario.startsAt) + minutes * 60_000).toISOString()
const told = (more: Partial<Story> = {}): Story => ({
  ...{ state: 'running', speed: 60, because: null, playedAnew: null },
  ...{ at: { storyAt: story(0), realAt: real(0).toISOString(), speed: 60 } },
  ...more,
})
const inject = (id: string) => scenario.injects.find((one) => one.id === id) as Scenario['injects'][number]
const expected = (id: string) => scenario.expected.find((one) => one.id === id) as Scenario['expected'][number]

test('an inject comes where those sit whom it is for: by what may see it, by who is called, and everywhere when it is for all', () => {
  const [csirt, bank] = [new Set(['csirt']), new Set(['bank'])]
  const where = (id: string) => [csirt, bank].map((here) => injectIsHere(inject(id), scenario, here))
  expect(where('outage')).toEqual([true, true])
  expect(where('call-bank')).toEqual([false, true])
  expect(where('call-csirt')).toEqual([true, false])
  expect([csirt, bank].map((here) => expectedIsHere(expected('bank-incident'), scenario, here))).toEqual([false, true])
  // Named by the participant rather than by a seat.
  expect([csirt, bank].map((here) => expectedIsHere(expected('bank-again'), scenario, here))).toEqual([false, true])
})

test('the leader tells where it goes: to a moment that it jumps to, to the end when nothing holds it, and nowhere while it stands', () => {
  const clock = { storyAt: story(5), realAt: real(0).toISOString(), speed: 0 }
  const { startsAt, endsAt } = scenario
  const exercise = { ...{ speed: 60, jumpTo: null, endedBecause: null }, scenario: { startsAt, endsAt } }
  const of = (more: object) => storyTold({ ...exercise, ...more } as Exercise, clock, real(1), null).at
  expect(of({ state: 'running' })).toMatchObject({ storyAt: story(5), speed: 60 })
  expect(of({ state: 'paused' })).toMatchObject({ storyAt: story(5), speed: 0 })
  expect(of({ state: 'paused', jumpTo: story(30) })).toMatchObject({ storyAt: story(30), speed: 0 })
  expect(of({ state: 'running', speed: 0 })).toMatchObject({ storyAt: endsAt, speed: 0 })
  // While the scene is set, nobody runs ahead.
  const start = storyTold({ ...exercise, state: 'running' } as Exercise, { ...clock, storyAt: startsAt }, real(1), null)
  expect(start.at).toMatchObject({ storyAt: startsAt, speed: 0 })
})

test('a word is said when something changed, when the stories drift apart, and now and then', () => {
  const same = told({ at: { storyAt: story(10), realAt: real(10).toISOString(), speed: 60 } })
  const says = (next: Story, seconds: number) => worthTelling(told(), next, real(0).getTime(), real(seconds), patience)
  expect(says(same, 10)).toBe(false)
  expect(says(told({ state: 'paused' }), 10)).toBe(true)
  expect(says(told({ at: { ...same.at, storyAt: story(7) } }), 10)).toBe(true)
  expect(says(told({ at: { storyAt: story(60), realAt: real(60).toISOString(), speed: 60 } }), 60)).toBe(true)
  const before = told({ state: 'planned', at: { ...same.at, speed: 0 } })
  expect(worthTelling(before, before, 0, real(9_000), patience)).toBe(false)
})

test('without a word the story goes on as it did, and stands once the leader counts as silent', () => {
  const word = { story: told(), heardAt: real(0).getTime() }
  const at = (seconds: number) => new Date(leaderAt(word, real(seconds).getTime(), patience)).toISOString()
  expect(at(10)).toBe(story(10))
  expect(at(300)).toBe(story(300))
  expect(at(9_000)).toBe(story(300))
  expect(silentSince(word, real(299).getTime(), patience)).toBeNull()
  expect(silentSince(word, real(301).getTime(), patience)).toBe(real(0).getTime())
  const over = { ...word, story: told({ state: 'ended' }) }
  expect(silentSince(over, real(9_000).getTime(), patience)).toBeNull()
})

test('a word that was said in the future counts from when it was heard', () => {
  const ahead = told({ at: { storyAt: story(0), realAt: real(3_600).toISOString(), speed: 60 } })
  expect(leaderAt({ story: ahead, heardAt: real(0).getTime() }, real(10).getTime(), patience)).toBe(
    Date.parse(story(10)),
  )
})

test('behind, it catches up; ahead, it stands; it never goes back', () => {
  const minute = 60_000
  expect(paceFor(0, 10 * minute, 60, patience)).toBe('catch-up')
  expect(paceFor(10 * minute, 0, 60, patience)).toBe('stand')
  expect(paceFor(0, minute, 60, patience)).toBe('go')
  // While the leader stands, a node comes up to exactly there.
  expect(paceFor(0, 1, 0, patience)).toBe('catch-up')
  expect(paceFor(5, 5, 0, patience)).toBe('stand')
})

test('what the leader did is done once, and from any state', () => {
  const places = [
    { participant: 'csirt', organisation: 'a' },
    { participant: 'bank', organisation: 'b' },
  ]
  const joint = (more: Partial<Story> = {}, skipped: string[] = []) =>
    ({ story: told(more), scenario, places, skipped }) as unknown as Joint
  const local = (more: object = {}) =>
    ({ state: 'running', speed: 60, skipped: [], shared: { here: ['bank'] }, ...more }) as unknown as Exercise
  const steps = (exercise: Exercise, leader: Joint) => stepsToFollow(exercise, leader, 'b', 'The CSIRT')
  expect(steps(local({ state: 'planned' }), joint({ state: 'planned' }))).toEqual([])
  expect(steps(local({ state: 'planned' }), joint())).toEqual([{ do: 'start', speed: 60 }])
  expect(steps(local({ state: 'planned' }), joint({ state: 'paused' }))).toEqual([
    { do: 'start', speed: 60 },
    { do: 'pause' },
  ])
  expect(steps(local(), joint())).toEqual([])
  expect(steps(local({ state: 'paused' }), joint({ speed: 10 }, ['second']))).toEqual([
    ...[{ do: 'setSpeed', speed: 10 }, { do: 'resume' }, { do: 'skip', inject: 'second' }],
  ])
  expect(steps(local({ shared: { here: ['bank', 'csirt'] } }), joint())).toEqual([{ do: 'sit', here: ['bank'] }])
  expect(steps(local({ state: 'ended' }), joint())).toEqual([])
  const ended = { state: 'ended' as const, because: 'A real incident.' }
  expect(steps(local(), joint(ended))).toEqual([{ do: 'end', because: 'The CSIRT ended it: A real incident.' }])
  const anew = steps(local(), joint({ ...ended, playedAnew: 'again' }))
  expect(anew[0]).toMatchObject({ because: expect.stringContaining("played anew as 'again'") })
  // Whose story is over goes to its end by itself.
  const over = { ...told().at, storyAt: scenario.endsAt, speed: 0 }
  expect(steps(local({ state: 'paused' }), joint({ ...ended, at: over }))).toEqual([{ do: 'resume' }])
})

function played(here: string[]) {
  return createCourse(scenario, {
    ...{ actorsOf: () => new Set<string>(), direction: new Set<string>(), plays: () => false },
    elsewhere: (one) => !expectedIsHere(one, scenario, new Set(here)),
  })
}
const ms = (minutes: number) => Date.parse(story(minutes))
const stateOf = (course: ReturnType<typeof played>, id: string) =>
  course.followed().find((one) => one.expected.id === id)?.state

test('what others do is not judged here; what they report opens branches here as it does there', () => {
  const course = played(['csirt'])
  course.came('outage', 'delivered', ms(10))
  course.came('call-bank', 'elsewhere', ms(20))
  while (course.due(ms(240)));
  expect(stateOf(course, 'bank-incident')).toBe('elsewhere')
  const again = played(['csirt'])
  again.came('call-bank', 'elsewhere', ms(20))
  again.reported('bank-incident', 'due', null, ms(21))
  expect(stateOf(again, 'bank-incident')).toBe('elsewhere')
  again.reported('bank-incident', 'done', ms(25), ms(26))
  const due = []
  for (let one = again.due(ms(51)); one; one = again.due(ms(51)))
    if (one.what === 'inject') due.push([one.inject.id, one.taken])
  expect(due).toContainEqual(['second', true])
  expect(settledAnywhere(again)).toContainEqual({ expected: 'bank-incident', state: 'done', at: story(25) })
  again.end(ms(240))
  expect(stateOf(again, 'bank-again')).toBe('elsewhere')
})

test('what is judged here is not overruled by others, until somebody takes their seats', () => {
  const course = played(['csirt', 'bank'])
  course.came('call-bank', 'delivered', ms(20))
  course.reported('bank-incident', 'done', ms(25), ms(26))
  // It was open here: whoever sat there before had done it.
  expect(stateOf(course, 'bank-incident')).toBe('done')
  course.reported('bank-incident', 'missed', null, ms(27))
  expect(stateOf(course, 'bank-incident')).toBe('done')
})

test('a node says of what is to come nothing, and is believed of its own people alone', () => {
  const course = played(['bank'])
  expect(standingsHere(course, scenario, new Set(['bank']))).toEqual([])
  course.came('call-bank', 'delivered', ms(20))
  expect(standingsHere(course, scenario, new Set(['bank']))).toEqual([
    { expected: 'bank-incident', state: 'due', at: null },
  ])
  const said = [
    { expected: 'incident', state: 'done' as const, at: null },
    { expected: 'bank-incident', state: 'done' as const, at: null },
    { expected: 'no-such', state: 'done' as const, at: null },
  ]
  const heard = believed({ settled: said, chosen: [] }, scenario, new Set(['bank']))
  expect(heard.settled.map((one) => one.expected)).toEqual(['bank-incident'])
})
