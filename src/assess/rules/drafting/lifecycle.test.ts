// The life of a report: every step from every state, and four eyes before anything is sent.
import { expect, test } from 'vitest'
import type { Entry } from '#kernel/entry.ts'
import { fold } from '#kernel/record.ts'
import { type DutyReportDoc, dutyReportEvents, dutyReportStatuses, type Sending } from '../../model/duty-report.ts'
import { dutyReport } from '../duty-report-record.ts'
import { lifecycle, whyNot } from './lifecycle.ts'

const id = (n: number) => `01980f3c-8a00-7000-8000-00000000000${n}`
const anna = { kind: 'person' as const, person: id(1) }
const ben = { kind: 'person' as const, person: id(2) }
const cleo = { kind: 'person' as const, person: id(3) }
const machine = { kind: 'local' as const, person: null }

type Told = [who: { person: string | null }, kind: string, body: object]
const drafted: Told = [
  anna,
  'assess.dutyReportDrafted',
  {
    ...{ duty: null, assessment: id(7), incident: null, regime: 'nis2', report: 'early_warning', lawVersion: 'v' },
    ...{ reference: 'ASM-2027-0001', title: 'Early warning', entityName: 'Bank', timeZone: 'UTC' },
    fields: { a: { value: 'x', sources: [{ kind: 'fact', id: 'incident.is_ongoing', label: '' }] } },
  },
]
const edit = (who: Told[0], value: string): Told => [who, 'assess.dutyReportEdited', { fields: { a: value } }]
const ask = (who: Told[0]): Told => [who, 'assess.dutyReportPutForward', { incompleteBecause: null }]
const approve = (who: Told[0]): Told => [who, 'assess.dutyReportApproved', {}]

function after(...told: Told[]): DutyReportDoc {
  const entries = told.map(([who, kind, body], at) => ({
    ...{ kind, body, actor: `person:${who.person}`, recordedAt: `2027-03-10T09:4${at}:00.000Z` },
  })) as unknown as Entry[]
  const state = fold(dutyReport, entries)
  if (!state) throw new Error('nothing was drafted')
  return state
}

test('every state knows every step: it leads somewhere, or says in a sentence why not', () => {
  for (const status of dutyReportStatuses) {
    for (const event of dutyReportEvents) {
      const step = lifecycle[status][event]
      if ('to' in step) expect(dutyReportStatuses).toContain(step.to)
      else expect(step.not).toMatch(/^[A-Z].+[.]$/)
    }
  }
})

test('whoever wrote in a revision is no second person; a named one who did not is', () => {
  const state = after(drafted, edit(ben, 'y'), ask(ben))
  expect(state.status).toBe('for-approval')
  expect([anna, ben, machine, cleo].map((who) => whyNot(state, 'approve', who)?.refusal ?? null)).toEqual([
    'second-person-needed',
    'second-person-needed',
    'person-needed',
    null,
  ])
})

test('what was put forward stays a revision: editing it begins the next, which nobody approved', () => {
  const state = after(drafted, ask(anna), approve(ben), edit(cleo, 'z'))
  expect(state).toMatchObject({ status: 'draft', revision: 2, approval: null, authors: [`person:${id(3)}`] })
  expect(state.revisions.map(({ revision, approvedBy }) => [revision, approvedBy])).toEqual([
    [1, `person:${id(2)}`],
    [2, null],
  ])
})

test('edits before anybody was asked stay in one revision', () => {
  expect(after(drafted, edit(anna, 'y'), edit(anna, 'z'))).toMatchObject({ revision: 1, status: 'draft' })
})

test('after a return the authors stay authors: nobody approved their words', () => {
  const returned: Told = [ben, 'assess.dutyReportReturned', { reason: 'wrong number' }]
  const state = after(drafted, ask(anna), approve(ben), returned, edit(cleo, 'y'))
  expect(state).toMatchObject({ revision: 2, approval: null, returned: { reason: 'wrong number' } })
  expect(state.authors).toEqual([`person:${id(1)}`, `person:${id(3)}`])
  expect(state.revisions[0]?.approvedBy).toBeNull()
})

test('an edited field keeps what it rests on, and says who wrote it; an emptied one rests on nothing', () => {
  const { a } = after(drafted, edit(ben, 'y')).fields
  expect(a).toMatchObject({ value: 'y', edited: true })
  expect(a?.sources.map(({ kind }) => kind)).toEqual(['fact', 'person'])
  const emptied: Told = [ben, 'assess.dutyReportEdited', { fields: { a: null } }]
  expect(after(drafted, emptied).fields.a).toMatchObject({ value: null, edited: true, sources: [] })
})

const sending = (more: Partial<Sending>): Sending => ({
  ...{ id: id(9), at: '2027-03-10T10:00:00.000Z', by: 'person:x', channel: 'api', to: 'https://csirt.example' },
  ...{ revision: 1, sha256: 'a'.repeat(64), state: 'waiting', error: null, sentAt: null, receipt: null },
  ...more,
})

test('a report is sent when it left, and not when it was put into the outbox', () => {
  const sent: Told = [anna, 'assess.dutyReportSent', { sending: sending({}) }]
  const delivered: Told = [
    anna,
    'assess.dutyReportDelivered',
    { sending: id(9), state: 'sent', sentAt: '2027-03-10T10:01:00.000Z', error: null },
  ]
  const waiting = after(drafted, ask(anna), approve(ben), sent)
  expect(waiting.status).toBe('approved')
  expect(whyNot(waiting, 'send', anna)?.why).toMatch(/on its way/)
  expect(after(drafted, ask(anna), approve(ben), sent, delivered).status).toBe('sent')
  // Somebody began another revision while it was on its way: that one is not sent.
  expect(after(drafted, ask(anna), approve(ben), sent, edit(anna, 'z'), delivered)).toMatchObject({
    status: 'draft',
    revision: 2,
    sendings: [{ state: 'sent' }],
  })
})

test('a sending that failed leaves the report approved, and can be repeated or withdrawn', () => {
  const failed: Told = [anna, 'assess.dutyReportSent', { sending: sending({ state: 'failed', error: '404' }) }]
  const state = after(drafted, ask(anna), approve(ben), failed)
  expect(state.status).toBe('approved')
  expect([whyNot(state, 'send', anna), whyNot(state, 'withdraw', anna)]).toEqual([null, null])
  const sent = after(drafted, ask(anna), approve(ben), [
    anna,
    'assess.dutyReportSent',
    { sending: sending({ state: 'sent' }) },
  ])
  expect(whyNot({ ...sent, status: 'draft' }, 'withdraw', anna)?.why).toMatch(/stays/)
})
