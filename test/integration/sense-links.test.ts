// What was measured, further down the house: news join the observation, an incident and a claim rest on the attack, and
// nothing reaches somebody new on the way.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declareIncident, getIncident, incidentFacts } from '#assess/api.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { newId } from '#platform/id.ts'
import { addTarget, listAttacks, listObservations, registerSensor } from '#sense/api.ts'
import type { Bucket, Sense } from '#sense/index.ts'
import { storyBuckets, storyTraffic } from '#sense/rules/generate/story.ts'
import { reachFindingRecord } from '#sustain/events.ts'
import { tellSense } from '#watch/actions/tell-sense.ts'
import { enterClaim, getClaim } from '#watch/api/claims.ts'
import { acceptItem, importText } from '#watch/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt, sendBuckets, senseBeside } from '../setup/sense.ts'

const at = (time: string) => Date.parse(`2025-03-10T${time}Z`) / 1000
const clock = clockAt(at('09:56:00'))
let node: TestNode
let analyst: Client
let sense: Sense
let attack: string

beforeAll(async () => {
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  sense = senseBeside(node, clock)
  const target = await analyst.get(addTarget, {
    name: 'Exercise Platform',
    services: ['Exercise Platform'],
    country: 'BE',
    marking: { tlp: 'AMBER' },
  })
  const sensor = await analyst.get(registerSensor, { name: 'Edge' })
  const span = { from: at('00:00:00') - 43_200, to: at('09:55:00') }
  const buckets: Bucket[] = [...storyBuckets(storyTraffic(7, 1), target.id, span)]
  await sendBuckets(
    analyst,
    sensor.id,
    buckets.filter(({ at: start }) => start < span.to),
  )
  for (let turn = 0; turn < 4; turn++) await sense.detect()
  attack = (await analyst.get(listAttacks, {})).attacks[0]?.id ?? ''
}, 180_000)
afterAll(() => node.stop())

async function news(title: string, tlp: 'AMBER' | 'GREEN' | 'AMBER+STRICT' = 'AMBER') {
  const { items } = await analyst.get(importText, {
    text: `${title}\n\nA denial-of-service attack (DDoS) made Exercise Platform unreachable on 10 March 2025 from 09:45 UTC on, Exercise Platform said.`,
    publishedAt: '2025-03-10T09:54:00.000Z',
    marking: { tlp },
  })
  const item = items[0]!
  await analyst.get(acceptItem, { id: item.id, version: item.version })
  return item.id
}
const observation = async () => (await analyst.get(listObservations, {})).observations[0]!

test('an accepted item that names the target becomes a part of the observation, once, and moves no measured onset', async () => {
  const before = await observation()
  const item = await news('Exercise Platform goes dark')
  expect(await tellSense({ journal: node.node.journal, clock }, sense)).toBe(1)
  const after = await observation()
  expect(after.state.parts.find(({ kind }) => kind === 'news')).toMatchObject({
    ref: item,
    says: 'Exercise Platform goes dark',
    onset: { at: '2025-03-10T09:45:00.000Z' },
  })
  expect(after.state.onset).toEqual(before.state.onset)
  await tellSense({ journal: node.node.journal, clock }, sense)
  expect((await observation()).version).toBe(after.version)
})

test('the title of an item that fewer may read does not travel with it', async () => {
  const item = await news('Exercise Platform: what only we know', 'AMBER+STRICT')
  await tellSense({ journal: node.node.journal, clock }, sense)
  const part = (await observation()).state.parts.find(({ ref }) => ref === item)
  expect(part?.says).toBe('An item that not everybody here may read')
})

test('an incident rests on the attack, and names it', async () => {
  const made = await analyst.get(declareIncident, { title: 'Exercise Platform under attack', observations: [attack] })
  const { observations } = await analyst.get(getIncident, { id: made.id })
  expect(observations).toMatchObject([{ id: attack, record: 'sense.attack' }])
  const { measured } = await analyst.get(incidentFacts, { id: made.id })
  expect(measured).toMatchObject([{ id: attack, judged: null, end: null }])
  expect(measured[0]!.facts.map(({ name }) => name)).toContain('incident.duration_minutes')
  const entries = await node.node.journal.reads.trace({ reader: node.node.localReader('live'), realm: 'live' }, made.id)
  expect(entries.some(({ subject }) => subject === attack)).toBe(true)
})

test('a claim rests on the attack: marked like it, with its newest entry as cause; a looser marking is refused', async () => {
  const said = {
    proposition: 'Most of the traffic came from addresses that are registered in three countries.',
    holder: 'National CSIRT',
    role: 'first-hand' as const,
    class: 'asserts' as const,
    attack,
  }
  const leaking = await analyst.call(enterClaim, { ...said, marking: { tlp: 'GREEN' } })
  expect(leaking).toMatchObject({ ok: false, problem: { type: expect.stringContaining('would-leak') } })
  const { id } = await analyst.get(enterClaim, said)
  expect((await analyst.get(getClaim, { id })).marking.tlp).toBe('AMBER')
  const view = { reader: node.node.localReader('live'), realm: 'live' }
  const entries = await node.node.journal.reads.trace(view, id)
  expect(entries.some(({ subject }) => subject === attack)).toBe(true)
  const unknown = await analyst.call(enterClaim, { ...said, attack: '01980f3c-8a00-7000-8000-00000000ffff' })
  expect(unknown).toMatchObject({ ok: false, status: 404 })
})

async function openFinding(tlp: 'AMBER' | 'AMBER+STRICT'): Promise<string> {
  const reader = systemReader('test', ['live'], node.node.journal.home)
  const writer = { view: { reader, realm: 'live' as const }, verb: 'test.measured' }
  const verdict = { state: 'throttling' as const, witnesses: 3, explanations: [], seen: [] }
  const body = { service: newId(new Date()), name: 'Exercise Platform', verdict, onset: '2025-03-10T09:46:00.000Z' }
  const reply = await node.node.journal.commit(writer, async (unit) =>
    done((await unit.open(reachFindingRecord, 'sustain.reachFindingOpened', body, { marking: { tlp } })).held.id),
  )
  if (!reply.ok) throw new Error(reply.refusal)
  return reply.value
}

const said = {
  proposition: 'Exercise Platform was unreachable from abroad.',
  holder: 'National CSIRT',
  role: 'first-hand' as const,
  class: 'asserts' as const,
}
const leaks = { ok: false, status: 409, problem: { refusal: 'would-leak', where: '/marking' } }

test('an open item does not open what it is entered beside: unmarked, a claim on both is refused until it is marked', async () => {
  const item = await news('Exercise Platform is gone, says everybody', 'GREEN')
  expect((await analyst.get(getClaim, { id: (await analyst.get(enterClaim, { ...said, item })).id })).marking.tlp).toBe(
    'GREEN',
  )
  expect(await analyst.call(enterClaim, { ...said, item, attack })).toMatchObject(leaks)
  const { id } = await analyst.get(enterClaim, { ...said, item, attack, marking: { tlp: 'AMBER' } })
  expect((await analyst.get(getClaim, { id })).marking.tlp).toBe('AMBER')
})

test('a claim on an attack and a finding names both as its causes, and is for those alone who may read both', async () => {
  const finding = await openFinding('AMBER+STRICT')
  expect(await analyst.call(enterClaim, { ...said, attack, finding })).toMatchObject(leaks)
  const { entry } = await analyst.get(enterClaim, { ...said, attack, finding, marking: { tlp: 'AMBER+STRICT' } })
  const entries = await node.node.journal.reads.trace({ reader: node.node.localReader('live'), realm: 'live' }, entry)
  const subjects = entries.map(({ subject }) => subject)
  expect(subjects).toContain(attack)
  expect(subjects).toContain(finding)
})
