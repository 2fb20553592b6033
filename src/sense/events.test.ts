// What the entries of an attack and of an observation add up to.
import { expect, test } from 'vitest'
import type { Entry } from '#kernel/entry.ts'
import { defaultMarking } from '#kernel/marking.ts'
import { fold } from '#kernel/record.ts'
import { attackRecord, observationRecord, sensorRecord, targetRecord } from './events.ts'
import type { AttackWave, ObservationPart } from './model/attacks.ts'

const id = '01980f3c-8a00-7000-8000-000000000001'
const person = '01980f3c-8a00-7000-8000-000000000002'
const minute = (at: number) => new Date(Date.parse('2025-03-10T09:45:00Z') + at * 60_000).toISOString()

function entries(record: string, ...bodies: [kind: string, body: unknown][]): Entry[] {
  return bodies.map(([kind, body], i) => ({
    id,
    realm: 'live',
    record,
    subject: id,
    version: i + 1,
    kind: `sense.${kind}`,
    verb: 'sense.detect',
    marking: defaultMarking(id),
    actor: 'system:sense.detect',
    cause: [],
    observedAt: minute(i),
    recordedAt: minute(i),
    body,
  }))
}

function wave(from: number, to: number | null, more: Partial<AttackWave> = {}): AttackWave {
  const end = to === null ? null : minute(to)
  const numbers = { peakValue: 400, baseline: 100, confidence: 0.8 }
  return { measure: 'bits', onset: minute(from), refined: false, peak: minute(from + 1), end, ...numbers, ...more }
}

const crowd = { verdict: 'undetermined', confidence: 0, for: [], against: [], missing: [] }
const noticed = { target: id, title: 'Portal, 10 March 2025', measure: 'bits', wave: wave(0, null), crowd }

function attack(...bodies: [kind: string, body: unknown][]) {
  const state = fold(attackRecord, entries('sense.attack', ['attackNoticed', noticed], ...bodies))
  if (!state) throw new Error('no state')
  return state
}

test('an attack begins with the wave by which it was noticed, and its three numbers', () => {
  expect(attack()).toMatchObject({ state: 'rising', onset: minute(0), end: null, usual: 100, seen: 400, sure: 0.8 })
})

test('looked at again, the onset moves and the attack stands', () => {
  const refined = wave(-1, null, { refined: true, peakValue: 500 })
  expect(attack(['waveRefined', { place: 0, waves: [refined] }])).toMatchObject({
    state: 'standing',
    onset: minute(-1),
    seen: 500,
    waves: [refined],
  })
})

test('one rise may turn out to be several waves', () => {
  const state = attack(['waveEnded', { place: 0, waves: [wave(0, 5), wave(8, 12)] }])
  expect(state.waves).toHaveLength(2)
  expect(state.state).toBe('between waves')
})

test('the next wave is put behind, and only the rise that is looked at is replaced', () => {
  const state = attack(
    ['waveEnded', { place: 0, waves: [wave(0, 5)] }],
    ['waveOpened', { wave: wave(20, null) }],
    ['waveRefined', { place: 1, waves: [wave(19, null, { refined: true })] }],
  )
  expect(state).toMatchObject({ state: 'standing', waves: [wave(0, 5), wave(19, null, { refined: true })] })
})

test('the three numbers are of the measure by which it was noticed', () => {
  const packets = wave(20, null, { measure: 'packets', peakValue: 9_000_000, baseline: 1 })
  const state = attack(['waveEnded', { place: 0, waves: [wave(0, 5)] }], ['waveOpened', { wave: packets }])
  expect(state).toMatchObject({ seen: 400, usual: 100 })
})

test('over is over: no wave is left open, and looking again does not revive it', () => {
  const state = attack(
    ['attackOver', { end: minute(30), because: 'Nothing was measured for hours.' }],
    ['waveRefined', { place: 0, waves: [wave(0, 6)] }],
  )
  expect(state).toMatchObject({ state: 'over', end: minute(30) })
  expect(attack(['attackOver', { end: minute(30), because: 'x' }]).waves[0]!.end).toBe(minute(30))
})

test('what a person says stays, whatever is seen later', () => {
  const state = attack(
    ['attackJudged', { as: 'flash crowd', person, reason: 'Tickets.' }],
    ['waveEnded', { place: 0, waves: [wave(0, 5)] }],
    ['attackCharacterised', { vectors: [], mix: null, crowd: { ...crowd, verdict: 'attack' }, doubts: [] }],
  )
  expect(state.judged).toMatchObject({ as: 'flash crowd', by: person })
  expect(state.crowd.verdict).toBe('attack')
})

const together = {
  onset: { at: minute(0), earliest: minute(-1), latest: minute(1) },
  confidence: 0.8,
  silent: [],
  reasons: [],
}
const part = (kind: ObservationPart['kind'], ref: string, says: string): ObservationPart => ({
  kind,
  ref,
  onset: together.onset,
  confidence: 0.8,
  says,
})

function observation(...bodies: [kind: string, body: unknown][]) {
  const opened = { target: id, title: 'Portal', part: part('traffic', id, 'one wave'), together }
  return fold(observationRecord, entries('sense.observation', ['observationOpened', opened], ...bodies))
}

test('each part stays visible; the same part seen better takes its place', () => {
  const state = observation(
    ['partAdded', { part: part('complaints', person, 'many'), together }],
    ['partRefined', { part: part('traffic', id, 'two waves'), together: { ...together, confidence: 0.9 } }],
  )
  expect(state!.parts.map(({ says }) => says)).toEqual(['two waves', 'many'])
  expect(state!.confidence).toBe(0.9)
})

test('news of something that ended do not make it go on; complaints do', () => {
  const ended: [string, unknown] = ['observationEnded', { end: minute(60) }]
  expect(observation(ended, ['partAdded', { part: part('news', person, 'x'), together }])!.end).toBe(minute(60))
  expect(observation(ended, ['partAdded', { part: part('complaints', person, 'x'), together }])!.end).toBeNull()
})

test('a target and a sensor are at work until somebody says that they rest', () => {
  const target = {
    name: 'Portal',
    organisation: id,
    prefixes: [],
    hosts: [],
    services: [],
    users: null,
    country: null,
    thresholds: {},
  }
  const watched = fold(
    targetRecord,
    entries('sense.target', ['targetAdded', target], ['targetChanged', { name: 'Gate' }]),
  )
  expect(watched).toMatchObject({ name: 'Gate', active: true })
  const sensor = { name: 'Edge', organisation: id, note: null }
  const resting = entries('sense.sensor', ['sensorRegistered', sensor], ['sensorChanged', { active: false }])
  expect(fold(sensorRecord, resting)).toMatchObject({ name: 'Edge', active: false, registeredAt: minute(0) })
})
