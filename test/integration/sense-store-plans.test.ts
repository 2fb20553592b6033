// Statistics of the database may be from when a slice was young: what is asked reads buckets by their key all the same.
import { type RawBuilder, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { partsAsked } from '#sense/store/read-totals.ts'
import { finerAsked } from '#sense/store/roll-up.ts'
import { bucketAt, frameOf, morning, openTelemetry, type TestTelemetry } from '../setup/telemetry.ts'

let here: TestTelemetry
beforeEach(async () => {
  here = await openTelemetry()
})
afterEach(() => here.close())

const minute = Math.floor(morning / 60) * 60
const [early, end] = [minute + 60, minute + 4 * 3600]
const series = ['tax-portal', 'register', 'border']

async function fill(from: number, to: number): Promise<void> {
  const buckets = []
  for (let at = from; at < to; at += 10) for (const one of series) buckets.push(bucketAt(at, { series: one }))
  for (let n = 0; n < buckets.length; n += 500) {
    await here.store.keep(frameOf(buckets.slice(n, n + 500), { sequence: from + n }))
  }
}

const tables = ['sense.due', 'sense.series', 'sense.buckets_10', 'sense.buckets_60', 'sense.buckets_3600']
const lookAtTables = () => sql.raw(`analyze ${tables.join(', ')}`).execute(here.sql)

interface Step {
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  Plans?: Step[]
}

/** Rows that the database looked at and did not want. */
async function inVain(query: RawBuilder<unknown>): Promise<number> {
  const told = await sql<{ 'QUERY PLAN': { Plan: Step }[] }>`explain (analyze, format json) ${query}`.execute(here.sql)
  const passedOver = (step: Step): number =>
    step['Actual Loops'] * ((step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Join Filter'] ?? 0)) +
    (step.Plans ?? []).reduce((sum, one) => sum + passedOver(one), 0)
  return (told.rows[0]?.['QUERY PLAN'] ?? []).reduce((sum, { Plan }) => sum + passedOver(Plan), 0)
}

test('buckets are found by their key when the database knows its tables only from when they were small', async () => {
  await fill(minute, early)
  await lookAtTables()
  await fill(early, end)
  const { rows: owed } = await sql<{ series: number; at: number }>`
    select series, at from sense.due where seconds = 60`.execute(here.sql)
  expect(owed).toHaveLength((series.length * (end - minute)) / 60)
  const wanted = owed.map(({ series: id, at }) => ({ id, at, series: '', channel: 'flow' as const, owed: true }))

  expect(await inVain(partsAsked(wanted, 60))).toBeLessThan(owed.length)
  expect(await inVain(finerAsked({ from: 10, to: 60 }, owed))).toBeLessThan(owed.length)
})
