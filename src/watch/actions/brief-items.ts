// Items as other answers name them: one read for a whole page, and nothing of an item that the reader may not read.
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type { ItemBrief } from '../api/facts.ts'
import type { NewsItem } from '../api.ts'
import { itemRecord } from '../events.ts'

export function briefOf({ id, version, marking, state }: Held<NewsItem>): ItemBrief {
  const { title, status, sourceName, url, language, publishedAt, fetchedAt } = state
  return { id, version, title, status, sourceName, url, language, publishedAt, fetchedAt, marking }
}

export async function briefsOf(journal: Journal, view: View, ids: readonly (Id | null)[]): Promise<Map<Id, ItemBrief>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  const items = await journal.reads.some(itemRecord, view, asked)
  return new Map(items.map((held) => [held.id, briefOf(held)]))
}
