// Queries on rotas; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Rota, RotaStatus } from '../../model/rota.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'

const mostRotas = 200

export function rotas(journal: Journal, view: View, status: RotaStatus | undefined): Promise<Held<Rota>[]> {
  return journal.reads.many(rotaRecord, view, (query) => {
    const all = query.orderBy('title').orderBy('subject').limit(mostRotas)
    return status ? all.where(sql<string>`state->>'status'`, '=', status) : all
  })
}

/** The active rotas that a person is of. */
export function rotasOf(journal: Journal, view: View, person: Id): Promise<Held<Rota>[]> {
  return journal.reads.many(rotaRecord, view, (query) =>
    query
      .where(sql<string>`state->>'status'`, '=', 'active')
      .where(sql<boolean>`state->'members' @> ${JSON.stringify([person])}::jsonb`)
      .orderBy('title')
      .limit(mostRotas),
  )
}
