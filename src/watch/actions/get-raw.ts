// What was received: the bytes behind a version of an item, as a file that is saved and never shown.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { getRaw as contract } from '../api.ts'
import { documentRecord, itemRecord } from '../events.ts'
import { documentOfVersion } from '../store.ts'
import type { RawKind } from './read-item.ts'
import type { WatchRoom } from './room.ts'

const endings: Record<RawKind, string> = { html: 'html', text: 'txt', mail: 'eml', feed: 'entry.txt' }

export async function getRaw(
  room: WatchRoom,
  { id, number }: InputOf<typeof contract>,
  { view }: Call,
): Promise<Reply<Download>> {
  const item = await room.journal.reads.one(itemRecord, view, id)
  const document =
    item &&
    (number === undefined
      ? await room.journal.reads.one(documentRecord, view, item.state.document)
      : await documentOfVersion(room.journal, view, id, number))
  if (!document) return refuse('unknown', `There is no such version of an item ${id} that you may read.`)
  const { rawKept, rawSha256, number: version } = document.state
  if (!rawKept) return refuse('not-kept')
  const file = await room.files.get(rawSha256)
  if (file.state !== 'intact') {
    const why =
      file.state === 'missing' ? 'The file is not in the store any more.' : 'Its hash is not that of the record.'
    return refuse('not-kept', why)
  }
  // Markup, and whatever a mail carries, never gets a type that something would open by itself.
  return done({ name: `${id}-v${version}.${endings[rawKept]}`, type: 'application/octet-stream', bytes: file.stream })
}
