// Reads buckets. A bucket may have two parts, the one made from finer ones and the one that came so; and
// what is owed, because newer frames came, is added up from the finer resolution for the answer.
import { sql } from 'kysely'
import type { Bucket, Resolution } from '../model/bucket.ts'
import { addUp, type BucketColumns, bucketOf } from './rows.ts'
import { bucketTable, type HouseDb } from './slices.ts'
import type { Parts, SeriesName, Span } from './telemetry-store.ts'

const finer = { 60: 10, 3600: 60 } as const

export async function readBuckets(
  db: HouseDb,
  id: number,
  name: SeriesName,
  span: Span,
  seconds: Resolution,
  parts: Parts,
): Promise<Bucket[]> {
  const detail = parts === 'all' ? sql`, detail` : sql``
  const owed = await owedIn(db, id, span, seconds)
  const { rows } = await sql<BucketColumns>`
    select series, at, records, marks, rows${detail} from ${bucketTable(seconds)}
    where series = ${id} and at >= ${span.from} and at < ${span.to} and not (made and at = any (${owed}::bigint[]))
    order by at`.execute(db)
  const stored = rows.map((row) => bucketOf(row, name, seconds))
  if (owed.length === 0 || seconds === 10) return mergeNeighbours(stored, seconds)
  return addUp([...stored, ...(await fromFiner(db, id, name, owed, seconds, parts))], seconds)
}

async function owedIn(db: HouseDb, id: number, span: Span, seconds: Resolution): Promise<number[]> {
  if (seconds === 10) return []
  const { rows } = await sql<{ at: number }>`
    select at from sense.due
    where series = ${id} and seconds = ${seconds} and at >= ${span.from} and at < ${span.to} order by at`.execute(db)
  return rows.map(({ at }) => at)
}

async function fromFiner(
  db: HouseDb,
  id: number,
  name: SeriesName,
  owed: readonly number[],
  seconds: 60 | 3600,
  parts: Parts,
): Promise<Bucket[]> {
  const span = { from: owed[0] ?? 0, to: (owed.at(-1) ?? 0) + seconds }
  const wanted = new Set(owed)
  const found = await readBuckets(db, id, name, span, finer[seconds], parts)
  return found.filter(({ at }) => wanted.has(at - (at % seconds)))
}

function mergeNeighbours(stored: Bucket[], seconds: Resolution): Bucket[] {
  const hasTwins = stored.some(({ at }, n) => stored[n - 1]?.at === at)
  return hasTwins ? addUp(stored, seconds) : stored
}
