// Parts that alone can take a service away, compared with losing each in turn the obvious way.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnMap } from '../../../../test/setup/drawn-maps.ts'
import { mapOf, naiveUsable, needOf, partOf } from '../../testdata/small-maps.ts'
import { compile } from '../long-run/compile.ts'
import type { Mapped } from '../long-run/mapped.ts'
import { createLongRun } from '../long-run/settle.ts'
import { findSinglePoints, type SinglePoints } from './find.ts'

function pointsOf(mapped: Mapped, service: number | null = null, mostSteps = 1e7): SinglePoints {
  const run = createLongRun(compile(mapped.graph, () => true))
  const finding = findSinglePoints(mapped.graph, run, service, mostSteps)
  for (;;) {
    const { done, value } = finding.next()
    if (done) return value
  }
}

test('single points are exactly those whose loss alone stops the service, for one service and for all', () => {
  fc.assert(
    fc.property(drawnMap(), (mapped) => {
      const expected = mapped.graph.parts.flatMap((_, at) =>
        at > 0 && naiveUsable(mapped.graph, new Set([at]))[0] === 0 ? [at] : [],
      )
      for (const service of [null, 0])
        expect(
          pointsOf(mapped, service)
            .points.map(({ part }) => part)
            .sort((a, b) => a - b),
        ).toEqual(expected)
    }),
    { numRuns: 400 },
  )
})

test('those on which most people hang come first; a part with another beside it is none', () => {
  const mapped = mapOf([
    partOf(0, { kind: 'service', users: 10, needs: [needOf('a', [2]), needOf('pair', [4, 5])] }),
    partOf(1, { kind: 'service', users: 500, needs: [needOf('b', [3])] }),
    partOf(2, {}),
    partOf(3, { needs: [needOf('c', [6])] }),
    ...[4, 5, 6].map((n) => partOf(n, {})),
  ])
  const { points } = pointsOf(mapped)
  expect(points.map(({ part, users }) => [part, users])).toEqual([
    [3, 500],
    [6, 500],
    [2, 10],
  ])
  expect(points[1]).toMatchObject({ services: [1], servicesTotal: 1 })
})

test('a service that others need can be one itself; it is not its own', () => {
  const mapped = mapOf([partOf(0, { kind: 'service', needs: [needOf('login', [1])] }), partOf(1, { kind: 'service' })])
  expect(pointsOf(mapped).points.map(({ part, services }) => [part, services])).toEqual([[1, [0]]])
})

test('what was not tried any more is counted', () => {
  const mapped = mapOf([
    partOf(0, { kind: 'service', needs: [1, 2, 3].map((n) => needOf(`need ${n}`, [n])) }),
    ...[1, 2, 3].map((n) => partOf(n, {})),
  ])
  expect(pointsOf(mapped, null, 1)).toMatchObject({ tried: 1, untold: 2 })
})
