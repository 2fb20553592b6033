// Erasure by law (GDPR Art. 17): the bodies of one record's entries and all states made from them go; headers, hashes
// and so the proof stay. That it was done, and why, is an entry of its own.

import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { actorOf } from '#kernel/reader.ts'
import { bodyErased, copied } from '#kernel/record.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant, later } from '#kernel/time.ts'
import { newId } from '../id.ts'
import type { CommitDeps } from './commit.ts'
import { noteFiles } from './erased-files.ts'
import { appendParcel } from './flush.ts'
import type { AnyRecord } from './index.ts'
import { notOurs } from './not-ours.ts'
import { entryFrom, entryParcel } from './rows.ts'
import { sqlMayRead } from './sql-may-read.ts'
import type { Committed, Writer } from './types.ts'

export async function eraseBodies(
  deps: CommitDeps,
  records: ReadonlyMap<string, AnyRecord>,
  writer: Writer,
  record: string,
  subject: Id,
  reason: string,
): Promise<Reply<{ erased: number }>> {
  const kind = records.get(record)
  if (!kind) throw new Error(`No kind of record is called ${record}`)
  const { view } = writer
  const real = deps.clock.now()
  const now = deps.clock.in(writer.view.realm)
  let told: Committed | undefined
  let copyOf: Marking | undefined
  const reply = await deps.sql.transaction().execute(async (trx): Promise<Reply<{ erased: number }>> => {
    const rows = await trx
      .selectFrom('journal.entries')
      .selectAll()
      .where('record', '=', record)
      .where('subject', '=', subject)
      .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
      .orderBy('version')
      .forUpdate()
      .execute()
    const last = rows.at(-1)
    if (!last) return refuse('unknown', `No ${record} with the id ${subject} that you may read.`)
    if (!mayWrite(view.reader, view.realm, last.marking, deps.home)) return refuse('not-yours')
    if (rows[0]?.kind === copied && !writer.inNameOf) {
      copyOf = last.marking
      return refuse('not-yours')
    }
    const erased = rows.filter((row) => row.body !== null && row.kind !== bodyErased)
    const gone = trx
      .updateTable('journal.entries')
      .set({ body: null, salt: null })
      // What an earlier erasure says stays: by it the journal shows that those bodies are gone by law.
      .where(
        'id',
        'in',
        erased.map((row) => row.id),
      )
    if (erased.length > 0) await gone.execute()
    if (kind.file) await noteFiles(trx, record, kind.file, subject, instant(real))
    await trx.deleteFrom('journal.records').where('record', '=', record).where('subject', '=', subject).execute()
    // What a command answered may repeat what was erased.
    await trx
      .deleteFrom('journal.commands')
      .where(sql<boolean>`reply::text like ${`%${subject}%`}`)
      .execute()
    const previous = entryFrom(last)
    const entry = {
      ...previous,
      id: newId(real),
      version: previous.version + 1,
      kind: bodyErased,
      verb: writer.verb,
      actor: actorOf(view.reader),
      cause: [],
      observedAt: instant(now),
      recordedAt: later(instant(now), previous.recordedAt),
      body: { entries: erased.map((row) => row.id), reason },
    }
    const { body: _body, ...header } = entry
    told = { ...header, state: null }
    const notices = deps.feed.notices([told])
    await appendParcel(trx, { entries: [entryParcel(entry)], rows: [], commands: [], notices: notices ?? [] })
    return done({ erased: erased.length })
  })
  if (told) deps.feed.tell([told])
  if (copyOf) return refuse('not-yours', await notOurs(deps.reads, view, copyOf))
  return reply
}
