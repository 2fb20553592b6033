// Reading objects: every query holds realm and marking; what was erased is not there.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { sqlMayRead, type View } from '#platform/journal/index.ts'
import type { ObjectFormat } from '../../model/objects.ts'
import type { Sql } from './tables.ts'

/** One version of an object as it is kept. */
export interface StoredObject {
  collection: Id
  format: ObjectFormat
  id: string
  version: string
  type: string
  spec: string
  /** Microseconds since 1970. */
  added: number
  /** The version as the object itself spells it (STIX: modified, else created); null where it says none. */
  spelt: string | null
  /** JSON text, so that it can go out as it is. */
  json: string
  marking: Marking
  intake: Id
}

/** An object without versions has the moment at which it was added for one. */
export type AskedVersion = 'first' | 'last' | { at: string; added: number }

/** Words are those of TAXII: several of one kind mean any of them. */
export interface ObjectsAsked {
  collection?: Id
  intake?: Id
  format?: ObjectFormat
  ids?: readonly string[]
  /** Ids that begin so: what a person types. */
  idStarts?: string
  types?: readonly string[]
  specs?: readonly string[]
  /** Of each object only what is here by the latest specification. */
  latestSpec?: boolean
  /** Left out: all of them. The first and the last are those of the specifications that are asked for. */
  versions?: readonly AskedVersion[]
  /** Not before, and not at, this moment (microseconds). */
  after?: number
  before?: number
  newestFirst?: boolean
  limit: number
}

const heads = `o.collection, o.format, o.id, o.version, o.type, o.spec, o.added, o.marking, o.intake,
  case when o.format = 'stix' then coalesce(o.object->>'modified', o.object->>'created') end as spelt`
const columns = sql.raw(`${heads}, o.object::text as json`)
const withoutContent = sql.raw(`${heads}, '' as json`)

export async function findObjects(
  db: Sql,
  view: View,
  asked: ObjectsAsked,
  content: 'whole' | 'heads' = 'whole',
): Promise<StoredObject[]> {
  const direction = sql.raw(asked.newestFirst ? 'desc' : 'asc')
  const query = sql<StoredObject>`
    select ${content === 'whole' ? columns : withoutContent} from federate.objects o
    where ${conditions(view, asked)} order by o.added ${direction} limit ${asked.limit}`
  return (await query.execute(db)).rows
}

/** How many there are that the view sees; counting stops at `most`. */
export async function countObjects(
  db: Sql,
  view: View,
  asked: Omit<ObjectsAsked, 'limit'>,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from federate.objects o where ${conditions(view, asked)} limit ${most}) seen`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many of each type, of those added last: enough to choose by. */
export async function countTypes(
  db: Sql,
  view: View,
  collection: Id,
  most: number,
): Promise<{ type: string; count: number }[]> {
  const { rows } = await sql<{ type: string; count: number }>`
    select type, count(*)::int as count from (
      select o.type from federate.objects o where ${conditions(view, { collection })} order by o.added desc limit ${most}) seen
    group by type order by count desc, type limit 100`.execute(db)
  return rows
}

const any = (values: readonly string[]) => sql`any(${[...values]}::text[])`
const and = (all: readonly RawBuilder<unknown>[]) => sql<boolean>`${sql.join(all, sql` and `)}`

/**
 * A page is read along an index in its order, and ends when it is full. What a reader may see is hard to estimate: a planner that looks
 * into that condition expects next to nothing of it, gathers the whole collection first and sorts it. Inside `coalesce` it does not look,
 * and reckons with one row in two.
 */
function conditions(view: View, asked: Omit<ObjectsAsked, 'limit'>): RawBuilder<boolean> {
  return sql<boolean>`${and([...places(asked), sql`coalesce(${and(seen(view, asked))}, false)`])}`
}

/** Where in an index: what the order and the keys answer. */
function places(asked: Omit<ObjectsAsked, 'limit'>): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = []
  if (asked.collection) all.push(sql`o.collection = ${asked.collection}::uuid`)
  if (asked.intake) all.push(sql`o.intake = ${asked.intake}::uuid`)
  if (asked.ids) all.push(sql`o.id = ${any(asked.ids)}`)
  // As a range, which the primary key answers.
  if (asked.idStarts) all.push(sql`o.id >= ${asked.idStarts} and o.id < ${`${asked.idStarts}\u{10ffff}`}`)
  // One type alone is read in order along its own index.
  const [type, another] = asked.types ?? []
  if (type !== undefined && another === undefined) all.push(sql`o.type = ${type}`)
  if (asked.after !== undefined) all.push(sql`o.added > ${asked.after}::bigint`)
  if (asked.before !== undefined) all.push(sql`o.added < ${asked.before}::bigint`)
  return all
}

/** Of what stands there: what this reader may see, and what was asked for. The cheapest first. */
function seen(view: View, asked: Omit<ObjectsAsked, 'limit'>): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [sqlMayRead(view.reader, view.realm, 'o'), sql`o.object is not null`]
  if (view.asOf) all.push(knownThen(view.asOf, 'o'))
  if (asked.format) all.push(sql`o.format = ${asked.format}`)
  if (asked.types && asked.types.length !== 1) all.push(sql`o.type = ${any(asked.types)}`)
  if (asked.specs) all.push(sql`o.spec = ${any(asked.specs)}`)
  if (asked.latestSpec) all.push(byLatestSpec(view))
  if (asked.versions)
    all.push(
      sql`(${sql.join(
        asked.versions.map((one) => ofVersion(view, one, asked)),
        sql` or `,
      )})`,
    )
  return all
}

/** The first and the last are those among the versions that this reader may read: others are not there for them. */
function ofVersion(
  view: View,
  version: AskedVersion,
  { specs, latestSpec }: Pick<ObjectsAsked, 'specs' | 'latestSpec'>,
): RawBuilder<unknown> {
  if (typeof version === 'object')
    return sql`(o.version = ${version.at} or (o.version = '' and o.added = ${version.added}::bigint))`
  const direction = sql.raw(version === 'first' ? 'asc' : 'desc')
  const bySpec = specs ? sql`v.spec = any(${[...specs]}::text[])` : latestSpec ? sql`v.spec = o.spec` : sql`true`
  return sql`o.version = (select v.version from federate.objects v where ${sameObject(view)} and ${bySpec}
    order by v.version ${direction} limit 1)`
}

/** 2.1 is the latest that this node takes, so only older ones ask for another version of the object. */
function byLatestSpec(view: View): RawBuilder<unknown> {
  return sql`(o.spec = '2.1' or not exists (
    select 1 from federate.objects v where ${sameObject(view)} and v.spec > o.spec))`
}

/** Versions v of the object o that this reader may read. */
function sameObject(view: View): RawBuilder<unknown> {
  return sql`v.collection = o.collection and v.id = o.id and v.object is not null
    and ${sqlMayRead(view.reader, view.realm, 'v')} and ${view.asOf ? knownThen(view.asOf, 'v') : sql`true`}`
}

/** What has been deleted since is not shown in the past either. */
function knownThen(asOf: string, table: string): RawBuilder<unknown> {
  return sql`${sql.ref(`${table}.added`)} <= ${Date.parse(asOf) * 1000}::bigint`
}
