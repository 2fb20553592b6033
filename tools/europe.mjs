// Cuts Europe out of the world map at build time: only its countries, only the land in the window, only the lines used.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { lettersByNumber } from './country-numbers.mjs'

const window = { west: -26, east: 46, south: 33.5, north: 72 }
/** The two letters of the country whose land a shape of world-atlas is, or undefined. */
export function codeOf(geometry) {
  const name = geometry.properties?.name
  if (name === 'Kosovo') return 'XK'
  // The whole island is the territory of the Member State; the application of Union law is suspended in a part of it.
  if (name === 'N. Cyprus') return 'CY'
  return lettersByNumber[geometry.id]
}

/** The corners of a ring, in degrees. */
export function boxOf(topology, ring) {
  const { scale, translate } = topology.transform
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const index of ring) {
    let [x, y] = [0, 0]
    for (const step of topology.arcs[index < 0 ? ~index : index]) {
      x += step[0]
      y += step[1]
      const [lon, lat] = [x * scale[0] + translate[0], y * scale[1] + translate[1]]
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  return { west, east, south, north }
}

/** Whose land it is by international law, where the map was drawn another way. */
export function homeOf(code, box) {
  const crimea = code === 'RU' && box.west > 32 && box.east < 37 && box.north < 46.5
  return crimea ? 'UA' : code
}

const apart = (a, b) => a.east < b.west || a.west > b.east || a.north < b.south || a.south > b.north

/**
 * The part of a topology that the window shows, as a topology with one object, `countries`, ids in alpha-2.
 * @returns {import('topojson-specification').Topology<{ countries: import('topojson-specification').GeometryCollection }>}
 */
export function cutEurope(topology) {
  const land = new Map()
  for (const geometry of topology.objects.countries.geometries) {
    const code = codeOf(geometry)
    if (!code) continue
    const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs
    for (const polygon of polygons) {
      const box = boxOf(topology, polygon[0])
      if (apart(box, window)) continue
      // Far islands of Member States would pull the eye and the fit away; the matrix counts them all the same.
      if (code === 'ES' && box.north < 30) continue
      const home = homeOf(code, box)
      land.set(home, [...(land.get(home) ?? []), polygon])
    }
  }
  const number = new Map()
  const renumber = (index) => {
    const arc = index < 0 ? ~index : index
    if (!number.has(arc)) number.set(arc, number.size)
    return index < 0 ? ~number.get(arc) : number.get(arc)
  }
  const geometries = [...land].sort().map(([id, polygons]) => ({
    type: 'MultiPolygon',
    id,
    arcs: polygons.map((polygon) => polygon.map((ring) => ring.map(renumber))),
  }))
  const arcs = [...number.keys()].map((arc) => topology.arcs[arc])
  return {
    type: 'Topology',
    transform: topology.transform,
    objects: { countries: { type: 'GeometryCollection', geometries } },
    arcs,
  }
}

/** For Vite: `virtual:europe` is the topology, as a module of its own that loads with the map. */
export function europe(root) {
  return {
    name: 'europe',
    resolveId: (id) => (id === 'virtual:europe' ? '\0virtual:europe' : undefined),
    load(id) {
      if (id !== '\0virtual:europe') return undefined
      const file = path.join(root, 'node_modules/world-atlas/countries-50m.json')
      const cut = cutEurope(JSON.parse(readFileSync(file, 'utf8')))
      return `export const europe = JSON.parse(${JSON.stringify(JSON.stringify(cut))})`
    },
  }
}
