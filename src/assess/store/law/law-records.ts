// Versions of the law that were in force here, newest adoption first, and the files that each was made of.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Files, StoredFile } from '#platform/files.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { LawVersion } from '../../model/law-book.ts'
import type { LawFiles } from '../../rules/law/bind-law.ts'
import { lawRecord } from '../../rules/law-record.ts'
import { canonical } from './read-law.ts'

/** All files of a law together; what the edge lets in is less. */
export const lawMaxBytes = 8 * 1024 * 1024

/** The law is one for all realms: an exercise is played by the law that holds. */
export function lawView(home: Id): View {
  return { reader: systemReader('assess.law', ['live'], home), realm: 'live' }
}

/** The same version has the same id on every process, so that two that adopt it at once do not adopt it twice. */
export function lawRecordId(version: string): Id {
  const hex = createHash('sha256').update(`assess.law ${version}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

export function adoptions(journal: Journal, view: View, most = 200): Promise<Held<LawVersion>[]> {
  const newest = sql`(state->>'adoptedAt') collate "C" desc`
  return journal.reads.many(lawRecord, { ...view, realm: 'live' }, (query) => query.orderBy(newest).limit(most))
}

export function putLaw(files: Files, law: LawFiles): Promise<Reply<StoredFile>> {
  return files.put(Readable.from([Buffer.from(canonical(law))]), lawMaxBytes)
}

/** Null where the kept file is gone or is not what was kept. */
export async function getLaw(files: Files, { sha256 }: LawVersion): Promise<LawFiles | null> {
  const file = await files.get(sha256)
  if (file.state !== 'intact') return null
  const chunks: Buffer[] = []
  for await (const chunk of file.stream) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as LawFiles
}
