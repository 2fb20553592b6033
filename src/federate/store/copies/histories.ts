// Signed checkpoints of other nodes' logs as they were shown to us, and those that do not go together.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables>

export interface Shown {
  node: Id
  size: number
  /** base64. */
  root: string
  note: string
  shownBy: Id
  connected: boolean
  at: Instant
}

const columns = sql`node, size::float8 as size, root, note, shown_by as "shownBy", connected, at`
const from = (row: Shown): Shown => ({ ...row, at: new Date(row.at).toISOString() })

/** All that was shown of one log at one size: more than one is two histories. */
export async function shownAt(db: Sql, node: Id, size: number): Promise<Shown[]> {
  const { rows } = await sql<Shown>`select ${columns} from federate.histories
    where node = ${node}::uuid and size = ${size} order by at`.execute(db)
  return rows.map(from)
}

/** The newest that continues all that we had seen before. */
export async function newestOf(db: Sql, node: Id): Promise<Shown | undefined> {
  const { rows } = await sql<Shown>`select ${columns} from federate.histories
    where node = ${node}::uuid and connected order by size desc limit 1`.execute(db)
  return rows[0] && from(rows[0])
}

/** The newest of every log, and those that nobody has shown to belong to the same history yet. */
export async function newestOfAll(db: Sql): Promise<Shown[]> {
  const { rows } = await sql<Shown>`select distinct on (node) ${columns} from federate.histories
    where connected order by node, size desc limit 500`.execute(db)
  return rows.map(from)
}

export async function looseOnes(db: Sql, notAskedSince: Instant, limit: number): Promise<Shown[]> {
  const { rows } = await sql<Shown>`select ${columns} from federate.histories
    where not connected and (asked is null or asked < ${notAskedSince}::timestamptz) order by at limit ${limit}`.execute(
    db,
  )
  return rows.map(from)
}

/** Of each log the newest hundred are kept, and all that are not settled, of these the newest thousand. */
export async function keepShown(db: Sql, it: Shown): Promise<void> {
  await sql`insert into federate.histories (node, size, root, note, shown_by, connected, at)
    values (${it.node}::uuid, ${it.size}, ${it.root}, ${it.note}, ${it.shownBy}::uuid, ${it.connected}, ${it.at}::timestamptz)
    on conflict (node, size, root) do update set connected = federate.histories.connected or excluded.connected`.execute(
    db,
  )
  await sql`delete from federate.histories h where h.node = ${it.node}::uuid and (
    (h.connected and h.size < (select size from federate.histories n where n.node = h.node and n.connected
      order by size desc offset 99 limit 1))
    or (not h.connected and h.at < (select at from federate.histories n where n.node = h.node and not n.connected
      order by at desc offset 999 limit 1)))`.execute(db)
}

export interface Equivocation {
  node: Id
  first: string
  second: string
  /** In a sentence. */
  what: string
  toldBy: Id
  at: Instant
}

export async function keepEquivocation(
  db: Sql,
  { node, first, second, what, toldBy, at }: Equivocation,
): Promise<void> {
  await sql`insert into federate.equivocations (node, first, second, what, told_by, at)
    values (${node}::uuid, ${first}, ${second}, ${what}, ${toldBy}::uuid, ${at}::timestamptz) on conflict do nothing`.execute(
    db,
  )
}

export async function equivocations(db: Sql, node?: Id): Promise<Equivocation[]> {
  const { rows } =
    await sql<Equivocation>`select node, first, second, what, told_by as "toldBy", at from federate.equivocations
    where ${node ?? null}::uuid is null or node = ${node ?? null}::uuid order by at desc limit 200`.execute(db)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}

/** Those that peers and people here have not been told of. */
export async function unsettled(db: Sql): Promise<Equivocation[]> {
  const { rows } = await sql<Equivocation>`select node, first, second, what, told_by as "toldBy", at
    from federate.equivocations where not settled order by at limit 100`.execute(db)
  return rows
}

export async function settle(db: Sql, node: Id): Promise<void> {
  await sql`update federate.equivocations set settled = true where node = ${node}::uuid`.execute(db)
}

/** Asked of its node whether it is of the same history: not again within the hour. */
export async function keepAsked(db: Sql, { node, size, root }: Shown, at: Instant): Promise<void> {
  await sql`update federate.histories set asked = ${at}::timestamptz
    where node = ${node}::uuid and size = ${size} and root = ${root}`.execute(db)
}

/** Which size of which log we have shown to which peer last. */
export async function lastShown(db: Sql): Promise<{ node: Id; peer: Id; size: number; at: Instant }[]> {
  const { rows } = await sql<{ node: Id; peer: Id; size: number; at: string }>`
    select node, peer, size::float8 as size, at from federate.shown_around`.execute(db)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}

export async function keepLastShown(db: Sql, node: Id, peer: Id, size: number, at: Instant): Promise<void> {
  await sql`insert into federate.shown_around (node, peer, size, at)
    values (${node}::uuid, ${peer}::uuid, ${size}, ${at}::timestamptz)
    on conflict (node, peer) do update set size = excluded.size, at = excluded.at`.execute(db)
}
