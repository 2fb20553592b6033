// Alternatives that are none: an option that stands by and itself needs what it should replace. Allowed, because it happens; said, with the way.
import type { Id } from '#kernel/id.ts'
import type { Need } from '../../model/parts.ts'

/** Standby and the options in use of the same need that it would have to do without. */
export interface StandbyQuestion {
  need: string
  standby: Id
  replaces: ReadonlySet<Id>
}

export function standbyQuestions(needs: readonly Need[]): StandbyQuestion[] {
  return needs.flatMap((need) => {
    const replaces = new Set(need.of.filter(({ switching }) => switching === null).map(({ part }) => part))
    if (replaces.size === 0) return []
    return need.of
      .filter(({ switching }) => switching !== null)
      .map(({ part }) => ({ need: need.name, standby: part, replaces }))
  })
}

/** The ways found so far from where a search began: each part with the one it was reached from. */
export type Reached = Map<Id, Id | null>

/** From the start to `end`, both included. */
export function pathTo(reached: Reached, end: Id): Id[] {
  const path: Id[] = []
  for (let at: Id | null | undefined = end; at !== null && at !== undefined && path.length <= reached.size; ) {
    path.unshift(at)
    at = reached.get(at)
  }
  return path
}

export function standbyWarning(need: string, names: readonly string[]): string {
  const [standby, ...rest] = names
  const end = rest.at(-1) ?? standby
  const way = rest.length > 1 ? ` (by way of ${rest.slice(0, -1).join(', ')})` : ''
  return `In "${need}", ${standby} stands by for ${end} but needs ${end} itself${way}: it would fall with it.`.slice(
    0,
    1000,
  )
}
