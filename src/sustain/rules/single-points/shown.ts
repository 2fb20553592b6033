// Single points as they are shown: with names, and with what the list rests on.
import type { Static } from 'typebox'
import type { SinglePoint as Shown } from '../../api/analysis.ts'
import type { Graph } from '../../model/graph.ts'
import type { Layer } from '../../model/parts.ts'
import type { FoundPoint, SinglePoints } from './find.ts'

export type SinglePoint = Static<typeof Shown>

export function shownPoint(graph: Graph, { part, services, servicesTotal, users }: FoundPoint): SinglePoint {
  const seen = graph.parts[part]
  return {
    part: seen?.id ?? '',
    name: seen?.name ?? '',
    layer: (seen?.layer ?? 'service') as Layer,
    behind: seen?.behind ?? null,
    country: seen?.country ?? null,
    services: services.map((at) => ({ id: graph.parts[at]?.id ?? '', name: graph.parts[at]?.name ?? '' })),
    servicesTotal,
    users,
  }
}

export function pointsInWords({ untold }: SinglePoints): string[] {
  const notes = ['Counted for the long run: stocks and batteries have run out, and standbys that were agreed carry.']
  if (untold > 0) notes.push(`${untold} parts were not looked at to the end; the map is too large for one question.`)
  return notes
}
