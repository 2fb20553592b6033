// Under which UUIDs MISP knows the organisations of our register, where these are not their ids here.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Journal } from '#platform/journal/index.ts'

type Sql = Journal['sql']

export async function namedOrganisations(db: Sql): Promise<{ organisation: Id; uuid: string }[]> {
  const { rows } = await sql<{ organisation: Id; uuid: string }>`
    select organisation, uuid from federate.misp_organisations order by organisation`.execute(db)
  return rows
}

/** False when another organisation goes by that UUID. */
export async function nameOrganisation(db: Sql, organisation: Id, uuid: string | null, by: string): Promise<boolean> {
  if (uuid === null) {
    await sql`delete from federate.misp_organisations where organisation = ${organisation}`.execute(db)
    return true
  }
  const { rows } = await sql<{ organisation: Id }>`
    insert into federate.misp_organisations (organisation, uuid, set_by)
      select ${organisation}::uuid, ${uuid}::uuid, ${by}
      where not exists (select 1 from federate.misp_organisations other
        where other.uuid = ${uuid}::uuid and other.organisation <> ${organisation}::uuid)
      on conflict (organisation) do update set uuid = excluded.uuid, set_by = excluded.set_by, set_at = now()
      returning organisation`.execute(db)
  return rows.length === 1
}
