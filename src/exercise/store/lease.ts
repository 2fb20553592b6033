// Who plays an exercise: one process at a time, by a lease that a dead process loses.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Journal } from '#platform/journal/types.ts'

export const leaseSeconds = 15

/** Takes or renews it. false: another process has it. */
export async function takeLease(db: Journal['sql'], exercise: Id, holder: string): Promise<boolean> {
  const { rows } = await sql`
    insert into journal.leases (name, holder, until)
    values (${nameOf(exercise)}, ${holder}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (name) do update set holder = excluded.holder, until = excluded.until
      where journal.leases.holder = ${holder} or journal.leases.until < now()
    returning name`.execute(db)
  return rows.length === 1
}

export async function giveLease(db: Journal['sql'], exercise: Id, holder: string): Promise<void> {
  await sql`delete from journal.leases where name = ${nameOf(exercise)} and holder = ${holder}`.execute(db)
}

const nameOf = (exercise: Id) => `exercise-${exercise}`
