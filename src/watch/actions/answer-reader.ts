// The worker's side of reading what others wrote: feeds stay here and are handed out entry by entry, so that the node
// itself never holds a whole one. One request at a time.
import { createHash } from 'node:crypto'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { readOpmlBytes } from './opml.ts'
import { readPageLinks } from './page-links.ts'
import { type FeedEntry, type FeedRead, parseFeedBytes } from './parse-feed.ts'
import type { FeedIndex, ReaderRequest } from './read-feed.ts'
import { readMailBytes } from './read-mail.ts'
import { withoutSharedLinks } from './shared-links.ts'

const mostOpen = 16
const open = new Map<number, FeedEntry[]>()
let nextHandle = 1

export async function answerReader(request: ReaderRequest): Promise<Reply<unknown>> {
  switch (request.do) {
    case 'feed':
      return parseFeedBytes(request.bytes, request.contentType)
    case 'open':
      return openFeed(parseFeedBytes(request.bytes, request.contentType))
    case 'take': {
      const entries = open.get(request.handle)
      if (!entries) return refuse('feed-not-read', 'The feed is not open any more.')
      return done(request.at.flatMap((at) => entries[at] ?? []))
    }
    case 'close':
      open.delete(request.handle)
      return done(null)
    case 'opml':
      return readOpmlBytes(request.bytes)
    case 'mail':
      return readMailBytes(request.bytes)
    case 'page':
      return done(readPageLinks(decodeBytes(request.bytes, request.contentType).text, request.address))
  }
}

function openFeed(feed: Reply<FeedRead>): Reply<FeedIndex> {
  if (!feed.ok) return feed
  if (open.size >= mostOpen) return refuse('busy', `${mostOpen} feeds are being read.`)
  const entries = withoutSharedLinks(feed.value)
  const handle = nextHandle++
  open.set(handle, entries)
  const { format, title, partial } = feed.value
  return done({ handle, format, title, partial, entries: entries.map(listing) })
}

function listing(entry: FeedEntry): FeedIndex['entries'][number] {
  const content = sha256(JSON.stringify([entry.title, entry.content, entry.publishedAt]))
  return { key: sha256(entry.guid ?? entry.link ?? content), content, publishedAt: entry.publishedAt }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
