// Chance against what is known of it in closed form.
import { describe, expect, test } from 'vitest'
import type { Graph, GraphPart } from '../../model/graph.ts'
import { chanceOf, percentile, triangular, wilson } from './chance.ts'
import { answerChances } from './chances.ts'
import { compile } from './compile.ts'
import { drawableFrom, drawRuns } from './drawn.ts'

const aPart = (id: string, needs: GraphPart['needs'] = []): GraphPart => ({
  id,
  name: id,
  kind: 'service',
  layer: 'service',
  behind: null,
  country: null,
  standsIn: null,
  sectors: [],
  serves: [],
  users: 100,
  usableFrom: 0,
  needs,
})

/** A service with a battery of 10 to 40 minutes, likely 20, and a standby that needs 25 minutes. */
const graph: Graph = {
  unseen: [],
  parts: [
    aPart('service', [
      {
        name: 'Power',
        least: 1,
        weight: 1,
        holds: { likely: 20, least: 10, most: 40 },
        options: [
          { part: 1, share: 1, switching: null },
          { part: 2, share: 1, switching: { likely: 25 } },
        ],
      },
    ]),
    aPart('grid'),
    aPart('diesel'),
  ],
}

function chances(runs: number, seed: number, standbyWorks: number | null) {
  const network = compile(graph)
  const drawable = drawableFrom(graph, network, [1])
  const draw = { runs, seed, standbyWorks, horizon: 100 }
  const changes = [{ at: 0, part: 1, own: 0 }]
  const drawn = drawRuns(network, new Uint8Array([1, 0, 0, 0]), changes, drawable, draw, () => true)
  return answerChances(graph, drawable, draw, drawn, [])
}

describe('drawing', () => {
  test('gives the same for the same seed, and something else for another', () => {
    expect(chances(300, 7, 0.9)).toEqual(chances(300, 7, 0.9))
    expect(chances(300, 7, 0.9).services).not.toEqual(chances(300, 8, 0.9).services)
  })

  test('of a triangular distribution has its mean, its ends and its share below the likely value', () => {
    const draw = chanceOf(3, 0)
    const drawn = Array.from({ length: 20_000 }, () => triangular(10, 20, 40, draw()))
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10)
    expect(Math.max(...drawn)).toBeLessThan(40)
    expect(drawn.reduce((a, b) => a + b, 0) / drawn.length).toBeCloseTo(70 / 3, 0)
    expect(drawn.filter((one) => one < 20).length / drawn.length).toBeCloseTo(1 / 3, 1)
    expect(triangular(5, 5, 5, 0.3)).toBe(5)
  })

  test('finds the chance that a battery ends before the standby comes: 1 - 15^2 / (30 x 20)', () => {
    const [one] = chances(10_000, 1, null).services
    // P(holds < 25) = 1 - (40 - 25)^2 / ((40 - 10) x (40 - 20)) = 0.625
    expect(one?.down).toBeCloseTo(0.625, 1)
    expect(one?.downLow).toBeLessThan(0.625)
    expect(one?.downHigh).toBeGreaterThan(0.625)
    expect(one?.minutes?.p95).toBeLessThanOrEqual(25)
    // From the end of the battery to the 25th minute, times a hundred people.
    expect(one?.userMinutes?.p95).toBeLessThanOrEqual(1500)
    expect(one?.userMinutes?.p5).toBe(0)
  })

  test('a standby that never works lets every run fall, and that is not called certain', () => {
    const [one] = chances(100, 1, 0).services
    expect(one).toMatchObject({ down: 1, downHigh: 1 })
    expect(one?.downLow).toBeCloseTo(0.963, 3)
    expect(one?.userMinutes?.p50).toBeGreaterThan(5500)
  })

  test('stops when it is told to, and says after how many runs', () => {
    const network = compile(graph)
    const drawable = drawableFrom(graph, network, [1])
    const draw = { runs: 100, seed: 1, standbyWorks: null, horizon: 100 }
    const drawn = drawRuns(network, new Uint8Array(4), [], drawable, draw, (done) => done < 12)
    expect(answerChances(graph, drawable, draw, drawn, []).notes[0]).toContain('after 12 of 100 runs')
  })
})

test('intervals by Wilson are those of the textbook', () => {
  expect(wilson(0, 10).low).toBe(0)
  expect(wilson(0, 10).high).toBeCloseTo(0.2775, 4)
  expect(wilson(5, 10).low).toBeCloseTo(0.2366, 4)
  expect(wilson(5, 10).high).toBeCloseTo(0.7634, 4)
})

test('percentiles are values that were drawn', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2)
  expect(percentile([1, 2, 3, 4], 0.95)).toBe(4)
  expect(percentile([9], 0.05)).toBe(9)
})
