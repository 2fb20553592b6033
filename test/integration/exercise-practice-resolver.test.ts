// A resolver that is there in an exercise only: it moves by what the story says of its upstreams, and nothing real is asked or kept.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { enterRealm } from '#people/api.ts'
import * as api from '#sustain/api/failover.ts'
import { reportVantage } from '#sustain/api/vantage.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const realm = 'exercise:names'
const other = 'exercise:other'
let node: TestNode
let officer: Client
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signedIn({ roles: ['duty-officer', 'analyst'] })
  const administrator = await node.administrator()
  for (const exercise of ['names', 'other']) await administrator.get(enterRealm, { person: officer.person, exercise })
}, 120_000)
afterAll(() => node?.stop())

const plan = (control = 'practice-city') => ({
  ...{ name: 'Names of the city', control },
  usual: [{ name: 'Usual', transport: 'udp' as const, address: '192.0.2.53', unionBased: false }],
  fallback: [{ name: 'Union-based', transport: 'udp' as const, address: '198.51.100.53', unionBased: true }],
  questions: [
    { name: 'portal.test', type: 'A' as const, expect: 'answers' as const, answers: ['192.0.2.1'], compare: false },
  ],
  everySeconds: 3_600,
  thresholds: {
    ...{ windowSeconds: 3_600, leastSamples: 1, mostFailed: 0.5, mostServfail: 0.5, mostNxdomain: 0.5 },
    ...{ slowMilliseconds: 500, mostSlow: 0.7, mostDisagreeing: 0.5 },
  },
  quorum: { least: 1, of: 1 },
  hysteresis: { failingSeconds: 0, wellSeconds: 1, leastSeconds: 0 },
})

type Says = 'well' | 'failing' | 'lying'

function report(id: Id, usual: Says, fallback: Says, where = realm) {
  const one = (upstream: string, health: Says) => ({
    ...{ upstream, at: new Date().toISOString(), health, because: [] },
    figures: {
      ...{ samples: 20, failed: health === 'failing' ? 1 : 0, servfail: 0, nxdomain: 0, slow: 0 },
      ...{ disagreeing: health === 'lying' ? 1 : 0, medianMilliseconds: null, p95Milliseconds: null, validates: null },
    },
  })
  const verdicts = [one('Usual', usual), one('Union-based', fallback)]
  return officer.get(reportVantage, { plan: id, vantage: 'Here', verdicts }, { realm: where })
}

const newest = async (id: Id, where = realm) =>
  (await officer.get(api.listFailovers, { plan: id, limit: 1 }, { realm: where })).failovers[0]
const stands = async (id: Id) => (await officer.get(api.getPlan, { id }, { realm })).stands

test('it is there in an exercise, and nowhere else', async () => {
  const live = await officer.call(api.addPlan, plan())
  expect(live).toMatchObject({ ok: false, status: 422, problem: { refusal: 'no-such-control' } })
  expect((await officer.get(api.listPlans, {})).controls).toEqual([])
  const here = await officer.get(api.listPlans, {}, { realm })
  expect(here.controls.map(({ name, drill }) => [name, drill])).toEqual([['practice', true]])
  const unknown = await officer.call(api.addPlan, plan('the-real-one'), { realm })
  expect(unknown).toMatchObject({ ok: false, problem: { refusal: 'no-such-control' } })
})

test('what is reported is judged at once; go is carried out before it is answered, and so is the way back', async () => {
  const { id } = await officer.get(api.addPlan, plan(), { realm })
  await report(id, 'well', 'well')
  expect(await newest(id)).toBeUndefined()
  await report(id, 'failing', 'well')
  const proposed = await newest(id)
  expect(proposed?.state).toMatchObject({ state: 'proposed', drill: false })
  if (!proposed) return
  await officer.get(api.goFailover, { id: proposed.id, version: proposed.version }, { realm })
  const moved = await newest(id)
  expect(moved?.state.state).toBe('switched')
  expect(await stands(id)).toEqual({ upstreams: ['198.51.100.53@53'], moved: true })
  // Back to a provider that is silent is no way: names stay where they are.
  await officer.get(api.rollBackFailover, { id: proposed.id, version: moved?.version ?? 0 }, { realm })
  const kept = await newest(id)
  expect(kept?.state.state).toBe('switched')
  await report(id, 'well', 'well')
  await officer.get(api.rollBackFailover, { id: proposed.id, version: (await newest(id))?.version ?? 0 }, { realm })
  expect((await newest(id))?.state.state).toBe('returned')
  expect(await stands(id)).toEqual({ upstreams: ['192.0.2.53@53'], moved: false })
})

test('where the way out is silent as well, nothing is moved; two exercises do not meet; nothing is kept on the disk', async () => {
  const { id } = await officer.get(api.addPlan, plan(), { realm: other })
  await report(id, 'failing', 'failing', other)
  expect(await newest(id, other)).toBeUndefined()
  const asked = await officer.get(api.proposeFailover, { plan: id, reason: 'By hand' }, { realm: other })
  await officer.get(api.goFailover, { id: asked.id, version: asked.version }, { realm: other })
  expect((await newest(id, other))?.state.state).toBe('failed')
  expect((await officer.get(api.listFailovers, {})).failovers).toEqual([])
  const folder = join(node.storage.folder, 'dns')
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test('a drill of it goes there and back', async () => {
  const { id } = await officer.get(api.addPlan, plan('practice'), { realm })
  await report(id, 'well', 'well')
  await officer.get(api.startDrill, { plan: id, reason: 'Drill of the quarter' }, { realm })
  expect((await newest(id))?.state).toMatchObject({ state: 'returned', drill: true })
})
