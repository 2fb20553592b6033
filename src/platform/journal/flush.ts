// Flushing: units of work that arrive while one is being written go to disk together in the next statement. Each is
// still all or nothing by itself: when a shared statement fails, its units are written one by one.
import { type Kysely, sql } from 'kysely'
import type { EntryParcel } from './rows.ts'
import type { JournalTables, RecordRow } from './tables.ts'

export interface Parcel {
  entries: EntryParcel[]
  rows: RecordRow[]
  commands: { actor: string; key: string; verb: string; input_digest: string; reply: unknown }[]
  notices: string[]
}

export type Flush = (parcel: Parcel) => Promise<void>

interface Waiting {
  parcel: Parcel
  written(): void
  failed(error: unknown): void
}

/** More would only make the others wait for one large statement. */
const mostUnits = 64
const mostEntries = 500

export async function appendParcel(
  db: Kysely<JournalTables>,
  { entries, rows, commands, notices }: Parcel,
): Promise<void> {
  await sql`select journal.append(${JSON.stringify(entries)}::jsonb, ${JSON.stringify(rows)}::jsonb,
    ${commands.length > 0 ? JSON.stringify(commands) : null}::jsonb, ${notices.length > 0 ? JSON.stringify(notices) : null}::jsonb)`.execute(
    db,
  )
}

export function createFlush(db: Kysely<JournalTables>): Flush {
  const waiting: Waiting[] = []
  let busy = false

  async function drain(): Promise<void> {
    if (busy) return
    busy = true
    while (waiting.length > 0) await writeTogether(take(waiting))
    busy = false
  }

  async function writeTogether(units: Waiting[]): Promise<void> {
    try {
      await appendParcel(db, merged(units.map((unit) => unit.parcel)))
      for (const unit of units) unit.written()
    } catch (error) {
      if (units.length === 1) units[0]?.failed(error)
      else for (const unit of units) await writeTogether([unit])
    }
  }

  return (parcel) =>
    new Promise((written, failed) => {
      waiting.push({ parcel, written, failed })
      void drain()
    })
}

function take(waiting: Waiting[]): Waiting[] {
  let entries = 0
  const count = waiting.findIndex((unit, at) => {
    entries += unit.parcel.entries.length
    return at >= mostUnits || (at > 0 && entries > mostEntries)
  })
  return waiting.splice(0, count === -1 ? waiting.length : count)
}

function merged(parcels: readonly Parcel[]): Parcel {
  const [only] = parcels
  if (only && parcels.length === 1) return only
  return {
    entries: parcels.flatMap((parcel) => parcel.entries),
    rows: parcels.flatMap((parcel) => parcel.rows),
    commands: parcels.flatMap((parcel) => parcel.commands),
    notices: parcels.flatMap((parcel) => parcel.notices),
  }
}
