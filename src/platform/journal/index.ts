// The journal's door: append-only entries, what they add up to, and the proof that nothing was changed.

import { randomUUID } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import type { RecordKind } from '#kernel/record.ts'
import type { Clock, RealTime } from '../clock.ts'
import type { Db } from '../db/index.ts'
import { newId } from '../id.ts'
import type { Log } from '../log.ts'
import { commit } from './commit.ts'
import { eraseBodies } from './erase.ts'
import { createFeed } from './feed.ts'
import { createFlush } from './flush.ts'
import { createReads } from './reads.ts'
import type { JournalTables } from './tables.ts'
import type { Journal } from './types.ts'

export { appliedMigrations } from './backup.ts'
export { forgetCommands } from './commit.ts'
export { removeErasedFiles } from './erased-files.ts'
export { newestBySubject, newestEntries } from './newest-entries.ts'
export { nodeKey } from './node-key.ts'
export { ownerLike } from './not-ours.ts'
export { createNotary } from './notary.ts'
export { checkpointAt, consistencyPath, inclusionProofs, newestCheckpoint } from './proofs.ts'
export { searchQuery, visible } from './reads.ts'
export { NotRestorable, restore } from './restore.ts'
export { type JournalRoutesDeps, journalBindings } from './routes.ts'
export { entryFrom, headerFrom, markedColumns } from './rows.ts'
export { sqlMayRead } from './sql-may-read.ts'
export type { HeaderRow, JournalTables, MarkedColumns, RecordRow } from './tables.ts'
export type {
  Appended,
  Committed,
  Held,
  Journal,
  Page,
  Reads,
  RecordQuery,
  Shape,
  Unit,
  View,
  Writer,
} from './types.ts'
export { refusalIn } from './unit.ts'

// biome-ignore lint/suspicious/noExplicitAny: the registry holds kinds of record with states of every shape.
export type AnyRecord = RecordKind<any, any>

export interface OpenJournal extends Journal {
  db: Db
  records: ReadonlyMap<string, AnyRecord>
  /** Begins to hear other processes. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** Inert until `start`; the database must be migrated. */
export async function createJournal(db: Db, clock: Clock, log: Log, kinds: readonly AnyRecord[]): Promise<OpenJournal> {
  const sql = db.sql.withTables<JournalTables>()
  const node = await thisNode(sql, clock)
  const feed = createFeed(db, sql, randomUUID(), log)
  const reads = createReads(sql)
  const deps = { sql, reads, feed, clock, home: node.home, flush: createFlush(sql) }
  const records = new Map(kinds.map((kind) => [kind.name, kind]))
  return {
    db,
    sql,
    reads,
    records,
    home: node.home,
    nodeId: node.id,
    commit: (writer, work) => commit(deps, writer, work),
    erase: (writer, record, subject, reason) => eraseBodies(deps, records, writer, record.name, subject, reason),
    onCommitted: feed.onCommitted,
    start: feed.start,
    stop: feed.stop,
  }
}

/** A node has its id, and the id of the organisation it belongs to, from its first start on. */
async function thisNode(sql: Journal['sql'], clock: RealTime): Promise<{ id: Id; home: Id }> {
  const now = clock.now()
  await sql
    .insertInto('journal.node')
    .values({ id: newId(now), home: newId(now), created: now.toISOString(), notarised_to: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return sql.selectFrom('journal.node').select(['id', 'home']).executeTakeFirstOrThrow()
}
