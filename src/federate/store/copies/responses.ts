// Responses by what they are about, what kind they are, and where they stand; newest first.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Reads, View } from '#platform/journal/index.ts'
import type { Response } from '../../model/response.ts'
import { responseRecord } from '../../rules/copies/response-record.ts'

export interface Wanted {
  about?: Id | undefined
  kind?: string | undefined
  status?: string | undefined
  whose?: 'theirs' | 'ours' | undefined
  /** Requests that were to be answered by then. */
  dueBy?: string | undefined
}

/** A page after the response with this id. */
export function responsesOf(
  reads: Reads,
  view: View,
  node: Id,
  wanted: Wanted,
  after: Id | undefined,
  limit: number,
): Promise<Held<Response>[]> {
  return reads.many(responseRecord, view, (q) => {
    let query = q.orderBy('subject', 'desc').limit(limit)
    if (after) query = query.where('subject', '<', after)
    if (wanted.about) query = query.where(sql<boolean>`state->'about'->>'subject' = ${wanted.about}`)
    if (wanted.kind) query = query.where(sql<boolean>`state->>'kind' = ${wanted.kind}`)
    if (wanted.status) query = query.where(sql<boolean>`state->>'status' = ${wanted.status}`)
    if (wanted.whose === 'ours') query = query.where(sql<boolean>`state->>'node' = ${node}`)
    if (wanted.whose === 'theirs') query = query.where(sql<boolean>`state->>'node' <> ${node}`)
    if (wanted.dueBy)
      query = query.where(
        sql<boolean>`state->>'kind' = 'request' and state->>'status' = 'open' and state->>'by' <= ${wanted.dueBy}`,
      )
    return query
  })
}
