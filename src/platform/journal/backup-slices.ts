// Tables that are cut into ranges (measurements): a backup tells each slice before its rows, and a restore makes it again.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { JournalTables } from './tables.ts'

export interface Slice {
  name: string
  of: string
  bound: string
  options: string[]
}

/** Slices of a table, oldest first. Made and dropped while somebody reads: see `tableRows`. */
export async function slicesOf(db: Kysely<JournalTables>, table: string): Promise<Slice[]> {
  const { rows } = await sql<Slice>`
    select n.nspname || '.' || c.relname as name, ${table}::text as of, pg_get_expr(c.relpartbound, c.oid) as bound,
      coalesce(c.reloptions, '{}') as options
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
    where i.inhparent = ${table}::regclass order by length(c.relname), c.relname`.execute(db)
  return rows
}

const plainName = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/
const rangeBound = /^FOR VALUES FROM \('-?\d+'\) TO \('-?\d+'\)$/
const plainOption = /^[a-z_]+=[a-z0-9_.]+$/

/** False: it says something that no backup of ours says, and nothing was made. */
export async function makeSlice(trx: Transaction<JournalTables>, slice: Slice): Promise<boolean> {
  const { name, of, bound, options } = slice
  const ours = plainName.test(name) && plainName.test(of) && name.startsWith(`${of}_`) && rangeBound.test(bound)
  if (!ours || !options.every((option) => plainOption.test(option))) return false
  const settings = options.length > 0 ? ` with (${options.join(', ')})` : ''
  await sql.raw(`create table if not exists ${name} partition of ${of} ${bound}${settings}`).execute(trx)
  return true
}
