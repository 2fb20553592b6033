// The numbers that stand for series in the rows of buckets. Given once and never changed, so they may be remembered.
import { sql } from 'kysely'
import type { Bucket, Channel } from '../model/bucket.ts'
import type { HouseDb } from './slices.ts'
import type { SeriesKey } from './telemetry-store.ts'

export interface SeriesNumbers {
  /** The number of each bucket's series; series that are new get one. */
  of(realm: string, buckets: readonly Bucket[]): Promise<Map<Bucket, number>>
  /** Undefined: nothing was ever kept of it. */
  find(key: SeriesKey): Promise<number | undefined>
}

/** Beyond, everything is forgotten and asked for again: an attacker may choose the names. */
const mostRemembered = 100_000

export function createSeriesNumbers(db: HouseDb): SeriesNumbers {
  const remembered = new Map<string, number>()

  function remember(realm: string, found: { series: string; channel: Channel; id: number }[]): void {
    if (remembered.size + found.length > mostRemembered) remembered.clear()
    for (const { series, channel, id } of found) remembered.set(nameOf(realm, series, channel), id)
  }

  return {
    async of(realm, buckets) {
      const unknown = buckets.filter(({ series, channel }) => !remembered.has(nameOf(realm, series, channel)))
      const found = unknown.length === 0 ? [] : await giveNumbers(db, realm, unknown)
      const ids = new Map(found.map(({ series, channel, id }) => [nameOf(realm, series, channel), id]))
      const numbers = new Map<Bucket, number>()
      for (const bucket of buckets) {
        const name = nameOf(realm, bucket.series, bucket.channel)
        const id = remembered.get(name) ?? ids.get(name)
        if (id !== undefined) numbers.set(bucket, id)
      }
      remember(realm, found)
      return numbers
    },
    async find({ realm, series, channel }) {
      const known = remembered.get(nameOf(realm, series, channel))
      if (known !== undefined) return known
      const { rows } = await sql<{ id: number }>`select id from sense.series
        where realm = ${realm} and series = ${series} and channel = ${channel}`.execute(db)
      const id = rows[0]?.id
      if (id !== undefined) remember(realm, [{ series, channel, id }])
      return id
    },
  }
}

function nameOf(realm: string, series: string, channel: Channel): string {
  return `${realm}\n${channel}\n${series}`
}

/** In a statement of its own, before the frame is kept: a number without buckets does no harm. */
async function giveNumbers(
  db: HouseDb,
  realm: string,
  wanted: readonly Bucket[],
): Promise<{ series: string; channel: Channel; id: number }[]> {
  const names = wanted.map(({ series }) => series)
  const channels = wanted.map(({ channel }) => channel)
  await sql`
    insert into sense.series (realm, series, channel)
    select distinct ${realm}, series, channel from unnest(${names}::text[], ${channels}::text[]) as t(series, channel)
    order by 2, 3 on conflict do nothing`.execute(db)
  const { rows } = await sql<{ series: string; channel: Channel; id: number }>`
    select s.series, s.channel, s.id from sense.series s
    where s.realm = ${realm} and (s.series, s.channel) in
      (select * from unnest(${names}::text[], ${channels}::text[]))`.execute(db)
  return rows
}
