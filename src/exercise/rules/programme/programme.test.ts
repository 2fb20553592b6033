// The programme: what counts as exercised, the map by years, what is due, and the files that tell it.
import { expect, test } from 'vitest'
import type { Duty } from '#coordinate/model/obligation.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { ProgrammeEntry, Requirement } from '../../model/programme/programme.ts'
import { type Covering, coveringOf } from './covered.ts'
import { dueExercises } from './due.ts'
import { obligationRows, riskRows, yearsOf } from './heat-map.ts'
import { programmeCalendar } from './programme-calendar.ts'
import { programmeTable } from './programme-table.ts'

const today = '2026-11-23'
const entryId = '01980f3c-8a00-7000-8000-000000000001'
const exerciseId = '01980f3c-8a00-7000-8000-000000000002'
const risk = { title: 'Loss of a resolver', source: 'A risk assessment' }

function entry(over: Partial<ProgrammeEntry> = {}): ProgrammeEntry {
  return {
    ...{ title: 'Grid', scenario: null, from: '2027-03-08', to: '2027-03-10', organiser: 'CSIRT', takesPart: [] },
    ...{ obligations: ['BP-07'], risks: [], note: '', state: 'planned', exercise: null, heldOn: null, because: null },
    ...over,
  }
}

function exercise(over: Partial<Exercise> = {}): Exercise {
  const scenario = { objectives: [{ id: 'a', title: 'A', obligations: ['BP-15', 'BP-19'] }], derivedFrom: [risk] }
  return {
    ...{ name: 'Monday', state: 'ended', startedAt: '2026-05-04T08:00:00.000Z', endedAt: '2026-05-05T17:00:00.000Z' },
    ...{ autoplay: 'empty-seats', followedBy: null, scenario, seats: [{ cell: 'players' }] },
    ...over,
  } as Exercise
}

const duty = (id: string, due: Duty['due']): Duty => ({
  ...{ id, actor: 'all', with: [], stage: 'exercise', text: 'Exercise.', deadline: 'as said', due },
  ...{ source: 'A source', verification: 'seed', binding: false },
})
const need = (obligation: string, againAfterMonths: number | null, asks: Requirement['asks'] = []): Requirement => ({
  ...{ obligation, againAfterMonths, asks, basis: 'As this test says.' },
})
const covers = (obligations: string[], on: string, held: boolean, sectors: Covering['sectors'] = []): Covering => ({
  ...{ title: `On ${on}`, held, on, obligations, risks: [], sectors },
})

test('an exercise and the entry that names it count once, and cover what either names', () => {
  const entries = [{ id: entryId, state: entry({ exercise: exerciseId }) }]
  const exercises = [{ id: exerciseId, state: exercise() }]
  expect(coveringOf(entries, exercises)).toEqual([
    {
      ...{ title: 'Grid', held: true, on: '2026-05-05', sectors: [] },
      ...{ obligations: ['BP-07', 'BP-15', 'BP-19'], risks: [risk] },
    },
  ])
  expect(coveringOf([], exercises)).toMatchObject([{ title: 'Monday', held: true, sectors: null }])
})

test.each([
  ['nobody played it', { autoplay: 'all' as const }],
  ['nobody sat among the players', { seats: [] }],
  ['it was never started', { startedAt: null }],
  ['it was broken off and is played again', { followedBy: entryId }],
  ['it still runs', { state: 'running' as const }],
])('an exercise does not count where %s', (_why, over) => {
  expect(coveringOf([], [{ id: exerciseId, state: exercise(over) }])).toEqual([])
})

test('a cancelled entry covers nothing, and leaves its exercise to count by itself', () => {
  const entries = [{ id: entryId, state: entry({ state: 'cancelled', exercise: exerciseId }) }]
  expect(coveringOf(entries, [])).toEqual([])
  expect(coveringOf(entries, [{ id: exerciseId, state: exercise() }])).toMatchObject([{ title: 'Monday' }])
})

test('the map shows by year what was held and is planned, and what never was', () => {
  const covering = [covers(['BP-04'], '2025-06-01', true), covers(['BP-04', 'BP-07'], '2027-03-10', false)]
  expect(yearsOf(covering, today)).toEqual([2025, 2026, 2027])
  const obligations = ['BP-04', 'BP-07', 'BP-08'].map((id) => ({ id, text: id }))
  const rows = obligationRows(obligations, covering, today)
  expect(rows.map(({ key, standing, last, next }) => [key, standing, last, next])).toEqual([
    ['BP-04', 'held', '2025-06-01', '2027-03-10'],
    ['BP-07', 'planned', null, '2027-03-10'],
    ['BP-08', 'never', null, null],
  ])
  expect(rows[0]?.cells).toEqual([
    { year: 2025, held: 1, planned: 0 },
    { year: 2026, held: 0, planned: 0 },
    { year: 2027, held: 0, planned: 1 },
  ])
})

test('the map is never wider than ten years, and a day far away makes it no wider', () => {
  const far = [covers([], '1999-01-01', true), covers([], '2090-01-01', false)]
  const years = yearsOf(far, today)
  expect(years).toHaveLength(10)
  expect(years.at(-1)).toBe(2030)
})

test('the same risk under another spelling of its title is one line', () => {
  const spelt = { title: ' loss of  a RESOLVER', source: 'Elsewhere' }
  const rows = riskRows([risk], [{ ...covers([], '2026-01-01', true), risks: [spelt] }], today)
  expect(rows).toMatchObject([{ title: 'Loss of a resolver', standing: 'held' }])
})

const eighteen = duty('BP-06', { kind: 'date', on: '2026-12-06', basis: 'Eighteen months.' })
const rolling = duty('BP-04', { kind: 'continuous' })

test('the one that tests the Blueprint is due on its day, planned or not, and then overdue', () => {
  const at = (covering: Covering[], day: string) => dueExercises([eighteen], [need('BP-06', null)], covering, day)[0]
  expect(at([], '2026-01-01')).toMatchObject({ standing: 'later', on: '2026-12-06' })
  expect(at([], today)).toMatchObject({ standing: 'soon' })
  expect(at([covers(['BP-06'], '2026-12-06', false)], today)).toMatchObject({ standing: 'planned' })
  expect(at([covers(['BP-06'], '2026-12-07', false)], today)).toMatchObject({ standing: 'too-late' })
  expect(at([], '2026-12-06')).toMatchObject({ standing: 'soon' })
  expect(at([], '2026-12-07')).toMatchObject({ standing: 'overdue' })
  expect(at([covers(['BP-06'], '2027-01-20', true)], '2027-02-01')).toMatchObject({ standing: 'done' })
})

test('what rolls is due again so many months after the last, also at the end of a short month', () => {
  const at = (covering: Covering[], day: string) => dueExercises([rolling], [need('BP-04', 6)], covering, day)[0]
  expect(at([], today)).toMatchObject({ standing: 'never', on: null })
  expect(at([covers(['BP-04'], '2026-08-31', true)], today)).toMatchObject({ standing: 'soon', on: '2027-02-28' })
  expect(at([covers(['BP-04'], '2026-05-01', true)], today)).toMatchObject({ standing: 'overdue', on: '2026-11-01' })
})

test('what comes round by its own text goes by that, not by the file', () => {
  const every = duty('EN-01', { kind: 'every', months: 24, first: null, basis: 'Every two years.' })
  const held = [covers(['EN-01'], '2026-01-15', true)]
  expect(dueExercises([every], [need('EN-01', 1)], held, today)).toMatchObject([
    { on: '2028-01-15', standing: 'later' },
  ])
})

test('an exercise without the military meets no joint one, and one whose participants nobody wrote down neither', () => {
  const joint = duty('BP-07', { kind: 'none' })
  const asked = [need('BP-07', 24, ['civil', 'military'])]
  const at = (sectors: Covering['sectors']) =>
    dueExercises([joint], asked, [covers(['BP-07'], '2026-02-02', true, sectors)], today)[0]
  expect(at(['civil'])).toMatchObject({ standing: 'never', lacking: [{ missing: ['military'] }] })
  expect(at(null)).toMatchObject({ standing: 'never', lacking: [{ missing: ['civil', 'military'] }] })
  expect(at(['civil', 'military'])).toMatchObject({ standing: 'later', on: '2028-02-02', lacking: [] })
})

test('overdue comes first', () => {
  const duties = [rolling, eighteen]
  const due = dueExercises(duties, [need('BP-04', 6), need('BP-06', null)], [], '2027-01-01')
  expect(due.map(({ obligation }) => obligation)).toEqual(['BP-06', 'BP-04'])
})

test('the calendar says EXERCISE first, ends the day after the last, and cancels what is cancelled', () => {
  const one = {
    id: entryId,
    version: 3,
    since: '2026-11-01T10:00:00.000Z',
    tlp: 'GREEN' as const,
    url: 'https://x.eu/p',
  }
  const text = programmeCalendar([{ ...one, entry: entry({ to: '2027-03-31' }) }])
  expect(text).toContain('SUMMARY:EXERCISE [TLP:GREEN] Grid')
  expect(text).toContain('DTSTART;VALUE=DATE:20270308\r\nDTEND;VALUE=DATE:20270401')
  const gone = programmeCalendar([{ ...one, entry: entry({ state: 'cancelled', because: 'No money' }) }])
  expect(gone).toContain('STATUS:CANCELLED')
  expect(gone).not.toContain('VALARM')
})

test('the table keeps what looks like a formula a text', () => {
  const marking = { tlp: 'GREEN' as const }
  const takesPart = [{ name: '=cmd()', sector: 'military' as const }]
  const [head, line] = programmeTable([{ id: entryId, marking, state: entry({ takesPart }) }]).split('\r\n')
  expect(head).toMatch(/^kind,marking,id,title/)
  expect(line).toContain(`EXERCISE,TLP:GREEN,${entryId},Grid,planned`)
  expect(line).toContain("'=cmd()")
})
