// Too many runs over too much are refused, with the number that would do.
import { expect, test } from 'vitest'
import { systemReader } from '#kernel/reader.ts'
import type { GraphPart } from '../../model/graph.ts'
import { createCascadeEngine } from './cascade-engine.ts'
import { drawChances } from './draw-chances.ts'

const size = 60_000
const parts = Array.from({ length: size }, (_, at): GraphPart => {
  const options = [{ part: 0, share: 1, switching: null }]
  const need = { name: 'First', least: 1, holds: { likely: 1 }, weight: 1, options }
  const empty = { behind: null, country: null, standsIn: null, sectors: [], serves: [], users: null, usableFrom: 0 }
  return { ...empty, id: `${at}`, name: `${at}`, kind: 'component', layer: 'platform', needs: at === 0 ? [] : [need] }
})
const seen = { graph: { parts, unseen: [] }, parts: [] }
const room = { map: { seenBy: async () => seen, seenIfLoaded: () => null, stop() {} }, cascades: createCascadeEngine() }
const home = '01980f3c-8a00-7000-8000-000000000001'
const call = { view: { reader: systemReader('test', ['live'], home), realm: 'live' }, now: '2026-01-01T00:00:00.000Z' }
const shocks = [{ hits: { part: '0' }, kind: 'fails' as const }]

test('ten thousand runs over sixty thousand options are refused; the detail says how many would do', async () => {
  const answer = await drawChances(room, { shocks, horizon: 10, runs: 10_000 }, call)
  expect(answer).toMatchObject({ ok: false, refusal: 'graph-too-large', where: '/runs' })
  const most = Number(answer.ok ? 0 : /\d+/.exec(answer.detail ?? '')?.[0])
  expect(most).toBeGreaterThan(1000)
  expect(most).toBeLessThan(10_000)
})

test('a shock that hits nothing is refused', async () => {
  const nobody = [{ hits: { behind: 'Nobody' }, kind: 'fails' as const }]
  expect(await drawChances(room, { shocks: nobody, horizon: 10 }, call)).toMatchObject({ refusal: 'nothing-hit' })
})
