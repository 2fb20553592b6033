// Queries on products; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { Product, ProductOrigin, ProductStatus } from '../model/product.ts'
import { productOriginRecord, productRecord } from '../rules/products/product-record.ts'

export interface ProductFilter {
  crisis?: Id
  template?: string
  status?: readonly ProductStatus[]
  after?: string
  limit?: number
}

/** What a product is, without what it says: that may be megabytes. */
export interface ProductRow {
  id: Id
  version: number
  marking: Marking
  since: Instant
  state: Omit<Product, 'content'> & { title: string; kind: string; asOf: Instant; missing: number }
}

const changedAt = sql<string>`(state->>'changedAt') collate "C"`

export async function productPage(
  journal: Journal,
  view: View,
  { crisis, template, status, after, limit = 50 }: ProductFilter,
): Promise<{ items: ProductRow[]; next: string | null }> {
  const of =
    crisis === undefined ? null : (await originsOf(journal, view, 'crisis', crisis)).map(({ product }) => product)
  let query = journal.reads.query(productRecord.name, view)
  if (crisis !== undefined) query = query.where(ofCrisis(crisis, of ?? []))
  if (template) query = query.where(sql<string>`state->>'template'`, '=', template)
  if (status) query = query.where(sql<string>`state->>'status'`, 'in', [...status])
  const last = after === undefined ? undefined : cursorFrom(after)
  if (last) query = query.where(sql<boolean>`(${changedAt}, subject) < (${last.key} collate "C", ${last.id}::uuid)`)
  const rows = await summaries(
    query
      .orderBy(changedAt, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1),
  )
  const items = rows.slice(0, limit)
  const end = items.at(-1)
  if (rows.length <= limit || !end) return { items, next: null }
  return { items, next: Buffer.from(JSON.stringify([end.state.changedAt, end.id])).toString('base64url') }
}

function ofCrisis(crisis: Id, others: readonly Id[]) {
  return sql<boolean>`(state->>'crisis' = ${crisis} or subject = any(${sql.val([...others])}::uuid[]))`
}

async function summaries(query: RecordQuery): Promise<ProductRow[]> {
  const rows = await query
    .clearSelect()
    .select([
      'subject',
      'version',
      'marking',
      'valid_from',
      sql<Omit<Product, 'content'>>`state - 'content'`.as('rest'),
      sql<string>`state->'content'->'title'->>'text'`.as('title'),
      sql<string>`state->'content'->>'kind'`.as('kind'),
      sql<Instant>`state->'content'->>'asOf'`.as('asOf'),
      sql<number>`jsonb_array_length(state->'content'->'missing')`.as('missing'),
    ])
    .execute()
  return rows.map(({ subject, version, marking, valid_from, rest, title, kind, asOf, missing }) => ({
    ...{ id: subject, version, marking, since: instant(valid_from) },
    state: { ...rest, title, kind, asOf, missing: Number(missing) },
  }))
}

/** The editions of a crisis and template that may be read, the newest first, without what they say. */
export async function editionsOf(journal: Journal, view: View, crisis: Id, template: string): Promise<ProductRow[]> {
  const others = (await originsOf(journal, view, 'crisis', crisis)).map(({ product }) => product)
  const query = journal.reads
    .query(productRecord.name, view)
    .where(ofCrisis(crisis, others))
    .where(sql<string>`state->>'template'`, '=', template)
  return summaries(query.orderBy(sql`state->'content'->>'asOf'`, 'desc').orderBy('subject', 'desc').limit(500))
}

/** The last edition of a line, readable or not: numbers are never given twice. */
export async function lastEdition(journal: Journal, view: View, line: string): Promise<ProductRow | undefined> {
  const all: View = { reader: systemReader('share.number', [view.realm], journal.home), realm: view.realm, own: true }
  const query = journal.reads.query(productRecord.name, all).where(sql<string>`state->>'line'`, '=', line)
  const [row] = await summaries(query.orderBy(sql`(state->>'edition')::int`, 'desc').limit(1))
  return row
}

/** The editions of one line that may be read, the newest first. */
export function editionsOfLine(journal: Journal, view: View, line: string): Promise<ProductRow[]> {
  const query = journal.reads.query(productRecord.name, view).where(sql<string>`state->>'line'`, '=', line)
  return summaries(query.orderBy(sql`(state->>'edition')::int`, 'desc').limit(500))
}

/** Where products of a crisis (or below a product, or one product itself) come from, as far as that may be read. */
export async function originsOf(
  journal: Journal,
  view: View,
  by: 'crisis' | 'tearLineOf' | 'product',
  id: Id,
): Promise<ProductOrigin[]> {
  const held: Held<ProductOrigin>[] = await journal.reads.many(productOriginRecord, view, (query) =>
    query
      .where(sql<string>`state->>${sql.lit(by)}`, '=', id)
      .orderBy('subject')
      .limit(1_000),
  )
  return held.map(({ state }) => state)
}

/** Several products without what they say, as far as they may be read. */
export function someProducts(journal: Journal, view: View, ids: readonly Id[]): Promise<ProductRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return summaries(
    journal.reads
      .query(productRecord.name, view)
      .where('subject', 'in', [...ids])
      .orderBy('subject'),
  )
}

/** Somebody else has drafted the same edition in the same moment. */
export function isEditionTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'products_edition'
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
