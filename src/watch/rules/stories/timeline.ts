// The timeline of a story: when it happened, when that was published, and when it came in are three different times.
import type { TimeFact } from '../../model.ts'

export interface TimelineSource {
  item: string
  publishedAt: string | null
  fetchedAt: string
  times: readonly TimeFact[]
}

export interface TimelineEntry {
  /** As precisely as it is known: `2025-03`, `2025-03-10`, `2025-03-10T09:45Z`. */
  at: string
  is: 'event' | 'published' | 'fetched'
  /** The words of the text for times of an event; empty otherwise. */
  text: string
  /** Items that say so. */
  items: string[]
}

const MOST_ENTRIES = 200

/** Oldest first. Times that a text leaves open stay out of it. */
export function timelineOf(sources: readonly TimelineSource[]): TimelineEntry[] {
  const entries = new Map<string, TimelineEntry>()
  const add = (at: string, is: TimelineEntry['is'], text: string, item: string) => {
    const entry = entries.get(`${is} ${at}`) ?? { at, is, text, items: [] }
    if (!entry.items.includes(item)) entry.items.push(item)
    entries.set(`${is} ${at}`, entry)
  }
  for (const { item, publishedAt, fetchedAt, times } of sources) {
    if (publishedAt !== null) add(publishedAt, 'published', '', item)
    add(fetchedAt, 'fetched', '', item)
    for (const { kind, value, text } of times) {
      if (value !== null && (kind === 'date' || kind === 'instant' || kind === 'range' || kind === 'period'))
        if (/^\d{4}/.test(value)) add(value, 'event', text, item)
    }
  }
  return [...entries.values()]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.is < b.is ? -1 : a.is > b.is ? 1 : 0))
    .slice(0, MOST_ENTRIES)
}
