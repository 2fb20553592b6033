// Pages of records by key: a page begins behind the key and id of the last row seen, so nothing is skipped or shown twice.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'

export interface Listed<S> {
  items: Held<S>[]
  next: string | null
}

export interface PageAsked {
  after?: string
  limit?: number
  descending?: boolean
}

/** A text of the state in an order that every database has. */
export const text = (path: RawBuilder<unknown>) => sql<string>`(${path}) collate "C"`

export async function paged<S, K extends EntryKinds<S>>(
  journal: Journal,
  record: RecordKind<S, K>,
  view: View,
  matching: (query: RecordQuery) => RecordQuery,
  key: RawBuilder<string>,
  { after, limit = 50, descending = true }: PageAsked,
): Promise<Listed<S>> {
  const direction = descending ? 'desc' : 'asc'
  const last = after === undefined ? undefined : cursorFrom(after)
  const behind = (found: { key: string; id: Id }) =>
    descending
      ? sql<boolean>`(${key}, subject) < (${found.key} collate "C", ${found.id}::uuid)`
      : sql<boolean>`(${key}, subject) > (${found.key} collate "C", ${found.id}::uuid)`
  const rows = await journal.reads.many(record, view, (query) => {
    const shaped = matching(query)
      .orderBy(key, direction)
      .orderBy('subject', direction)
      .limit(limit + 1)
    return last ? shaped.where(behind(last)) : shaped
  })
  const items = rows.slice(0, limit)
  const end = items.at(-1)
  if (rows.length <= limit || !end) return { items, next: null }
  const row = await journal.reads
    .query(record.name, view)
    .clearSelect()
    .select(key.as('key'))
    .where('subject', '=', end.id)
    .executeTakeFirstOrThrow()
  return { items, next: Buffer.from(JSON.stringify([row.key, end.id])).toString('base64url') }
}

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A cursor that is not one of ours begins at the start. */
function cursorFrom(after: string): { key: string; id: Id } | undefined {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    return typeof key === 'string' && typeof id === 'string' && idShape.test(id) ? { key, id } : undefined
  } catch {
    return undefined
  }
}
