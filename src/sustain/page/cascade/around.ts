// What of the map is drawn for a cascade: all of a small map; of a large one what falls, what strikes it, and what they touch.
import type { OutputOf } from '#kernel/contract.ts'
import type { showMap } from '../../api/parts.ts'
import type { CascadeAnswer } from '../../model/analysis.ts'
import type { MapEdge, MapPart } from '../map/elements.ts'

const small = 120

export function aroundFallen(
  answer: CascadeAnswer,
  map: OutputOf<typeof showMap> | undefined,
): { parts: MapPart[]; edges: MapEdge[] } {
  if (!map) return { parts: [], edges: [] }
  if (map.parts.length <= small) return map
  const concerned = new Set([...answer.hit, ...answer.fallen.map(({ part }) => part)])
  const edges = map.edges.filter(({ from, to }) => concerned.has(from) || concerned.has(to))
  const touched = new Set([...concerned, ...edges.flatMap(({ from, to }) => [from, to])])
  return { parts: map.parts.filter(({ id }) => touched.has(id)), edges }
}
