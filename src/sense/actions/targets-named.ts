// Which targets a text may speak of: their names, services and hosts, however they are written.
import type { Held, View } from '#platform/journal/types.ts'
import type { Target } from '../model/targets.ts'
import { namedAs } from '../rules/target-names.ts'
import { activeTargets } from '../store/records.ts'
import type { SenseRoom } from './room.ts'

export async function targetsNamed(room: SenseRoom, view: View, names: readonly string[]): Promise<Held<Target>[]> {
  if (names.length === 0) return []
  const asked = new Set(names.map(namedAs))
  const targets = await activeTargets(room.journal, view)
  return targets.filter(({ state }) =>
    [state.name, ...state.services, ...state.hosts].some((name) => asked.has(namedAs(name))),
  )
}
