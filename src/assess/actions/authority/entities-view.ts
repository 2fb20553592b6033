// What an authority sees of many entities at once.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/authority.ts'
import { entityRows } from '../../rules/authority/entities.ts'
import { clocksOf, openAssessments } from '../../store/authority.ts'
import type { AuthorityRoom } from './room.ts'

const mostAssessments = 2_000

export async function entitiesView(
  room: AuthorityRoom,
  { text }: InputOf<typeof api.entitiesView>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.entitiesView>>> {
  const found = await openAssessments(room.journal.reads, view, mostAssessments + 1)
  const shown = found.slice(0, mostAssessments)
  const ids = shown.map(({ id }) => id)
  // Clocks are kept as they stand now; of the past the verdicts are shown alone.
  const clocks = view.asOf ? new Map() : await clocksOf(room.journal, view, ids, now)
  const rows = entityRows(
    shown.map(({ id, state }) => {
      const { overdue = 0, breached = 0, next = null } = clocks.get(id) ?? {}
      return { id, state, overdue, breached, next }
    }),
  )
  const wanted = text?.toLocaleLowerCase()
  return done({
    items: wanted ? rows.filter(({ name }) => name.toLocaleLowerCase().includes(wanted)) : rows,
    more: found.length > mostAssessments,
  })
}
