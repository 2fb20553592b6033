// What stands in the long run, compared with computing everything anew.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnMap } from '../../../../test/setup/drawn-maps.ts'
import { mapOf, naiveUsable, needOf, partOf } from '../../testdata/small-maps.ts'
import { compile } from './compile.ts'
import type { Mapped } from './mapped.ts'
import { createLongRun } from './settle.ts'
import { supportOf } from './support.ts'

const runOf = ({ graph }: Mapped) => createLongRun(compile(graph, () => true))

test('who falls and how far is what computing everything anew says', () => {
  fc.assert(
    fc.property(drawnMap(), fc.array(fc.nat(7), { maxLength: 3 }), (mapped, some) => {
      const size = mapped.graph.parts.length
      const lost = [...new Set(some.map((one) => one % size))]
      const run = runOf(mapped)
      run.fall({ parts: lost })
      const found = mapped.graph.parts.map((_, at) => run.usable(at))
      const expected = naiveUsable(mapped.graph, new Set(lost))
      for (const [at, one] of found.entries()) expect(one).toBeCloseTo(expected[at] ?? -1, 5)
      run.restore()
      expect(mapped.graph.parts.map((_, at) => run.usable(at))).toEqual(wholeOf(mapped))
    }),
    { numRuns: 500 },
  )
})

function wholeOf(mapped: Mapped): number[] {
  const run = runOf(mapped)
  return mapped.graph.parts.map((_, at) => run.usable(at))
}

test('what holds a part up holds it up with nothing else there', () => {
  fc.assert(
    fc.property(drawnMap(), fc.array(fc.nat(7), { maxLength: 2 }), (mapped, some) => {
      const { parts } = mapped.graph
      const lost = [...new Set(some.map((one) => one % parts.length))]
      const run = runOf(mapped)
      run.fall({ parts: lost })
      fc.pre(!run.isGone(0))
      const support = supportOf(run, 0)
      run.restore()
      const without = parts.map((_, at) => at).filter((at) => !support.has(at))
      expect(lost.some((one) => support.has(one))).toBe(false)
      expect(naiveUsable(mapped.graph, new Set(without))[0]).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

test('a ring that holds itself up stands until something outside takes one of it', () => {
  const ring = mapOf([
    partOf(0, { kind: 'service', needs: [needOf('a', [1])] }),
    partOf(1, { needs: [needOf('b', [2])] }),
    partOf(2, { needs: [needOf('a', [1]), needOf('power', [3])] }),
    partOf(3, { layer: 'energy' }),
  ])
  const run = runOf(ring)
  expect(run.isGone(0)).toBe(false)
  run.fall({ parts: [3] })
  expect([0, 1, 2].map(run.isGone)).toEqual([true, true, true])
})

test('a ring in which each takes a little from the next ends at nothing, and ends', () => {
  const need = (n: number) => needOf('next', [n], { weight: 0.9 })
  const ring = mapOf([
    partOf(0, { kind: 'service', needs: [need(1)] }),
    partOf(1, { needs: [need(2), needOf('power', [3], { weight: 0.5 })] }),
    partOf(2, { needs: [need(1)] }),
    partOf(3, { layer: 'energy' }),
  ])
  const run = runOf(ring)
  const { cutShort } = run.fall({ parts: [3] })
  expect(cutShort).toBe(false)
  const expected = naiveUsable(ring.graph, new Set([3]))
  expect(run.usable(0)).toBeCloseTo(expected[0] ?? -1, 5)
})
