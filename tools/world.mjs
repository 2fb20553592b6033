// The whole world for the map of sources: the coarse map of world-atlas, its countries named by two letters.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { boxOf, codeOf, homeOf } from './europe.mjs'

/**
 * The topology with ids in alpha-2.
 * @returns {import('topojson-specification').Topology<{ countries: import('topojson-specification').GeometryCollection }>}
 */
export function nameWorld(topology) {
  const land = new Map()
  for (const geometry of topology.objects.countries.geometries) {
    const code = geometry.properties?.name === 'Somaliland' ? 'SO' : codeOf(geometry)
    // Nobody sends from there, and its shape takes a fifth of the picture.
    if (!code || code === 'AQ') continue
    for (const polygon of geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs) {
      const home = homeOf(code, boxOf(topology, polygon[0]))
      land.set(home, [...(land.get(home) ?? []), polygon])
    }
  }
  const geometries = [...land].sort().map(([id, arcs]) => ({ type: 'MultiPolygon', id, arcs }))
  return { ...topology, objects: { countries: { type: 'GeometryCollection', geometries } } }
}

/** For Vite: `virtual:world` is the topology, as a module of its own that loads with the map. */
export function world(root) {
  return {
    name: 'world',
    resolveId: (id) => (id === 'virtual:world' ? '\0virtual:world' : undefined),
    load(id) {
      if (id !== '\0virtual:world') return undefined
      const file = path.join(root, 'node_modules/world-atlas/countries-110m.json')
      const named = nameWorld(JSON.parse(readFileSync(file, 'utf8')))
      return `export const world = JSON.parse(${JSON.stringify(JSON.stringify(named))})`
    },
  }
}
