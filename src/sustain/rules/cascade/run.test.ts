// The engine against a slow one that counts everything anew, on graphs drawn at random.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Graph, GraphPart } from '../../model/graph.ts'
import { slowCascade } from '../../testdata/slow-cascade.ts'
import { compile } from './compile.ts'
import { coursesOf } from './course.ts'
import { outcomeOf } from './outcome.ts'
import { type OwnChange, runAnew } from './run.ts'
import { createRun, type RunState } from './run-state.ts'

const horizon = 100
const share = fc.constantFrom(1, 1, 1, 0.5, 0.5, 0.3, 1 / 3, 0)
const minutes = fc.constantFrom(0, 0, 0, 5, 10, 12, 30)

function graphs({ standbys, most }: { standbys: boolean; most: number }): fc.Arbitrary<Graph> {
  return fc.integer({ min: 1, max: most }).chain((size) => {
    const option = fc.record({
      part: fc.integer({ min: -1, max: size - 1 }),
      share,
      switching: standbys ? fc.option(fc.record({ likely: minutes })) : fc.constant(null),
    })
    const need = fc.record({
      name: fc.constantFrom('Power', 'Way out', 'Names'),
      least: fc.constantFrom(1, 1, 1, 2, 3),
      holds: fc.record({ likely: minutes }),
      weight: fc.constantFrom(1, 1, 1, 0.6, 0.25),
      options: fc.array(option, { minLength: 1, maxLength: 4 }),
    })
    const part = fc.record({
      usableFrom: fc.constantFrom(0, 0, 0.2, 0.5),
      needs: fc.array(need, { maxLength: 3 }),
    })
    return fc.array(part, { minLength: size, maxLength: size }).map((parts) => ({
      parts: parts.map((one, at): GraphPart => ({ ...aPart(at), ...one })),
      unseen: [],
    }))
  })
}

function aPart(at: number): Omit<GraphPart, 'usableFrom' | 'needs'> {
  const id = `part-${at}`
  const nowhere = { behind: null, country: null, standsIn: null, sectors: [], serves: [], users: null }
  return { id, name: id, kind: 'service', layer: 'service', ...nowhere }
}

function shocks(least: number): fc.Arbitrary<OwnChange[]> {
  const one = fc.record({
    at: fc.constantFrom(0, 0, 5, 10, 20, 42),
    part: fc.nat({ max: 7 }),
    own: fc.constantFrom(0, 0, 0.5, 0.1, 1),
  })
  return fc.array(one, { minLength: least, maxLength: 6 })
}

/** By time, on parts that are there, each part at most once at a moment. */
function sound(changes: readonly OwnChange[], graph: Graph): OwnChange[] {
  const byKey = new Map<string, OwnChange>()
  for (const change of changes) {
    const part = change.part % graph.parts.length
    byKey.set(`${change.at} ${part}`, { ...change, part })
  }
  return [...byKey.values()].sort((a, b) => a.at - b.at || a.part - b.part)
}

function levelAt(run: RunState, part: number, at: number): number {
  const { steps } = run
  let level = 1
  for (let i = 0; steps && i < steps.size; i += 1) {
    if (steps.part[i] === part && (steps.at[i] ?? 0) <= at) level = steps.level[i] ?? level
  }
  return level
}

function ran(graph: Graph, changes: readonly OwnChange[], used?: RunState): RunState {
  const run = used ?? createRun(compile(graph))
  runAnew(run, changes, horizon, true)
  return run
}

describe('a cascade', () => {
  test('is the one that a slow and plain count finds, with rings, k of n, standbys and holds', () => {
    fc.assert(
      fc.property(graphs({ standbys: true, most: 8 }), shocks(1), (graph, given) => {
        const changes = sound(given, graph)
        const run = ran(graph, changes)
        fc.pre(run.cut.size === 0)
        for (const { at, levels } of slowCascade(graph, changes, horizon)) {
          for (const [part, level] of levels.entries())
            expect(levelAt(run, part, at), `part ${part} at ${at}`).toBeCloseTo(level, 5)
        }
      }),
      { numRuns: 600 },
    )
  })

  test('is the same when the state was used before', () => {
    fc.assert(
      fc.property(graphs({ standbys: true, most: 8 }), shocks(1), shocks(1), (graph, first, second) => {
        const used = ran(graph, sound(first, graph))
        const again = ran(graph, sound(second, graph), used)
        const fresh = ran(graph, sound(second, graph))
        expect(outcomeOf(again)).toEqual(outcomeOf(fresh))
      }),
      { numRuns: 150 },
    )
  })

  test('never gets milder by a harder shock where nothing stands by', () => {
    fc.assert(
      fc.property(graphs({ standbys: false, most: 8 }), shocks(1), fc.nat({ max: 7 }), (graph, given, more) => {
        const changes = sound(given, graph)
        const part = more % graph.parts.length
        const harder = [{ at: 0, part, own: 0 }, ...changes.filter((change) => change.part !== part)]
        const mild = ran(graph, changes)
        const hard = ran(graph, harder)
        for (const at of new Set([...outcomeOf(mild).steps.at, ...outcomeOf(hard).steps.at])) {
          for (let p = 0; p < graph.parts.length; p += 1)
            expect(levelAt(hard, p, at)).toBeLessThanOrEqual(levelAt(mild, p, at) + 1e-6)
        }
      }),
      { numRuns: 250 },
    )
  })

  test('can be followed back from every part that fell to a shock', () => {
    fc.assert(
      fc.property(graphs({ standbys: true, most: 8 }), shocks(1), (graph, given) => {
        const changes = sound(given, graph)
        const run = ran(graph, changes)
        const courses = coursesOf(outcomeOf(run), graph, run.network)
        const struck = new Set(changes.map(({ part }) => part))
        for (const part of courses.parts) {
          const chain = courses.chain(part)
          expect(chain.length).toBeLessThan(100)
          expect(struck.has(chain.at(-1)?.part ?? -1), JSON.stringify(chain)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
