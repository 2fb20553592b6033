// Links of a feed that tell nothing about their entry. Apart, so that the reader of feeds is only loaded in its worker.
import type { FeedEntry, FeedRead } from './parse-feed.ts'

/** Links that several entries share name the place of publication, not the article. */
export function withoutSharedLinks(feed: FeedRead): FeedEntry[] {
  const times = new Map<string, number>()
  for (const { link } of feed.entries) if (link) times.set(link, (times.get(link) ?? 0) + 1)
  return feed.entries.map((entry) =>
    entry.link && (times.get(entry.link) ?? 0) > 1 ? { ...entry, link: null } : entry,
  )
}
