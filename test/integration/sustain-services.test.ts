// A video platform that is slow in one country: watched, reported from several networks, told for what it is, judged by a person, and
// what a peer tells counted as a witness of its own.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { registerOrganisation } from '#people/api.ts'
import { newId } from '#platform/id.ts'
import {
  addWatchedService,
  changeWatchedService,
  judgeFinding,
  listFindings,
  listWatchedServices,
  reportReach,
  showReach,
} from '#sustain/api/services.ts'
import { reachFindingRecord, vantageHourRecord } from '#sustain/events.ts'
import type { ReachSample, VantageHour } from '#sustain/model/reach.ts'
import { enterClaim } from '#watch/api/claims.ts'
import { listItems } from '#watch/api/items.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { type LoopbackService, loopbackService } from '../setup/reach.ts'
import { playMinute, runJob, sampleAt, watchVideo } from '../setup/reach-story.ts'
import { clockAt } from '../setup/sense.ts'

const start = Date.parse('2025-02-03T12:00:00Z') / 1000
const clock = clockAt(start)
let now = start
let node: TestNode
let analyst: Client
let stranger: Client
let local: LoopbackService
let service: Id

beforeAll(async () => {
  node = await startTestNode({ clock, env: { TOCSIN_FETCH_ALLOW: '127.0.0.0/8' } })
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const { id } = await admin.get(registerOrganisation, {
    name: 'Elsewhere',
    kind: 'operator',
    country: 'DK',
    sectors: ['banking'],
  })
  stranger = await node.signedIn({ roles: ['analyst'], organisation: id })
  local = await loopbackService()
  service = (await watchVideo(analyst)).id
}, 180_000)
afterAll(async () => {
  await node?.stop()
  await local?.stop()
})

const job = (name: string) => runJob(node, name)
const sample = sampleAt

async function minute(slow: boolean): Promise<void> {
  now += 60
  await playMinute({ node, analyst, service, clock }, now, slow)
}

test('what is well opens nothing, and is shown as well', async () => {
  for (let turn = 0; turn < 3; turn++) await minute(false)
  const { services } = await analyst.get(listWatchedServices, {})
  expect(services[0]).toMatchObject({ now: { state: 'well', witnesses: 3 }, finding: null })
  expect((await analyst.get(listFindings, {})).findings).toEqual([])
}, 60_000)

test('a cap in one country that lasts is found as throttling, with the other explanations beside it', async () => {
  // The window still holds what was well before: it takes its time until most transfers are flat.
  for (let turn = 0; turn < 12; turn++) await minute(true)
  const { findings } = await analyst.get(listFindings, { service })
  expect(findings).toHaveLength(1)
  const { state, marking } = findings[0]!
  expect(state).toMatchObject({ status: 'open', name: 'Video platform', judged: null })
  expect(state.verdict.state).toBe('throttling')
  // Three minutes were well, then the first slow sample.
  expect(state.onset).toBe(new Date((start + 180) * 1000).toISOString())
  expect(state.verdict.explanations.map(({ kind }) => kind)).toContain('overload')
  expect(marking).toMatchObject({ tlp: 'GREEN', owner: analyst.organisation })
  const shown = await analyst.get(showReach, { id: service, hours: 1 })
  expect(shown.verdict.explanations[0]).toMatchObject({ kind: 'throttling', sure: 'nearly-certain' })
  expect(shown.verdict.seen.map(({ pattern }) => pattern).sort()).toEqual(['capped', 'capped', 'well'])
}, 120_000)

test('the same samples again are kept once, and minutes and hours are made of them', async () => {
  const again = await analyst.get(reportReach, {
    service,
    vantage: 'Helsinki',
    samples: [sample('service', now - 60, 4_000_000)],
  })
  expect(again.kept).toBe(0)
  await job('sustain-reach-steps')
  const { series, steps, stepSeconds } = await analyst.get(showReach, { id: service, hours: 1 })
  expect(stepSeconds).toBe(60)
  const line = series.find(({ vantage, role }) => vantage === 'Home line one' && role === 'service')
  const at = steps.indexOf(now - 60)
  expect(line?.bytesPerSecond[at]).toBe(16_250)
  expect(line?.failed[at]).toBe(0)
  const hourly = await analyst.get(showReach, { id: service, hours: 72 })
  expect(hourly.stepSeconds).toBe(3600)
  expect(hourly.series.some(({ bytesPerSecond }) => bytesPerSecond.some((value) => value !== null))).toBe(true)
})

test('who may read a service cannot colour it; nor may a place that is not named, nor a moment of long ago', async () => {
  const samples = [sample('service', now, 1)]
  expect(await stranger.call(reportReach, { service, vantage: 'Helsinki', samples })).toMatchObject({
    ok: false,
    problem: { type: expect.stringContaining('not-a-vantage') },
  })
  expect(await analyst.call(reportReach, { service, vantage: 'Nowhere', samples })).toMatchObject({
    ok: false,
    status: 403,
  })
  const old = [sample('service', now - 3 * 86_400, 1)]
  expect(await analyst.call(reportReach, { service, vantage: 'Helsinki', samples: old })).toMatchObject({
    ok: false,
    status: 422,
  })
})

test('a person judges a finding; what was measured stays', async () => {
  const [finding] = (await analyst.get(listFindings, { service })).findings
  const { id, version } = finding!
  expect(await analyst.call(judgeFinding, { id, version, verdict: 'other', because: 'It is not.' })).toMatchObject({
    ok: false,
    status: 422,
  })
  const { state } = await analyst.get(judgeFinding, {
    ...{ id, version, verdict: 'confirmed', because: 'Two networks agree to the kilobit.' },
  })
  expect(state).toMatchObject({
    judged: { verdict: 'confirmed', person: analyst.person },
    verdict: { state: 'throttling' },
  })
})

test('a finding becomes one item that nobody accepted, and claims rest on it beside what others say', async () => {
  await job('watch-hear-findings')
  await job('watch-hear-findings')
  const { items } = await analyst.get(listItems, {})
  expect(items).toHaveLength(1)
  expect(items[0]?.state).toMatchObject({ status: 'suggested', sourceName: 'Measured by us' })
  expect(items[0]?.state.title).toMatch(/^Measured by us: Video platform, throttling \(support 0\.9/)
  const finding = (await analyst.get(listFindings, { service })).findings[0]?.id ?? ''
  const said = { holder: 'This node', role: 'expert', class: 'asserts' } as const
  const ours = await analyst.get(enterClaim, { ...said, proposition: 'Video platform is throttled in XX.', finding })
  const theirs = await analyst.get(enterClaim, {
    ...{ proposition: 'The company did not upgrade its equipment.', holder: 'A ministry', role: 'official' },
    ...{
      class: 'asserts',
      marking: { tlp: 'GREEN' },
      relations: [{ relation: 'disputes', claim: ours.id, why: 'It denies it.' }],
    },
  })
  const trace = await node.node.journal.reads.trace(
    { reader: systemReader('test', ['live'], node.node.journal.home), realm: 'live' },
    ours.id,
  )
  expect(trace.map(({ subject }) => subject)).toContain(finding)
  expect(theirs.id).not.toBe(ours.id)
})

test('when it is over, the finding ends, once', async () => {
  for (let turn = 0; turn < 20; turn++) await minute(false)
  const { findings } = await analyst.get(listFindings, { service })
  expect(findings).toHaveLength(1)
  expect(findings[0]?.state).toMatchObject({ status: 'ended', judged: { verdict: 'confirmed' } })
}, 120_000)

test('what places saw is told for peers when it changes, not at every turn', async () => {
  const { journal } = node.node
  const view = { reader: systemReader('test', ['live'], journal.home), realm: 'live' }
  const told = await journal.reads.many(vantageHourRecord, view)
  expect(told.map(({ state }) => state.view.vantage).sort()).toEqual(['Helsinki', 'Home line one', 'Home line two'])
  for (const { version, state } of told) expect(version).toBeLessThanOrEqual(state.view.vantage === 'Helsinki' ? 2 : 6)
})

test('what a peer tells of the same hosts counts as a witness of its own, and leaves no own finding at one witness', async () => {
  const { id } = await analyst.get(addWatchedService, {
    name: 'Portal',
    endpoints: [{ kind: 'http', host: 'portal.example' }],
    controls: [{ kind: 'http', host: 'mirror.example' }],
    marking: { tlp: 'GREEN' },
  })
  const failing = (second: number): ReachSample => ({
    ...sample('service', now - second, 0),
    ...{
      outcome: 'refused',
      kind: 'http',
      bytesPerSecond: null,
      slices: [],
      status: null,
      firstByteMilliseconds: null,
    },
  })
  const samples = [10, 20, 30, 40].flatMap((second) => [failing(second), sample('control', now - second, 4_000_000)])
  await analyst.get(reportReach, { service: id, vantage: 'Helsinki', network: 'AS1', country: 'FI', samples })
  const alone = (await analyst.get(showReach, { id })).verdict
  expect(alone).toMatchObject({ state: 'outage', witnesses: 1 })
  expect(alone.explanations[0]).toMatchObject({ sure: 'suspected' })

  await copyOfPeer(id)
  const both = (await analyst.get(showReach, { id })).verdict
  expect(both.witnesses).toBe(2)
  expect(both.explanations[0]).toMatchObject({ kind: 'outage', sure: 'nearly-certain' })
  expect(both.seen.map(({ vantage }) => vantage)).toContain('Their node (peer)')
})

/** As a letter brings it. */
async function copyOfPeer(like: Id): Promise<void> {
  const { journal } = node.node
  const [peer, theirs] = [newId(new Date()), newId(new Date())]
  const view = { reader: systemReader(`peer:${peer}`, ['live'], journal.home), realm: 'live' }
  const tally = {
    tries: 20,
    ok: 0,
    outcomes: { refused: 20 },
    connectMilliseconds: null,
    firstByteMilliseconds: null,
    transfers: 0,
    bytesPerSecond: null,
  }
  const state: VantageHour = {
    ...{ service: like, name: 'Portal as they call it', hosts: ['portal.example'], pattern: 'failing' },
    view: {
      ...{ vantage: 'Their node', network: 'AS9', country: 'SE' },
      from: new Date((now - 600) * 1000).toISOString(),
      to: new Date(now * 1000).toISOString(),
      ...{ service: tally, plateau: null, controlPlateau: null, usual: null },
      control: { ...tally, ok: 20, outcomes: { ok: 20 } },
    },
  }
  const marking = { tlp: 'GREEN' as const, owner: theirs, audience: [], persons: [], releasableTo: [] }
  const from = {
    node: peer,
    organisation: theirs,
    version: 1,
    entry: newId(new Date()),
    recordedAt: new Date(now * 1000).toISOString(),
  }
  const reply = await journal.commit({ view, verb: 'federate.takeLetter' }, async (unit) =>
    done((await unit.copy(vantageHourRecord, { subject: newId(new Date()), state, marking, from })).held.id),
  )
  expect(reply.ok).toBe(true)
}

test('the node probes what is due by itself, no sooner than it may, and finds it where it is', async () => {
  const { id } = await analyst.get(addWatchedService, {
    name: 'Here',
    endpoints: [{ kind: 'http', host: '127.0.0.1', port: local.port, plain: true, expectText: 'Welcome' }],
    everySeconds: 30,
  })
  await job('sustain-probe-services')
  await job('sustain-probe-services')
  const samples = async () => {
    await job('sustain-reach-steps')
    const { series } = await analyst.get(showReach, { id, hours: 1 })
    return series[0]
  }
  expect((await samples())?.failed.filter((share) => share !== null)).toEqual([0])
  expect((await samples())?.vantage).toBe('National CSIRT')
  now += 60
  clock.set(now)
  await job('sustain-probe-services')
  expect((await samples())?.failed.filter((share) => share !== null)).toEqual([0, 0])
}, 60_000)

test('addresses that are closed are refused with their place, and so is what is not there', async () => {
  const asked = { name: 'Router', endpoints: [{ kind: 'tcp' as const, host: '10.0.0.1', port: 22 }] }
  expect(await analyst.call(addWatchedService, asked)).toMatchObject({ ok: false, status: 422 })
  const service = await analyst.get(addWatchedService, {
    name: 'Named',
    endpoints: [{ kind: 'dns', host: 'a.example' }],
  })
  expect(await analyst.call(changeWatchedService, { id: service.id, version: 1, name: 'Named' })).toMatchObject({
    ok: false,
    problem: { type: expect.stringContaining('nothing-to-change') },
  })
  const part = newId(new Date())
  expect(await analyst.call(changeWatchedService, { id: service.id, version: 1, part })).toMatchObject({ status: 422 })
  const changed = await analyst.get(changeWatchedService, { id: service.id, version: 1, active: false })
  expect(changed.state.active).toBe(false)
})

test('findings say nothing of which no record remains', async () => {
  const { journal } = node.node
  const view = { reader: systemReader('test', ['live'], journal.home), realm: 'live' }
  const found = await journal.reads.many(reachFindingRecord, view)
  expect(found.map(({ state }) => state.name)).toEqual(['Video platform'])
})
