// Every row of every table, as text, and what became of it: for tests of what must not change anywhere.
import { type Kysely, sql } from 'kysely'

export type Store = ReadonlyMap<string, ReadonlySet<string>>

/** Without the tables that are left out, by their names with the schema. */
// biome-ignore lint/suspicious/noExplicitAny: it reads every table there is.
export async function wholeStore(db: Kysely<any>, leaveOut: readonly string[]): Promise<Store> {
  const { rows: tables } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'platform')
      and n.nspname not like 'pg\\_%' order by 1`.execute(db)
  const store = new Map<string, Set<string>>()
  for (const { name } of tables) {
    if (leaveOut.includes(name)) continue
    const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(db)
    store.set(name, new Set(rows.map(({ row }) => row)))
  }
  return store
}

export interface Touched {
  table: string
  row: string
}

/** Rows that are there now and were not, and rows that were there and are not as they were. */
export function differences(before: Store, after: Store): { came: Touched[]; went: Touched[] } {
  const only = (some: Store, others: Store) =>
    [...some].flatMap(([table, rows]) =>
      [...rows].filter((row) => !others.get(table)?.has(row)).map((row) => ({ table, row })),
    )
  return { came: only(after, before), went: only(before, after) }
}
