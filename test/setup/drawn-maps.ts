// Small maps of parts drawn by chance for tests, with rings, k of n, shares, weights and standbys.
import fc from 'fast-check'
import type { KnownPart } from '#sustain/rules/graph/from-parts.ts'
import type { Mapped } from '#sustain/rules/long-run/mapped.ts'
import { idOf, mapOf, needOf, partOf } from '#sustain/testdata/small-maps.ts'

interface Shape {
  least: 1 | 2 | 3
  weight: number
  options: { part: number; share: number; standby: boolean }[]
}

/** Part 0 is the service. Every part may need every other, itself left out. */
export function drawnMap(most = 8): fc.Arbitrary<Mapped> {
  const share = fc.constantFrom(1, 1, 1, 0.5, 0.3)
  const shape = (n: number): fc.Arbitrary<Shape> =>
    fc.record({
      least: fc.constantFrom(1, 1, 2, 3),
      weight: fc.constantFrom(1, 1, 0.6, 0.25),
      options: fc.array(fc.record({ part: fc.nat(n - 1), share, standby: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
    })
  return fc.integer({ min: 3, max: most }).chain((n) => {
    const part = fc.record({
      needs: fc.array(shape(n), { maxLength: 3 }),
      usableFrom: fc.constantFrom(0, 0, 0, 0.2, 0.6),
    })
    return fc
      .array(part, { minLength: n, maxLength: n })
      .map((drawn) => mapOf(drawn.map(({ needs, usableFrom }, at) => drawnPart(at, needs, usableFrom))))
  })
}

function drawnPart(at: number, shapes: readonly Shape[], usableFrom: number): KnownPart {
  const needs = shapes.flatMap(({ least, weight, options }, place) => {
    const others = new Map(options.filter((one) => one.part !== at).map((one) => [one.part, one]))
    const of = [...others.values()].map(({ part, share, standby }) => ({
      part: idOf(part),
      share,
      switching: standby ? { likely: 5 } : null,
    }))
    return of.length > 0 ? [needOf(`need ${place}`, of, { least: Math.min(least, of.length), weight })] : []
  })
  return partOf(at, { kind: at === 0 ? 'service' : 'component', needs, usableFrom, users: at === 0 ? 100 : null })
}
