// The feed: every committed batch is heard in this process at once, and from other processes through the database.
import type { Kysely } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Log } from '../log.ts'
import { entryFrom } from './rows.ts'
import type { JournalTables } from './tables.ts'
import type { Committed } from './types.ts'

const channel = 'tocsin_journal'
/** A PostgreSQL notice holds 8,000 bytes: 150 ids of 39 characters and the frame stay below. */
const idsPerNotice = 150

export interface Feed {
  onCommitted(hear: (batch: Committed[]) => void): () => void
  tell(batch: Committed[]): void
  /** What journal.append passes to pg_notify; null where no other process can be listening. */
  notices(batch: Committed[]): string[] | null
  start(): Promise<void>
  stop(): Promise<void>
}

export function createFeed(db: Db, sql: Kysely<JournalTables>, processId: string, log: Log): Feed {
  const listeners = new Set<(batch: Committed[]) => void>()
  let stopListening: (() => Promise<void>) | undefined

  function tell(batch: Committed[]): void {
    for (const hear of listeners) {
      try {
        hear(batch)
      } catch (error) {
        log.error({ err: error }, 'a listener of the journal failed')
      }
    }
  }

  async function load(ids: string[]): Promise<Committed[]> {
    const rows = await sql
      .selectFrom('journal.entries as e')
      .leftJoin('journal.records as r', (join) =>
        join
          .onRef('r.record', '=', 'e.record')
          .onRef('r.subject', '=', 'e.subject')
          .onRef('r.version', '=', 'e.version'),
      )
      .selectAll('e')
      .select(['r.state', 'r.origin'])
      .where('e.id', 'in', ids)
      .orderBy('e.id')
      .execute()
    return rows.map(({ state, origin, ...row }) => {
      const { body: _body, ...header } = entryFrom(row)
      return { ...header, state, ...(origin ? { origin } : {}) }
    })
  }

  return {
    tell,
    onCommitted(hear) {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
    notices(batch) {
      if (db.kind === 'embedded') return null
      const notices: string[] = []
      for (let at = 0; at < batch.length; at += idsPerNotice) {
        notices.push(
          JSON.stringify({ from: processId, ids: batch.slice(at, at + idsPerNotice).map((entry) => entry.id) }),
        )
      }
      return notices
    },
    async start() {
      if (db.kind === 'embedded') return
      stopListening = await db.listen(channel, (payload) => {
        // The connection was lost for a while: an empty batch says "you may have missed some".
        if (payload === '') return tell([])
        const { from, ids } = JSON.parse(payload) as { from: string; ids: string[] }
        if (from === processId) return
        load(ids).then(tell, (error: unknown) => log.error({ err: error }, 'could not load entries of another process'))
      })
    },
    async stop() {
      await stopListening?.()
    },
  }
}
