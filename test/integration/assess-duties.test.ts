// Clocks on a real store: told once at their limit however many processes look, moved and ended without losing a breach, and
// judged again when the law changes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerFacts, getAssessment, openAssessment, setAnchor } from '#assess/api/assessments.ts'
import { getDuty, listDuties, recordSubmission } from '#assess/api/duties.ts'
import { assessmentRecord, assessRecords, dutyRecord } from '#assess/index.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/index.ts'
import { createJournal, type OpenJournal } from '#platform/journal/index.ts'
import { silent } from '#platform/log.ts'
import { breakLimits } from '../../src/assess/actions/assessing/break-limits.ts'
import { createJudgeAll } from '../../src/assess/actions/assessing/judge-all.ts'
import { lawAtHand } from '../../src/assess/actions/assessing/law-at-hand.ts'
import type { Law } from '../../src/assess/model/law.ts'
import { readLaw } from '../../src/assess/store/law/read-law.ts'
import { type AssessHouse, openAssess } from '../setup/assess.ts'
import { storageKind } from '../setup/storage.ts'

let house: AssessHouse
let officer: Reader
beforeAll(async () => {
  house = await openAssess('2027-01-26T08:00:00.000Z')
  officer = house.reader()
}, 120_000)
afterAll(() => house.close())

const significant = ['incident.is_incident', 'incident.financial_loss']
async function opened(more: object = {}) {
  const entity = { name: 'Made-up plc', types: ['nis2_other_entity'], countries: ['DE'], timeZone: 'Europe/Berlin' }
  const answers = [
    { fact: 'entity.nis2_class', value: 'important' },
    { fact: significant[0]!, value: true },
    { fact: significant[1]!, value: 'caused' },
    { fact: 'incident.is_ongoing', value: false },
  ]
  const awareness = new Date(house.now().getTime() - 3_600_000).toISOString()
  return house.get(officer, openAssessment, { entity, answers, awareness, ...more })
}
async function dutyOf(assessment: string, report: string) {
  const { duties } = await house.get(officer, getAssessment, { id: assessment })
  const found = duties.find(({ state }) => state.report === report)
  if (!found) throw new Error(`There is no ${report}`)
  return house.get(officer, getDuty, { id: found.id })
}
const clock = sameEverywhere({ now: () => house.now() })
const broken = (duty: Awaited<ReturnType<typeof dutyOf>>) =>
  duty.history.filter((line) => line.kind === 'assess.dutyBreached').length

describe('a limit that passes', () => {
  test('is told once, by as many as look at the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, () => opened()))
    house.pass(24 * 3600)
    const told = await Promise.all(Array.from({ length: 8 }, () => breakLimits({ journal: house.journal, clock })))
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(5)
    for (const { id } of made) {
      const warning = await dutyOf(id, 'early_warning')
      expect(broken(warning)).toBe(1)
      expect(warning.state).toMatchObject({ status: 'running', breachedAt: warning.state.dueAt })
      expect(warning.overdue).toBe(true)
    }
    expect(await breakLimits({ journal: house.journal, clock })).toBe(0)
  })

  test('is not told before it has passed, by a process whose clock is right', async () => {
    const { id } = await opened()
    const warning = await dutyOf(id, 'early_warning')
    const standing = sameEverywhere({ now: () => new Date(warning.state.dueAt ?? 0) })
    expect(await breakLimits({ journal: house.journal, clock: standing }, 10)).toBe(0)
    const past = sameEverywhere({ now: () => new Date(Date.parse(warning.state.dueAt ?? '') + 1) })
    expect(await breakLimits({ journal: house.journal, clock: past }, 10)).toBe(1)
  })

  test('is waited for, so that it is told at its moment and not at the next turn', async () => {
    const { id } = await opened()
    const warning = await dutyOf(id, 'early_warning')
    const ahead = Date.parse(warning.state.dueAt ?? '') - Date.now() - 400
    const running = sameEverywhere({ now: () => new Date(Date.now() + ahead) })
    expect(await breakLimits({ journal: house.journal, clock: running })).toBe(1)
    const recorded = (await dutyOf(id, 'early_warning')).state.breaches[0]?.due
    expect(recorded).toBe(warning.state.dueAt)
    expect(running.now().getTime() - Date.parse(warning.state.dueAt ?? '')).toBeLessThan(1_000)
  })

  test('is not told of a verdict that is open, nor of what was handed in', async () => {
    const open = await opened({ answers: [{ fact: 'entity.nis2_class', value: 'important' }] })
    const handed = await opened()
    const warning = await dutyOf(handed.id, 'early_warning')
    const sent = { channel: 'portal' as const, to: 'national CSIRT' }
    await house.get(officer, recordSubmission, { id: warning.id, version: warning.version, ...sent })
    house.pass(24 * 3600)
    expect(await breakLimits({ journal: house.journal, clock })).toBe(0)
    expect((await dutyOf(open.id, 'early_warning')).state.breaches).toEqual([])
  })

  test.runIf(storageKind === 'postgres')('is told once by two processes on one database', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => opened()))
    house.pass(24 * 3600)
    const others = await Promise.all([1, 2].map(() => another()))
    const turns = others.map((journal) => breakLimits({ journal, clock }))
    await Promise.all([...turns, breakLimits({ journal: house.journal, clock })])
    for (const { id } of made) expect(broken(await dutyOf(id, 'early_warning'))).toBe(1)
    for (const journal of others) {
      await journal.stop()
      await journal.db.close()
    }
  })
})

async function another(): Promise<OpenJournal> {
  const { rows } = await house.journal.db.sql.executeQuery<{ name: string }>({
    sql: 'select current_database() as name',
    parameters: [],
    query: { kind: 'RawNode' } as never,
    queryId: { queryId: 'test' } as never,
  })
  const url = new URL(process.env.TOCSIN_TEST_PG_URL ?? '')
  url.pathname = `/${rows[0]?.name}`
  return createJournal(await openDatabase({ url: url.href }), clock, silent, assessRecords)
}

describe('a breach', () => {
  test('stays when an anchor is corrected, and the new limit breaks for itself', async () => {
    const { id } = await opened()
    house.pass(24 * 3600)
    await breakLimits({ journal: house.journal, clock })
    const first = await dutyOf(id, 'early_warning')
    const { version } = await house.get(officer, getAssessment, { id })
    const at = new Date(house.now().getTime() - 22 * 3_600_000).toISOString()
    await house.get(officer, setAnchor, { id, version, anchor: 'awareness', at, reason: 'We were sure of it later.' })
    const moved = await dutyOf(id, 'early_warning')
    expect(moved.state).toMatchObject({ breachedAt: first.state.dueAt, status: 'running' })
    expect(moved.overdue).toBe(false)
    house.pass(3 * 3600)
    expect(await breakLimits({ journal: house.journal, clock })).toBeGreaterThan(0)
    expect((await dutyOf(id, 'early_warning')).state.breaches.map((one) => one.due)).toEqual([
      first.state.dueAt,
      moved.state.dueAt,
    ])
  })

  test('is told at once when a limit is moved into the past', async () => {
    const { id } = await opened()
    const { version } = await house.get(officer, getAssessment, { id })
    const at = new Date(house.now().getTime() - 30 * 3_600_000).toISOString()
    const { duties } = await house.get(officer, setAnchor, {
      ...{ id, version, anchor: 'awareness', at },
      reason: 'The log shows that we knew.',
    })
    expect(duties.breached).toBe(1)
    expect((await dutyOf(id, 'early_warning')).overdue).toBe(true)
  })

  test('is told by a late submission, which is late', async () => {
    const { id } = await opened()
    house.pass(25 * 3600)
    const warning = await dutyOf(id, 'early_warning')
    const late = await house.get(officer, recordSubmission, {
      ...{ id: warning.id, version: warning.version, channel: 'telephone', to: 'national CSIRT' },
      lateBecause: 'The portal was not to be reached.',
    })
    expect(late).toMatchObject({ status: 'submitted', late: true })
    expect(await dutyOf(id, 'early_warning')).toMatchObject({
      overdue: false,
      state: { breachedAt: warning.state.dueAt, submissions: [{ late: true, lateBecause: /portal/ }] },
    } as never)
  })

  test('does not come from a submission that was in time and told later; what was told stays told', async () => {
    const { id } = await opened()
    const warning = await dutyOf(id, 'early_warning')
    const inTime = new Date(Date.parse(warning.state.dueAt ?? '') - 60_000).toISOString()
    house.pass(25 * 3600)
    await breakLimits({ journal: house.journal, clock })
    const told = await dutyOf(id, 'early_warning')
    await house.get(officer, recordSubmission, {
      ...{ id: told.id, version: told.version, channel: 'portal', to: 'national CSIRT', at: inTime },
    })
    const after = await dutyOf(id, 'early_warning')
    expect(after.state).toMatchObject({ status: 'submitted', submissions: [{ late: false, at: inTime }] })
    expect(after.state.breachedAt).toBe(warning.state.dueAt)
  })
})

describe('two at once', () => {
  test('an answer and a limit that passes in the same moment are both kept', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, version } = await opened()
      house.pass(24 * 3600)
      const answers = [{ fact: significant[1]!, value: 'none' }]
      const [answer] = await Promise.all([
        house.call(officer, answerFacts, { id, version, answers }),
        breakLimits({ journal: house.journal, clock }),
      ])
      expect(answer.ok).toBe(true)
      const warning = await dutyOf(id, 'early_warning')
      expect(broken(warning)).toBe(1)
      expect(warning.state.breachedAt).toBe(warning.state.dueAt)
    }
  })

  test('two who hand in the same report: the second sees that somebody was quicker', async () => {
    const { id } = await opened()
    const warning = await dutyOf(id, 'early_warning')
    const input = { id: warning.id, version: warning.version, channel: 'portal' as const, to: 'national CSIRT' }
    const both = await Promise.all([1, 2].map(() => house.call(officer, recordSubmission, input)))
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect((await dutyOf(id, 'early_warning')).state.submissions).toHaveLength(1)
  })

  test('the same command sent twice does its work once', async () => {
    const { id, version } = await opened()
    const input = { id, version, answers: [{ fact: 'incident.duration_minutes', value: 30 }] }
    const both = await Promise.all([1, 2].map(() => house.call(officer, answerFacts, input, { key: `key ${id}` })))
    expect(both.every((one) => one.ok)).toBe(true)
    expect((await house.get(officer, getAssessment, { id })).version).toBe(version + 1)
  })
})

test('a change of the incident itself leaves no trace in what is owed, and rows equal what their entries add up to', async () => {
  const view = { reader: systemReader('test', ['live'], house.home), realm: 'live' }
  for (const record of [assessmentRecord, dutyRecord]) {
    for (const held of await house.journal.reads.many(record as never, view)) {
      const entries = await house.journal.reads.entriesOf(view, held.id)
      expect(entries.map((entry) => entry.version)).toEqual(entries.map((_entry, at) => at + 1))
      expect(held.version).toBe(entries.length)
    }
  }
})

describe('when the law changes', () => {
  const old = readLaw()
  /** The same law, with an early warning after 12 hours. */
  const stricter: Law = {
    ...old,
    version: '2027-01.stricter',
    regimes: old.regimes.map((regime) =>
      regime.id === 'nis2'
        ? {
            ...regime,
            reports: regime.reports.map((report) =>
              report.id === 'early_warning'
                ? { ...report, deadline: { kind: 'within' as const, from: 'awareness', duration: 'PT12H' } }
                : report,
            ),
          }
        : regime,
    ),
  }

  function judgeAll(law: Law) {
    const since = house.now().toISOString()
    const book = {
      current: () => law,
      version: async (id: string) => (id === old.version ? old : null),
      since: () => since,
    }
    return createJudgeAll({ journal: house.journal, law: lawAtHand(book), daysOff: () => null } as never, silent)
  }

  test('every open assessment is judged by it, once, in batches, and its clocks follow', async () => {
    const made = await Promise.all(Array.from({ length: 40 }, () => opened()))
    house.pass(60)
    const all = judgeAll(stricter)
    const { left } = await all.progress()
    expect(left).toBeGreaterThanOrEqual(40)
    expect(await all.turn(30)).toBeGreaterThanOrEqual(30)
    expect((await all.progress()).left).toBeLessThan(left)
    while ((await all.turn()) > 0);
    expect(await all.progress()).toMatchObject({ version: stricter.version, left: 0, refused: [] })
    expect(await all.turn()).toBe(0)
    const { state } = await house.get(officer, getAssessment, { id: made[0]!.id })
    expect(state.judged).toMatchObject({ dataVersion: stricter.version, by: 'system:assess.law' })
    const warning = await dutyOf(made[0]!.id, 'early_warning')
    expect(warning.state.moves.at(-1)?.because).toContain(stricter.version)
    expect(warning.state.lawVersion).toBe(stricter.version)
    expect(Date.parse(warning.state.moves.at(-1)?.from ?? '') - Date.parse(warning.state.dueAt ?? '')).toBe(
      12 * 3_600_000,
    )
  })

  test('what cannot be judged by it is named, and the others are judged', async () => {
    const one = await opened()
    const two = await opened()
    const { version } = await house.get(officer, getAssessment, { id: one.id })
    await house.get(officer, answerFacts, {
      ...{ id: one.id, version },
      answers: [{ fact: 'incident.duration_minutes', value: 50_000 }],
    })
    house.pass(60)
    const narrower: Law = {
      ...stricter,
      version: '2027-01.narrower',
      facts: old.facts.map((fact) => (fact.id === 'incident.duration_minutes' ? { ...fact, maximum: 10_000 } : fact)),
    }
    const all = judgeAll(narrower)
    while ((await all.turn()) > 0);
    const { refused, left } = await all.progress()
    expect(refused).toMatchObject([{ id: one.id, why: expect.stringContaining('incident.duration_minutes') }])
    expect(left).toBe(1)
    expect((await house.get(officer, getAssessment, { id: two.id })).state.judged.dataVersion).toBe(narrower.version)
  })
})

test('the wall shows what is owed first by when it is due', async () => {
  const { items, totals } = await house.get(officer, listDuties, { limit: 200 })
  const limits = items.map(({ state }) => state.dueAt ?? '9')
  expect(limits).toEqual([...limits].sort())
  expect(totals.all).toBeGreaterThan(50)
})
