// Reason trees, what would turn a verdict, rules explained, and verdicts as text.
import { expect, test } from 'vitest'
import { daysOff, law } from '../../../../test/setup/situations.ts'
import type { Reason, Situation } from '../../model/verdict.ts'
import { explainRule } from './explain.ts'
import { explanationInWords } from './explain-text.ts'
import { faultsOf } from './faults.ts'
import { judge } from './judge.ts'
import { reasonsOf } from './reasons.ts'
import { turnsOf } from './turns.ts'
import { faultsInWords, verdictInWords } from './verdict-text.ts'

const outage: Situation = {
  entity: { types: ['cloud_computing_service_provider'], countries: ['DE'] },
  facts: { 'incident.scheduled_interruption_or_maintenance': false },
  services: [
    { name: 'Archive', facts: { 'service.completely_unavailable': false } },
    { name: 'Mail', facts: { 'service.completely_unavailable': true, 'service.complete_unavailability_minutes': 45 } },
  ],
  anchors: { awareness: '2026-03-27T19:30:00Z' },
  timeZone: 'Europe/Berlin',
  now: '2026-03-29T00:00:00Z',
}

function find(reasons: readonly Reason[], rule: string): Reason | undefined {
  for (const reason of reasons) {
    const found = reason.rule === rule ? reason : find(reason.parts, rule)
    if (found) return found
  }
  return undefined
}

test('the tree names the service that decided, the value and the comparison in words', () => {
  const rule = find(reasonsOf(law, outage, 'nis2'), 'nis2ir.7.a')
  expect(rule).toMatchObject({ answer: 'yes', service: 'Mail', join: 'all', article: expect.stringContaining('7(a)') })
  expect(rule?.parts).toMatchObject([
    { fact: 'service.completely_unavailable', asked: 'yes', value: true, answer: 'yes' },
    { fact: 'service.complete_unavailability_minutes', asked: 'more than 30 minutes', value: 45, answer: 'yes' },
  ])
})

test('rules for other kinds of entities do not stand in the tree', () => {
  const tree = reasonsOf(law, outage, 'nis2')
  expect(tree.map(({ rule }) => rule)).toEqual(['nis2ir.significant'])
  expect(find(tree, 'nis2ir.9.a')).toBeUndefined()
})

test('a computed share is marked as such', () => {
  const users = { 'service.limited_availability': true, 'service.users_union': 200, 'service.limited_users_union': 30 }
  const tree = reasonsOf(law, { ...outage, services: [{ facts: users }] }, 'nis2')
  const [, any] = find(tree, 'nis2ir.7.b')?.parts ?? []
  expect(any?.parts[0]).toMatchObject({
    fact: 'service.limited_users_union_pct',
    value: 15,
    derived: true,
    asked: 'more than 5 %',
  })
})

test('a regime that does not concern the entity, or is not in the law, has no tree and no turns', () => {
  for (const id of ['dora', 'nothing']) expect([reasonsOf(law, outage, id), turnsOf(law, outage, id)]).toEqual([[], []])
})

test('a verdict turns just over and just under the threshold', () => {
  expect(turnsOf(law, outage, 'nis2')).toContainEqual({
    fact: 'service.complete_unavailability_minutes',
    service: 'Mail',
    to: 'at most 30 minutes',
    value: 30,
    verdict: 'undetermined',
  })
  expect(turnsOf(law, outage, 'nis2')).toContainEqual({
    fact: 'incident.scheduled_interruption_or_maintenance',
    to: 'yes',
    value: true,
    verdict: 'no',
  })
})

test('an unknown fact turns an open verdict, in the words of the law', () => {
  const open: Situation = { ...outage, services: [{ facts: { 'service.completely_unavailable': true } }] }
  expect(turnsOf(law, open, 'nis2')).toContainEqual({
    fact: 'service.complete_unavailability_minutes',
    to: 'more than 30 minutes',
    value: 31,
    verdict: 'yes',
  })
})

test('a turn that would contradict the other facts is not named', () => {
  const users = {
    'service.limited_availability': true,
    'service.limited_availability_minutes': 90,
    'service.users_union': 100,
  }
  const told = turnsOf(
    law,
    { ...outage, services: [{ facts: { ...users, 'service.limited_users_union_pct': 4 } }] },
    'nis2',
  )
  // More than a million of a hundred users would turn it.
  expect(told.map(({ fact }) => fact)).not.toContain('service.limited_users_union')
  const open = turnsOf(law, { ...outage, services: [{ facts: users }] }, 'nis2')
  expect(open).toContainEqual({ fact: 'service.limited_users_union', to: '6', value: 6, verdict: 'yes' })
})

test('a rule explained says whom it concerns, its questions, and which reports hang on it', () => {
  const explained = explainRule(law, 'nis2ir.7.a')
  expect(explained).toMatchObject({
    rule: { id: 'nis2ir.7.a', verified: true, top: false },
    concerns: ['Cloud computing service provider'],
    facts: [
      { id: 'service.completely_unavailable' },
      { id: 'service.complete_unavailability_minutes', unit: 'minutes' },
    ],
    namedBy: [{ id: 'nis2ir.significant' }],
  })
  expect(explained?.decides.map(({ regime, direct }) => ({ regime, direct }))).toEqual([
    { regime: 'nis2', direct: false },
  ])
  expect(explained?.decides[0]?.reports.map(({ id }) => id)).toContain('early_warning')
  expect(explained?.words.at(-1)).toContain('more than 30 minutes')
})

test('the trigger of a single report hangs on that report alone', () => {
  const gdpr = explainRule(law, 'gdpr.processor')?.decides.find(({ regime }) => regime === 'gdpr')
  expect(gdpr?.reports.map(({ id }) => id)).toEqual(['processor_to_controller'])
})

test('every rule of the released law can be explained, as data and as text', () => {
  for (const { rule } of law.rules) {
    const explained = explainRule(law, rule.id)
    expect(explained?.facts.length ?? 0, rule.id).toBe(new Set(explained?.facts.map(({ id }) => id)).size)
    const text = explained === null ? '' : explanationInWords(explained)
    expect(text).toContain(rule.label.split(' ')[0])
    expect(Math.max(...text.split('\n').map((line) => line.length)), rule.id).toBeLessThanOrEqual(240)
  }
  expect(explainRule(law, 'nis2ir.99')).toBeNull()
})

test('law that nobody verified is marked in the explanation', () => {
  const unverified = law.rules.find(({ rule }) => rule.verified === false)
  const explained = explainRule(law, unverified?.rule.id ?? '')
  expect(explained && explanationInWords(explained)).toContain('NOT VERIFIED')
})

test('the text of a verdict says first what to report, then what is overdue and the limit on the local clock', () => {
  const text = verdictInWords(law, judge(law, outage, daysOff), 'Europe/Berlin', '2026-03-29T00:00:00.000Z')
  expect(text).toMatch(/^REPORTABLE under nis2[.] 1 OVERDUE[.] Next due Mon, 30 Mar 2026, 21:30 Europe\/Berlin/)
  expect(text).toContain('OVERDUE since Sat, 28 Mar 2026, 20:30')
  expect(text).toContain('national CSIRT of DE')
})

test('an open verdict never reads as if nothing had to be reported', () => {
  const open = { entity: outage.entity, facts: {} }
  const text = verdictInWords(law, judge(law, open, daysOff), 'UTC', null)
  expect(text).toMatch(/^Nothing is known to be reportable[.] Not known yet: nis2/)
  expect(text).toContain('NEXT QUESTION')
})

test('a refusal as text names field, rule and reason', () => {
  const faults = faultsOf(law, { entity: outage.entity, facts: { 'incident.duration_minutes': -1 } })
  expect(faultsInWords(faults)).toContain(
    '/facts/incident.duration_minutes (range): incident.duration_minutes is at least 0',
  )
})
