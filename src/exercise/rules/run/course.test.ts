// The course of a scenario: what comes when, which branches are taken, and what became of what was expected.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Expected, Inject, Scenario } from '../../model/scenario.ts'
import { type Acting, type Course, createCourse, type Due } from './course.ts'
import type { Seen } from './match.ts'

const startsAt = '2025-03-10T08:00:00.000Z'
const start = Date.parse(startsAt)
const minute = 60_000
const phone = { channel: 'phone', caller: 'Somebody', to: 'duty', text: 'It rings.' } as const
const inject = (id: string, rest: Partial<Inject>): Inject => ({ id, title: id, content: phone, ...rest })
const expected = (id: string, rest: Partial<Expected>): Expected => ({
  ...{ id, title: id, objective: 'one', measure: 'other', within: '30m', entry: { verb: 'assess.declareIncident' } },
  ...rest,
})
const acting: Acting = {
  actorsOf: (who) => new Set([`person:${who}`]),
  direction: new Set(['person:direction']),
  plays: () => true,
}

function courseOf(injects: Inject[], expecting: Expected[] = []): Course {
  const scenario = { startsAt, injects, expected: expecting } as unknown as Scenario
  return createCourse(scenario, acting)
}

const entry = (at: number, rest: Partial<Seen> = {}): Seen => ({
  ...{
    id: 'e',
    verb: 'assess.declareIncident',
    kind: 'assess.incidentDeclared',
    record: 'assess.incident',
    subject: 's',
  },
  ...{ actor: 'person:duty', at, marking: { tlp: 'AMBER', owner: 'o', audience: [], persons: [], releasableTo: [] } },
  ...rest,
})

/** Takes everything that is due by then, and delivers it at once. */
function playTo(course: Course, until: number): string[] {
  const came: string[] = []
  for (;;) {
    const next = course.next()
    if (next === undefined || next > until) return came
    for (let due = course.due(next); due; due = course.due(next)) came.push(tell(course, due))
  }
}

function tell(course: Course, due: Due): string {
  if (due.what === 'play') return `play ${due.expected.id}`
  if (due.what === 'minute') {
    course.streamed(due.inject.id, due.minute + 1)
    return `${due.inject.id} ${due.minute}`
  }
  course.came(due.inject.id, due.taken ? 'delivered' : 'not-taken', due.at)
  return due.taken ? due.inject.id : `not ${due.inject.id}`
}

test('injects come in the order of the story, whatever order they stand in, and one follows another', () => {
  const course = courseOf([
    inject('last', { after: { inject: 'middle', by: '10m' } }),
    inject('middle', { after: { inject: 'first', by: '5m' } }),
    inject('first', { at: '1h' }),
  ])
  expect(playTo(course, start + 59 * minute)).toEqual([])
  expect(playTo(course, start + 80 * minute)).toEqual(['first', 'middle', 'last'])
})

test('a branch whose condition does not hold at its moment is not taken, nor what hangs on it', () => {
  const course = courseOf([
    inject('ask', { at: '0s' }),
    inject('yes', { after: { inject: 'ask', by: '10m' }, when: { chosen: { ask: 'Yes' } } }),
    inject('no', { after: { inject: 'ask', by: '10m' }, when: { chosen: { ask: 'No' } } }),
    inject('after-no', { after: { inject: 'no', by: '10m' } }),
  ])
  playTo(course, start)
  course.chose('ask', 'Yes', start + minute)
  expect(playTo(course, start + 60 * minute)).toEqual(['yes', 'not no'])
  expect(course.stands('after-no')?.state).toBe('not-taken')
})

test.each([
  [0, 'done'],
  [30, 'done'],
  [31, 'late'],
  [40, 'late'],
  [41, 'missed'],
])('done %i minutes after it was asked, it is %s', (after, state) => {
  const course = courseOf([inject('ask', { at: '0s' })], [expected('act', { from: 'ask', tolerance: '10m' })])
  playTo(course, start)
  course.seen(entry(start + after * minute))
  playTo(course, start + 120 * minute)
  expect(course.followed()[0]?.state).toBe(state)
})

test('an entry that is heard after the limit it kept still counts', () => {
  const course = courseOf([inject('ask', { at: '0s' })], [expected('act', { from: 'ask' })])
  playTo(course, start + 60 * minute)
  expect(course.followed()[0]?.state).toBe('missed')
  course.seen(entry(start + 29 * minute))
  expect(course.followed()[0]?.state).toBe('done')
})

test('what direction does, what happened before it was asked, and what somebody else does was not done', () => {
  const course = courseOf([inject('ask', { at: '10m' })], [expected('act', { from: 'ask', by: 'duty' })])
  course.seen(entry(start + minute))
  playTo(course, start + 10 * minute)
  course.seen(entry(start + 11 * minute, { actor: 'person:direction' }))
  course.seen(entry(start + 11 * minute, { actor: 'person:other' }))
  expect(course.followed()[0]?.state).toBe('due')
  course.seen(entry(start + 11 * minute, { actor: 'person:duty/token:t' }))
  expect(course.followed()[0]?.state).toBe('done')
})

test('what must not happen is kept when its time is over, and broken when it happens', () => {
  const never = [expected('no-alarm', { never: true, within: '1h' })]
  const quiet = courseOf([], never)
  playTo(quiet, start + 61 * minute)
  expect(quiet.followed()[0]?.state).toBe('kept')
  const loud = courseOf([], never)
  loud.seen(entry(start + 5 * minute))
  playTo(loud, start + 61 * minute)
  expect(loud.followed()[0]?.state).toBe('broken')
})

test('what follows an action is asked from when that was done; never, if it was missed', () => {
  const both = [
    expected('first', { from: 'ask' }),
    expected('second', { fromDone: 'first', entry: { verb: 'x.tell' } }),
  ]
  const done = courseOf([inject('ask', { at: '0s' })], both)
  playTo(done, start)
  done.seen(entry(start + 20 * minute))
  expect(done.followed()[1]).toMatchObject({ state: 'due', from: start + 20 * minute })
  const missed = courseOf([inject('ask', { at: '0s' })], both)
  playTo(missed, start + 60 * minute)
  expect(missed.followed().map(({ state }) => state)).toEqual(['missed', 'not-asked'])
})

test('an entry marked higher than asked is mismarked', () => {
  const course = courseOf([], [expected('act', { marking: { most: 'GREEN' } })])
  course.seen(entry(start + minute))
  expect(course.followed()[0]?.state).toBe('mismarked')
})

test('a stream comes minute by minute, and goes on where it was', () => {
  const content = {
    channel: 'complaints',
    service: 'tax',
    curve: [[0, 10] as [number, number], [3, 10] as [number, number]],
  } as const
  const flood = inject('flood', { at: '0s', content: { ...content, curve: [...content.curve] } })
  const course = courseOf([flood])
  expect(playTo(course, start + 10 * minute)).toEqual(['flood', 'flood 0', 'flood 1', 'flood 2'])
  const again = courseOf([flood])
  again.streamed('flood', 2)
  again.came('flood', 'delivered', start)
  expect(playTo(again, start + 10 * minute)).toEqual(['flood 2'])
})

test('a skipped inject does not come, and nothing is asked for it', () => {
  const course = courseOf([inject('ask', { at: '10m' })], [expected('act', { from: 'ask' })])
  course.skip('ask', start)
  expect(playTo(course, start + 60 * minute)).toEqual([])
  expect(course.followed()[0]?.state).toBe('not-asked')
})

test('at the end nothing is open any more', () => {
  const course = courseOf(
    [inject('ask', { at: '0s' })],
    [expected('act', { from: 'ask', within: '5h' }), expected('no', { never: true, within: '5h' })],
  )
  playTo(course, start)
  course.end(start + 60 * minute)
  expect(course.followed().map(({ state }) => state)).toEqual(['not-asked', 'kept'])
})

test('however it is cut into steps, the same comes in the same order', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(moments, fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 10 }), (at, stops) => {
      const injects = at.map((m, place) => inject(`i-${place}`, { at: `${m}m` }))
      const whole = playTo(courseOf(injects), start + 700 * minute)
      const cut = courseOf(injects)
      const parts = [...stops, 700].sort((a, b) => a - b).flatMap((stop) => playTo(cut, start + stop * minute))
      expect(parts).toEqual(whole)
    }),
  )
})

test('ten thousand injects and a thousand expectations are laid out in less than three seconds', () => {
  const injects = Array.from({ length: 10_000 }, (_, at) => inject(`i-${at}`, { at: `${at}s` }))
  const many = Array.from({ length: 1_000 }, (_, at) => expected(`e-${at}`, { from: `i-${at * 10}` }))
  const before = process.cpuUsage()
  const course = courseOf(injects, many)
  expect(playTo(course, start + 10_000_000).filter((one) => one.startsWith('i-'))).toHaveLength(10_000)
  const { user } = process.cpuUsage(before)
  expect(user / 1e6).toBeLessThan(3)
})
