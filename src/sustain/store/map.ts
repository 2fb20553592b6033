// What the map asks the database: which parts a reader sees, what needs what among them, and how much is not shown.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Journal, View } from '#platform/journal/index.ts'
import { type MapSource, mapSource } from './map-source.ts'

export type NarrowPart = {
  id: Id
  name: string
  kind: string
  layer: string
  behind: string | null
  country: string | null
  users: number | null
  /** When the newest evidence was seen. */
  seen: string | null
}

export type EdgeRow = {
  from: Id
  to: Id
  need: string
  share: number
  weight: number
  standby: boolean
  least: number
  options: number
}

const narrow = sql`p.subject as id, p.name, p.kind, p.layer, p.behind, p.country, p.users::double precision as users, p.seen`

/** Those of the ids that may be read, at rest or not. */
export async function narrowParts(journal: Journal, view: View, ids: readonly Id[]): Promise<NarrowPart[]> {
  if (ids.length === 0) return []
  const { parts, readable } = mapSource(view)
  const { rows } = await sql<NarrowPart>`select ${narrow} from ${parts} p
    where p.subject = any(${[...ids]}::uuid[]) and ${readable('p')}`.execute(journal.sql)
  return rows
}

/** What needs this part, by name, and how many there are in all. Parts at rest need nothing. */
export async function neededBy(journal: Journal, view: View, id: Id, limit: number) {
  const { parts, edges, readable } = mapSource(view)
  const { rows } = await sql<NarrowPart & { need: string; total: number }>`
    select ${narrow}, e.name as need, (count(*) over ())::int as total from ${edges} e join ${parts} p on p.subject = e.part
    where e.option = ${id}::uuid and p.active and ${readable('p')} order by p.name, p.subject, e.need limit ${limit}`.execute(
    journal.sql,
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

export interface PartFilter {
  text?: string
  kind?: string
  layer?: string
  behind?: string
  country?: string
  /** Newest evidence older than this moment, or none. */
  seenBefore?: string
  active?: boolean
}

function filtered(view: View, { parts, readable }: MapSource, filter: PartFilter) {
  const wanted = [
    sql`${readable('p')}`,
    ...(filter.text
      ? [sql`(${like('name', filter.text)} or ${like('behind', filter.text)} or ${aliased(view, filter.text)})`]
      : []),
    ...(filter.kind ? [sql`p.kind = ${filter.kind}`] : []),
    ...(filter.layer ? [sql`p.layer = ${filter.layer}`] : []),
    ...(filter.behind ? [sql`lower(p.behind) = lower(${filter.behind})`] : []),
    ...(filter.country ? [sql`p.country = ${filter.country}`] : []),
    ...(filter.seenBefore ? [sql`(p.seen is null or p.seen collate "C" < ${filter.seenBefore})`] : []),
    ...(filter.active === undefined ? [] : [sql`p.active = ${filter.active}`]),
  ]
  return sql`from ${parts} p where ${sql.join(wanted, sql` and `)}`
}

function like(column: string, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`${sql.ref(`p.${column}`)} ilike ${pattern}`
}

/** Other names are found whole, and those of today only. */
function aliased(view: View, text: string) {
  return sql`p.subject in (select a.part from sustain.aliases a where a.realm = ${view.realm} and a.alias = ${text})`
}

/** Ids, the newest first, and how many there are in all. */
export async function partPage(
  journal: Journal,
  view: View,
  filter: PartFilter,
  { after, limit }: { after?: Id; limit: number },
): Promise<{ ids: Id[]; total: number }> {
  const found = filtered(view, mapSource(view), filter)
  const behind = after ? sql`and p.subject < ${after}::uuid` : sql``
  const page = sql<{ id: Id }>`select p.subject as id ${found} ${behind} order by p.subject desc limit ${limit}`
  const count = sql<{ total: number }>`select count(*)::int as total ${found}`
  const ids = (await page.execute(journal.sql)).rows.map(({ id }) => id)
  return { ids, total: (await count.execute(journal.sql)).rows[0]?.total ?? 0 }
}

export async function countActive(journal: Journal, view: View, layer?: string): Promise<number> {
  const found = filtered(view, mapSource(view), { active: true, ...(layer ? { layer } : {}) })
  const { rows } = await sql<{ total: number }>`select count(*)::int as total ${found}`.execute(journal.sql)
  return rows[0]?.total ?? 0
}

/** Active parts that most others need, then those with most people: what a map that is too large begins with. */
export async function weightiest(journal: Journal, view: View, layer: string | undefined, limit: number) {
  const { edges, ...source } = mapSource(view)
  const found = filtered(view, { edges, ...source }, { active: true, ...(layer ? { layer } : {}) })
  const { rows } = await sql<NarrowPart>`
    select ${narrow} from (select p.* ${found}) p
      left join (select e.option, count(*) as needed from ${edges} e group by e.option) n on n.option = p.subject
    order by n.needed desc nulls last, p.users desc nulls last, p.subject limit ${limit}`.execute(journal.sql)
  return rows
}

/** Active parts one step away from these, both ways, as far as they may be read. */
export async function neighbours(
  journal: Journal,
  view: View,
  ids: readonly Id[],
  limit: number,
): Promise<NarrowPart[]> {
  const { parts, edges, readable } = mapSource(view)
  const { rows } = await sql<NarrowPart>`
    with near as materialized (
      select e.option as id from ${edges} e where e.part = any(${[...ids]}::uuid[])
      union select e.part from ${edges} e where e.option = any(${[...ids]}::uuid[]))
    select ${narrow} from near join ${parts} p on p.subject = near.id
    where p.active and ${readable('p')} and not p.subject = any(${[...ids]}::uuid[]) order by p.subject limit ${limit}`.execute(
    journal.sql,
  )
  return rows
}

export async function edgesAmong(journal: Journal, view: View, ids: readonly Id[]): Promise<EdgeRow[]> {
  if (ids.length === 0) return []
  const { edges } = mapSource(view)
  const { rows } = await sql<EdgeRow>`
    with shown as materialized (select unnest(${[...ids]}::uuid[]) as id)
    select e.part as "from", e.option as "to", e.name as need, e.share, e.weight, e.standby, e.least::int as least,
      e.options::int as options
    from ${edges} e where e.part in (select id from shown) and e.option in (select id from shown)
    order by e.part, e.need, e.place`.execute(journal.sql)
  return rows
}

/** For each of these parts, how many active parts it needs or is needed by that may be read and are not among them. */
export async function hiddenBeside(journal: Journal, view: View, ids: readonly Id[]): Promise<Map<Id, number>> {
  if (ids.length === 0) return new Map()
  const { parts, edges, readable } = mapSource(view)
  const { rows } = await sql<{ id: Id; hidden: number }>`
    with shown as materialized (select unnest(${[...ids]}::uuid[]) as id),
    beside as materialized (
      select e.part as id, e.option as other from ${edges} e where e.part in (select id from shown)
      union select e.option, e.part from ${edges} e where e.option in (select id from shown))
    select b.id, count(*)::int as hidden from beside b join ${parts} p on p.subject = b.other
    where p.active and ${readable('p')} and not exists (select 1 from shown s where s.id = b.other) group by b.id`.execute(
    journal.sql,
  )
  return new Map(rows.map(({ id, hidden }) => [id, hidden]))
}

/** What these parts need, as far as it may be read: for following a path. */
export async function needsOf(journal: Journal, view: View, ids: readonly Id[], limit: number) {
  const { parts, edges, readable } = mapSource(view)
  const { rows } = await sql<{ from: Id; to: Id; name: string }>`
    select e.part as "from", e.option as "to", p.name from ${edges} e join ${parts} p on p.subject = e.option
    where e.part = any(${[...ids]}::uuid[]) and p.active and ${readable('p')} limit ${limit}`.execute(journal.sql)
  return rows
}
