// What should be looked at in the needs of a part, though it is allowed: follows what each standby itself needs, as far as the reader sees.
import type { Id } from '#kernel/id.ts'
import type { Journal, View } from '#platform/journal/index.ts'
import type { Need } from '../../model/parts.ts'
import {
  pathTo,
  type Reached,
  type StandbyQuestion,
  standbyQuestions,
  standbyWarning,
} from '../../rules/parts/standby-paths.ts'
import { narrowParts, needsOf } from '../../store/map.ts'

/** A search ends here: whatever lies further is not warned of. */
const mostSteps = 12
const mostReached = 5000
const mostQuestions = 40

export async function warningsOf(journal: Journal, view: View, needs: readonly Need[]): Promise<string[]> {
  const warnings: string[] = []
  for (const question of standbyQuestions(needs).slice(0, mostQuestions)) {
    const warning = await warningOf(journal, view, question)
    if (warning) warnings.push(warning)
  }
  return warnings
}

async function warningOf(journal: Journal, view: View, { need, standby, replaces }: StandbyQuestion) {
  const reached: Reached = new Map([[standby, null]])
  const names = new Map<Id, string>()
  let edge: Id[] = [standby]
  for (let step = 0; step < mostSteps && edge.length > 0 && reached.size < mostReached; step++) {
    const found = await needsOf(journal, view, edge, mostReached)
    edge = []
    for (const { from, to, name } of found) {
      if (reached.has(to)) continue
      reached.set(to, from)
      names.set(to, name)
      edge.push(to)
      if (replaces.has(to)) return standbyWarning(need, await namesOf(journal, view, pathTo(reached, to), names))
    }
  }
  return undefined
}

async function namesOf(journal: Journal, view: View, path: readonly Id[], known: ReadonlyMap<Id, string>) {
  const [first] = await narrowParts(journal, view, path.slice(0, 1))
  return path.map((id, at) => (at === 0 ? first?.name : known.get(id)) ?? id)
}
