// Readiness of single networks: each criterion met, just missed and unknown; and that the unknown never counts as no.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DnsUse, UsedResolver } from '../../model/dns-use.ts'
import { answers, type CriterionId, criterionIds, type ReadinessData } from '../../model/readiness.ts'
import { cellsOf } from './cells.ts'
import type { Facts } from './criteria.ts'
import { readinessCsv } from './csv.ts'
import { faultsOfReadiness, readinessOf, scoreOf, standingOf } from './score.ts'

const data = JSON.parse(
  readFileSync(new URL('../../../../data/sustain/readiness.json', import.meta.url), 'utf8'),
) as ReadinessData

const union: UsedResolver = {
  ...{
    name: 'DNS4EU unfiltered',
    role: 'used',
    how: 'forwards',
    transport: 'dot',
    address: '86.54.11.100',
    known: 'dns4eu-unfiltered',
  },
  ...{ operator: 'DNS4EU', country: 'CZ', unionBased: true, validates: true, knownBy: 'configuration' },
}
const american: UsedResolver = {
  ...{
    ...union,
    name: 'Google',
    address: '8.8.8.8',
    known: 'google',
    operator: 'Google LLC',
    country: 'US',
    unionBased: false,
  },
}
const nobodys: UsedResolver = {
  ...american,
  name: '192.0.2.1',
  address: '192.0.2.1',
  known: null,
  operator: null,
  country: null,
  unionBased: null,
}
const own: UsedResolver = {
  ...nobodys,
  name: 'Recursion of its own',
  how: 'recursion',
  transport: 'udp',
  address: null,
}

const nothing: DnsUse = {
  ...{
    organisation: 'o',
    network: 'Offices',
    resolvers: [],
    validates: null,
    bootstrap: null,
    internalZones: null,
    observed: null,
  },
  ...{ guideline: null, drilledOn: null, evidence: [], note: null, active: true },
}
const best: DnsUse = {
  ...nothing,
  ...{
    resolvers: [union, { ...american, role: 'fallback' }],
    validates: true,
    bootstrap: 'address',
    internalZones: [],
  },
  evidence: [{ kind: 'imported', what: 'unbound.conf', seenAt: '2026-11-01T00:00:00.000Z' }],
}

const facts = (
  use: DnsUse,
  more: Partial<Omit<Facts, 'beside'>> & { beside?: Partial<Facts['beside']> } = {},
): Facts => ({
  ...{
    use,
    country: 'EE',
    memberStates: new Set(['EE', 'CZ']),
    drillDays: 365,
    evidenceDays: 180,
    now: '2026-11-23T00:00:00.000Z',
  },
  ...more,
  beside: { guideline: 'approved', plan: true, drilledOn: '2026-06-01', complete: true, ...more.beside },
})

const answer = (id: CriterionId, it: Facts) => readinessOf(it, data).criteria.find((one) => one.id === id)

test('a network that has everything is ready at a hundred, both ends', () => {
  expect(readinessOf(facts(best), data)).toMatchObject({ score: { low: 100, high: 100 }, standing: 'ready' })
})

test('of a network of which nothing is known, nothing is said but what is its own doing', () => {
  const it = readinessOf(
    facts(nothing, { beside: { guideline: null, plan: false, drilledOn: null, complete: false } }),
    data,
  )
  expect(it.standing).toBe('undetermined')
  expect(it.score.low).toBe(0)
  expect(it.criteria.filter(({ answer: said }) => said === 'not').map(({ id }) => id)).toEqual(['fresh'])
})

describe('a Union-based resolver', () => {
  const says = (...resolvers: UsedResolver[]) => answer('union-resolver', facts({ ...best, resolvers }))?.answer
  test('in use or standing by is met', () => {
    expect(says(union)).toBe('met')
    expect(says(american, { ...union, role: 'fallback' })).toBe('met')
  })
  test('none is not met; none known is unknown', () => {
    expect(says(american)).toBe('not')
    expect(says(american, nobodys)).toBe('unknown')
    expect(says()).toBe('unknown')
  })
  test('a server of its own that asks for itself is half of it, in a Member State', () => {
    expect(says(own)).toBe('partly')
    expect(answer('union-resolver', facts({ ...best, resolvers: [own] }, { country: 'US' }))?.answer).toBe('not')
    expect(answer('union-resolver', facts({ ...best, resolvers: [own] }, { country: null }))?.answer).toBe('unknown')
  })
})

describe('a second resolver', () => {
  const says = (...resolvers: UsedResolver[]) => answer('second-resolver', facts({ ...best, resolvers }))?.answer
  test('of another operator and country is met, of the same country half, of the same operator not', () => {
    expect(says(union, american)).toBe('met')
    expect(says(union, { ...american, country: 'CZ' })).toBe('partly')
    expect(says(union, { ...union, address: '86.54.11.200' })).toBe('not')
    expect(says(union)).toBe('not')
  })
  test('of an unknown operator or country is unknown', () => {
    expect(says(union, nobodys)).toBe('unknown')
    expect(says(union, { ...american, country: null })).toBe('unknown')
  })
})

describe('encryption', () => {
  const says = (...resolvers: UsedResolver[]) => answer('encrypted', facts({ ...best, resolvers }))?.answer
  const plain = { ...american, transport: 'udp' as const }
  test('counts on the way out alone', () => {
    expect(says(union)).toBe('met')
    expect(says(union, plain)).toBe('partly')
    expect(says(plain)).toBe('not')
    expect(says({ ...plain, address: '10.0.0.1' })).toBe('unknown')
    expect(says({ ...plain, address: '10.0.0.1' }, union)).toBe('met')
  })
})

describe('validation', () => {
  const says = (validates: boolean | null, ...of: (boolean | null)[]) =>
    answer('validation', facts({ ...best, validates, resolvers: of.map((one) => ({ ...union, validates: one })) }))
      ?.answer
  test.each([
    [true, [null], 'met'],
    [null, [true], 'partly'],
    [null, [null], 'unknown'],
    [false, [true, false], 'partly'],
    [false, [null], 'unknown'],
    [false, [false], 'not'],
    [false, [], 'not'],
    [null, [], 'unknown'],
  ] as const)('own %s, resolvers %j: %s', (own, of, wanted) => {
    expect(says(own, ...of)).toBe(wanted)
  })
})

describe('bootstrap and internal zones', () => {
  test.each([
    ['address', 'met'],
    ['dhcp', 'partly'],
    ['ddr', 'partly'],
    ['name', 'not'],
    [null, 'unknown'],
  ] as const)('found by %s: %s', (bootstrap, wanted) => {
    expect(answer('bootstrap', facts({ ...best, bootstrap }))?.answer).toBe(wanted)
  })
  const zone = (survives: boolean | null) => ({ name: 'corp.example', servers: [], survives })
  test.each([
    [null, 'unknown'],
    [[], 'met'],
    [[zone(true)], 'met'],
    [[zone(null)], 'unknown'],
    [[zone(false)], 'not'],
    [[zone(true), zone(false)], 'partly'],
  ])('zones %j: %s', (internalZones, wanted) => {
    expect(answer('internal-zones', facts({ ...best, internalZones }))?.answer).toBe(wanted)
  })
})

describe('guideline, plan and drill', () => {
  const without = { guideline: null, plan: false, drilledOn: null }
  test('what an organisation does not have itself is not there; of others it is unknown', () => {
    for (const id of ['guideline', 'plan', 'drilled'] as const) {
      expect(answer(id, facts(best, { beside: { ...without, complete: true } }))?.answer).toBe('not')
      expect(answer(id, facts(best, { beside: { ...without, complete: false } }))?.answer).toBe('unknown')
    }
  })
  test('one that was agreed outside of this node counts', () => {
    const use = { ...best, guideline: { name: 'Ours', agreedOn: '2026-01-01' } }
    expect(answer('guideline', facts(use, { beside: without }))?.answer).toBe('met')
    expect(
      answer('guideline', facts({ ...use, guideline: { name: 'Ours', agreedOn: null } }, { beside: without }))?.answer,
    ).toBe('partly')
  })
  test.each([
    ['2025-11-23', 'met'],
    ['2025-11-22', 'partly'],
    ['2024-11-23', 'partly'],
    ['2024-11-22', 'not'],
  ])('drilled on %s, at most 365 days ago: %s', (drilledOn, wanted) => {
    expect(answer('drilled', facts(best, { beside: { drilledOn } }))?.answer).toBe(wanted)
  })
  test.each([
    ['2026-05-27T00:00:00.000Z', 'met'],
    ['2026-05-26T00:00:00.000Z', 'partly'],
    ['2025-11-27T00:00:00.000Z', 'not'],
  ])('evidence of %s, at most 180 days old: %s', (seenAt, wanted) => {
    expect(answer('fresh', facts({ ...best, evidence: [{ kind: 'stated', what: 'x', seenAt }] }))?.answer).toBe(wanted)
  })
})

test('learning what was unknown never takes the score out of its range', () => {
  const judged = fc.tuple(
    ...criterionIds.map((id) => fc.constantFrom(...answers).map((one) => ({ id, answer: one, because: '' }))),
  )
  fc.assert(
    fc.property(judged, fc.constantFrom('met', 'partly', 'not'), (before, learnt) => {
      const { low, high } = scoreOf(before, data)
      const after = scoreOf(
        before.map((one) => (one.answer === 'unknown' ? { ...one, answer: learnt } : one)),
        data,
      )
      expect(after.low).toBe(after.high)
      expect(after.low).toBeGreaterThanOrEqual(low)
      expect(after.low).toBeLessThanOrEqual(high)
    }),
  )
})

test.each([
  [80, 100, 'ready'],
  [79.9, 100, 'undetermined'],
  [50, 79.9, 'partly'],
  [0, 49.9, 'not-ready'],
  [0, 50, 'undetermined'],
])('from %d to %d it is %s', (low, high, wanted) => {
  expect(standingOf({ low, high }, data)).toBe(wanted)
})

test('the weights that are released add up to a hundred and name their sources', () => {
  expect(data.criteria.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  expect(faultsOfReadiness(data)).toEqual([])
  expect(faultsOfReadiness({ ...data, sources: [] })[0]).toContain('union-resolver names the source BP-09')
})

test('a network of two sectors counts in each, a subsector as its sector', () => {
  const readiness = readinessOf(facts(best), data)
  const weak = { ...readiness, score: { low: 10, high: 30 } }
  const cells = cellsOf([
    { id: 'a', sectors: ['energy.electricity', 'energy.gas', 'banking'], country: 'EE', readiness },
    { id: 'b', sectors: ['energy'], country: 'EE', readiness: weak },
    { id: 'c', sectors: [], country: null, readiness },
  ])
  expect(cells).toEqual([
    {
      sector: 'banking',
      country: 'EE',
      networks: 1,
      low: 100,
      high: 100,
      unionBased: 1,
      unionUnknown: 0,
      weakest: 'a',
    },
    { sector: 'energy', country: 'EE', networks: 2, low: 55, high: 65, unionBased: 2, unionUnknown: 0, weakest: 'b' },
    { sector: null, country: null, networks: 1, low: 100, high: 100, unionBased: 1, unionUnknown: 0, weakest: 'c' },
  ])
})

test('a cell that looks like a formula stays a text in a sheet', () => {
  const readiness = readinessOf(facts(best), data)
  const csv = readinessCsv(
    [{ organisation: '=cmd()', network: 'a,"b"', country: 'EE', sectors: ['energy'], readiness }],
    data,
  )
  expect(csv.split('\r\n')[1]).toMatch(/^'=cmd\(\),"a,""b""",EE,energy,ready,100,100,union-resolver,25,met,/)
  expect(csv.split('\r\n').filter(Boolean)).toHaveLength(1 + data.criteria.length)
})
