// The verdict of a small law: who is concerned, why, what is missing, what is due.
import { expect, test } from 'vitest'
import { regimeOf, ruleOf, smallLaw, within24Hours } from '../../../../test/setup/small-law.ts'
import type { Law, Regime } from '../../model/law.ts'
import type { Facts, RegimeVerdict, ReportDue, Situation } from '../../model/verdict.ts'
import { judge } from './judge.ts'
import { prepareLaw } from './prepare-law.ts'

const red = ruleOf('small.red', { fact: 'x.red', op: 'eq', value: true })
const planned = ruleOf('small.planned', { fact: 'x.blue', op: 'eq', value: true })
const long = ruleOf('small.long', { fact: 'x.minutes', op: 'gt', value: 30 })
const forCloud = ruleOf('small.cloud', { fact: 'x.green', op: 'eq', value: true }, { appliesTo: ['cloud'] })
const top = ruleOf('small.top', {
  all: [
    { not: { rule: 'small.planned' } },
    { any: [{ rule: 'small.red' }, { rule: 'small.long' }, { rule: 'small.cloud' }] },
  ],
})
const rules = [red, planned, long, forCloud, top]
const small = regimeOf('small', [{ rule: 'small.top' }], { reports: [within24Hours] })

function lawOf(regimes: Regime[], more: Partial<Law> = {}) {
  return prepareLaw(smallLaw(rules, regimes, more))
}

function judged(given: Partial<Situation>, regimes: Regime[] = [small], more: Partial<Law> = {}): RegimeVerdict {
  const situation = { entity: { types: ['bank'], countries: ['DE'] }, ...given }
  const [verdict] = judge(lawOf(regimes, more), situation, () => null).regimes
  if (verdict === undefined) throw new Error('no regime')
  return verdict
}

function reportOf(given: Partial<Situation>, report: Partial<Regime['reports'][number]> = {}): ReportDue | undefined {
  const regime = regimeOf('small', [{ rule: 'small.red' }], { reports: [{ ...within24Hours, ...report }] })
  return judged({ facts: { 'x.red': true }, ...given }, [regime]).reports[0]
}

test('yes names the deciding rule first, then the rules inside it that are met', () => {
  const { verdict, because, missing, articles } = judged({ facts: { 'x.red': true, 'x.blue': false, 'x.minutes': 31 } })
  expect({ verdict, because, missing }).toEqual({
    verdict: 'yes',
    because: ['small.top', 'small.red', 'small.long'],
    missing: [],
  })
  expect(articles).toEqual(['Art. small.top', 'Art. small.red', 'Art. small.long'])
})

test('no names the exclusion that is met', () => {
  const { verdict, because, failed } = judged({ facts: { 'x.red': true, 'x.blue': true } })
  expect({ verdict, because, failed }).toEqual({ verdict: 'no', because: ['small.planned'], failed: ['small.top'] })
})

test('without an exclusion no names the deciding rule, and which rules failed; rules for others were not looked at', () => {
  const { because, failed } = judged({ facts: { 'x.red': false, 'x.blue': false, 'x.minutes': 30 } })
  expect({ because, failed }).toEqual({
    because: ['small.top'],
    failed: ['small.top', 'small.planned', 'small.red', 'small.long'],
  })
})

test('undetermined names the facts that can still change it, and nothing as its reason', () => {
  const { verdict, because, missing } = judged({ facts: { 'x.blue': false, 'x.red': false } })
  expect({ verdict, because, missing }).toEqual({ verdict: 'undetermined', because: [], missing: ['x.minutes'] })
  expect(judged({ entity: { types: ['cloud'], countries: [] }, facts: { 'x.red': true } }).missing).toEqual(['x.blue'])
})

test('a regime for other types does not concern the entity, and says whom it concerns', () => {
  const { applies, verdict, note, reports } = judged({}, [{ ...small, who: { entityTypes: ['cloud'] } }])
  expect({ applies, verdict, reports }).toEqual({ applies: 'no', verdict: 'no', reports: [] })
  expect(note).toContain('Cloud provider')
})

test('a regime before its first day says from when; on that day in the zone of the situation it is in force', () => {
  const later = { ...small, appliesFrom: '2026-09-11' }
  const given = { facts: { 'x.red': true, 'x.blue': false }, timeZone: 'Europe/Berlin' }
  const before = judged({ ...given, anchors: { awareness: '2026-09-10T21:59:59Z' } }, [later])
  expect({ applies: before.applies, verdict: before.verdict }).toEqual({ applies: 'no', verdict: 'no' })
  expect(before.note).toContain('2026-09-11')
  expect(judged({ ...given, anchors: { awareness: '2026-09-10T22:00:00Z' } }, [later]).verdict).toBe('yes')
  expect(judged({ ...given, now: '2026-09-10T00:00:00Z' }, [later]).verdict).toBe('no')
  expect(
    judged({ ...given, anchors: { awareness: '2026-09-12T00:00:00Z' }, now: '2026-01-01T00:00:00Z' }, [later]).verdict,
  ).toBe('yes')
})

test('a regime that has ended says since when', () => {
  const given = { facts: { 'x.red': true, 'x.blue': false }, now: '2026-09-11T00:00:00Z' }
  expect(judged(given, [{ ...small, appliesUntil: '2026-09-11' }])).toMatchObject({ applies: 'no' })
  expect(judged(given, [{ ...small, appliesUntil: '2026-09-12' }])).toMatchObject({ verdict: 'yes' })
})

test('lex specialis takes the place of the general regime, for whom it is made and while it is in force', () => {
  const special = regimeOf('special', [{ rule: 'small.red' }], {
    who: { entityTypes: ['bank'] },
    appliesFrom: '2025-01-17',
  })
  const relations: Law['relations'] = [
    {
      id: 'r',
      kind: 'displaces',
      first: ['special'],
      second: ['small'],
      forTypes: ['bank'],
      text: 'Special first.',
      articles: ['1(2)'],
    },
  ]
  const given = { facts: { 'x.red': true, 'x.blue': false } }
  const now = (day: string) => judged({ ...given, now: `${day}T00:00:00Z` }, [small, special], { relations })
  expect(now('2026-01-01')).toMatchObject({
    applies: 'no',
    verdict: 'no',
    reports: [],
    displacedBy: { regime: 'special', text: 'Special first.', articles: ['1(2)'] },
  })
  expect(now('2025-01-16')).toMatchObject({ applies: 'yes', displacedBy: null })
  const cloud = { entity: { types: ['cloud'], countries: [] }, facts: { 'x.red': true, 'x.blue': false } }
  expect(judged(cloud, [small, special], { relations })).toMatchObject({ verdict: 'yes', displacedBy: null })
})

test('a regime without rules is voluntary: it applies, says no, and lists its reports as what could be sent', () => {
  const reports = [{ ...within24Hours, mandatory: false, deadline: { kind: 'none' as const } }]
  const invitation = judged({}, [regimeOf('invitation', [], { mandatory: false, reports })])
  expect(invitation).toMatchObject({ applies: 'yes', verdict: 'no', note: 'voluntary', because: [] })
  expect(invitation.reports[0]).toMatchObject({ due: null, overdue: false, standing: 'would-run' })
})

test('where a rule is for some types only, it decides alone for them, and the others decide for everybody else', () => {
  const two = regimeOf('two', [{ rule: 'small.red', only: ['cloud'] }, { rule: 'small.long' }])
  const facts = { 'x.red': true, 'x.minutes': 1 }
  expect(judged({ entity: { types: ['cloud'], countries: [] }, facts }, [two])).toMatchObject({
    verdict: 'yes',
    because: ['small.red'],
  })
  expect(judged({ facts }, [two])).toMatchObject({ verdict: 'no', because: ['small.long'] })
})

test('whether the entity is concerned can be what is missing', () => {
  const forMany = { ...small, who: { entityTypes: ['*nis2'] } }
  const facts = { 'x.red': true, 'x.blue': false }
  expect(judged({ facts }, [forMany])).toMatchObject({
    applies: 'undetermined',
    verdict: 'undetermined',
    missing: ['entity.nis2_class'],
  })
  expect(judged({ facts: { ...facts, 'x.blue': true } }, [forMany])).toMatchObject({
    applies: 'undetermined',
    verdict: 'no',
  })
})

test('a report runs when the verdict is yes, would run when it is open, and is not there when it is no', () => {
  const anchors = { awareness: '2026-05-01T10:00:00Z' }
  const standing = (facts: Facts) => judged({ anchors, facts }).reports.map((one) => [one.standing, one.due])
  expect(standing({ 'x.red': true, 'x.blue': false })).toEqual([['runs', '2026-05-02T10:00:00.000Z']])
  expect(standing({ 'x.red': true })).toEqual([['would-run', '2026-05-02T10:00:00.000Z']])
  expect(standing({ 'x.blue': true })).toEqual([])
})

test('at its due moment a report is not overdue, a millisecond later it is, and never while the verdict is open', () => {
  const anchors = { awareness: '2026-05-01T10:00:00Z' }
  expect(reportOf({ anchors, now: '2026-05-02T10:00:00Z' })?.overdue).toBe(false)
  expect(reportOf({ anchors, now: '2026-05-02T10:00:00.001Z' })?.overdue).toBe(true)
  expect(judged({ anchors, facts: { 'x.red': true }, now: '2026-06-01T00:00:00Z' }).reports[0]?.overdue).toBe(false)
  expect(reportOf({ anchors })?.overdue).toBe(false)
})

test('a report that was sent is not overdue; sent late, the clock says by how much', () => {
  const anchors = { awareness: '2026-05-01T10:00:00Z', 'report_submitted:warning': '2026-05-02T11:30:00Z' }
  const late = reportOf({ anchors, now: '2026-06-01T00:00:00Z' })
  expect(late).toMatchObject({ overdue: false, submitted: '2026-05-02T11:30:00.000Z' })
  expect(late?.clock.steps.at(-1)?.text).toBe('submitted late, by 1 h 30 min')
  const inTime = reportOf({ anchors: { ...anchors, 'report_submitted:warning': '2026-05-02T10:00:00Z' } })
  expect(inTime?.clock.steps.at(-1)?.text).toBe('submitted in time')
})

test('what was sent under this regime goes before what was sent under any', () => {
  const anchors = { awareness: '2026-05-01T10:00:00Z', 'report_submitted:warning': '2026-05-01T11:00:00Z' }
  expect(
    reportOf({ anchors: { ...anchors, 'report_submitted:small/warning': '2026-05-01T12:00:00Z' } })?.submitted,
  ).toBe('2026-05-01T12:00:00.000Z')
  expect(
    reportOf({ anchors: { ...anchors, 'report_submitted:other/warning': '2026-05-01T12:00:00Z' } })?.submitted,
  ).toBe('2026-05-01T11:00:00.000Z')
})

test('a clock from the latest of several reports starts with the latest that was sent', () => {
  const deadline = { kind: 'within', from: 'report_submitted:latest', duration: 'PT1H' } as const
  const anchors = {
    'report_submitted:small/warning': '2026-05-01T10:00:00Z',
    'report_submitted:update': '2026-05-03T10:00:00Z',
  }
  expect(reportOf({ anchors }, { id: 'final', deadline })?.due).toBe('2026-05-03T11:00:00.000Z')
  expect(reportOf({}, { id: 'final', deadline })).toMatchObject({ due: null, clock: { kind: 'waits' } })
})

test('a report that others replace goes when that is known; while it is unknown both stand, the other as one that would run', () => {
  const when = { fact: 'x.blue', op: 'eq', value: true } as const
  const reports: Regime['reports'] = [
    { ...within24Hours, id: 'final', replacedWhen: { condition: when, by: ['progress'] } },
    { ...within24Hours, id: 'progress', onlyIf: when },
  ]
  const regime = regimeOf('small', [{ rule: 'small.red' }], { reports })
  const listed = (facts: Facts) =>
    judged({ facts: { 'x.red': true, ...facts } }, [regime]).reports.map(({ id, standing }) => `${id} ${standing}`)
  expect(listed({ 'x.blue': true })).toEqual(['progress runs'])
  expect(listed({ 'x.blue': false })).toEqual(['final runs'])
  expect(listed({})).toEqual(['final runs', 'progress would-run'])
})

test('once a report that takes the place of another was sent, that path stays, also when its condition has passed', () => {
  const when = { fact: 'x.blue', op: 'eq', value: true } as const
  const reports: Regime['reports'] = [
    { ...within24Hours, id: 'final', replacedWhen: { condition: when, by: ['progress', 'after'] } },
    { ...within24Hours, id: 'progress', onlyIf: when },
    { ...within24Hours, id: 'after', onlyIf: when },
  ]
  const regime = regimeOf('small', [{ rule: 'small.red' }], { reports })
  const facts = { 'x.red': true, 'x.blue': false }
  const anchors = { 'report_submitted:progress': '2026-05-01T10:00:00Z' }
  const listed = judged({ facts, anchors }, [regime]).reports.map(({ id, standing }) => `${id} ${standing}`)
  expect(listed).toEqual(['progress runs', 'after runs'])
})

test('the first variant that holds sets the limit; one that hangs on an unknown fact does not, and that is said', () => {
  const hours = (duration: string) => ({ kind: 'within' as const, from: 'awareness', duration })
  const variants: Regime['reports'][number]['variants'] = [
    { entityTypes: ['cloud'], deadline: hours('PT1H'), article: 'for clouds' },
    { when: { fact: 'x.grade', op: 'eq', value: 'high' }, deadline: hours('PT4H'), article: 'for grave ones' },
  ]
  const anchors = { awareness: '2026-05-01T10:00:00Z' }
  const of = (facts: Facts) => reportOf({ anchors, facts: { 'x.red': true, ...facts } }, { variants })
  expect(of({ 'x.grade': 'high' })).toMatchObject({ due: '2026-05-01T14:00:00.000Z', article: 'for grave ones' })
  expect(of({ 'x.grade': 'low' })).toMatchObject({ due: '2026-05-02T10:00:00.000Z', clock: { assumed: [] } })
  expect(of({})).toMatchObject({ due: '2026-05-02T10:00:00.000Z', clock: { assumed: ['x.grade'] } })
})

test('a recipient of each Member State is named with it, the one with jurisdiction before the only country', () => {
  expect(reportOf({})?.recipients).toEqual(['national CSIRT of DE'])
  expect(reportOf({ entity: { types: ['bank'], countries: ['DE', 'FR'] } })?.recipients).toEqual(['national CSIRT'])
  expect(reportOf({}, { recipients: ['controller'] })?.recipients).toEqual(['controller'])
})

test('a report with a rule of its own runs by that rule, and is asked about even when the regime is settled', () => {
  const own = { ...within24Hours, id: 'own', trigger: 'small.long' }
  const regime = regimeOf('small', [{ rule: 'small.red' }], { reports: [within24Hours, own] })
  const listed = (facts: Facts) => judged({ facts }, [regime]).reports.map(({ id, standing }) => `${id} ${standing}`)
  expect(listed({ 'x.red': true, 'x.minutes': 30 })).toEqual(['warning runs'])
  expect(listed({ 'x.red': false, 'x.minutes': 31 })).toEqual(['own runs'])
  const situation = { entity: { types: [], countries: [] }, facts: { 'x.red': true } }
  expect(judge(lawOf([regime]), situation, () => null).nextQuestion?.fact).toBe('x.minutes')
})

test('only a verified overlay of the Member State changes deadlines and recipients', () => {
  const overlay: Law['overlays'][number] = {
    memberState: 'DE',
    regime: 'small',
    text: 'Twelve hours.',
    reports: [],
    deadlines: [
      { report: 'warning', deadline: { kind: 'within', from: 'awareness', duration: 'PT12H' }, article: '§ 1' },
    ],
    recipients: ['joint_office'],
    verified: true,
  }
  const given = { facts: { 'x.red': true, 'x.blue': false }, anchors: { awareness: '2026-05-01T10:00:00Z' } }
  const due = (overlays: Law['overlays'], country = 'DE') =>
    judged({ ...given, entity: { types: [], countries: [country] } }, [small], { overlays }).reports[0]
  expect(due([overlay])).toMatchObject({
    due: '2026-05-01T22:00:00.000Z',
    article: '§ 1',
    recipients: ['national CSIRT of DE', 'joint office'],
  })
  expect(due([overlay], 'FR')?.due).toBe('2026-05-02T10:00:00.000Z')
  expect(due([{ ...overlay, verified: false }])?.due).toBe('2026-05-02T10:00:00.000Z')
})

test('a verdict by a rule, a regime or a first day that nobody verified is marked', () => {
  const facts = { 'x.red': true, 'x.blue': false }
  expect(judged({ facts }).verified).toBe(true)
  expect(judged({ facts }, [{ ...small, verified: false }]).verified).toBe(false)
  expect(judged({ facts }, [{ ...small, appliesFromVerified: false }]).verified).toBe(false)
})

test('the verdict names the law that it was judged by', () => {
  expect(judge(lawOf([small]), { entity: { types: [], countries: [] } }, () => null).dataVersion).toBe(
    '2026-01.0123456789',
  )
})
