// Operations that a reader is admitted to; and for jobs what was promised and is due.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import { operationRecord } from '../../events/operations.ts'
import type { Operation, OperationState } from '../../model/operations/operation.ts'

export function operationsIn(journal: Journal, view: View, state?: OperationState): Promise<Held<Operation>[]> {
  return journal.reads.many(operationRecord, view, (query) => {
    const q = state ? query.where(sql<string>`state->>'state'`, '=', state) : query
    return q.orderBy('subject', 'desc').limit(200)
  })
}

/** Operations of all realms with a promise that is neither kept nor noted as late, whoever may read them: for the job alone. */
export function withOpenReleases(journal: Journal): Promise<{ id: Id; realm: Realm }[]> {
  return (
    journal.sql
      .selectFrom('journal.records')
      .select(['subject as id', 'realm'])
      .where('record', '=', operationRecord.name)
      .where('valid_to', 'is', null)
      // Nobody writes into a copy.
      .where('origin', 'is', null)
      .where(sql<boolean>`state->'releases' @> '[{"keptAt": null, "fellDueAt": null}]'`)
      .orderBy('subject')
      .execute()
  )
}
