// Committing: runs a unit of work and writes what it collected in one statement. The answer goes out only after the
// database has it on disk.

import { type Kysely, sql, type Transaction } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { actorOf } from '#kernel/reader.ts'
import { type Reply, refuse } from '#kernel/reply.ts'
import type { Clock } from '../clock.ts'
import type { Feed } from './feed.ts'
import { appendParcel, type Flush, type Parcel } from './flush.ts'
import { createLosers } from './losers.ts'
import { entryParcel } from './rows.ts'
import type { JournalTables } from './tables.ts'
import type { Reads, Unit, Writer } from './types.ts'
import { type Collected, createUnit, Refusal } from './unit.ts'

export interface CommitDeps {
  sql: Kysely<JournalTables>
  reads: Reads
  feed: Feed
  clock: Clock
  home: Id
  flush: Flush
}

const attempts = 12
const losers = createLosers()

export async function commit<T>(
  deps: CommitDeps,
  writer: Writer,
  work: (unit: Unit) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  if (writer.view.asOf) throw new Error('The past cannot be written')
  const known = await answeredBefore<T>(deps, writer)
  if (known) return known
  let release: (() => void) | undefined
  try {
    for (let attempt = 1; ; attempt++) {
      const { unit, collected } = createUnit(deps.reads, writer, deps.home, deps.clock)
      const reply = await run(work, unit)
      if (!reply.ok) return (await answeredBefore<T>(deps, writer)) ?? reply
      if (collected.entries.length === 0 && collected.also.length === 0) return reply
      try {
        await write(deps, writer, collected, reply.value)
      } catch (error) {
        const refused = await explain<T>(deps, writer, collected, error)
        if (refused) return refused
        if (!isConflict(error) || attempt >= attempts) throw error
        const changed = collected.entries.find(({ version }) => version > 1)
        if (changed && !release) release = await losers.turn(changed.subject)
        else await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * attempt))
        continue
      }
      deps.feed.tell(collected.committed)
      return reply
    }
  } finally {
    release?.()
  }
}

async function run<T>(work: (unit: Unit) => Promise<Reply<T>>, unit: Unit): Promise<Reply<T>> {
  try {
    return await work(unit)
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.refused
    throw thrown
  }
}

async function write(deps: CommitDeps, writer: Writer, collected: Collected, value: unknown): Promise<void> {
  const command = writer.idempotencyKey
    ? {
        actor: actorOf(writer.view.reader),
        key: writer.idempotencyKey,
        verb: writer.verb,
        input_digest: writer.inputDigest ?? '',
        reply: value ?? null,
      }
    : null
  const parcel: Parcel = {
    entries: collected.entries.map(entryParcel),
    rows: collected.rows,
    commands: command ? [command] : [],
    notices: deps.feed.notices(collected.committed) ?? [],
  }
  if (collected.also.length === 0) return deps.flush(parcel)
  await deps.sql.transaction().execute(async (trx: Transaction<JournalTables>) => {
    await appendParcel(trx, parcel)
    for (const work of collected.also) await work(trx)
  })
}

/** A command that was answered is answered the same again, and does nothing. */
async function answeredBefore<T>(deps: CommitDeps, writer: Writer): Promise<Reply<T> | undefined> {
  if (!writer.idempotencyKey) return undefined
  const command = await deps.sql
    .selectFrom('journal.commands')
    .selectAll()
    .where('actor', '=', actorOf(writer.view.reader))
    .where('key', '=', writer.idempotencyKey)
    .executeTakeFirst()
  if (!command) return undefined
  if (command.verb !== writer.verb || command.input_digest !== (writer.inputDigest ?? '')) return refuse('key-reused')
  return { ok: true, value: command.reply as T } // stored by this function from a reply of the same verb
}

interface SqlError {
  code?: string
  constraint?: string
}

function isConflict(error: unknown): boolean {
  const { code, constraint } = error as SqlError
  return (
    (code === '23505' && (constraint === 'entries_version' || /^commands/.test(constraint ?? ''))) ||
    code === '40001' ||
    code === '40P01'
  )
}

async function explain<T>(
  deps: CommitDeps,
  writer: Writer,
  collected: Collected,
  error: unknown,
): Promise<Reply<T> | undefined> {
  const { code, constraint } = error as SqlError
  if (code === '53100') return refuse('storage-full')
  if (code !== '23505') return undefined
  // The same command arrived twice at the same moment: this one lost, and answers what the other one answered.
  const answered = await answeredBefore<T>(deps, writer)
  if (answered) return answered
  if (constraint === 'entries_version' && collected.namedVersion)
    return refuse('stale-version', 'Somebody was quicker.')
  return undefined
}

/** Answers of commands are kept for a week: longer than anything sends the same command again. */
export async function forgetCommands(db: Kysely<JournalTables>): Promise<void> {
  await sql`delete from journal.commands where at < now() - interval '7 days'`.execute(db)
}
