// Alternatives as they are shown, and who is hit when nobody stands in: sector by country.
import type { Static } from 'typebox'
import type { Alternative } from '../../api/analysis.ts'
import type { HitCell } from '../../model/analysis.ts'
import type { Graph } from '../../model/graph.ts'
import type { FoundAlternatives } from './find.ts'

export function shownAlternative(one: FoundAlternatives['alternatives'][number]): Static<typeof Alternative> {
  const { seen, place, switchMinutes, share, saves, fallsToo, inUnion, because } = one
  const { id, name, behind, country } = seen
  const standby = place === 'standby'
  return { part: id, name, behind, country, standby, switchMinutes, share, saves, fallsToo, inUnion, because }
}

/** In the long run there are no minutes: when each falls, the cascade says. */
export function hitWithout(graph: Graph, fallen: readonly number[]): HitCell[] {
  const cells = new Map<string, HitCell>()
  for (const at of fallen) {
    const service = graph.parts[at]
    if (!service) continue
    for (const sector of some(service.sectors))
      for (const country of some(service.serves)) {
        const key = `${sector}|${country}`
        const cell = cells.get(key) ?? emptyCell(sector, country)
        cell.services += 1
        cell.down += 1
        if (service.users !== null) cell.users = (cell.users ?? 0) + service.users
        cells.set(key, cell)
      }
  }
  return [...cells.values()].sort((a, b) => (b.users ?? 0) - (a.users ?? 0) || b.services - a.services)
}

function some(list: readonly string[]): readonly (string | null)[] {
  return list.length > 0 ? list : [null]
}

function emptyCell(sector: string | null, country: string | null): HitCell {
  return { sector, country, services: 0, down: 0, users: null, userMinutes: null, firstDownAt: null }
}

export function alternativesInWords(graph: Graph, { alternatives, considered }: FoundAlternatives): string[] {
  const notes = [
    'Counted for the long run, as if nobody else stood in. A move that nobody prepared takes longer than is said here.',
  ]
  if (considered > 200) notes.push(`Of ${considered} that could stand in, the 200 most likely were looked at.`)
  if (alternatives.length === 0) notes.push('Nothing else of this layer is on the map.')
  if (graph.unseen.length > 0)
    notes.push(`${graph.unseen.length} options are not on the map that you may read, and counted as standing.`)
  return notes
}
