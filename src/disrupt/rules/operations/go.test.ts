// Go and no go, steps that wait, and clocks: situations, and properties over any plan.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Operation, Partner } from '../../model/operations/operation.ts'
import type { Go, Step } from '../../model/operations/plan.ts'
import { clockStanding } from './clocks.ts'
import { goStanding, whyNotSign } from './go.ts'
import { operationLife } from './life.ts'
import { dueAt, faultOfStep, turnsOf, whatIsInTheWay } from './steps.ts'

const at = '2025-01-29T10:00:00.000Z'
const partner = (key: string, more: Partial<Partner> = {}): Partner => ({
  ...{ key, name: `Agency ${key}`, kind: 'police', country: 'DE', organisation: null, role: 'Takes part' },
  ...{ legalBasis: '', mandate: '', signers: [], mustSign: true, left: null },
  ...more,
})
const go = (of: string, says: Go['says'], revision = 1): Go => ({
  ...{ partner: of, says, revision, at, by: 'person:x', heard: null, words: '' },
})
const step = (key: string, more: Partial<Step> = {}): Step => ({
  ...{
    key,
    phase: 'action',
    title: `Step ${key}`,
    what: '',
    partner: 'p1',
    targets: [],
    after: [],
    minutes: 0,
    fallback: '',
  },
  ...{ state: 'planned', startedAt: null, startedBy: null, endedAt: null, result: '', despite: null },
  ...more,
})
const plan = (more: Partial<Operation> = {}) => ({
  ...{
    state: 'running' as const,
    hHour: at,
    revision: 1,
    partners: [partner('p1')],
    goes: [go('p1', 'go')],
    steps: [] as Step[],
  },
  ...{ clocks: [] },
  ...more,
})

describe('go or no go', () => {
  test('all who must sign have to say go to this very revision', () => {
    const partners = [partner('p1'), partner('p2')]
    expect(goStanding({ partners, goes: [go('p1', 'go')], revision: 1 }).go).toBe('undetermined')
    expect(goStanding({ partners, goes: [go('p1', 'go'), go('p2', 'go')], revision: 1 }).go).toBe('yes')
    expect(goStanding({ partners, goes: [go('p1', 'go'), go('p2', 'go')], revision: 2 }).go).toBe('undetermined')
  })

  test('nobody asked is not all agreed', () => {
    expect(goStanding({ partners: [], goes: [], revision: 1 }).go).toBe('undetermined')
    expect(goStanding({ partners: [partner('p1', { mustSign: false })], goes: [], revision: 1 }).go).toBe(
      'undetermined',
    )
  })

  test('one no is no, also of somebody who need not sign, and a new plan does not undo it', () => {
    const partners = [partner('p1'), partner('p2', { mustSign: false })]
    expect(goStanding({ partners, goes: [go('p1', 'go', 3), go('p2', 'no-go', 1)], revision: 3 }).go).toBe('no')
  })

  test('whoever left is asked no more', () => {
    const partners = [partner('p1'), partner('p2', { left: 'Its court has not agreed.' })]
    expect(goStanding({ partners, goes: [go('p1', 'go'), go('p2', 'no-go')], revision: 1 }).go).toBe('yes')
  })

  test('somebody who is not named speaks for a partner only by saying how they heard it', () => {
    const partners = [partner('p1', { signers: ['anna'] })]
    expect(whyNotSign({ partners }, 'p1', 'anna', null)).toBeNull()
    expect(whyNotSign({ partners }, 'p1', 'ben', null)).toContain('not named')
    expect(whyNotSign({ partners }, 'p1', 'ben', 'By telephone from the duty officer')).toBeNull()
    expect(whyNotSign({ partners }, 'p9', 'anna', null)).toContain('no partner')
  })

  test('it is yes exactly when every asked partner said go to this revision and nobody says no', () => {
    const words = fc.constantFrom('go', 'no-go', 'silent')
    const each = fc.record({ word: words, revision: fc.integer({ min: 1, max: 3 }), mustSign: fc.boolean() })
    fc.assert(
      fc.property(fc.array(each, { maxLength: 6 }), (all) => {
        const partners = all.map(({ mustSign }, n) => partner(`p${n}`, { mustSign }))
        const goes = all.flatMap(({ word, revision }, n) =>
          word === 'silent' ? [] : [go(`p${n}`, word as Go['says'], revision)],
        )
        const asked = all.filter(({ mustSign }) => mustSign)
        const yes =
          asked.length > 0 &&
          asked.every(({ word, revision }) => word === 'go' && revision === 2) &&
          all.every(({ word }) => word !== 'no-go')
        expect(goStanding({ partners, goes, revision: 2 }).go === 'yes').toBe(yes)
      }),
    )
  })
})

describe('what is in the way of a step', () => {
  test('nothing, when all say go, what comes before is done, and its time has come', () => {
    const before = step('s1', { state: 'done' })
    const it = step('s2', { after: ['s1'], minutes: 5 })
    const operation = plan({ steps: [before, it] })
    expect(whatIsInTheWay(operation, it, '2025-01-29T10:05:00.000Z', [])).toEqual({ open: [], early: [] })
    expect(whatIsInTheWay(operation, it, '2025-01-29T10:04:59.999Z', []).early).toEqual([
      'Its time is 2025-01-29T10:05:00.000Z.',
    ])
  })

  test('a go that is taken back in the last second', () => {
    const it = step('s1')
    expect(whatIsInTheWay(plan({ goes: [go('p1', 'no-go')], steps: [it] }), it, at, []).open[0]).toContain('no go')
  })

  test('a partner that holds one of its targets, and nobody learns why', () => {
    const it = step('s1', { targets: ['t1'] })
    const holds = [{ target: 't1', name: 'market.example', partner: 'Agency p2' }]
    expect(whatIsInTheWay(plan({ steps: [it] }), it, at, holds).open).toEqual(['market.example is held by Agency p2.'])
    expect(whatIsInTheWay(plan({ steps: [it] }), { ...it, targets: ['t2'] }, at, holds).open).toEqual([])
  })

  test('steps before the day need no go, and no H hour', () => {
    const it = step('s1', { phase: 'before' })
    const planning = plan({ state: 'planning', goes: [], hHour: null, steps: [it] })
    expect(whatIsInTheWay(planning, it, at, [])).toEqual({ open: [], early: [] })
    const action = step('s2')
    expect(whatIsInTheWay({ ...planning, steps: [action] }, action, at, []).open.length).toBeGreaterThan(0)
  })

  test('minutes are counted from the H hour, also backwards', () => {
    expect(dueAt({ hHour: at }, { minutes: -90 })).toBe('2025-01-29T08:30:00.000Z')
    expect(dueAt({ hHour: null }, { minutes: 5 })).toBeNull()
  })
})

describe('steps that wait for each other', () => {
  test('a ring is refused, and so is waiting for oneself or for nothing', () => {
    const one = step('s1', { after: ['s2'] })
    const two = step('s2')
    const operation = { steps: [one, two], partners: [partner('p1')] }
    expect(faultOfStep(operation, { ...two, after: ['s1'] })).toContain('ring')
    expect(faultOfStep(operation, { ...two, after: ['s2'] })).toContain('itself')
    expect(faultOfStep(operation, { ...two, after: ['s7'] })).toContain('no step s7')
    expect(faultOfStep(operation, { ...two, partner: 'p7' })).toContain('no partner')
    expect(faultOfStep(operation, two)).toBeNull()
  })

  test('turns hold every step once, and each after all that it waits for', () => {
    const waiting = fc.array(fc.array(fc.nat(11), { maxLength: 4 }), { maxLength: 12 })
    fc.assert(
      fc.property(waiting, (all) => {
        // Each waits only for earlier ones, so there is no ring.
        const steps = all.map((after, n) => ({
          key: `s${n}`,
          after: after.filter((one) => one < n).map((one) => `s${one}`),
        }))
        const turns = turnsOf(steps)
        expect(turns?.flat().length).toBe(steps.length)
        const turnOf = new Map(turns?.flatMap((turn, at) => turn.map(({ key }) => [key, at] as const)))
        for (const { key, after } of steps)
          for (const one of after) expect(turnOf.get(one)).toBeLessThan(turnOf.get(key) ?? -1)
      }),
    )
  })
})

test('a clock that is apart, one that agrees, and one that nobody compared for long', () => {
  const partners = [partner('p1'), partner('p2'), partner('p3'), partner('p4')]
  const clock = (of: string, offsetMilliseconds: number, when = at) => ({
    partner: of,
    offsetMilliseconds,
    at: when,
    by: 'x',
  })
  const clocks = [clock('p1', -1_999), clock('p2', 2_001), clock('p3', 0, '2025-01-27T10:00:00.000Z')]
  const limits = { toleranceMilliseconds: 2_000, freshMinutes: 720 }
  expect(clockStanding({ partners, clocks }, limits, at).map(({ agrees }) => agrees)).toEqual([
    ...['yes', 'no', 'undetermined', 'undetermined'],
  ])
})

test('every cell of the life of an operation is filled', () => {
  const events = Object.keys(operationLife.planning).sort()
  for (const [state, row] of Object.entries(operationLife)) {
    expect(Object.keys(row).sort(), state).toEqual(events)
    for (const cell of Object.values(row))
      expect('to' in cell ? cell.to in operationLife : cell.not.length > 10).toBe(true)
  }
})
