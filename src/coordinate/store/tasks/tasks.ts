// Queries on tasks; realm, moment and marking are applied by the journal's view. What the jobs look for is found in all realms.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/index.ts'
import type { Task, TaskStatus } from '../../model/task.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'
import { type Listed, type PageOptions, paged } from './pages.ts'

export interface TaskFilter extends PageOptions {
  crisis?: Id
  decision?: Id
  person?: Id
  rota?: Id
  status?: readonly TaskStatus[]
  open?: boolean
  unacknowledged?: boolean
  overdue?: boolean
}

const openStatuses = ['assigned', 'acknowledged']

/** What nobody acknowledged first, then by urgency, then by due time. */
const urgency = sql<string>`((case state->>'status' when 'assigned' then '0' when 'acknowledged' then '1' else '2' end)
  || (case state->>'priority' when 'urgent' then '0' when 'high' then '1' when 'normal' then '2' else '3' end)
  || coalesce(state->>'due', '9999')) collate "C"`

export function taskPage(journal: Journal, view: View, filter: TaskFilter, now: Instant): Promise<Listed<Task>> {
  return paged(journal, taskRecord, view, (query) => matching(query, filter, now), urgency, filter)
}

function matching(query: RecordQuery, filter: TaskFilter, now: Instant): RecordQuery {
  const { crisis, decision, person, rota, status, open, unacknowledged, overdue } = filter
  const stands = sql<string>`state->>'status'`
  let q = query
  if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
  if (decision) q = q.where(sql<string>`state->>'decision'`, '=', decision)
  if (person) q = q.where(sql<string>`state->'assignee'->>'person'`, '=', person)
  if (rota) q = q.where(sql<string>`state->'assignee'->>'rota'`, '=', rota)
  if (status) q = q.where(stands, 'in', [...status])
  if (open !== undefined) q = q.where(stands, open ? 'in' : 'not in', openStatuses)
  if (unacknowledged !== undefined) q = q.where(stands, unacknowledged ? '=' : '<>', 'assigned')
  if (overdue !== undefined) {
    const late = sql<boolean>`(state->>'status' in ('assigned', 'acknowledged')
      and coalesce((state->>'due') collate "C" < ${now}, false))`
    q = q.where(overdue ? late : sql<boolean>`not ${late}`)
  }
  return q
}

/** Given to a person and not acknowledged, the oldest first. */
export function unheardOf(journal: Journal, view: View, person: Id): Promise<Held<Task>[]> {
  return journal.reads.many(taskRecord, view, (query) =>
    query
      .where(sql<string>`state->'assignee'->>'person'`, '=', person)
      .where(sql<string>`state->>'status'`, '=', 'assigned')
      .orderBy('subject')
      .limit(100),
  )
}

export interface Found {
  subject: Id
  realm: Realm
}

/** Tasks that nobody acknowledged in time and that have somebody to go to. */
export async function toEscalate(journal: Journal, clock: Clock, most: number): Promise<Found[]> {
  const { rows } = await sql<Found>`select subject, realm from coordinate.tasks
    where valid_to is null and origin is null and state->>'status' = 'assigned' and ${hasCome(clock, sql`(state->>'acknowledgeBy') collate "C"`, sql`realm`, { asText: true })}
      and state->'chain' <> '[]'::jsonb
    order by (state->>'acknowledgeBy') collate "C" limit ${most}`.execute(journal.sql)
  return rows
}

export interface WithRota extends Found {
  rota: Id
  person: Id | null
}

/** Open tasks that were given to a rota, with who acts for it in each. */
export async function openTasksOfRotas(journal: Journal, most: number): Promise<WithRota[]> {
  const { rows } = await sql<WithRota>`select subject, realm, state->'assignee'->>'rota' as rota,
      state->'assignee'->>'person' as person from coordinate.tasks
    where valid_to is null and origin is null and state->>'status' in ('assigned', 'acknowledged') and state->'assignee'->>'rota' is not null
    order by subject limit ${most}`.execute(journal.sql)
  return rows
}
