// The picture on a real store: memory and SQL see the same, each reader only their own, and the past as it was.
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#assess/api.ts'
import type { Picture } from '#assess/model.ts'
import type { Reader } from '#kernel/reader.ts'
import { newId } from '#platform/id.ts'
import { type AssessHouse, openAssess } from '../setup/assess.ts'

let house: AssessHouse
let officer: Reader
beforeAll(async () => {
  house = await openAssess()
  officer = house.reader()
})
afterAll(() => house.close())

const picture = (as = officer, options = {}) =>
  house.get(as, api.picture, { timelineHours: 24, timelineBuckets: 24 }, options)
const declare = (more: object = {}) => house.get(officer, api.declareIncident, { title: 'Something is wrong', ...more })

/** The present from memory, and the same moment as the past from SQL. */
async function bothWays(as: Reader): Promise<[Picture, Picture]> {
  const now = await picture(as)
  const then = await picture(as, { asOf: now.at })
  return [now, then]
}

test('an empty node shows an empty picture, and no number that is made up', async () => {
  const { totals, matrix, timeline } = await picture()
  expect(totals).toMatchObject({ open: 0, incidents: 0, signals: 0, freshest: null, freshness: null })
  expect(matrix).toEqual([])
  expect(timeline).toHaveLength(24)
})

test('incidents and accepted items appear at once, each in its cell', async () => {
  const made = await declare({
    affected: {
      sectors: ['energy.gas'],
      countries: ['DE', 'AT'],
      users: { value: 400, qualifier: 'about', basis: 'operator' },
    },
    severity: { value: 'red', reason: 'No gas' },
  })
  const seen = await house.item({ countries: ['FR'] })
  await house.item({ status: 'suggested', countries: ['ES'] })
  const shown = await picture()
  const cell = (sector: string, country: string) =>
    shown.matrix.find((one) => one.sector === sector && one.country === country)
  expect(cell('energy', 'AT')).toMatchObject({
    open: 1,
    bySeverity: { red: 1 },
    users: { sum: 400, exact: false },
    reasons: [made.id],
    freshness: 'fresh',
  })
  expect(cell('unknown', 'FR')).toMatchObject({ open: 0, signals: 1, reasons: [seen] })
  expect(cell('unknown', 'ES')).toBeUndefined()
  expect(shown.totals).toMatchObject({ open: 1, signals: 1, countries: 3, users: { sum: 400 } })
  expect(shown.changedLastHour[1]).toMatchObject({ id: made.id, reference: made.reference, what: 'was declared' })
})

test('what the person who accepted an item said of it counts before what the rules found, now and in the past', async () => {
  const before = await picture()
  const raised = await house.item({ countries: ['LV'], sectors: ['transport.rail'], incident: false, signal: true })
  const lowered = await house.item({ countries: ['LT'], incident: true, signal: false })
  for (const shown of await bothWays(officer)) {
    expect(shown.totals.signals).toBe(before.totals.signals + 1)
    expect(shown.matrix.find(({ country }) => country === 'LV')).toMatchObject({
      sector: 'transport',
      reasons: [raised],
    })
    expect(shown.matrix.some(({ country }) => country === 'LT')).toBe(false)
    expect(shown.changedLastHour.map(({ id }) => id)).toContain(raised)
    expect(shown.changedLastHour.map(({ id }) => id)).not.toContain(lowered)
  }
})

test('an item that an incident takes up is no signal of its own any more', async () => {
  const seen = await house.item({ countries: ['PT'] })
  const before = await picture()
  await declare({ observations: [seen], affected: { countries: ['PT'] } })
  const after = await picture()
  expect(after.totals.signals).toBe(before.totals.signals - 1)
  expect(after.countries.find((one) => one.country === 'PT')).toMatchObject({ open: 1, signals: 0 })
})

test('a reader of another organisation counts only what they may read, and never learns of the rest', async () => {
  const guest = house.reader({ organisation: newId(new Date()), roles: ['reader'] })
  expect((await picture(guest)).totals).toMatchObject({ open: 0, signals: 0, changedLastHour: 0 })
  const shared = await declare({ marking: { tlp: 'GREEN' }, affected: { countries: ['NL'] } })
  expect((await picture(guest)).matrix).toMatchObject([{ country: 'NL', open: 1 }])
  await house.get(officer, api.remarkRecord, {
    id: shared.id,
    version: 1,
    marking: { tlp: 'AMBER+STRICT' },
    reason: 'Too much said',
  })
  const after = await picture(guest)
  expect(after.totals).toMatchObject({ open: 0, changedLastHour: 0 })
  expect(after.changedLastHour).toEqual([])
})

test('memory and SQL paint the same picture for every reader, through random work at the desk', async () => {
  let seed = 7
  const dice = (sides: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * sides)
  }
  const pick = <const T>(from: readonly T[]): T => from[dice(from.length)] as T
  const partner = newId(new Date())
  const markings = [
    undefined,
    { tlp: 'GREEN' },
    { tlp: 'CLEAR' },
    { tlp: 'AMBER', audience: [partner] },
    { tlp: 'RED', reason: 'Named only', reviewOn: '2027-04-01' },
  ]
  const readers = [
    officer,
    house.reader(),
    house.reader({ organisation: partner }),
    house.reader({ organisation: newId(new Date()), clientOf: [partner] }),
  ]
  const open: { id: string; version: number }[] = []
  for (let turn = 0; turn < 60; turn++) {
    const known = open.length > 0 ? pick(open) : undefined
    const what = dice(7)
    if (what <= 1 || !known) {
      const made = await declare({
        marking: pick(markings),
        priority: pick(['urgent', 'high', 'normal', 'low']),
        affected: {
          sectors: pick([[], ['energy'], ['energy.gas', 'banking']]),
          countries: pick([[], ['DE'], ['DE', 'FR']]),
        },
        severity: pick([undefined, { value: 'red', reason: 'Very large' }, { value: 'green', reason: 'Minor' }]),
      } as object)
      open.push({ id: made.id, version: made.version })
    } else if (what === 2) {
      const reply = await house.call(officer, api.moveIncident, {
        ...known,
        event: pick(['triage', 'contain', 'resolve', 'reject']),
        reason: 'As it is',
      })
      if (reply.ok) known.version = reply.value.version
    } else if (what === 3) {
      const reply = await house.call(officer, api.remarkRecord, {
        ...known,
        marking: (pick(markings) ?? { tlp: 'AMBER+STRICT' }) as never,
        reason: 'Looked at again',
      })
      if (reply.ok) known.version = reply.value.version
    } else if (what === 4) {
      const due = new Date(house.now().getTime() + pick([-3600, 3600, 7200]) * 1000).toISOString()
      await house.get(officer, api.addTask, { incident: known.id, title: `Task ${turn}`, due })
    } else if (what === 5) {
      const id = await house.item({ countries: pick([[], ['BE'], ['DE', 'IT']]) }, pick(markings) as never)
      if (dice(2)) await house.judge(id, 'rejected').catch(() => undefined)
    } else house.pass(pick([1, 60, 1800]))
    if (turn % 10 === 9) {
      for (const reader of readers) {
        const [now, then] = await bothWays(reader)
        expect(now).toEqual(then)
      }
    }
  }
  expect((await picture()).totals.incidents).toBeGreaterThan(10)
})

test('every number opens just as many records as it says', async () => {
  const shown = await picture()
  const count = async (input: object) => (await house.get(officer, api.pictureReasons, { limit: 500, ...input })).total
  for (const { sector, country, open, signals } of shown.matrix) {
    expect([
      sector,
      country,
      await count({ sector, country, what: 'open' }),
      await count({ sector, country, what: 'signals' }),
    ]).toEqual([sector, country, open, signals])
  }
  for (const severity of ['red', 'yellow', 'green', 'white', 'unset'] as const) {
    expect(await count({ severity, what: 'open' })).toBe(shown.totals.bySeverity[severity])
  }
  expect(await count({ what: 'overdue' })).toBe(shown.totals.overdue)
  expect(await count({ what: 'changed' })).toBe(shown.totals.changedLastHour)
  for (const { start, end, incidents, signals } of shown.timeline) {
    expect([
      start,
      await count({ what: 'incidents', from: start, to: end }),
      await count({ what: 'signals', from: start, to: end }),
    ]).toEqual([start, incidents, signals])
  }
})

test('the past is shown as it was known then', async () => {
  const before = await picture()
  house.pass(60)
  await declare({ affected: { countries: ['MT'] } })
  const then = await picture(officer, { asOf: before.at })
  expect(then).toEqual(before)
  expect((await picture()).countries.some((one) => one.country === 'MT')).toBe(true)
})
