// Minimal sets, compared with trying every set of parts.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnMap } from '../../../../test/setup/drawn-maps.ts'
import type { Graph } from '../../model/graph.ts'
import { mapOf, naiveUsable, needOf, partOf } from '../../testdata/small-maps.ts'
import { compile } from '../long-run/compile.ts'
import type { Mapped } from '../long-run/mapped.ts'
import { createLongRun } from '../long-run/settle.ts'
import { findMinimalSets } from './find.ts'

const runOf = ({ graph }: Mapped) => createLongRun(compile(graph, () => true))
const plenty = { service: 0, mostParts: 5, limit: 500, mostSteps: 1e7 }

function byTrying(graph: Graph, most: number): { sets: string[]; larger: boolean } {
  const size = graph.parts.length
  const cuts: number[][] = []
  const all = Array.from({ length: 2 ** (size - 1) }, (_, bits) =>
    Array.from({ length: size - 1 }, (_, n) => n + 1).filter((n) => bits & (1 << (n - 1))),
  ).sort((a, b) => a.length - b.length)
  for (const set of all) {
    if (cuts.some((cut) => cut.every((one) => set.includes(one)))) continue
    if (naiveUsable(graph, new Set(set))[0] === 0) cuts.push(set)
  }
  const kept = cuts.filter((cut) => cut.length <= most)
  return { sets: kept.map((cut) => cut.join()).sort(), larger: kept.length < cuts.length }
}

test('all minimal sets are found, none is too large, and completeness is told rightly', () => {
  fc.assert(
    fc.property(drawnMap(), fc.integer({ min: 1, max: 4 }), (mapped, mostParts) => {
      const { sets, complete } = findMinimalSets(runOf(mapped), { ...plenty, mostParts })
      const expected = byTrying(mapped.graph, mostParts)
      expect(sets.map((set) => set.join()).sort()).toEqual(expected.sets)
      expect(complete).toBe(!expected.larger)
    }),
    { numRuns: 300 },
  )
})

test('two of three links may be lost, not any less', () => {
  const mapped = mapOf([
    partOf(0, { kind: 'service', needs: [needOf('links', [1, 2, 3], { least: 2 }), needOf('power', [4])] }),
    ...[1, 2, 3, 4].map((n) => partOf(n, {})),
  ])
  const { sets, complete } = findMinimalSets(runOf(mapped), plenty)
  expect(sets).toEqual([[4], [1, 2], [1, 3], [2, 3]])
  expect(complete).toBe(true)
  expect(findMinimalSets(runOf(mapped), { ...plenty, mostParts: 1 })).toMatchObject({
    sets: [[4]],
    complete: false,
    because: 'larger-exist',
  })
  expect(findMinimalSets(runOf(mapped), { ...plenty, limit: 2 }).because).toBe('more-exist')
})

test('a search that costs too much is ended and says so', () => {
  const wide = Array.from({ length: 12 }, (_, n) => n + 1)
  const needs = wide.map((n) => needOf(`pair ${n}`, [n, n + 12, n + 24]))
  const mapped = mapOf([
    partOf(0, { kind: 'service', needs }),
    ...Array.from({ length: 36 }, (_, n) => partOf(n + 1, {})),
  ])
  const ended = findMinimalSets(runOf(mapped), { ...plenty, mostSteps: 50 })
  expect(ended).toMatchObject({ complete: false, because: 'search-ended' })
  expect(findMinimalSets(runOf(mapped), { ...plenty, mostParts: 3 }).sets).toHaveLength(12)
})
