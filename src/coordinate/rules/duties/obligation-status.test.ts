// Where an obligation stands: what nothing shows is never done, and days pass at their end.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DueRule, Duty, Obligation } from '../../model/obligation.ts'
import { type NoticeSeen, roundsOpen, standingOf } from './obligation-status.ts'
import { addMonths, isDay, roundsUntil } from './rounds.ts'

const duty = (due: DueRule): Duty => ({
  ...{ id: 'BP-01', actor: 'csirt', with: [], stage: 'prepare', text: 'Do it.', deadline: 'some day' },
  ...{ due, source: 'An act', verification: 'primary', binding: true },
})
const followed = (more: Partial<Obligation> = {}): Obligation => ({
  ...{
    obligation: 'BP-01',
    actor: 'csirt',
    owner: null,
    due: null,
    notOurs: null,
    proofs: [],
    met: [],
    keys: 0,
  },
  ...{ followedBy: 'person:x', followedAt: '2026-01-01T00:00:00.000Z', changedAt: '2026-01-01T00:00:00.000Z' },
  ...more,
})
const met = (round: string, at: string) => ({ round, at, by: 'person:x', recordedAt: at, note: '', proofs: ['e1'] })
const dated: DueRule = { kind: 'date', on: '2026-06-06', basis: 'The act.' }
const quarterly: DueRule = { kind: 'every', months: 3, first: '2026-03-31', basis: 'The act.' }
const status = (due: DueRule, record: Obligation | null, now: string, notices: NoticeSeen[] = []) =>
  standingOf(duty(due), record, notices, now).status
const notice = (more: Partial<NoticeSeen>): NoticeSeen => ({
  ...{ id: 'n', title: 'N', status: 'open', overdue: false, limit: null, doneAt: null },
  ...more,
})

test('a day is missed from the midnight after it, not before', () => {
  expect(status(dated, null, '2026-06-06T23:59:59.999Z')).toBe('due')
  expect(status(dated, null, '2026-06-07T00:00:00.000Z')).toBe('overdue')
})

test('done on the day is in time, a day later is late', () => {
  const at = (moment: string) =>
    standingOf(duty(dated), followed({ met: [met('2026-06-06', moment)] }), [], '2026-07-01T00:00:00.000Z')
  expect(at('2026-06-06T23:00:00.000Z')).toMatchObject({ status: 'done', late: false })
  expect(at('2026-06-07T00:00:01.000Z')).toMatchObject({ status: 'done', late: true })
})

test('a day that a person set replaces that of the source, and asks for its own turn', () => {
  const due = { on: '2026-09-01', reason: 'Agreed.', by: 'person:x', at: '2026-01-01T00:00:00.000Z' }
  const record = followed({ due, met: [met('2026-06-06', '2026-06-01T00:00:00.000Z')] })
  expect(standingOf(duty(dated), record, [], '2026-07-01T00:00:00.000Z')).toMatchObject({
    status: 'due',
    round: '2026-09-01',
  })
})

test('what has no day is without a date, until somebody shows that it was done', () => {
  for (const due of [{ kind: 'none' }, { kind: 'continuous' }, { kind: 'event', event: 'an incident' }] as const) {
    expect(status(due, null, '2026-01-01T00:00:00.000Z')).toBe('not-dated')
    expect(status(due, followed({ met: [met('once', '2026-01-02T00:00:00.000Z')] }), '2026-02-01T00:00:00.000Z')).toBe(
      'done',
    )
  }
  expect(status({ kind: 'in-force' }, null, '2026-01-01T00:00:00.000Z')).toBe('due')
})

test('rounds: the oldest that was missed since it is followed counts, then the next', () => {
  expect(status(quarterly, followed(), '2026-03-31T12:00:00.000Z')).toBe('due')
  const late = standingOf(duty(quarterly), followed(), [], '2026-07-15T00:00:00.000Z')
  expect(late).toMatchObject({ status: 'overdue', round: '2026-03-31' })
  const one = followed({ met: [met('2026-03-31', '2026-03-30T00:00:00.000Z')] })
  expect(standingOf(duty(quarterly), one, [], '2026-04-01T00:00:00.000Z')).toMatchObject({
    status: 'done',
    round: '2026-06-30',
  })
  expect(standingOf(duty(quarterly), one, [], '2026-06-15T00:00:00.000Z')).toMatchObject({
    status: 'due',
    round: '2026-06-30',
  })
  expect(standingOf(duty(quarterly), one, [], '2026-07-01T00:00:00.000Z')).toMatchObject({
    status: 'overdue',
    round: '2026-06-30',
  })
})

test('rounds before it was followed are not held against this node, and can still be recorded', () => {
  const record = followed({ followedAt: '2027-01-15T00:00:00.000Z' })
  expect(standingOf(duty(quarterly), record, [], '2027-01-16T00:00:00.000Z')).toMatchObject({
    status: 'due',
    round: '2027-03-31',
  })
  expect(roundsOpen(duty(quarterly), record, '2027-01-16T00:00:00.000Z')).toContain('2026-03-31')
})

test('without a first day what comes round has no turn to be met', () => {
  const loose: DueRule = { ...quarterly, first: null }
  expect(standingOf(duty(loose), followed(), [], '2026-07-01T00:00:00.000Z')).toMatchObject({
    status: 'not-dated',
    round: null,
  })
  expect(roundsOpen(duty(loose), followed(), '2026-07-01T00:00:00.000Z')).toEqual([])
})

test('an open notice comes first, one that is done shows it, one that was dropped shows nothing', () => {
  const due: DueRule = { kind: 'event', event: 'deployment' }
  const now = '2026-07-01T00:00:00.000Z'
  const told = notice({ status: 'done', doneAt: now })
  expect(status(due, null, now, [told])).toBe('done')
  expect(status(due, null, now, [told, notice({})])).toBe('due')
  expect(status(due, null, now, [told, notice({ overdue: true })])).toBe('overdue')
  expect(status(due, null, now, [notice({ status: 'dropped' })])).toBe('not-dated')
  expect(standingOf(duty(due), null, [{ ...told, limit: '2026-06-30T00:00:00.000Z' }], now).late).toBe(true)
})

test('what was set aside stays aside, whatever the day', () => {
  const record = followed({ notOurs: { reason: 'The ministry.', by: 'person:x', at: '2026-01-01T00:00:00.000Z' } })
  expect(status(dated, record, '2030-01-01T00:00:00.000Z', [notice({ overdue: true })])).toBe('not-ours')
})

test('month ends and leap days come back', () => {
  expect(roundsUntil('2024-01-31', 1, '2024-04-01')).toEqual(['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30'])
  expect(addMonths(new Date('2024-02-29T10:00:00Z'), 12).toISOString()).toBe('2025-02-28T10:00:00.000Z')
  expect(roundsUntil('2024-07-17', 18, '2026-11-23')).toEqual(['2024-07-17', '2026-01-17', '2027-07-17'])
  expect([isDay('2026-02-29'), isDay('2028-02-29'), isDay('2026-13-01')]).toEqual([false, true, false])
})

test('without a proof and a notice nothing is ever done', () => {
  const day = fc
    .integer({ min: 0, max: 4_000 })
    .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10))
  const dues: fc.Arbitrary<DueRule> = fc.oneof(
    day.map((on) => ({ kind: 'date' as const, on, basis: 'x' })),
    fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.option(day))
      .map(([months, first]) => ({ kind: 'every' as const, months, first, basis: 'x' })),
    fc.constantFrom<DueRule>(
      { kind: 'none' },
      { kind: 'continuous' },
      { kind: 'in-force' },
      { kind: 'event', event: 'x' },
    ),
  )
  fc.assert(
    fc.property(dues, day, day, fc.boolean(), (due, now, since, isFollowed) => {
      const record = isFollowed ? followed({ followedAt: `${since}T00:00:00.000Z` }) : null
      expect(status(due, record, `${now}T12:00:00.000Z`)).not.toBe('done')
    }),
  )
})
