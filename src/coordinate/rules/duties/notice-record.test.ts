// A notice is what its entries add up to: done when all who are asked for were told, and only then.
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import type { Entry } from '#kernel/entry.ts'
import { fold } from '#kernel/record.ts'
import { noticeStatuses } from '../../model/notice.ts'
import { noticeEvents, noticeMoves, whyNotTell } from './notice-lifecycle.ts'
import { isTold, noticeRecord } from './notice-record.ts'

const party = (name: string) => ({ name, actor: null, organisation: null, person: null })
const opened = {
  ...{
    kind: 'defence-initiative',
    crisis: null,
    incident: null,
    title: 'Teams',
    text: 'T',
    tearLine: null,
    pointer: null,
  },
  ...{ actor: 'member_state', obligations: ['BP-21'], owner: null, happenedAt: null, due: null, source: 'S' },
  ...{ verification: 'seed', evidence: [] },
  recipients: [
    { party: party('A'), required: true },
    { party: party('B'), required: true },
    { party: party('C'), required: false },
  ],
}

function state(...acts: [string, object][]) {
  const all: [string, object][] = [['coordinate.noticeOpened', opened], ...acts]
  const entries = all.map(([kind, body], at): Entry => {
    const moment = `2027-03-10T09:00:0${at % 10}.000Z`
    return {
      kind,
      body,
      actor: 'person:x',
      recordedAt: moment,
      observedAt: moment,
      version: at + 1,
    } as unknown as Entry
  })
  const folded = fold(noticeRecord, entries)
  if (!folded) throw new Error('Nothing was opened.')
  return folded
}

const tell = (recipient: string, how = 'sent'): [string, object] => [
  'coordinate.noticeTold',
  { recipient, at: '2027-03-10T09:00:00.000Z', channel: 'call', to: 'X', text: 'full', state: how, receipt: null },
]
const check = (recipient: string, revision = 1, may = true): [string, object] => [
  'coordinate.noticeReleaseChecked',
  { recipient, party: party(recipient), may, text: may ? 'full' : 'none', reasons: ['why'], revision },
]
const delivered = (recipient: string, attempt: number, how: string): [string, object] => [
  'coordinate.noticeDelivered',
  { recipient, attempt, state: how, at: '2027-03-10T09:00:05.000Z', error: null },
]
const first = (one: ReturnType<typeof state>) => {
  const found = one.recipients[0]
  if (!found) throw new Error('Nobody is told.')
  return found
}

test('it is done when both were told, and whoever is not asked for does not hold it up', () => {
  expect(state(tell('r1')).status).toBe('open')
  expect(state(tell('r1'), tell('r3')).status).toBe('open')
  expect(state(tell('r1'), tell('r2'))).toMatchObject({ status: 'done', doneAt: '2027-03-10T09:00:00.000Z' })
})

test('what waits or failed is not told; what an exercise held counts there', () => {
  expect(state(tell('r1'), tell('r2', 'waiting')).status).toBe('open')
  expect(state(tell('r1'), tell('r2', 'waiting'), delivered('r2', 1, 'failed')).status).toBe('open')
  expect(state(tell('r1'), tell('r2', 'waiting'), delivered('r2', 1, 'held')).status).toBe('done')
})

test('the late answer to an earlier try is not taken for this one’s', () => {
  const retried = state(
    tell('r1', 'waiting'),
    delivered('r1', 1, 'failed'),
    tell('r1', 'waiting'),
    delivered('r1', 1, 'sent'),
  )
  expect(first(retried).told).toMatchObject({ attempt: 2, state: 'waiting' })
})

test('a reason for not telling somebody who is asked for does not make it done', () => {
  expect(state(tell('r1'), ['coordinate.noticeNotTold', { recipient: 'r2', reason: 'Not today.' }]).status).toBe('open')
})

test('somebody who is asked for and added later opens it again', () => {
  const added: [string, object] = ['coordinate.noticeRecipientAdded', { party: party('D'), required: true }]
  const again = state(tell('r1'), tell('r2'), added)
  expect(again).toMatchObject({ status: 'open', doneAt: null })
  expect(again.recipients.at(-1)?.key).toBe('r4')
})

test('a check counts for the text that was checked, and a new text asks for a new one', () => {
  expect(whyNotTell(state(), first(state()))?.refusal).toBe('check-first')
  const checked = state(check('r1'))
  expect(whyNotTell(checked, first(checked))).toBeNull()
  const changed = state(check('r1'), ['coordinate.noticeChanged', { text: 'New' }])
  expect(whyNotTell(changed, first(changed))?.refusal).toBe('check-first')
  const rested = state(check('r1'), ['coordinate.noticeChanged', { evidence: [] }])
  expect(whyNotTell(rested, first(rested))).toBeNull()
  const no = state(check('r1', 1, false))
  expect(whyNotTell(no, first(no))?.refusal).toBe('not-releasable')
  const told = state(check('r1'), tell('r1'))
  expect(whyNotTell(told, first(told))?.refusal).toBe('wrong-state')
  const newer = state(check('r1'), tell('r1'), ['coordinate.noticeChanged', { text: 'New' }], check('r1', 2))
  expect(whyNotTell(newer, first(newer))).toBeNull()
})

test('every status answers every event', () => {
  for (const status of noticeStatuses)
    for (const event of noticeEvents) {
      const cell = noticeMoves[status][event]
      expect(cell === 'goes' || cell.not.length > 10, `${status} ${event}`).toBe(true)
    }
})

test('after any acts the status says who was told, and the state is as the schema says', () => {
  const valid = Compile(noticeRecord.state)
  const acts = fc.array(
    fc
      .tuple(fc.constantFrom('r1', 'r2', 'r3'), fc.constantFrom('sent', 'waiting', 'failed', 'held'))
      .chain(([who, how]) =>
        fc.constantFrom(tell(who, how), check(who), delivered(who, 1, how === 'waiting' ? 'sent' : how)),
      ),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(acts, (all) => {
      const after = state(...all)
      expect(valid.Check({ ...after, crisis: null })).toBe(true)
      expect(after.status === 'done').toBe(after.recipients.slice(0, 2).every(isTold))
      expect(after.status === 'done').toBe(after.doneAt !== null)
    }),
  )
})
