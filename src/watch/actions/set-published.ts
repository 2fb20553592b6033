// Dating an item: once it is known when a text was published, "Monday" and "last year" in it get values.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { setPublished as contract } from '../api.ts'
import { documentRecord, itemRecord } from '../events.ts'
import { dateSketch } from '../store/stories.ts'
import { tooLate } from './import-text.ts'
import { momentOf, readingOf } from './read-item.ts'
import type { WatchRoom } from './room.ts'

export async function setPublished(
  room: WatchRoom,
  input: InputOf<typeof contract>,
  call: Call,
): Promise<Reply<OutputOf<typeof contract>>> {
  const publishedAt = momentOf(input.publishedAt)
  if (publishedAt === null || tooLate(publishedAt, call.now))
    return refuse('impossible-date', undefined, '/publishedAt')
  const seen = await room.journal.reads.one(itemRecord, call.view, input.id)
  const document = seen && (await room.journal.reads.one(documentRecord, call.view, seen.state.document))
  if (!seen || !document) return refuse('unknown', `There is no item ${input.id} that you may read.`)

  const { text, title } = document.state
  const again = await room.analyser.analyse({ text, kind: 'plain', title, publishedAt, url: null, split: false })
  const item = again.ok ? again.value.items[0] : undefined
  if (!again.ok) return refuse('analysis-failed', again.detail)
  // The spans of the facts count in the kept text; a reading that changed it would point into another one.
  if (item?.text !== text) return refuse('analysis-failed', 'Read again, the text came out differently.')

  const article = { item, url: seen.state.url, rawSha256: document.state.rawSha256, rawBytes: document.state.rawBytes }
  const { times } = readingOf(article)
  const stageVersions = item.stageVersions
  return room.journal.commit(call.writer, async (unit) => {
    const { entry, held } = await unit.append(
      itemRecord,
      'watch.itemDated',
      input.id,
      { publishedAt, times, stageVersions },
      { expectedVersion: input.version },
    )
    await unit.append(
      documentRecord,
      'watch.documentDated',
      document.id,
      { publishedAt, times: item.times, stageVersions },
      { cause: [entry] },
    )
    unit.also((db) => dateSketch(db, input.id, publishedAt))
    const open = seen.state.times.filter(({ floating, value }) => floating && value === null).length
    const left = times.filter(({ floating, value }) => floating && value === null).length
    return done({ id: held.id, version: held.version, entry, publishedAt, times, resolved: Math.max(0, open - left) })
  })
}
