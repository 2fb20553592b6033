// When a notice is due, and what the ladder says about it.
import { expect, test } from 'vitest'
import notices from '../../../../data/coordinate/notices.json' with { type: 'json' }
import type { Ladder, LadderStep } from '../../model/ladder.ts'
import type { NoticeKinds } from '../../model/notice-kind.ts'
import { askedNotices, dueOf, timingOf } from './notice-timing.ts'

const kinds = notices.kinds as NoticeKinds['kinds']
const kind = (id: string) => kinds.find((one) => one.id === id)
const opened = '2027-03-10T09:00:00.000Z'
const open = { status: 'open' as const, due: null, happenedAt: null, openedAt: opened, doneAt: null }

function ladder(...steps: Partial<LadderStep>[]): Ladder {
  const made = steps.map((step, at) => ({
    key: `s${at}`,
    network: 'cyclone',
    from: 'normal',
    to: 'escalated',
    direction: 'up',
    status: 'taken',
    ...step,
  }))
  return { crisis: 'c', steps: made } as unknown as Ladder
}
const taken = (at: string) => ({ decision: { at } }) as Partial<LadderStep>

test('at deployment means at that moment; three months end on the same day', () => {
  expect(dueOf({ kind: 'after', hours: 0, words: 'at deployment' }, opened)).toBe(opened)
  expect(dueOf({ kind: 'after-months', months: 3, words: 'x' }, '2027-01-31T10:00:00.000Z')).toBe(
    '2027-04-30T10:00:00.000Z',
  )
  expect(dueOf({ kind: 'without-delay', words: 'x' }, opened)).toBeNull()
})

test('before its limit it is open, a moment after it is overdue, and late stays late', () => {
  const due = '2027-03-10T10:00:00.000Z'
  const state = (now: string, more = {}) =>
    timingOf({ ...open, due, ...more }, kind('defence-initiative'), null, now).state
  expect(state(due)).toBe('open')
  expect(state('2027-03-10T10:00:00.001Z')).toBe('overdue')
  expect(state(due, { status: 'done', doneAt: due })).toBe('done')
  expect(state(due, { status: 'done', doneAt: '2027-03-10T10:00:00.001Z' })).toBe('done-late')
  expect(state('2028-01-01T00:00:00.000Z', { status: 'dropped' })).toBe('dropped')
})

test('a step up that was taken first makes a covert operation overdue; steps before it, down, or of others do not', () => {
  const now = '2027-03-10T11:00:00.000Z'
  const timing = (...steps: Partial<LadderStep>[]) => timingOf(open, kind('covert-operation'), ladder(...steps), now)
  expect(timing(taken('2027-03-10T10:00:00.000Z'))).toMatchObject({
    state: 'overdue',
    limit: '2027-03-10T10:00:00.000Z',
  })
  expect(timing(taken('2027-03-10T08:00:00.000Z')).state).toBe('open')
  expect(timing({ ...taken('2027-03-10T10:00:00.000Z'), direction: 'down' }).state).toBe('open')
  expect(timing({ ...taken('2027-03-10T10:00:00.000Z'), network: 'reserve' }).state).toBe('open')
  expect(timing({ status: 'proposed', decision: null })).toMatchObject({
    state: 'open',
    warnings: [expect.stringContaining('before')],
  })
  const other = timingOf(open, kind('potential-crisis'), ladder(taken('2027-03-10T10:00:00.000Z')), now)
  expect(other).toEqual({ state: 'open', limit: null, warnings: [] })
})

test('what was known before a step was owed before it, also when it was written down later', () => {
  const state = { ...open, happenedAt: '2027-03-10T07:00:00.000Z' }
  const steps = ladder(taken('2027-03-10T08:00:00.000Z'))
  expect(timingOf(state, kind('covert-operation'), steps, opened).state).toBe('overdue')
})

test('a crisis is asked about until there is a notice, a request to the Reserve from its first step, a closed one not at all', () => {
  const crisis = { id: 'c', title: 'C', status: 'open', openedAt: opened, ladder: null, kinds: new Set<string>() }
  const asked = (more = {}) => askedNotices(kinds, [{ ...crisis, ...more }]).map((one) => one.kind)
  expect(asked()).toEqual(['potential-crisis'])
  expect(asked({ kinds: new Set(['potential-crisis']) })).toEqual([])
  expect(asked({ status: 'closed' })).toEqual([])
  const requested = ladder({ ...taken(opened), network: 'reserve', to: 'requested' })
  expect(asked({ ladder: requested })).toEqual(['potential-crisis', 'reserve-request'])
})
