// Measurements in the house's own database: a day of 100 targets, its last hours as ten-second buckets that are rolled up
// here, the hours before as minutes; what keeping, rolling up and asking costs, and how large it is. Embedded, and on
// PostgreSQL where there is one. TOCSIN_BENCH_HOURS=24: all of the day in tens (5 million rows by country), which is slow.
// Aims: a day of one target by minute and country under 100 ms; a wall of 100 targets over 30 minutes under 50 ms.
import { loadavg } from 'node:os'
import { sql } from 'kysely'
import type { Bucket } from '#sense/model/bucket.ts'
import { bucketAt, frameOf, morning, openTelemetry, rowOf, sketchOf, type TestTelemetry } from '../setup/telemetry.ts'
import { spread } from './spread.ts'

const targets = 100
const hours = Number(process.env.TOCSIN_BENCH_HOURS ?? 2)
const daySeconds = 86_400
const began = Math.floor(morning / daySeconds) * daySeconds
const span = { from: began, to: began + daySeconds }
/** From here on in tens. */
const tensFrom = span.to - hours * 3600
const bucketsPerFrame = 600
const countries = ['US', 'VN', 'BR', 'DE', 'FR', 'NL', 'UA', 'CN', 'IN', 'GB', 'PL', 'ES']
const rounds = 9

const key = (n: number) => ({ realm: 'live', series: `target-${n}`, channel: 'flow' as const })
/** One target in ten is busy: some thousand sources in ten seconds; the others have some dozen. */
const sketches = Array.from({ length: 40 }, (_, n) => sketchOf(n * 500, n % 10 === 0 ? 3000 : 60))
const addresses = sketches.map((_, n) => sketchOf(n, 12))

function bucketOf(target: number, at: number): Bucket {
  const step = at / 10 + target
  const rows = Array.from({ length: 5 + (step % 3 === 0 ? 2 : 0) }, (_, n) =>
    rowOf(countries[(step + n * 5) % countries.length] ?? 'DE', 200 + ((step * (n + 3)) % 900), {
      part: n % 2 === 0 ? 6 : 17,
      flows: 10 + n,
    }),
  )
  const sketch = (target % 10 === 0 ? 0 : 1) + (step % 4) * 10
  return bucketAt(at, {
    series: key(target).series,
    rows,
    records: 70,
    squares: 12_345,
    sources: sketches[sketch] ?? null,
    destinations: addresses[step % addresses.length] ?? null,
    heavy: Array.from({ length: 8 }, (_, n) => ({
      kind: n < 5 ? ('source' as const) : ('port' as const),
      key: n < 5 ? `198.51.${(step * 7 + n) % 256}.${n}` : String(443 + n),
      amount: 500 - n,
      error: 3,
    })),
    shapes: { 'syn-only': { packets: 10, bytes: 400 } },
  })
}

function milliseconds(since: number): number {
  return performance.now() - since
}

async function fill(here: TestTelemetry, from: number, to: number, seconds: 10 | 60) {
  let sequence = from
  let buckets: Bucket[] = []
  let rows = 0
  let kept = 0
  let spent = 0
  for (let at = from; at < to; at += seconds) {
    here.clock.now = at
    for (let target = 0; target < targets; target++) buckets.push({ ...bucketOf(target, at), seconds })
    if (buckets.length < bucketsPerFrame && at + seconds < to) continue
    const frame = frameOf(buckets, { sequence: sequence++ })
    rows += buckets.reduce((sum, bucket) => sum + bucket.rows.length, 0)
    kept += buckets.length
    const start = performance.now()
    await here.store.keep(frame)
    spent += milliseconds(start) / 1000
    buckets = []
  }
  return {
    buckets: kept,
    rows,
    bucketsPerSecond: Math.round(kept / spent),
    rowsPerSecond: Math.round(rows / spent),
  }
}

async function roll(here: TestTelemetry) {
  let made = 0
  const start = performance.now()
  for (let more = true; more; ) {
    const done = await here.store.rollUp(span.to + 3700)
    made += done.made
    more = done.more
  }
  return { made, perSecond: Math.round(made / (milliseconds(start) / 1000)) }
}

async function asked(ask: (round: number) => Promise<number>) {
  const times: number[] = []
  let found = 0
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    found = await ask(round)
    times.push(milliseconds(start))
  }
  return { found, milliseconds: spread(times) }
}

async function ask({ store }: TestTelemetry) {
  const middle = tensFrom + 1800
  return {
    dayByMinuteAndCountry: await asked(async (round) => {
      const sums = new Map<string, number>()
      for (const { at, rows } of await store.buckets(key(round), span, 60, 'rows')) {
        for (const { country, bytes } of rows) sums.set(`${at} ${country}`, (sums.get(`${at} ${country}`) ?? 0) + bytes)
      }
      return sums.size
    }),
    dayOfTotals: await asked(async (round) => (await store.totals(key(round), span, 60)).length),
    quarterOfAnHourInTens: await asked(
      async (round) => (await store.buckets(key(round), { from: middle, to: middle + 900 }, 10)).length,
    ),
    wallHalfAnHourInTens: await asked(async () =>
      (await store.wall('live', { from: middle, to: middle + 1800 }, 10)).reduce(
        (sum, one) => sum + one.totals.length,
        0,
      ),
    ),
    wallHalfAnHourInMinutes: await asked(async () =>
      (await store.wall('live', { from: middle, to: middle + 1800 }, 60)).reduce(
        (sum, one) => sum + one.totals.length,
        0,
      ),
    ),
    series: await asked(async () => (await store.series('live', span)).length),
  }
}

async function disk(here: TestTelemetry) {
  const { rows } = await sql<{ name: string; bytes: number }>`
    select p.relname as name, sum(pg_total_relation_size(i.inhrelid))::bigint as bytes
    from pg_inherits i join pg_class p on p.oid = i.inhparent where p.relname like 'buckets%' group by 1 order by 1`.execute(
    here.sql,
  )
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]))
}

async function measure(kind: 'embedded' | 'postgres') {
  const here = await openTelemetry(kind)
  try {
    await fill(here, span.from, tensFrom, 60)
    const filled = await fill(here, tensFrom, span.to, 10)
    process.stderr.write(`    ${kind}: filled\n`)
    const rolled = await roll(here)
    // As autovacuum, or the upkeep of the embedded engine, does on a node that grew to this in its own time.
    await sql`analyze`.execute(here.sql)
    return {
      tensKept: filled,
      rolled,
      asked: await ask(here),
      diskBytes: await disk(here),
      residentBytes: process.memoryUsage.rss(),
    }
  } finally {
    await here.close()
  }
}

const results: Record<string, unknown> = {
  aim: 'dayByMinuteAndCountry under 100 ms, wallHalfAnHourInTens under 50 ms',
  targets,
  hours,
  loadBefore: loadavg(),
}
for (const kind of ['embedded', 'postgres'] as const) {
  if (kind === 'postgres' && !process.env.TOCSIN_TEST_PG_URL) continue
  results[kind] = await measure(kind)
}
results.loadAfter = loadavg()
console.log(JSON.stringify(results))
