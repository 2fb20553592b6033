// Measurements in ClickHouse, for national scale: the same port, the same packed rows, merged by the hub.
// Tried on the embedded engine (chdb) and on a stand-in over HTTP; a cluster was not run.
import type { Bucket, Channel, Frame, Resolution } from '../model/bucket.ts'
import { estimateDistinct, mergeRegisters } from '../tally/hyperloglog.ts'
import { coarsen, mergeAll } from '../tally/merge.ts'
import type { ClickHouse } from './clickhouse-http.ts'
import * as statements from './clickhouse-sql.ts'
import type { HouseStoreOptions } from './house-store.ts'
import { packDetail, packMarks, packRows, unpackMarks, unpackSources } from './pack.ts'
import { type Retention, readRetention } from './retention.ts'
import { addUp, bucketOf, totalsOf } from './rows.ts'
import type { Parts, SeriesKey, SeriesTotals, Span, TelemetryStore, Total } from './telemetry-store.ts'

/** Where ClickHouse keeps measurements. The tables are made at the first use. */
export function createClickHouseStore(house: ClickHouse, options: HouseStoreOptions): TelemetryStore {
  const { nowSeconds, retention = readRetention() } = options
  const nowIn = (realm: string) => options.own?.().find((one) => one.realm === realm)?.nowSeconds ?? nowSeconds()
  let made: Promise<void> | undefined
  async function ready(): Promise<ClickHouse> {
    made ??= makeTables(house, retention)
    made.catch(() => {
      made = undefined
    })
    await made
    return house
  }
  return {
    keep: async (frame) => keepFrame(await ready(), frame, { now: nowSeconds(), there: nowIn(frame.realm) }, retention),
    buckets: async (key, span, seconds, parts = 'all') =>
      addUp(await partsOf(await ready(), key, span, seconds, parts, nowSeconds()), seconds),
    async totals(key, span, seconds) {
      const [found] = await totalsIn(await ready(), key, span, seconds, nowSeconds())
      return found?.totals ?? []
    },
    wall: async (realm, span, seconds) =>
      totalsIn(await ready(), { realm, series: '', channel: 'flow' }, span, seconds, nowSeconds()),
    async series(realm, span) {
      const rows = await (await ready()).ask(statements.seriesIn, { realm, ...span })
      return rows.map((row) => ({
        series: String(row.series),
        channel: row.channel as Channel,
        newest: Number(row.newest),
      }))
    },
    async sensors(realm) {
      const rows = await (await ready()).ask(statements.sensorsIn, { realm })
      return rows.map((row) => ({
        sensor: String(row.sensor),
        run: Number(row.run),
        sequence: Number(row.sequence),
        keptAt: Math.floor(Number(row.kept_ms) / 1000),
        health: JSON.parse(String(row.health)),
      }))
    },
    rollUp: async (now) => rollUp(await ready(), now, retention),
    close: () => house.close(),
  }
}

async function makeTables(house: ClickHouse, retention: Retention): Promise<void> {
  for (const statement of statements.tables(retention)) await house.ask(statement, {})
}

const daySeconds = 86_400

/** Buckets first and the name of the frame last: a crash in between makes it come again, to the same rows. */
async function keepFrame(
  house: ClickHouse,
  frame: Frame,
  { now, there }: { now: number; there: number },
  retention: Retention,
): Promise<boolean> {
  const { realm, sensor, run, sequence, health } = frame
  const [known] = await house.ask(statements.isKept, { realm, sensor, run, sequence })
  if (Number(known?.many) > 0) return false
  const name = { realm, sensor, run, sequence, kept_ms: now * 1000 }
  for (const seconds of [10, 60, 3600] as const) {
    const mine = frame.buckets.filter((bucket) => placeOf(bucket, there, retention) === seconds)
    const merged = mergeBySeries(mine.map((bucket) => coarsen(bucket, seconds)))
    if (merged.length > 0)
      await house.insert(
        statements.bucketsOf(seconds),
        merged.map((one) => rowOf(one, name)),
      )
  }
  await house.insert('sense_frames', [{ ...name, health: JSON.stringify(health) }])
  return true
}

function placeOf({ at, seconds }: Bucket, now: number, { resolutions: kept }: Retention): Resolution | undefined {
  if (at > now + daySeconds) return undefined
  return ([10, 60, 3600] as const).find((one) => one >= seconds && at >= now - kept[one].keepDays * daySeconds)
}

function mergeBySeries(buckets: readonly Bucket[]): Bucket[] {
  const groups = new Map<string, Bucket[]>()
  for (const bucket of buckets) {
    const key = `${bucket.channel} ${bucket.at} ${bucket.series}`
    const group = groups.get(key)
    if (group) group.push(bucket)
    else groups.set(key, [bucket])
  }
  return [...groups.values()].map((group) => mergeAll(group))
}

interface RowName {
  realm: string
  sensor: string
  run: number
  sequence: number
  kept_ms: number
}

function rowOf(bucket: Bucket, name: RowName): object {
  return {
    ...name,
    series: bucket.series,
    channel: bucket.channel,
    at: bucket.at,
    ...totalsOf(bucket),
    records: bucket.records,
    marks: packMarks(bucket.marks),
    rows: Buffer.from(packRows(bucket.rows)).toString('base64'),
    detail: Buffer.from(packDetail(bucket)).toString('base64'),
  }
}

const finer = { 60: 10, 3600: 60 } as const

/** From here on, coarser buckets are added up for the answer: they may not be rolled up yet. */
function freshFrom(seconds: 60 | 3600, now: number): number {
  return (Math.floor(now / seconds) - (seconds === 60 ? 10 : 2)) * seconds
}

async function partsOf(
  house: ClickHouse,
  key: SeriesKey,
  span: Span,
  seconds: Resolution,
  parts: Parts,
  now: number,
): Promise<Bucket[]> {
  const read = async (of: Resolution, from: number, to: number, rolled: 0 | 1) => {
    if (from >= to) return []
    const found = await house.ask(statements.parts(of, parts), { ...key, from, to, rolled })
    return found.map((row) =>
      bucketOf(
        {
          series: 0,
          at: Number(row.at),
          records: Number(row.records),
          marks: Number(row.marks),
          rows: Buffer.from(String(row.rows), 'base64'),
          ...(parts === 'all' ? { detail: Buffer.from(String(row.detail), 'base64') } : {}),
        },
        key,
        of,
      ),
    )
  }
  if (seconds === 10) return read(10, span.from, span.to, 1)
  const fresh = Math.min(Math.max(freshFrom(seconds, now), span.from), span.to)
  return [
    ...(await read(seconds, span.from, fresh, 1)),
    ...(await read(seconds, fresh, span.to, 0)),
    ...(fresh < span.to ? await partsOf(house, key, { from: fresh, to: span.to }, finer[seconds], parts, now) : []),
  ]
}

async function totalsIn(
  house: ClickHouse,
  key: SeriesKey,
  span: Span,
  seconds: Resolution,
  now: number,
): Promise<SeriesTotals[]> {
  const fresh = seconds === 10 ? span.to : Math.min(Math.max(freshFrom(seconds, now), span.from), span.to)
  const stored = await storedTotals(house, key, { from: span.from, to: fresh }, seconds)
  if (fresh === span.to) return stored
  const open = { from: fresh, to: span.to }
  const names = key.series === '' ? await house.ask(statements.seriesIn, { realm: key.realm, ...open }) : [{ ...key }]
  const all = new Map(stored.map((one) => [`${one.channel} ${one.series}`, one]))
  for (const { series, channel } of names) {
    const name = { series: String(series), channel: channel as Channel }
    const buckets = addUp(await partsOf(house, { realm: key.realm, ...name }, open, seconds, 'all', now), seconds)
    const totals = buckets.map((one) => ({ at: one.at, ...totalsOf(one), records: one.records, marks: one.marks }))
    const before = all.get(`${name.channel} ${name.series}`)
    if (totals.length > 0)
      all.set(`${name.channel} ${name.series}`, { ...name, totals: [...(before?.totals ?? []), ...totals] })
  }
  return [...all.values()].sort((a, b) => (a.series < b.series ? -1 : a.series > b.series ? 1 : 0))
}

async function storedTotals(
  house: ClickHouse,
  key: SeriesKey,
  span: Span,
  seconds: Resolution,
): Promise<SeriesTotals[]> {
  const parameters = { ...key, ...span, rolled: 1 }
  const rows = await house.ask(statements.parts(seconds, 'totals'), parameters)
  const seen = new Set<string>()
  let twins = false
  const lines = new Map<string, SeriesTotals>()
  for (const row of rows) {
    const [series, channel, at] = [String(row.series), row.channel as Channel, Number(row.at)]
    const line = lines.get(`${channel} ${series}`) ?? { series, channel, totals: [] }
    lines.set(`${channel} ${series}`, line)
    const last = line.totals.at(-1)
    if (last?.at === at) twins = true
    const total: Total = {
      at,
      bytes: Number(row.bytes) + (last?.at === at ? last.bytes : 0),
      packets: Number(row.packets) + (last?.at === at ? last.packets : 0),
      flows: Number(row.flows) + (last?.at === at ? last.flows : 0),
      records: Number(row.records) + (last?.at === at ? last.records : 0),
      sources: row.sources === null ? null : Number(row.sources),
      marks: unpackMarks(Number(row.marks) | (last?.at === at ? packMarks(last.marks) : 0)),
    }
    if (last?.at === at) line.totals.pop()
    line.totals.push(total)
    seen.add(`${channel} ${series} ${at}`)
  }
  if (twins) await countTwins(house, parameters, seconds, lines)
  return [...lines.values()]
}

async function countTwins(
  house: ClickHouse,
  parameters: Readonly<Record<string, string | number>>,
  seconds: Resolution,
  lines: ReadonlyMap<string, SeriesTotals>,
): Promise<void> {
  const sketches = new Map<string, Uint8Array | null>()
  for (const row of await house.ask(statements.twins(seconds), parameters)) {
    const key = `${row.channel} ${row.series} ${row.at}`
    const sketch = unpackSources(Buffer.from(String(row.detail), 'base64'))
    const other = sketches.get(key)
    if (other && sketch) mergeRegisters(other, sketch)
    else if (!other) sketches.set(key, sketch)
  }
  for (const [name, line] of lines) {
    for (const total of line.totals) {
      const sketch = sketches.get(`${name} ${total.at}`)
      if (sketch !== undefined) total.sources = sketch && estimateDistinct(sketch)
    }
  }
}

const batch = { 60: 300, 3600: 40 } as const
const batchesPerCall = 8
const lookBackSeconds = 3 * daySeconds
/** A row may be written a little before it can be read: what is that close to the last roll-up is rolled up again. */
const marginMs = 20_000

async function rollUp(
  house: ClickHouse,
  now: number,
  retention: Retention,
): Promise<{ made: number; dropped: number; more: boolean }> {
  let made = 0
  for (const [from, to] of [
    [10, 60],
    [60, 3600],
  ] as const) {
    for (let n = 0; ; n++) {
      if (n === batchesPerCall) return { made, dropped: 0, more: true }
      const owed = await house.ask(statements.due(from, to), {
        since_ms: Math.max(0, now - lookBackSeconds) * 1000,
        margin_ms: to === 60 ? marginMs : 0,
        complete: now - retention.graceSeconds,
        most: batch[to],
      })
      for (const { realm, series, channel, at } of owed) {
        const key = { realm: String(realm), series: String(series), channel: channel as Channel }
        await rollOne(house, key, Number(at), from, to, now)
        made++
      }
      if (owed.length < batch[to]) break
    }
  }
  // What is older than it is kept is dropped by the server (TTL), partition by partition.
  return { made, dropped: 0, more: false }
}

async function rollOne(
  house: ClickHouse,
  key: SeriesKey,
  at: number,
  from: 10 | 60,
  to: 60 | 3600,
  stamp: number,
): Promise<void> {
  // As stored, whatever the time: the minutes under an hour were rolled up just before.
  const parts = await partsOf(house, key, { from: at, to: at + to }, from, 'all', Number.MAX_SAFE_INTEGER)
  const [bucket] = addUp(parts, to)
  if (!bucket) return
  const name = { realm: key.realm, sensor: '', run: 0, sequence: 0, kept_ms: stamp * 1000 }
  await house.insert(statements.bucketsOf(to), [rowOf(bucket, name)])
}
