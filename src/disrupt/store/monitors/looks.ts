// How watched targets looked first and last, beside the journal. Whoever reads it has read the operation before.
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Journal } from '#platform/journal/index.ts'
import type { Sighting } from '../../model/monitors/sighting.ts'
import type { TargetStatus } from '../../model/targets/target.ts'

export interface Look {
  target: Id
  realm: Realm
  operation: Id
  lookedAt: string
  judged: TargetStatus
  /** How it looked while it was up; null: it never was. */
  first: Sighting | null
  last: Sighting
}

type LookTables = {
  'disrupt.looks': {
    target: string
    realm: string
    operation: string
    looked_at: string | Date
    judged: TargetStatus
    first: Sighting | null
    last: Sighting
  }
}
const tables = (journal: Pick<Journal, 'sql'>) => journal.sql.withTables<LookTables>() as unknown as Kysely<LookTables>

type Row = LookTables['disrupt.looks']
const lookFrom = ({ looked_at, ...row }: Row): Look => ({ ...row, lookedAt: new Date(looked_at).toISOString() })

export async function looksOf(journal: Pick<Journal, 'sql'>, realm: Realm, operation: Id): Promise<Look[]> {
  const rows = await tables(journal)
    .selectFrom('disrupt.looks')
    .selectAll()
    .where('realm', '=', realm)
    .where('operation', '=', operation)
    .execute()
  return rows.map(lookFrom)
}

export async function lookOf(journal: Pick<Journal, 'sql'>, realm: Realm, target: Id): Promise<Look | null> {
  const row = await tables(journal)
    .selectFrom('disrupt.looks')
    .selectAll()
    .where('realm', '=', realm)
    .where('target', '=', target)
    .executeTakeFirst()
  return row ? lookFrom(row) : null
}

export async function looksAt(journal: Pick<Journal, 'sql'>, targets: readonly Id[]): Promise<Map<Id, Look>> {
  const rows = await tables(journal)
    .selectFrom('disrupt.looks')
    .selectAll()
    .where(sql<boolean>`target = any(${[...targets]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.target, lookFrom(row)]))
}

/** All at once: ten thousand targets a minute are not ten thousand statements. */
export async function keepLooks(journal: Pick<Journal, 'sql'>, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return
  await tables(journal)
    .insertInto('disrupt.looks')
    .values(
      looks.map(({ lookedAt, first, last, ...rest }) => ({
        ...rest,
        looked_at: lookedAt,
        first: first === null ? null : (JSON.stringify(first) as unknown as Sighting),
        last: JSON.stringify(last) as unknown as Sighting,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('target').doUpdateSet((set) => ({
        looked_at: set.ref('excluded.looked_at'),
        judged: set.ref('excluded.judged'),
        first: set.ref('excluded.first'),
        last: set.ref('excluded.last'),
      })),
    )
    .execute()
}
