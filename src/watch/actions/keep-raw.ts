// The bytes as they came, under their hash: a claim can be traced to what was received, and not only to what was read.
import { Readable } from 'node:stream'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Article } from './read-item.ts'
import type { WatchRoom } from './room.ts'

/**
 * Keeps what each article was read from, as far as it is not larger than the setting says, and notes on the article
 * that it is kept. Before the commit: an entry that names a file is never without it. Refuses `storage-full`.
 */
export async function keepRaw(room: WatchRoom, articles: readonly Article[]): Promise<Reply<null>> {
  const most = room.settings.rawMaxBytes
  const kept = new Set<string>()
  for (const article of articles) {
    const { raw, rawBytes, rawSha256 } = article
    if (!raw || rawBytes === 0 || rawBytes > most) continue
    if (!kept.has(rawSha256)) {
      const data = typeof raw.data === 'string' ? Buffer.from(raw.data) : raw.data
      const stored = await room.files.put(Readable.from([data]), most)
      if (!stored.ok) return stored.refusal === 'storage-full' ? stored : refuse('busy', stored.detail)
      if (stored.value.sha256 !== rawSha256) throw new Error('What was kept is not what was read')
      kept.add(rawSha256)
    }
    article.rawKept = raw.kind
  }
  return done(null)
}
