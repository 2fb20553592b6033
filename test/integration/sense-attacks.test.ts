// The story of 10 March 2025, played: frames of a sensor go in, and out come waves with their onsets, an attack with its
// source mix and caveat, complaints, and one observation of both. Nothing twice, whoever judges and however often.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import {
  addTarget,
  exportSeries,
  forecastThreshold,
  getAttack,
  judgeAttack,
  listAttacks,
  listObservations,
  registerSensor,
  showSeries,
  showWall,
} from '#sense/api.ts'
import type { Bucket, Sense } from '#sense/index.ts'
import { storyBuckets, storyComplaintBuckets, storyComplaints, storyTraffic } from '#sense/rules/generate/story.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt, sendBuckets, senseBeside } from '../setup/sense.ts'

const clock = clockAt(Date.parse('2025-03-10T00:00:00Z') / 1000)
const at = (time: string) => Date.parse(`2025-03-10T${time}Z`) / 1000
let node: TestNode
let analyst: Client
let other: Client
let sense: Sense
let target: string
let sensor: string
let sequence = 1
let traffic: Bucket[]
let complaints: Bucket[]

beforeAll(async () => {
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const { id } = await admin.get(registerOrganisation, {
    name: 'Exercise Bank',
    kind: 'operator',
    country: 'DK',
    sectors: ['banking'],
  })
  other = await node.signedIn({ roles: ['analyst'], organisation: id })
  sense = senseBeside(node, clock)
  target = (await analyst.get(addTarget, { name: 'Platform X', services: ['X'], users: 100_000_000, country: 'BE' })).id
  sensor = (await analyst.get(registerSensor, { name: 'Edge' })).id
  traffic = [...storyBuckets(storyTraffic(7, 1), target, { from: at('00:00:00') - 43_200, to: at('20:00:00') })]
  complaints = [...storyComplaintBuckets(storyComplaints(7, 1, 10), target)].filter(
    ({ at: start }) => start < at('20:00:00'),
  )
}, 120_000)
afterAll(() => node.stop())

/** What was counted from one moment to another arrives, the clock goes on to the end of it, and a turn is taken. */
async function play(from: number, to: number, judge: Sense = sense): Promise<void> {
  const within = [...traffic, ...complaints].filter((bucket) => bucket.at >= from && bucket.at < to)
  clock.set(to + 40)
  sequence += 10 + (await sendBuckets(analyst, sensor, within, { sequence }))
  await judge.detect()
  // Sessions end by themselves when nobody uses them for half a day.
  await other.get(listAttacks, {})
}

test('an ordinary morning raises nothing', async () => {
  await play(at('00:00:00') - 43_200, at('09:40:00'))
  for (let turn = 0; turn < 3; turn++) await sense.detect()
  expect((await analyst.get(listAttacks, {})).total).toBe(0)
  const { targets } = await analyst.get(showWall, {})
  expect(targets[0]).toMatchObject({ id: target, state: 'quiet', attack: null })
}, 120_000)

test('the first wave is told within a minute or so, with its onset to the bucket', async () => {
  await play(at('09:40:00'), at('09:46:30'))
  const { attacks } = await analyst.get(listAttacks, {})
  expect(attacks).toHaveLength(1)
  const { state, marking } = attacks[0]!
  expect(marking).toMatchObject({ owner: analyst.organisation, tlp: 'AMBER+STRICT' })
  expect(Math.abs(Date.parse(state.onset) / 1000 - at('09:45:00'))).toBeLessThanOrEqual(10)
  expect(state).toMatchObject({ target, state: 'rising', end: null, title: 'Platform X, 10 March 2025' })
  const { targets } = await analyst.get(showWall, {})
  expect(targets[0]).toMatchObject({ state: 'attack', attack: { waves: 1 } })
}, 120_000)

test('a restart in the middle of the wave neither ends it nor tells it again', async () => {
  const fresh = senseBeside(node, clock)
  await play(at('09:46:30'), at('09:55:00'), fresh)
  await sense.detect()
  await fresh.detect()
  sense = fresh
  const { attacks } = await analyst.get(listAttacks, {})
  expect(attacks.filter(({ state }) => state.measure !== 'complaints')).toHaveLength(1)
  expect(attacks.at(-1)!.state.waves).toHaveLength(1)
}, 120_000)

test('two that judge the same buckets at the same moment write one attack', async () => {
  const twin = senseBeside(node, clock)
  const within = [...traffic, ...complaints].filter(
    (bucket) => bucket.at >= at('09:55:00') && bucket.at < at('12:00:00'),
  )
  clock.set(at('12:00:00') + 40)
  sequence += 10 + (await sendBuckets(analyst, sensor, within, { sequence }))
  await Promise.all([sense.detect(), twin.detect()])
  await sense.detect()
  const { attacks } = await analyst.get(listAttacks, {})
  const [attack] = attacks.filter(({ state }) => state.measure !== 'complaints')
  const onsets = attack!.state.waves.map(({ onset }) => Date.parse(onset) / 1000)
  expect(onsets).toHaveLength(2)
  for (const [i, time] of ['09:45:00', '11:10:00'].entries()) {
    expect(Math.abs((onsets[i] ?? 0) - at(time))).toBeLessThanOrEqual(20)
  }
}, 120_000)

test('the day has four waves with the right onsets and ends', async () => {
  for (const [from, to] of [
    ['12:00:00', '15:00:00'],
    ['15:00:00', '18:00:00'],
    ['18:00:00', '20:00:00'],
  ] as const) {
    await play(at(from), at(to))
  }
  const { attacks } = await analyst.get(listAttacks, {})
  const [attack] = attacks.filter(({ state }) => state.measure !== 'complaints')
  const waves = attack!.state.waves.map(({ onset, end }) => [Date.parse(onset) / 1000, Date.parse(end ?? '') / 1000])
  const truth = [
    ['09:45:00', '10:23:00'],
    ['11:10:00', '11:35:00'],
    ['13:30:00', '14:45:00'],
    ['16:20:00', '16:50:00'],
  ]
  expect(waves).toHaveLength(4)
  for (const [i, [onset = 0, end = 0]] of waves.entries()) {
    expect.soft(Math.abs(onset - at(truth[i]![0]!)), `onset of wave ${i + 1}`).toBeLessThanOrEqual(20)
    expect.soft(Math.abs(end - at(truth[i]![1]!)), `end of wave ${i + 1}`).toBeLessThanOrEqual(20)
  }
}, 240_000)

test('where packets came from is said with its caveat, beside what was usual', async () => {
  const { attacks } = await analyst.get(listAttacks, {})
  const found = attacks.find(({ state }) => state.measure !== 'complaints')!
  const { attack, target: named, observation } = await analyst.get(getAttack, { id: found.id })
  expect(named).toMatchObject({ id: target, name: 'Platform X', organisation: 'National CSIRT' })
  const { mix, crowd, vectors } = attack.state
  expect(mix!.caveat).toMatch(/not who sent them/)
  const shares = new Map(mix!.countries.map(({ key, share }) => [key, share]))
  expect(shares.get('VN')).toBeGreaterThan(0.05)
  expect(shares.get('UA') ?? 0).toBeLessThan(0.03)
  expect(mix!.countries.find(({ key }) => key === 'VN')!.usual).toBeLessThan(0.03)
  expect(mix!.hosting).toBeNull()
  expect(crowd.verdict).not.toBe('flash-crowd')
  expect(vectors.map(({ vector }) => vector)).toContain('syn-flood')
  expect(observation!.state.parts.map(({ kind }) => kind)).toContain('complaints')
})

test('traffic and complaints make one observation, whose onset is that of the traffic', async () => {
  const { observations } = await analyst.get(listObservations, { target })
  expect(observations).toHaveLength(1)
  const { state } = observations[0]!
  expect(new Set(state.parts.map(({ kind }) => kind))).toEqual(new Set(['traffic', 'complaints']))
  expect(Math.abs(Date.parse(state.onset.at) / 1000 - at('09:45:00'))).toBeLessThanOrEqual(10)
  expect(state.silent.map(({ kind }) => kind)).toEqual(['web', 'news'])
})

test('what news say is laid beside it and moves nothing', async () => {
  const before = (await analyst.get(listObservations, { target })).observations[0]!.state
  const news = { target, ref: '01980f3c-8a00-7000-8000-000000000077', confidence: 0.6, says: 'X is down for thousands' }
  const moment = (seconds: number) => new Date(seconds * 1000).toISOString()
  const onset = { at: moment(at('10:00:00')), earliest: moment(at('09:30:00')), latest: moment(at('10:30:00')) }
  const id = await sense.addNews('live', { ...news, onset })
  expect(await sense.addNews('live', { ...news, onset })).toBe(id)
  const { observations } = await analyst.get(listObservations, { target })
  const { state } = observations[0]!
  expect(state.parts.filter(({ kind }) => kind === 'news')).toHaveLength(1)
  expect(state.onset.at).toBe(before.onset.at)
  expect(state.confidence).toBeGreaterThanOrEqual(before.confidence)
  expect(await sense.addNews('exercise:spring', { ...news, onset })).toBeNull()
})

test('charts have a value for each bucket, bands, complaints, waves and what is usual', async () => {
  const span = { from: '2025-03-10T09:30:00Z', to: '2025-03-10T10:30:00Z' }
  const series = await analyst.get(showSeries, { target, ...span, bucketSeconds: 10, compareSeconds: 36_000 })
  expect(series).toMatchObject({ measure: 'bits', bucketSeconds: 10 })
  for (const line of [series.values, series.usual, series.compared!, series.sources, series.complaints]) {
    expect(line).toHaveLength(series.at.length)
  }
  expect(series.bands.map(({ key }) => key)).toEqual(expect.arrayContaining(['US', '*']))
  const sums = series.at.map((_, i) => series.bands.reduce((sum, { values }) => sum + (values[i] ?? 0), 0))
  expect(sums[200]! / series.values[200]!).toBeCloseTo(1, 5)
  const packets = await analyst.get(showSeries, { target, ...span, bucketSeconds: 10, measure: 'packets' })
  for (const i of [10, 80, 100, 200]) {
    const times = packets.values[i]! / packets.usual[i]!
    expect.soft(times, `bucket ${i}`).toBeGreaterThan(i < 90 ? 0.7 : 3)
    expect.soft(times, `bucket ${i}`).toBeLessThan(i < 90 ? 1.4 : 5)
  }
  expect(series.waves.filter(({ measure }) => measure !== 'complaints')).toHaveLength(1)
  expect(series.mix!.caveat.length).toBeGreaterThan(20)
  const long = await analyst.call(showSeries, { target, from: '2025-01-01T00:00:00Z', to: span.to, bucketSeconds: 10 })
  expect(long).toMatchObject({ status: 422, problem: { refusal: 'span-too-long' } })
})

test('the file says first how it is marked', async () => {
  const span = { from: '2025-03-10T09:30:00Z', to: '2025-03-10T10:30:00Z' }
  const file = (await analyst.get(exportSeries, { target, ...span, bucketSeconds: 10 })) as unknown as Buffer
  const lines = file.toString('utf8').split('\r\n')
  expect(lines[0]).toBe('# TLP:AMBER+STRICT')
  expect(lines.filter((line) => /^2025/.test(line))).toHaveLength(360)
})

test('a person says what it was, with the version that they saw', async () => {
  const { attacks } = await analyst.get(listAttacks, { judged: false })
  const { id, version } = attacks.find(({ state }) => state.measure !== 'complaints')!
  const judged = await analyst.get(judgeAttack, { id, version, as: 'attack', reason: 'Claimed and seen.' })
  expect(judged.state.judged).toMatchObject({ as: 'attack', by: analyst.person })
  expect(await analyst.call(judgeAttack, { id, version, as: 'outage', reason: 'No.' })).toMatchObject({ status: 409 })
})

test('it is forecast from the curve, and not knowing is never no', async () => {
  const forecast = await analyst.get(forecastThreshold, { target, what: 'minutes', threshold: 60 })
  expect(['reached', 'likely', 'possible', 'unlikely', 'undetermined']).toContain(forecast.verdict)
  if (forecast.verdict === 'undetermined') expect(forecast.missing.length).toBeGreaterThan(0)
})

test('another organisation sees nothing of it', async () => {
  expect((await other.get(listAttacks, {})).total).toBe(0)
  expect((await other.get(listObservations, {})).observations).toEqual([])
  expect(
    await other.call(showSeries, { target, from: '2025-03-10T09:30:00Z', to: '2025-03-10T10:30:00Z' }),
  ).toMatchObject({ status: 404 })
  expect(await other.call(forecastThreshold, { target, what: 'minutes', threshold: 60 })).toMatchObject({ status: 404 })
})
