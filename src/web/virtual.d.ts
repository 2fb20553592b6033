// Modules that the build makes: see tools/europe.mjs and tools/world.mjs.
declare module 'virtual:europe' {
  import type { GeometryCollection, MultiPolygon, Topology } from 'topojson-specification'

  export const europe: Topology<{ countries: GeometryCollection & { geometries: (MultiPolygon & { id: string })[] } }>
}

declare module 'virtual:world' {
  import type { GeometryCollection, MultiPolygon, Topology } from 'topojson-specification'

  export const world: Topology<{ countries: GeometryCollection & { geometries: (MultiPolygon & { id: string })[] } }>
}
