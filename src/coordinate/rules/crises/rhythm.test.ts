// The battle rhythm: turns that are owed, missed, done early, once, and after a stop.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Beat } from '../../model/crisis.ts'
import { beatNow, dueBetween, turnToDo } from './rhythm.ts'

const beat = (more: Partial<Beat> = {}): Beat => ({
  key: 'b1',
  what: 'Situation report',
  kind: 'report',
  product: 'sitrep',
  firstAt: '2027-03-10T08:00:00.000Z',
  everyMinutes: 240,
  owner: null,
  done: [],
  stoppedAt: null,
  stoppedBecause: null,
  ...more,
})
const did = (...turns: string[]): Beat['done'] =>
  turns.map((turn) => ({ turn, at: turn, by: 'person:x', record: null, note: '' }))

test('before the first turn that one is owed and nothing is late', () => {
  expect(beatNow(beat(), '2027-03-10T07:59:59.999Z')).toEqual({
    next: '2027-03-10T08:00:00.000Z',
    overdue: false,
    missed: 0,
    lastMissed: null,
    lastDone: null,
  })
})

test('on its minute a turn has come', () => {
  expect(beatNow(beat(), '2027-03-10T08:00:00.000Z')).toMatchObject({ overdue: true, missed: 0 })
})

test('a turn that was not done when the next one came was missed, and the newer one is owed', () => {
  expect(beatNow(beat(), '2027-03-10T17:00:00.000Z')).toMatchObject({
    next: '2027-03-10T16:00:00.000Z',
    overdue: true,
    missed: 2,
    lastMissed: '2027-03-10T12:00:00.000Z',
  })
})

test('a turn done early is not owed any more', () => {
  const early = beat({ done: did('2027-03-10T08:00:00.000Z', '2027-03-10T12:00:00.000Z') })
  expect(beatNow(early, '2027-03-10T09:00:00.000Z')).toMatchObject({
    next: '2027-03-10T16:00:00.000Z',
    overdue: false,
    missed: 0,
  })
})

test('what comes once is owed until it is done', () => {
  const once = beat({ everyMinutes: null })
  expect(beatNow(once, '2027-03-12T00:00:00.000Z')).toMatchObject({ next: once.firstAt, overdue: true, missed: 0 })
  const done = beat({ everyMinutes: null, done: did(once.firstAt) })
  expect(beatNow(done, '2027-03-12T00:00:00.000Z')).toMatchObject({ next: null, overdue: false, missed: 0 })
})

test('after a stop nothing is owed, and what was missed before it stays missed', () => {
  const stopped = beat({ stoppedAt: '2027-03-10T13:00:00.000Z', done: did('2027-03-10T08:00:00.000Z') })
  expect(beatNow(stopped, '2027-03-11T00:00:00.000Z')).toMatchObject({
    next: null,
    overdue: false,
    missed: 1,
    lastMissed: '2027-03-10T12:00:00.000Z',
  })
})

test('only a turn of the beat that was not done and is not far off can be done', () => {
  const now = '2027-03-10T09:00:00.000Z'
  expect(turnToDo(beat(), now)).toEqual({ turn: '2027-03-10T08:00:00.000Z' })
  expect(turnToDo(beat(), now, '2027-03-10T12:00:00Z')).toEqual({ turn: '2027-03-10T12:00:00.000Z' })
  expect(turnToDo(beat(), now, '2027-03-10T16:00:00Z')).toHaveProperty('not')
  expect(turnToDo(beat(), now, '2027-03-10T08:30:00Z')).toHaveProperty('not')
  expect(turnToDo(beat({ done: did('2027-03-10T08:00:00.000Z') }), now, '2027-03-10T08:00:00Z')).toHaveProperty('not')
  expect(turnToDo(beat({ stoppedAt: now }), now)).toHaveProperty('not')
})

test('the due list holds both ends and says what was done', () => {
  const list = dueBetween(
    [beat({ done: did('2027-03-10T12:00:00.000Z') }), beat({ key: 'b2', everyMinutes: null, what: 'Handover' })],
    '2027-03-10T08:00:00.000Z',
    '2027-03-10T16:00:00.000Z',
  )
  expect(list.map(({ key, turn, done }) => [key, turn.slice(11, 16), done])).toEqual([
    ['b1', '08:00', false],
    ['b2', '08:00', false],
    ['b1', '12:00', true],
    ['b1', '16:00', false],
  ])
})

test('whatever was done: missed turns and done turns never add up to more than have come', () => {
  const turns = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 12 })
  fc.assert(
    fc.property(turns, fc.integer({ min: -100, max: 6_000 }), (numbers, minutes) => {
      const first = Date.parse('2027-03-10T08:00:00.000Z')
      const at = (n: number) => new Date(first + n * 240 * 60_000).toISOString()
      const now = new Date(first + minutes * 60_000).toISOString()
      const one = beat({ done: did(...numbers.map(at)) })
      const { missed, next, overdue } = beatNow(one, now)
      const come = Math.max(0, Math.floor(minutes / 240) + 1)
      const notDone = Array.from({ length: come }, (_, n) => n).filter((n) => !numbers.includes(n))
      expect(missed + (overdue ? 1 : 0)).toBe(notDone.length)
      expect(next === null || !one.done.some((done) => done.turn === next)).toBe(true)
    }),
  )
})
