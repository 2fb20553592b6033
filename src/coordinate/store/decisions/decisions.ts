// Queries on decisions; realm, moment and marking are applied by the journal's view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import type { Held, Journal, View } from '#platform/journal/index.ts'
import type { Decision, DecisionStatus } from '../../model/decision.ts'
import { DecisionKinds } from '../../model/decision-kinds.ts'
import type { Task } from '../../model/task.ts'
import { decisionRecord } from '../../rules/decisions/decision-record.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'

/** Throws BadDataset: nobody decides by rules that cannot be read. */
export function readDecisionKinds(): DecisionKinds {
  const path = 'coordinate/decisions.json'
  const kinds = readDataset(DecisionKinds, path)
  const ids = kinds.kinds.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice) throw new BadDataset(`data/${path}: there are two kinds of the name ${twice}.`)
  return kinds
}

export interface DecisionFilter {
  crisis?: Id
  kind?: string
  status?: readonly DecisionStatus[]
  /** The number and year of the last one seen, as `next` gave it. */
  after?: string
  limit?: number
}

/** Newest first, by number. */
export async function decisionPage(
  journal: Journal,
  view: View,
  { crisis, kind, status, after, limit = 50 }: DecisionFilter,
): Promise<{ items: Held<Decision>[]; next: string | null }> {
  const found = await journal.reads.many(decisionRecord, view, (query) => {
    let q = query
    if (crisis) q = q.where(sql<string>`state->>'crisis'`, '=', crisis)
    if (kind) q = q.where(sql<string>`state->>'kind'`, '=', kind)
    if (status) q = q.where(sql<string>`state->>'status'`, 'in', [...status])
    const [year, number] = (after ?? '').split('-').map(Number)
    if (year && number)
      q = q.where(sql<boolean>`((state->>'year')::int, (state->>'number')::int) < (${year}::int, ${number}::int)`)
    return q
      .orderBy(sql`(state->>'year')::int`, 'desc')
      .orderBy(sql`(state->>'number')::int`, 'desc')
      .limit(limit + 1)
  })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? `${last.state.year}-${last.state.number}` : null }
}

/** The next number of a realm and year, over everything there is, readable or not. */
export async function nextDecisionNumber(journal: Journal, view: View, year: number): Promise<number> {
  return (await journal.reads.lastNumber(decisionRecord.name, view.realm, year)) + 1
}

/** Somebody else was given the same number in the same moment. */
export function isDecisionNumberTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === '23505' && constraint === 'decisions_reference'
}

/** Tasks that name this decision themselves. */
export function tasksFor(journal: Journal, view: View, decision: Id): Promise<Held<Task>[]> {
  return journal.reads.many(taskRecord, view, (query) =>
    query.where(sql<string>`state->>'decision'`, '=', decision).orderBy('subject').limit(200),
  )
}
