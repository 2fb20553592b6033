// Parts and needs as the canvas takes them.
import type { ElementDefinition } from 'cytoscape'
import type { OutputOf } from '#kernel/contract.ts'
import { say } from '#web/say.ts'
import type { showMap } from '../../api/parts.ts'
import type { Place } from '../../rules/drawing/lay-out.ts'

export type MapPart = OutputOf<typeof showMap>['parts'][number]
export type MapEdge = OutputOf<typeof showMap>['edges'][number]

export const edgeKey = (edge: MapEdge) => `${edge.from} ${edge.to} ${edge.need}`

/** `2 of 3` where a need has several options. */
export function optionsWord(edge: Pick<MapEdge, 'least' | 'options'>): string {
  return edge.options > 1 ? say('{least} of {options}', { least: edge.least, options: edge.options }) : ''
}

export function elementsOf(
  parts: readonly MapPart[],
  edges: readonly MapEdge[],
  places: ReadonlyMap<string, Place>,
): ElementDefinition[] {
  const nodes = parts.map(({ id, name, kind, layer, hidden }): ElementDefinition => {
    const { x = 0, y = 0 } = places.get(id) ?? {}
    const label = hidden > 0 ? `${name} (+${hidden})` : name
    return { group: 'nodes', data: { id, name: label, label, kind, layer }, position: { x, y } }
  })
  const there = new Set(parts.map(({ id }) => id))
  const drawn = edges
    .filter(({ from, to }) => there.has(from) && there.has(to) && from !== to)
    .map((edge): ElementDefinition => {
      const { from: source, to: target, standby } = edge
      const label = optionsWord(edge)
      const data = { id: edgeKey(edge), source, target, standby, ...(label ? { label } : {}) }
      return { group: 'edges', data }
    })
  return [...nodes, ...drawn]
}
