// Up to where each peer knows our log, and which of our checkpoints it has co-signed.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

type Sql = Kysely<JournalTables>

export async function toldOf(db: Sql, peer: Id): Promise<{ size: number; cosigned: number } | undefined> {
  const { rows } = await sql<{ size: string; cosigned: string }>`
    select size, cosigned from federate.told where peer = ${peer}::uuid`.execute(db)
  return rows[0] && { size: Number(rows[0].size), cosigned: Number(rows[0].cosigned) }
}

export async function keepTold(db: Sql, peer: Id, size: number, at: Instant): Promise<void> {
  await sql`insert into federate.told (peer, size, at) values (${peer}::uuid, ${size}, ${at}::timestamptz)
    on conflict (peer) do update set size = excluded.size, at = excluded.at`.execute(db)
}

/** A peer co-signed one of our checkpoints: kept with its signature. Where it knows less than we told, we go on from what it knows. */
export async function keepCosigned(db: Sql, peer: Id, size: number, note: string, at: Instant): Promise<void> {
  await sql`insert into federate.told (peer, size, cosigned, note, at)
    values (${peer}::uuid, ${size}, ${size}, ${note}, ${at}::timestamptz)
    on conflict (peer) do update set cosigned = excluded.cosigned, note = excluded.note
      where federate.told.cosigned < excluded.cosigned`.execute(db)
}

/** The newest of our checkpoints that each peer has co-signed. */
export async function cosignatures(db: Sql): Promise<{ peer: Id; size: number; note: string; at: Instant }[]> {
  const { rows } = await sql<{ peer: Id; size: string; note: string; at: string }>`
    select peer, cosigned as size, note, at from federate.told where note is not null order by cosigned desc limit 200`.execute(
    db,
  )
  return rows.map((row) => ({ ...row, size: Number(row.size), at: new Date(row.at).toISOString() }))
}
