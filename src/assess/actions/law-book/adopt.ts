// Adopting a law that holds together: its files are kept by their hash, and who put it in force is written down.
import { done, type Reply } from '#kernel/reply.ts'
import type { Files } from '#platform/files.ts'
import type { Journal, Writer } from '#platform/journal/index.ts'
import type { Law } from '../../model/law.ts'
import type { LawVersion } from '../../model/law-book.ts'
import type { LawFiles } from '../../rules/law/bind-law.ts'
import { diffLaw } from '../../rules/law/diff-law.ts'
import { lawRecord } from '../../rules/law-record.ts'
import { lawRecordId, putLaw } from '../../store/law/law-records.ts'

export interface Adoption {
  /** The law in force until now, for the number of changes. */
  before: Law | null
  /** It came with this version of Tocsin. */
  shipped: boolean
  reason: string
  writer: Writer
}

/** `law` is what `given` was bound to. The files are on the disk before the entry names them. */
export async function adopt(
  { journal, files }: { journal: Journal; files: Files },
  given: LawFiles,
  law: Law,
  { before, shipped, reason, writer }: Adoption,
): Promise<Reply<LawVersion>> {
  const stored = await putLaw(files, given)
  if (!stored.ok) return stored
  const { version, checkedAsOf } = law
  const { sha256, bytes } = stored.value
  const changes = before ? diffLaw(before, law).changes.length : 0
  const body = { version, checkedAsOf, sha256, bytes, after: before?.version ?? null, changes, shipped, reason }
  const subject = lawRecordId(version)
  return journal.commit(writer, async (unit) => {
    if (await unit.read(lawRecord, subject)) {
      const { held } = await unit.append(lawRecord, 'assess.lawAdoptedAgain', subject, body)
      return done(held.state)
    }
    // Law is public: whoever is judged by it may read by what.
    const options = { subject, marking: { tlp: 'CLEAR' as const } }
    const { held } = await unit.open(lawRecord, 'assess.lawAdopted', body, options)
    return done(held.state)
  })
}
