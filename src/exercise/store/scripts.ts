// What players must not find before its time: scenarios and added injects, in tables beside the journal.
import type { Kysely } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { JournalTables } from '#platform/journal/index.ts'
import type { Inject, Scenario } from '../model/scenario.ts'

type Tables = {
  'exercise.scripts': { digest: string; scenario: unknown }
  'exercise.added': { exercise: string; inject: string; content: unknown }
}
/** A transaction is one too. */
type Sql = Kysely<JournalTables>

const tables = (sql: Sql) => sql.withTables<Tables>()

export async function keepScript(sql: Sql, digest: string, scenario: Scenario): Promise<void> {
  await tables(sql)
    .insertInto('exercise.scripts')
    .values({ digest, scenario: JSON.stringify(scenario) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function scriptOf(sql: Sql, digest: string): Promise<Scenario | undefined> {
  const row = await tables(sql)
    .selectFrom('exercise.scripts')
    .select('scenario')
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row?.scenario as Scenario | undefined // checked against the schema when it was kept
}

export async function keepAdded(sql: Sql, exercise: Id, inject: Inject): Promise<void> {
  await tables(sql)
    .insertInto('exercise.added')
    .values({ exercise, inject: inject.id, content: JSON.stringify(inject) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function addedTo(sql: Sql, exercise: Id): Promise<Inject[]> {
  const rows = await tables(sql)
    .selectFrom('exercise.added')
    .select('content')
    .where('exercise', '=', exercise)
    .orderBy('inject')
    .execute()
  return rows.map(({ content }) => content as Inject) // checked against the schema when it was kept
}
