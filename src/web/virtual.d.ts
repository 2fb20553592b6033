// Modules that the build makes: see tools/europe.mjs.
declare module 'virtual:europe' {
  import type { GeometryCollection, MultiPolygon, Topology } from 'topojson-specification'

  export const europe: Topology<{ countries: GeometryCollection & { geometries: (MultiPolygon & { id: string })[] } }>
}
