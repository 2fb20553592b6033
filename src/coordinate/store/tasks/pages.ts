// Keyset paging over records of coordinate: a page begins behind the key and id of the last row seen, so nothing is skipped or
// shown twice.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'

export interface Listed<S> {
  items: Held<S>[]
  next: string | null
}

export interface PageOptions {
  after?: string
  limit?: number
  descending?: boolean
}

export async function paged<S, K extends EntryKinds<S>>(
  journal: Journal,
  record: RecordKind<S, K>,
  view: View,
  matching: (query: RecordQuery) => RecordQuery,
  key: RawBuilder<string>,
  { after, limit = 50, descending = false }: PageOptions,
): Promise<Listed<S>> {
  const direction = descending ? 'desc' : 'asc'
  const last = after === undefined ? undefined : cursorFrom(after)
  const items = await journal.reads.many(record, view, (query) => {
    const shaped = matching(query)
      .orderBy(key, direction)
      .orderBy('subject', direction)
      .limit(limit + 1)
    if (!last) return shaped
    const behind = descending ? sql`<` : sql`>`
    return shaped.where(sql<boolean>`(${key}, subject) ${behind} (${last.key} collate "C", ${last.id}::uuid)`)
  })
  const shown = items.slice(0, limit)
  const end = shown.at(-1)
  if (items.length <= limit || !end) return { items: shown, next: null }
  const row = await journal.reads
    .query(record.name, view)
    .clearSelect()
    .select(key.as('key'))
    .where('subject', '=', end.id)
    .executeTakeFirst()
  return { items: shown, next: row ? Buffer.from(JSON.stringify([row.key, end.id])).toString('base64url') : null }
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A cursor that is not one of ours begins at the start. */
function cursorFrom(after: string): { key: string; id: Id } | undefined {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    return typeof key === 'string' && typeof id === 'string' && idPattern.test(id) ? { key, id } : undefined
  } catch {
    return undefined
  }
}
