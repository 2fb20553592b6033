// The same answer from this thread and from a worker; time that is up ends the work with what there is.
import { afterAll, expect, test } from 'vitest'
import type { Graph, GraphPart } from '../../model/graph.ts'
import { compile } from '../../rules/cascade/compile.ts'
import { stakesOf } from '../../rules/cascade/tally.ts'
import { createCascadeEngine } from './cascade-engine.ts'

const long = 1e9
const engine = createCascadeEngine()
afterAll(() => engine.close())

/** A row of services, each of which needs the one before it and holds out for a minute. */
function row(size: number): Graph {
  const parts = Array.from({ length: size }, (_, at): GraphPart => {
    const options = [{ part: at - 1, share: 1, switching: null }]
    const need = { name: 'Before', least: 1, holds: { likely: 1 }, weight: 1, options }
    const empty = { behind: null, country: null, standsIn: null, sectors: [], serves: ['EE'], users: 1, usableFrom: 0 }
    return { ...empty, id: `${at}`, name: `${at}`, kind: 'service', layer: 'service', needs: at === 0 ? [] : [need] }
  })
  return { parts, unseen: [] }
}

const graph = row(50)
const network = compile(graph)
const task = { do: 'run' as const, changes: [{ at: 0, part: 0, own: 0 }], horizon: 30 }

test('a cascade is the same here and in a worker, also when it is asked again', async () => {
  const here = await engine.run(network, task, 1, 1000)
  if (!here.ok) throw new Error(here.detail)
  expect(here.value.part).toHaveLength(31)
  expect(await engine.run(network, task, long, 20_000)).toEqual(here)
  expect(await engine.run(network, task, long, 20_000)).toEqual(here)
})

test('networks beyond those that the worker keeps are sent to it anew', async () => {
  const networks = [row(3), row(4), row(5)].map((one) => compile(one))
  const all = await Promise.all([...networks, ...networks].map((one) => engine.run(one, task, long, 20_000)))
  expect(all.map((one) => (one.ok ? one.value.part.length : one.detail))).toEqual([3, 4, 5, 3, 4, 5])
})

test('with no time left, nobody is tried, and that is an answer', async () => {
  const { stakes } = stakesOf(graph)
  const groups = [[0], [1]]
  const none = await engine.run(network, { do: 'rank', stakes, groups, horizon: 30 }, long, 0)
  expect(none).toMatchObject({ ok: true, value: { tried: 0 } })
  const both = await engine.run(network, { do: 'rank', stakes, groups, horizon: 30 }, long, 20_000)
  expect(both).toMatchObject({ ok: true, value: { tried: 2 } })
  expect([...(both.ok ? both.value.servicesDown : [])]).toEqual([31, 31])
})
