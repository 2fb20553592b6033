// The wall of clocks on a real store: order, pages, filters and totals, now and in the past, for whoever may read what; and the
// narrow table beside the records, which must never say anything else than they.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerFacts, getAssessment, openAssessment, setAnchor } from '#assess/api/assessments.ts'
import { listDuties, recordSubmission } from '#assess/api/duties.ts'
import { declareIncident, remarkRecord } from '#assess/api.ts'
import { dutyRecord } from '#assess/index.ts'
import type { InputOf } from '#kernel/contract.ts'
import { type Reader, systemReader } from '#kernel/reader.ts'
import { sameEverywhere } from '#platform/clock.ts'
import { newId } from '#platform/id.ts'
import { rebuild } from '#platform/journal/rebuild.ts'
import { breakLimits } from '../../src/assess/actions/assessing/break-limits.ts'
import type { Duty } from '../../src/assess/model/duty.ts'
import { type AssessHouse, openAssess } from '../setup/assess.ts'

let house: AssessHouse
let officer: Reader
const made: { id: string; organisation: string | null }[] = []
beforeAll(async () => {
  house = await openAssess('2027-01-26T08:00:00.000Z')
  officer = house.reader()
  for (let n = 0; n < 12; n++) {
    const types = n % 3 === 0 ? ['credit_institution', 'data_controller'] : ['nis2_other_entity', 'data_controller']
    const answers = [
      { fact: 'entity.nis2_class', value: 'important' },
      { fact: 'incident.is_incident', value: true },
      { fact: 'incident.is_ongoing', value: n % 2 === 0 },
      ...(n % 4 === 0 ? [] : [{ fact: 'incident.financial_loss', value: n % 4 === 1 ? 'none' : 'caused' }]),
    ]
    const entity = { name: `Entity ${n}`, types, countries: ['DE'], timeZone: 'Europe/Berlin' }
    const opened = await house.get(officer, openAssessment, {
      ...{ entity, answers, awareness: new Date(house.now().getTime() - n * 3_600_000).toISOString() },
      ...(n === 11 ? { marking: { tlp: 'AMBER+STRICT' as const } } : { marking: { tlp: 'GREEN' as const } }),
    })
    made.push({ id: opened.id, organisation: null })
    house.pass(60)
  }
}, 120_000)
afterAll(() => house.close())

type Filter = InputOf<typeof listDuties>
const wall = (filter: Filter = {}, options = {}, as = officer) => house.get(as, listDuties, filter, options)

async function everyPage(filter: Filter, limit: number, options = {}) {
  const found: string[] = []
  let after: string | undefined
  do {
    const page = await wall({ ...filter, limit, ...(after ? { after } : {}) }, options)
    found.push(...page.items.map((one) => one.id))
    after = page.next ?? undefined
  } while (after)
  return found
}

test('pages show every clock once, by when it is due; those without a limit come last', async () => {
  const { items, totals } = await wall({ limit: 200 })
  const limits = items.map(({ state }) => state.dueAt ?? '9')
  expect(limits).toEqual([...limits].sort())
  expect(limits.at(-1)).toBe('9')
  expect(totals.all).toBe(items.length)
  for (const limit of [1, 7, 50]) expect(await everyPage({}, limit)).toEqual(items.map((one) => one.id))
})

test('totals are those of all that the filters let through', async () => {
  const { items, totals, at } = await wall({ limit: 200 })
  const hence = (hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString()
  const running = items.filter(({ state }) => state.status === 'running')
  const within = (from: string, to: string) =>
    running.filter(({ state: { dueAt } }) => dueAt !== null && dueAt > from && dueAt <= to).length
  expect(totals).toEqual({
    all: items.length,
    overdue: items.filter(({ state }) => state.overdue).length,
    within4Hours: within(at, hence(4)),
    within24Hours: within(hence(4), hence(24)),
    later: within(hence(24), '9'),
    waiting: items.filter(({ state }) => state.status === 'waiting').length,
    withoutLimit: running.filter(({ state }) => state.dueAt === null).length,
    tentative: items.filter(({ state }) => state.tentative).length,
    breached: items.filter(({ state }) => state.breachedAt !== null).length,
  })
  expect(totals.waiting).toBeGreaterThan(0)
  expect(totals.tentative).toBeGreaterThan(0)
  expect((await wall({ limit: 1 })).totals).toEqual(totals)
})

test('filters let through what they say', async () => {
  const all = (await wall({ limit: 200 })).items
  const gdpr = await wall({ regime: ['gdpr'], limit: 200 })
  expect(gdpr.items.length).toBeGreaterThan(0)
  expect(gdpr.items.every(({ state }) => state.regime === 'gdpr')).toBe(true)
  expect(gdpr.totals.all).toBe(all.filter(({ state }) => state.regime === 'gdpr').length)
  const one = await wall({ assessment: made[0]!.id, limit: 200 })
  expect(one.items.every(({ state }) => state.assessment === made[0]!.id)).toBe(true)
  const firm = await wall({ tentative: false, limit: 200 })
  expect(firm.items.every(({ state }) => !state.tentative)).toBe(true)
  const soon = await wall({ withinHours: 20, limit: 200 })
  const until = new Date(Date.parse(soon.at) + 20 * 3_600_000).toISOString()
  expect(soon.items.every(({ state }) => state.dueAt !== null && state.dueAt <= until)).toBe(true)
  expect(soon.items.length).toBeLessThan(all.length)
  expect((await wall({ status: ['submitted'] })).items).toEqual([])
  expect((await wall({ organisation: newId(new Date()) })).totals.all).toBe(0)
})

test('totals follow a change at once, although they are kept for a while', async () => {
  const before = await wall({ tentative: false })
  const first = before.items[0]!
  const sent = { channel: 'portal' as const, to: 'national CSIRT' }
  await house.get(officer, recordSubmission, { id: first.id, version: first.version, ...sent })
  const after = await wall({ tentative: false })
  expect(after.items.map((one) => one.id)).not.toContain(first.id)
  expect(after.totals.all).toBeLessThan(before.totals.all + 1)
  expect((await wall({ status: ['submitted'] })).totals.all).toBe(1)
})

test('whoever may not read a clock does not see it, in no page and no total', async () => {
  const outside = house.reader({ organisation: newId(new Date()) })
  const seen = await wall({ limit: 200 }, {}, outside)
  const all = await wall({ limit: 200 })
  const hidden = all.items.filter(({ state }) => state.assessment === made[11]!.id)
  expect(hidden.length).toBeGreaterThan(0)
  expect(seen.totals.all).toBe(all.totals.all - hidden.length)
  expect(seen.items.map((one) => one.id)).toEqual(all.items.filter((one) => !hidden.includes(one)).map((one) => one.id))
  const elsewhere = house.reader({ realms: ['live', 'exercise:storm'] })
  expect((await wall({}, { realm: 'exercise:storm' }, elsewhere)).totals.all).toBe(0)
})

test('an assessment that is marked anew takes its clocks with it', async () => {
  const outside = house.reader({ organisation: newId(new Date()) })
  const { id } = made[10]!
  const before = await wall({ assessment: id }, {}, outside)
  expect(before.totals.all).toBeGreaterThan(0)
  const { version } = await house.get(officer, getAssessment, { id })
  const reason = 'It names a supplier.'
  await house.get(officer, remarkRecord, { id, version, marking: { tlp: 'AMBER+STRICT' }, reason })
  expect((await wall({ assessment: id }, {}, outside)).totals.all).toBe(0)
  expect((await wall({ assessment: id })).totals.all).toBe(before.totals.all)
  expect(await house.call(outside, getAssessment, { id })).toMatchObject({ refusal: 'unknown' })
})

test('what fewer people may read than the assessment is not proposed to it', async () => {
  const incident = await house.get(officer, declareIncident, {
    ...{ title: 'An outage', marking: { tlp: 'GREEN' }, times: { detectedAt: '2027-01-26T06:00:00Z' } },
  })
  const { id } = await house.get(officer, openAssessment, { incident: incident.id })
  expect((await house.get(officer, getAssessment, { id })).proposals.facts).not.toEqual([])
  const [proposal] = (await house.get(officer, getAssessment, { id })).proposals.facts
  const raised = {
    id: incident.id,
    version: 1,
    marking: { tlp: 'AMBER+STRICT' as const },
    reason: 'It names a supplier.',
  }
  await house.get(officer, remarkRecord, raised)
  expect((await house.get(officer, getAssessment, { id })).proposals.facts).toEqual([])
  const answers = [{ fact: proposal!.fact, value: proposal!.value, source: proposal!.source }]
  expect(await house.call(officer, answerFacts, { id, version: 1, answers })).toMatchObject({ refusal: 'not-proposed' })
})

test('the past is asked the same way, and answers what the wall showed then', async () => {
  const then = await wall({ limit: 200 })
  const asOf = house.now().toISOString()
  house.pass(60)
  const { version } = await house.get(officer, getAssessment, { id: made[2]!.id })
  await house.get(officer, answerFacts, {
    ...{ id: made[2]!.id, version },
    answers: [{ fact: 'incident.financial_loss', value: 'none' }],
  })
  house.pass(24 * 3600)
  await breakLimits({ journal: house.journal, clock: sameEverywhere({ now: () => house.now() }) })
  const past = await wall({ limit: 200 }, { asOf })
  expect(past.items.map((one) => [one.id, one.version])).toEqual(then.items.map((one) => [one.id, one.version]))
  expect(past.totals).toEqual(then.totals)
  expect(await everyPage({}, 9, { asOf })).toEqual(then.items.map((one) => one.id))
  expect((await wall({ overdue: true })).totals.overdue).toBeGreaterThan(0)
})

test('a cursor that is not ours begins at the start, and nothing of it reaches the database', async () => {
  const { items } = await wall({ limit: 5 })
  for (const after of ['', 'x', "'; drop table assess.clocks --", Buffer.from('["2027", 1]').toString('base64url')]) {
    expect((await wall({ limit: 5, after })).items.map((one) => one.id)).toEqual(items.map((one) => one.id))
  }
  for (const odd of [
    ['2027-99-99T00:00:00.000Z', items[0]!.id],
    ['2027-02-30T00:00:00.000Z', items[0]!.id],
    ['2027-01-01T00:00:00.000Z', '-'.repeat(36)],
    ['infinity', 7],
  ]) {
    const after = Buffer.from(JSON.stringify(odd)).toString('base64url')
    expect((await wall({ limit: 5, after })).items.length).toBe(5)
  }
})

/** What the narrow table says, and what the records say. */
async function bothTables() {
  const { rows } = await sql<
    Record<string, unknown>
  >`select subject, version, realm, status, regime, assessment, tentative,
    breached, armed, case when due = 'infinity' then null else to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end as due
    from assess.clocks order by subject`.execute(house.journal.sql)
  const view = { reader: systemReader('test', ['live'], house.home), realm: 'live' }
  const records = await house.journal.reads.many(dutyRecord, view, (query) => query.orderBy('subject'))
  const told = records.map(({ id, version, realm, state }) => {
    const { status, regime, assessment, tentative, breachedAt, dueAt, breaches } = state as Duty
    const broken = breaches.some((one) => one.due === dueAt)
    const armed = status === 'running' && !tentative && dueAt !== null && !broken
    const breached = breachedAt !== null
    return { subject: id, version, realm, status, regime, assessment, tentative, breached, armed, due: dueAt }
  })
  return { rows, told }
}

test('the narrow table says what the records say, whatever happens to them', async () => {
  const step = fc.record({
    which: fc.nat({ max: made.length - 1 }),
    what: fc.constantFrom('answer', 'anchor', 'submit', 'pass'),
    hours: fc.integer({ min: 1, max: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { which, what, hours } of steps) {
        const { id } = made[which]!
        const { version, duties } = await house.get(officer, getAssessment, { id })
        const at = new Date(house.now().getTime() - hours * 3_600_000).toISOString()
        const value = hours % 2 === 0 ? 'none' : 'caused'
        const answers = [{ fact: 'incident.financial_loss', value }]
        if (what === 'answer') await house.call(officer, answerFacts, { id, version, answers })
        if (what === 'anchor')
          await house.call(officer, setAnchor, { id, version, anchor: 'awareness', at, reason: 'said otherwise' })
        const owed = duties[hours % Math.max(1, duties.length)]
        const sent = { channel: 'portal' as const, to: 'national CSIRT' }
        if (what === 'submit' && owed)
          await house.call(officer, recordSubmission, { id: owed.id, version: owed.version, ...sent })
        if (what === 'pass') {
          house.pass(hours * 3600)
          await breakLimits({ journal: house.journal, clock: sameEverywhere({ now: () => house.now() }) }, 5)
        }
      }
      const { rows, told } = await bothTables()
      expect(rows).toEqual(told)
    }),
    { numRuns: 12 },
  )
}, 120_000)

test('a rebuild of all rows makes the same wall', async () => {
  const before = await bothTables()
  const rebuilt = await rebuild(house.journal.sql, house.journal.records)
  expect(rebuilt.equal).toBe(true)
  expect(await bothTables()).toEqual(before)
})
