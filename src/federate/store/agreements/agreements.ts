// Queries on agreements and releases by hand; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Journal, Reads, RecordQuery, View } from '#platform/journal/index.ts'
import type { Agreement, AgreementStatus } from '../../model/agreement.ts'
import type { HandRelease } from '../../model/hand-release.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { handReleaseRecord } from '../../rules/agreements/hand-release-record.ts'

/** A node has agreements with tens of others, not with thousands. */
const most = 2_000

export function agreementsOf(reads: Reads, view: View): Promise<Held<Agreement>[]> {
  return reads.many(agreementRecord, view, (q) => q.orderBy('subject').limit(most))
}

export interface AgreementFilter {
  peer?: Id
  status?: readonly AgreementStatus[]
  /** Those with a review before this day. */
  after?: string
  limit: number
}

const changedAt = sql<string>`(state->>'changedAt') collate "C"`

export async function agreementPage(
  reads: Reads,
  view: View,
  { peer, status, after, limit }: AgreementFilter,
): Promise<{ items: Held<Agreement>[]; next: string | null }> {
  const last = after === undefined ? undefined : cursorFrom(after)
  const shape = (query: RecordQuery) => {
    let q = query
    if (peer) q = q.where(sql<string>`state->>'peer'`, '=', peer)
    if (status) q = q.where(sql<string>`state->>'status'`, 'in', [...status])
    if (last) q = q.where(sql<boolean>`(${changedAt}, subject) < (${last.key} collate "C", ${last.id}::uuid)`)
    return q
      .orderBy(changedAt, 'desc')
      .orderBy('subject', 'desc')
      .limit(limit + 1)
  }
  const found = await reads.many(agreementRecord, view, shape)
  const items = found.slice(0, limit)
  const end = items.at(-1)
  if (found.length <= limit || !end) return { items, next: null }
  return { items, next: Buffer.from(JSON.stringify([end.state.changedAt, end.id])).toString('base64url') }
}

/** A cursor that is none of ours begins at the start. */
function cursorFrom(text: string): { key: string; id: Id } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) return undefined
    const [key, id] = value
    if (typeof key !== 'string' || typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) return undefined
    return { key, id }
  } catch {
    return undefined
  }
}

/** Whether anything at all goes by that id, in any realm: a peer must not take an id that is in use. */
export async function idTaken(db: Journal['sql'], id: Id): Promise<boolean> {
  const row = await db.selectFrom('journal.entries').select('id').where('subject', '=', id).limit(1).executeTakeFirst()
  return row !== undefined
}

export async function realmsWithAgreements(db: Journal['sql']): Promise<Realm[]> {
  const rows = await db
    .selectFrom('journal.records')
    .select('realm')
    .distinct()
    .where('record', '=', agreementRecord.name)
    .where('valid_to', 'is', null)
    .execute()
  return rows.map(({ realm }) => realm)
}

/** Releases by hand that stand: of one record, or to one peer. */
export function handReleases(
  reads: Reads,
  view: View,
  { subject, peer, limit = most }: { subject?: Id; peer?: Id; limit?: number },
): Promise<Held<HandRelease>[]> {
  return reads.many(handReleaseRecord, view, (query) => {
    let q = query
    if (subject) q = q.where(sql<string>`state->>'subject'`, '=', subject)
    if (peer) q = q.where(sql<string>`state->>'peer'`, '=', peer)
    return q.where(sql<boolean>`state->'takenBack' = 'null'::jsonb`).orderBy('subject', 'desc').limit(limit)
  })
}
