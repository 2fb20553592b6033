// What a new verdict does to the clocks, with the law as it is shipped.
import { describe, expect, test } from 'vitest'
import type { Assessment } from '../../model/assessment.ts'
import type { Duty } from '../../model/duty.ts'
import type { ToldSource } from '../../model/told.ts'
import { readLaw } from '../../store/law/read-law.ts'
import { dutyRecord } from '../duty-record.ts'
import { judge } from '../law/judge.ts'
import { prepareLaw } from '../law/prepare-law.ts'
import { compareDuties, countSteps, type DutyEntry, type HeldDuty } from './compare-duties.ts'
import { dutyEvents, dutyLifecycle } from './duty-lifecycle.ts'
import { effectiveDue, standingOf } from './effective-due.ts'
import { situationOf } from './situation-of.ts'

const law = prepareLaw(readLaw())
const source: ToldSource = { kind: 'person', record: null, text: '' }
const told = (value: never) => ({ value, source, by: 'person:1', at: '2027-01-26T08:00:00.000Z' })

interface Known {
  types?: string[]
  facts?: Record<string, unknown>
  anchors?: Record<string, string>
}

function assessment({ types = ['nis2_other_entity'], facts = {}, anchors = {} }: Known): Assessment {
  return {
    ...{ reference: 'ASM-2027-0001', year: 2027, number: 1, title: 'A breach', incident: null, organisation: null },
    entity: { name: 'Made-up plc', types, countries: ['DE'], jurisdiction: 'DE', timeZone: 'Europe/Berlin' },
    facts: Object.fromEntries(
      Object.entries({ 'entity.nis2_class': 'important', ...facts }).map(([fact, value]) => [
        fact,
        told(value as never),
      ]),
    ),
    ...{ services: [], group: {} },
    anchors: Object.fromEntries(
      Object.entries(anchors).map(([anchor, at]) => [
        anchor,
        [{ at, reason: 'as told', source, by: 'person:1', recordedAt: at }],
      ]),
    ),
    judged: { at: '2027-01-26T08:00:00.000Z', by: 'person:1', dataVersion: '', regimes: [] },
    ...{
      closed: null,
      openedAt: '2027-01-26T08:00:00.000Z',
      openedBy: 'person:1',
      changedAt: '2027-01-26T08:00:00.000Z',
    },
  }
}

const significant = { 'incident.is_incident': true, 'incident.severe_operational_disruption': 'caused' }
const aware = { awareness: '2027-01-26T07:10:00.000Z' }

/** Duties as the record would hold them after the steps. */
function step(
  known: Known,
  now: string,
  before: readonly HeldDuty[] = [],
): { duties: HeldDuty[]; entries: DutyEntry[] } {
  const state = assessment(known)
  const verdict = judge(law, situationOf(state, now), () => null)
  const steps = compareDuties(
    { assessment: { id: 'a', state }, verdict, law: law.law, because: 'as told', now },
    before,
  )
  const header = { actor: 'person:1', recordedAt: now } as never
  const reduce = (duty: Duty, { kind, body }: DutyEntry) => dutyRecord.kinds[kind].reduce(duty, body as never, header)
  const opened = steps.open.map(({ body, at }, n): HeldDuty => {
    const first = dutyRecord.kinds['assess.dutyOpened'].reduce(undefined as never, body, header)
    return { id: `new ${before.length + n}`, state: at.reduce(reduce, first) }
  })
  const changed = before.map(({ id, state: duty }) => {
    const entries = steps.change.find((one) => one.id === id)?.entries ?? []
    return { id, state: entries.reduce(reduce, duty) }
  })
  const entries = [...steps.open.flatMap((one) => one.at), ...steps.change.flatMap((one) => one.entries)]
  expect(countSteps(steps).breached).toBe(entries.filter((one) => one.kind === 'assess.dutyBreached').length)
  return { duties: [...changed, ...opened], entries }
}

const of = (duties: readonly HeldDuty[], report: string) => duties.find(({ state }) => state.report === report)?.state
const kinds = (entries: readonly DutyEntry[]) => [...new Set(entries.map((one) => one.kind))].sort()

describe('as long as the verdict is open', () => {
  test('clocks are shown that would run, and none of them breaks', () => {
    const { duties, entries } = step({ anchors: aware }, '2027-02-20T00:00:00.000Z')
    expect(of(duties, 'early_warning')).toMatchObject({
      tentative: true,
      dueAt: '2027-01-27T07:10:00.000Z',
      breaches: [],
    })
    expect(entries).toEqual([])
  })

  test('a regime that does not concern the entity asks for nothing', () => {
    const { duties } = step({ anchors: aware }, '2027-01-26T08:00:00.000Z')
    expect(new Set(duties.map(({ state }) => state.regime))).toEqual(new Set(['nis2']))
  })
})

describe('once the verdict is yes', () => {
  const open = step({ anchors: aware }, '2027-01-26T08:00:00.000Z').duties

  test('its clocks become firm, and keep their limits', () => {
    const { duties, entries } = step({ facts: significant, anchors: aware }, '2027-01-26T09:00:00.000Z', open)
    expect(kinds(entries)).toContain('assess.dutyMadeFirm')
    expect(of(duties, 'early_warning')).toMatchObject({
      tentative: false,
      dueAt: '2027-01-27T07:10:00.000Z',
      moves: [],
    })
  })

  test('a limit that has passed by then breaks at once', () => {
    const { duties } = step({ facts: significant, anchors: aware }, '2027-01-27T07:10:00.001Z', open)
    expect(of(duties, 'early_warning')).toMatchObject({ breachedAt: '2027-01-27T07:10:00.000Z' })
  })

  test('at the very limit it is not late', () => {
    const { duties } = step({ facts: significant, anchors: aware }, '2027-01-27T07:10:00.000Z', open)
    expect(of(duties, 'early_warning')?.breaches).toEqual([])
  })

  test('the same verdict again changes nothing', () => {
    const firm = step({ facts: significant, anchors: aware }, '2027-01-26T09:00:00.000Z').duties
    expect(step({ facts: significant, anchors: aware }, '2027-01-26T10:00:00.000Z', firm).entries).toEqual([])
  })

  test('a moved anchor moves what runs from it, with what led to it', () => {
    const firm = step({ facts: significant, anchors: aware }, '2027-01-26T09:00:00.000Z').duties
    const earlier = { awareness: '2027-01-26T06:10:00.000Z' }
    const { duties } = step({ facts: significant, anchors: earlier }, '2027-01-26T10:00:00.000Z', firm)
    expect(of(duties, 'early_warning')?.moves).toEqual([
      {
        from: '2027-01-27T07:10:00.000Z',
        to: '2027-01-27T06:10:00.000Z',
        because: 'as told',
        by: 'person:1',
        at: '2027-01-26T10:00:00.000Z',
      },
    ])
  })

  test('each limit breaks once, also when it moves and passes again', () => {
    const known = { facts: significant, anchors: aware }
    let { duties } = step(known, '2027-01-28T00:00:00.000Z')
    expect(of(duties, 'early_warning')?.breaches).toHaveLength(1)
    duties = step(known, '2027-01-28T01:00:00.000Z', duties).duties
    expect(of(duties, 'early_warning')?.breaches).toHaveLength(1)
    const later = { ...known, anchors: { awareness: '2027-01-27T12:00:00.000Z' } }
    duties = step(later, '2027-01-28T02:00:00.000Z', duties).duties
    expect(of(duties, 'early_warning')).toMatchObject({
      dueAt: '2027-01-28T12:00:00.000Z',
      breachedAt: '2027-01-27T07:10:00.000Z',
    })
    duties = step(later, '2027-01-28T13:00:00.000Z', duties).duties
    expect(of(duties, 'early_warning')?.breaches.map((one) => one.due)).toEqual([
      '2027-01-27T07:10:00.000Z',
      '2027-01-28T12:00:00.000Z',
    ])
  })
})

describe('when it is owed no more', () => {
  const firm = step({ facts: significant, anchors: aware }, '2027-01-26T09:00:00.000Z').duties
  const none = {
    'incident.is_incident': false,
    'incident.severe_operational_disruption': 'none',
    'incident.financial_loss': 'none',
    'incident.considerable_damage_to_others': 'none',
  }

  test('it ends with the reason of the law', () => {
    const { duties } = step({ facts: none, anchors: aware }, '2027-01-26T10:00:00.000Z', firm)
    const ended = of(duties, 'early_warning')
    expect(ended).toMatchObject({ status: 'ended', ended: { because: expect.stringContaining('not reportable') } })
    expect(ended?.ended?.article).toContain('23')
  })

  test('what broke its limit before stays broken, also where no job had come round to it', () => {
    const { duties } = step({ facts: none, anchors: aware }, '2027-01-27T10:00:00.000Z', firm)
    expect(of(duties, 'early_warning')).toMatchObject({ status: 'ended', breachedAt: '2027-01-27T07:10:00.000Z' })
  })

  test('so it does when the verdict is open again, and when the limit is moved', () => {
    const late = '2027-01-27T10:00:00.000Z'
    const open = step({ anchors: aware }, late, firm).duties
    expect(of(open, 'early_warning')).toMatchObject({ tentative: true, breachedAt: '2027-01-27T07:10:00.000Z' })
    const later = { awareness: '2027-01-26T20:00:00.000Z' }
    const moved = of(step({ facts: significant, anchors: later }, late, firm).duties, 'early_warning')
    expect(moved).toMatchObject({ dueAt: '2027-01-27T20:00:00.000Z', breachedAt: '2027-01-27T07:10:00.000Z' })
    expect(moved?.breaches).toHaveLength(1)
  })

  test('it is owed again when the verdict turns back', () => {
    const ended = step({ facts: none, anchors: aware }, '2027-01-26T10:00:00.000Z', firm).duties
    const { duties, entries } = step({ facts: significant, anchors: aware }, '2027-01-26T11:00:00.000Z', ended)
    expect(kinds(entries)).toEqual(['assess.dutyReopened'])
    expect(of(duties, 'early_warning')).toMatchObject({ status: 'running', ended: null, tentative: false })
  })

  test('what was handed in stays handed in', () => {
    const submitted = firm.map(({ id, state }): HeldDuty => ({ id, state: { ...state, status: 'submitted' } }))
    const { duties, entries } = step({ facts: none, anchors: aware }, '2027-01-26T10:00:00.000Z', submitted)
    expect(entries).toEqual([])
    expect(duties.every(({ state }) => state.status === 'submitted')).toBe(true)
  })

  test('the act that displaces another is named', () => {
    const bank = ['nis2_other_entity', 'credit_institution']
    const { duties } = step({ types: bank, facts: significant, anchors: aware }, '2027-01-26T10:00:00.000Z', firm)
    expect(of(duties, 'incident_notification')?.ended).toMatchObject({ because: expect.stringContaining('DORA') })
  })
})

describe('what an authority grants and asks for', () => {
  const [held] = step({ facts: significant, anchors: aware }, '2027-01-26T09:00:00.000Z').duties
  const by = { by: 'person:1', at: '2027-01-26T10:00:00.000Z' }
  const clock = held!.state.clock
  const until = (moment: string) => ({ until: moment, grantedBy: 'CSIRT', reason: 'as asked', ...by })

  test('more time holds as long as it is later than the law', () => {
    const prolonged = until('2027-02-01T12:00:00.000Z')
    expect(effectiveDue(clock, { prolonged, requested: null })).toMatchObject({ kind: 'at', at: prolonged.until })
    const earlier = until('2027-01-26T12:00:00.000Z')
    expect(effectiveDue(clock, { prolonged: earlier, requested: null })).toBe(clock)
  })

  test('a report on request waits, and runs once it was asked for, with a limit or without one', () => {
    const onRequest = { ...clock, kind: 'on_request' as const, at: null }
    const nobody = { prolonged: null, requested: null }
    expect(standingOf(effectiveDue(onRequest, nobody), nobody)).toBe('waiting')
    const asked = { prolonged: null, requested: { requestedBy: 'CSIRT', due: null, ...by } }
    expect(standingOf(effectiveDue(onRequest, asked), asked)).toBe('running')
    const limited = { prolonged: null, requested: { requestedBy: 'CSIRT', due: '2027-02-02T12:00:00.000Z', ...by } }
    expect(effectiveDue(onRequest, limited)).toMatchObject({ kind: 'at', at: '2027-02-02T12:00:00.000Z' })
  })
})

test('the life of a duty has every cell filled in', () => {
  for (const row of Object.values(dutyLifecycle)) expect(Object.keys(row).sort()).toEqual([...dutyEvents].sort())
})
