// What an authority owes beyond its border: whom to tell, and the numbers of a quarter without names.
import { describe, expect, test } from 'vitest'
import type { CrossBorderRow, Informed } from '../../model/abroad.ts'
import { byUrgency, type Concerned, informingOf } from './cross-border.ts'
import { type AssessedClocks, entityRows } from './entities.ts'
import { together } from './large-scale.ts'
import { type Counted, type Given, quarterlySummary, quarterlyText, quarterOf } from './quarterly.ts'

const at = '2026-03-10T10:00:00.000Z'
const memberStates = new Set(['DE', 'AT', 'FR'])
const informed = (to: string): Informed => ({
  to,
  at,
  channel: 'telephone',
  told: 'an outage',
  withheld: null,
  by: 'x',
  recordedAt: at,
})
const concerned = (more: Partial<Concerned>): Concerned => ({
  countries: ['DE'],
  memberStates,
  own: 'DE',
  significant: 'undetermined',
  mayCross: false,
  abroad: { informed: [], notNeeded: [] },
  ...more,
})

describe('whom to tell', () => {
  test('an incident at home alone is no matter of other Member States', () => {
    expect(informingOf(concerned({}))).toBeNull()
    expect(informingOf(concerned({ countries: ['DE', 'US'] }))).toBeNull()
  })

  test('a significant incident in two Member States: the other one, and ENISA', () => {
    expect(informingOf(concerned({ countries: ['AT', 'DE'], significant: 'yes' }))).toMatchObject({
      state: 'inform',
      toInform: ['AT', 'ENISA'],
    })
  })

  test('not knowing whether it is significant is a question for a person, never a no', () => {
    expect(informingOf(concerned({ countries: ['AT', 'DE'] }))).toMatchObject({
      state: 'look',
      toInform: ['AT', 'ENISA'],
    })
  })

  test('a possible impact abroad asks for a look, even where nobody is named yet', () => {
    expect(informingOf(concerned({ mayCross: true, significant: 'yes' }))).toMatchObject({
      state: 'look',
      toInform: ['ENISA'],
    })
  })

  test('whoever was told, or need not be, is not asked for again; a country that comes later is', () => {
    const abroad = { informed: [informed('AT')], notNeeded: [{ to: 'ENISA', reason: 'told by AT', by: 'x', at }] }
    const told = { countries: ['AT', 'DE'], significant: 'yes', abroad } as const
    expect(informingOf(concerned(told))).toMatchObject({ state: 'done', toInform: [] })
    expect(informingOf(concerned({ ...told, countries: ['AT', 'DE', 'FR'] }))).toMatchObject({
      state: 'inform',
      toInform: ['FR'],
    })
  })

  test('a Union body without a Member State of its own tells all that are affected', () => {
    expect(informingOf(concerned({ own: null, significant: 'yes' }))).toMatchObject({ toInform: ['DE', 'ENISA'] })
  })

  test('what must be told stands before what needs a look, the oldest first', () => {
    const row = (state: CrossBorderRow['state'], declaredAt: string) => ({ state, declaredAt, incident: declaredAt })
    const rows = [row('done', '1'), row('look', '2'), row('inform', '4'), row('inform', '3')] as CrossBorderRow[]
    expect(rows.sort(byUrgency).map(({ declaredAt }) => declaredAt)).toEqual(['3', '4', '2', '1'])
  })
})

test('one assessment that says large-scale is enough; no takes all of them; none is no answer', () => {
  expect(together(['no', 'yes', 'undetermined'])).toBe('yes')
  expect(together(['no', 'no'])).toBe('no')
  expect(together(['no', 'undetermined'])).toBe('undetermined')
  expect(together([])).toBe('undetermined')
})

describe('the summary of a quarter', () => {
  const incident = (more: Partial<Counted>): Counted => ({
    declaredAt: '2026-02-03T10:00:00.000Z',
    sectors: ['energy.electricity'],
    countries: ['DE'],
    kinds: ['availability'],
    cause: null,
    severity: 'green',
    significant: 'yes',
    largeScale: false,
    ...more,
  })
  const given = (more: Partial<Given>): Given => ({
    year: 2026,
    quarter: 1,
    now: at,
    leastShown: 3,
    memberStates,
    incidents: [],
    duties: [],
    declined: 0,
    labels: { sector: (id) => id, kind: (id) => id, cause: (id) => id },
    ...more,
  })

  test('a quarter begins with its first month and ends where the next begins', () => {
    expect(quarterOf(2026, 4)).toEqual({ from: '2026-10-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' })
  })

  test('what is small is hidden, and never alone, since the sum would tell it', () => {
    const incidents = [
      ...Array.from({ length: 5 }, () => incident({})),
      ...Array.from({ length: 4 }, () => incident({ sectors: ['health'] })),
      incident({ sectors: ['space'] }),
    ]
    const { bySector, significant } = quarterlySummary(given({ incidents }))
    expect(significant).toBe(10)
    expect(bySector).toEqual([
      { value: 'energy', label: 'energy', count: 5 },
      { value: 'health', label: 'health', count: null },
      { value: 'space', label: 'space', count: null },
    ])
  })

  test('an incident without a sector is not known, never left out', () => {
    const incidents = Array.from({ length: 3 }, () => incident({ sectors: [] }))
    expect(quarterlySummary(given({ incidents })).bySector).toEqual([
      { value: 'unknown', label: 'not known', count: 3 },
    ])
  })

  test('an incident that nobody judged is counted as not judged', () => {
    const incidents = [incident({ significant: 'undetermined' }), incident({ significant: 'no' })]
    expect(quarterlySummary(given({ incidents }))).toMatchObject({ incidents: 2, significant: 0, notJudged: 1 })
  })

  test('timeliness counts each report that was due', () => {
    const duty = (inTime: boolean) => ({ report: 'nis2/early_warning', name: 'Early warning', inTime })
    expect(quarterlySummary(given({ duties: [duty(true), duty(true), duty(false)] })).reports).toEqual([
      { report: 'nis2/early_warning', name: 'Early warning', owed: 3, inTime: 2 },
    ])
  })

  test('the text says what is not recorded, and EXERCISE first in an exercise', () => {
    const text = quarterlyText(quarterlySummary(given({})), true)
    expect(text.startsWith('**EXERCISE')).toBe(true)
    expect(text).toContain('near misses')
  })
})

describe('many entities at a glance', () => {
  const assessed = (
    name: string,
    more: Partial<AssessedClocks> = {},
    organisation: string | null = null,
  ): AssessedClocks => ({
    id: `${name}-1`,
    state: {
      organisation,
      entity: { name, types: [], countries: ['DE'], jurisdiction: null, timeZone: 'UTC' },
      reference: 'ASM-2026-0001',
      title: 'An outage',
      judged: {
        at,
        by: 'x',
        dataVersion: '1',
        regimes: [
          { id: 'nis2', applies: 'yes', verdict: 'yes', because: [], missing: [] },
          { id: 'gdpr', applies: 'yes', verdict: 'undetermined', because: [], missing: [] },
          { id: 'dora', applies: 'no', verdict: 'no', because: [], missing: [] },
        ],
      },
    },
    overdue: 0,
    breached: 0,
    next: null,
    ...more,
  })

  test('whoever is overdue stands first, then whoever is due next, then the others by name', () => {
    const rows = entityRows([
      assessed('Calm'),
      assessed('Soon', { next: '2026-03-11T00:00:00.000Z' }),
      assessed('Late', { overdue: 1 }),
      assessed('Sooner', { next: '2026-03-10T12:00:00.000Z' }),
    ])
    expect(rows.map(({ name }) => name)).toEqual(['Late', 'Sooner', 'Soon', 'Calm'])
  })

  test('assessments of one organisation are one row, with the earliest limit and all that is overdue', () => {
    const rows = entityRows([
      assessed('Grid', { overdue: 1, next: '2026-03-12T00:00:00.000Z' }, 'org'),
      assessed('Grid plc', { overdue: 2, next: '2026-03-11T00:00:00.000Z' }, 'org'),
    ])
    expect(rows).toMatchObject([
      { overdue: 3, nextDue: '2026-03-11T00:00:00.000Z', reportable: ['nis2'], open: ['gdpr'] },
    ])
    expect(rows[0]?.assessments).toHaveLength(2)
  })
})
