// Reading all records of a kind in pages, the newest first, without what they say: the simulator asks only what decides.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reads, View } from '#platform/journal/index.ts'

export interface Slim {
  id: Id
  title: string
  marking: Marking
  /** A state with nothing in it but what stands at the pointers. */
  state: unknown
}

/** `pointers` are JSON pointers without escapes, from data that was checked. */
export async function slimPage(
  reads: Reads,
  view: View,
  { record, pointers, before, limit }: { record: string; pointers: readonly string[]; before?: Id; limit: number },
): Promise<Slim[]> {
  const paths = pointers.map((pointer) => pointer.split('/').slice(1))
  const values = paths.map((path) => sql`state #> ${path}::text[]`)
  const picked =
    values.length === 0 ? sql<unknown[]>`'[]'::jsonb` : sql<unknown[]>`jsonb_build_array(${sql.join(values)})`
  let query = reads
    .query(record, view)
    .clearSelect()
    .select(['subject', 'title', 'marking', picked.as('picked')])
    .orderBy('subject', 'desc')
    .limit(limit)
  if (before) query = query.where('subject', '<', before)
  const rows = await query.execute()
  return rows.map(({ subject, title, marking, picked: found }) => ({
    ...{ id: subject, title, marking: marking as Marking },
    state: stateWith(paths, found),
  }))
}

function stateWith(paths: readonly string[][], values: readonly unknown[]): unknown {
  const state: Record<string, unknown> = {}
  for (const [at, path] of paths.entries()) {
    let place = state
    for (const name of path.slice(0, -1)) {
      const inner: unknown = Object.hasOwn(place, name) ? place[name] : undefined
      const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
      place[name] = next
      place = next
    }
    const last = path.at(-1)
    if (last !== undefined) place[last] = values[at] ?? null
  }
  return state
}
