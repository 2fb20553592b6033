// The picture: situations with their expected numbers, and what must hold for any facts at all.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import type { Marking } from '#kernel/marking.ts'
import { busyMs } from '../../../test/setup/busy.ts'
import { incidentStatuses, Picture, severityColours } from '../model.ts'
import { pictureOf } from './picture.ts'
import type { IncidentFact, PictureFact, SignalFact, TaskFact, Thresholds } from './picture-facts.ts'
import { columns, rows } from './picture-facts.ts'
import { reasonsOf } from './picture-reasons.ts'

const anId = '0198c2a0-0000-7000-8000-000000000099'
const thresholds: Thresholds = {
  freshMinutes: 60,
  ageingMinutes: 360,
  triageMinutes: { urgent: 30, high: 120, normal: 480, low: 1440 },
}
const options = { thresholds, timelineHours: 24, timelineBuckets: 4 }
const marking: Marking = {
  tlp: 'CLEAR',
  owner: '00000000-0000-0000-0000-000000000000',
  audience: [],
  persons: [],
  releasableTo: [],
}
const nothingNew = { total: 0, newest: [] }

const incidentBase: Omit<IncidentFact, 'occurredMs' | 'declaredMs'> = {
  kind: 'incident',
  record: 'assess.incident',
  id: 'i',
  version: 1,
  marking,
  title: 'An incident',
  reference: 'INC-2027-0001',
  status: 'new',
  severity: null,
  priority: 'normal',
  sectors: ['unknown'],
  countries: ['unknown'],
  users: null,
  occurredAt: '2027-03-10T09:00:00.000Z',
  declaredAt: '2027-03-10T09:00:00.000Z',
  changedAt: '2027-03-10T09:00:00.000Z',
  assigned: [],
  observations: [],
}
const signalBase: Omit<SignalFact, 'occurredMs'> = {
  kind: 'signal',
  record: 'watch.item',
  id: 's',
  version: 1,
  marking,
  title: 'An item',
  sectors: ['unknown'],
  countries: ['unknown'],
  occurredAt: '2027-03-10T09:00:00.000Z',
  changedAt: '2027-03-10T09:00:00.000Z',
}
const taskBase: TaskFact = {
  kind: 'task',
  record: 'assess.task',
  id: 't',
  version: 1,
  marking,
  title: 'A task',
  incident: anId,
  open: true,
  due: null,
  assignee: null,
  changedAt: '2027-03-10T09:00:00.000Z',
}
const bases = { incident: incidentBase, signal: signalBase, task: taskBase }

/** With the milliseconds that facts carry beside their instants. */
function timed<T extends object>(fact: T): T & { occurredMs: number; declaredMs: number } {
  const at = (name: string) => Date.parse(String(Object.entries(fact).find(([field]) => field === name)?.[1]))
  return { ...fact, occurredMs: at('occurredAt'), declaredMs: at('declaredAt') }
}

interface Given {
  now: string
  facts: (Partial<PictureFact> & { kind: keyof typeof bases })[]
}

const testdata = fileURLToPath(new URL('../testdata/picture/', import.meta.url))
for (const situation of readdirSync(testdata)) {
  test(`as expected: ${situation.replaceAll('-', ' ')}`, () => {
    const read = (name: string) => JSON.parse(readFileSync(`${testdata}${situation}/${name}.json`, 'utf8'))
    const { now, facts }: Given = read('given')
    const whole = facts.map((fact) => timed({ ...bases[fact.kind], ...fact } as PictureFact))
    expect(pictureOf(whole, nothingNew, now, options)).toMatchObject(read('expect'))
  })
}

const moment = fc
  .integer({ min: Date.parse('2027-03-08T00:00:00Z'), max: Date.parse('2027-03-10T12:00:00Z') })
  .map((at) => new Date(at).toISOString())
const ids = Array.from({ length: 40 }, (_, n) => `0198c2a0-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`)
const places = {
  sectors: fc.uniqueArray(fc.constantFrom('energy', 'energy.gas', 'banking'), { maxLength: 3 }).map(rows),
  countries: fc.uniqueArray(fc.constantFrom('DE', 'FR', 'AT'), { maxLength: 3 }).map(columns),
  occurredAt: moment,
  changedAt: moment,
}
const users = fc.option(
  fc.record({
    value: fc.nat(10_000),
    qualifier: fc.constantFrom('about' as const, 'exact' as const),
    basis: fc.constant('said'),
  }),
)
const anIncident = fc.record({
  ...places,
  status: fc.constantFrom(...incidentStatuses),
  severity: fc.option(fc.constantFrom(...severityColours)),
  declaredAt: moment,
  users,
  observations: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
})
const facts: fc.Arbitrary<PictureFact[]> = fc
  .array(
    fc.oneof(
      anIncident.map((one) => ({ ...incidentBase, ...one })),
      fc.record(places).map((one) => ({ ...signalBase, ...one })),
      fc.record({ due: fc.option(moment) }).map((one) => ({ ...taskBase, ...one })),
    ),
    { maxLength: 40 },
  )
  .map((some) => some.map((fact, n) => timed({ ...fact, id: ids[n] as string }) as PictureFact))
const now = '2027-03-10T09:45:00.000Z'

test('the same facts in any other order make the same picture', () => {
  fc.assert(
    fc.property(facts, fc.integer(), (some, seed) => {
      const shuffled = some
        .map((fact, n) => ({ fact, key: Math.imul(n + 1, seed | 1) }))
        .sort((a, b) => a.key - b.key)
        .map((one) => one.fact)
      expect(pictureOf(shuffled, nothingNew, now, options)).toEqual(pictureOf(some, nothingNew, now, options))
    }),
  )
})

test('every number opens exactly as many records as it counts', () => {
  const whole = Compile(Picture)
  fc.assert(
    fc.property(facts, (some) => {
      const shown = pictureOf(some, nothingNew, now, options)
      expect(whole.Errors(shown)).toEqual([])
      const count = (which: Parameters<typeof reasonsOf>[1]) => reasonsOf(some, which, now, thresholds).length
      for (const { sector, country, open, signals, reasons, bySeverity } of shown.matrix) {
        expect(count({ sector, country })).toBe(open + signals)
        expect(
          reasonsOf(some, { sector, country }, now, thresholds)
            .slice(0, 5)
            .map((fact) => fact.id),
        ).toEqual(reasons)
        expect(count({ sector, country, severity: 'unset' })).toBe(bySeverity.unset)
      }
      for (const { country, open } of shown.countries) expect(count({ country, what: 'open' })).toBe(open)
      for (const { sector, signals } of shown.sectors) expect(count({ sector, what: 'signals' })).toBe(signals)
      for (const { start, end, incidents, signals } of shown.timeline) {
        expect([
          count({ what: 'incidents', from: start, to: end }),
          count({ what: 'signals', from: start, to: end }),
        ]).toEqual([incidents, signals])
      }
      for (const [status, total] of Object.entries(shown.totals.byStatus))
        expect(count({ status: status as never })).toBe(total)
      expect([count({ what: 'incidents' }), count({ what: 'overdue' })]).toEqual([
        shown.totals.incidents,
        shown.totals.overdue,
      ])
    }),
  )
})

test('twenty thousand incidents are painted quickly enough to do it for every reader anew', () => {
  const many = Array.from(
    { length: 20_000 },
    (_, n): IncidentFact =>
      timed({
        ...incidentBase,
        id: `0198c2a0-0000-7000-8000-${String(n).padStart(12, '0')}`,
        sectors: [['energy', 'banking', 'health', 'space', 'food'][n % 5] as string],
        countries: [['DE', 'FR', 'AT', 'IT', 'ES', 'PL', 'NL'][n % 7] as string],
        changedAt: new Date(Date.parse('2027-03-10T00:00:00Z') + n * 1000).toISOString(),
      }),
  )
  pictureOf(many, nothingNew, now, options)
  const started = busyMs()
  for (let n = 0; n < 5; n++) pictureOf(many, nothingNew, now, options)
  expect((busyMs() - started) / 5).toBeLessThan(200)
})
