// Analysis over HTTP on the worked examples: what each reader sees of it, and what other rooms take from it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerFacts, getAssessment, openAssessment, saveEntity } from '#assess/api/assessments.ts'
import { declareIncident } from '#assess/api.ts'
import { registerOrganisation } from '#people/api.ts'
import { packageRoot } from '#platform/worker.ts'
import {
  findAlternatives,
  findMinimalSets,
  findSinglePoints,
  measureConcentration,
  simulateCascade,
} from '#sustain/api/analysis.ts'
import { findOnMap } from '#sustain/api/on-the-map.ts'
import { addPart, importParts, listParts } from '#sustain/api/parts.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let other: Client
const ids = new Map<string, string>()

beforeAll(async () => {
  node = await startTestNode()
  analyst = await node.signedIn({ roles: ['analyst', 'duty-officer'] })
  const admin = await node.administrator()
  const { id } = await admin.get(registerOrganisation, {
    name: 'Another company',
    kind: 'operator',
    country: 'FR',
    sectors: ['energy'],
  })
  other = await node.signedIn({ roles: ['analyst'], organisation: id })
  for (const name of ['satellite-links', 'software-vendor', 'data-centre-energy']) {
    const bytes = readFileSync(join(packageRoot(), 'data/sustain/examples', `${name}.json`))
    const taken = await analyst.call(importParts, { name: `${name}.json` }, { upload: bytes })
    if (!taken.ok) throw new Error(JSON.stringify(taken.problem))
    expect(taken.value).toMatchObject({ leftOutTotal: 0 })
  }
  for (const { id, state } of (await analyst.get(listParts, { limit: 1000 })).parts) ids.set(state.name, id)
}, 180_000)
afterAll(() => node.stop())

function idOf(name: string): string {
  const id = ids.get(name)
  if (!id) throw new Error(`There is no part ${name}`)
  return id
}

test('single points come with their services, those first on which most people hang; a layer and a service narrow them', async () => {
  const { points, total, notes } = await analyst.get(findSinglePoints, {})
  expect(points.slice(0, 3).map(({ name, servicesTotal, users }) => [name, servicesTotal, users])).toEqual([
    ['Cloud region (example)', 2, 2_400_000],
    ['Power of the region (example)', 2, 270_000],
    ['Workday', 4, 96_000],
  ])
  expect(points[2]?.services).toHaveLength(4)
  expect(total).toBe(points.length)
  expect(notes[0]).toContain('long run')
  expect((await analyst.get(findSinglePoints, { layer: 'satellite' })).points.map(({ name }) => name)).toEqual([
    'Starlink',
  ])
  const ships = idOf('Reports of ships at sea (example)')
  expect((await analyst.get(findSinglePoints, { service: ships })).points.map(({ name }) => name).sort()).toEqual([
    'Power of the region (example)',
    'Starlink',
  ])
})

test('single points, minimal sets of one part and the cascade agree with each other', async () => {
  const ships = idOf('Reports of ships at sea (example)')
  const { sets, complete } = await analyst.get(findMinimalSets, { service: ships })
  expect(complete).toBe(true)
  expect(sets.map((set) => set.map(({ name }) => name))).toEqual([
    ['Starlink'],
    ['Power of the region (example)'],
    ['Gateway A (example)', 'Gateway B (example)'],
  ])
  for (const set of sets) {
    const shocks = set.map(({ id }) => ({ hits: { part: id }, kind: 'fails' as const }))
    const { fallen } = await analyst.get(simulateCascade, { shocks, horizon: 100_000 })
    expect(fallen.find(({ part }) => part === ships)?.downAt).toBeGreaterThanOrEqual(0)
  }
})

test('four of six on one vendor are 5000, by country 10 000', async () => {
  const software = async (input: object) =>
    (await analyst.get(measureConcentration, input)).layers.find(({ layer }) => layer === 'software')
  expect(await software({})).toMatchObject({ hhi: 5000, equalNumber: 2, unknownShare: 0 })
  expect((await software({ by: 'country' }))?.hhi).toBe(10_000)
  expect((await software({ serving: 'LU' }))?.shares).toMatchObject([{ name: 'Paychex', share: 1 }])
})

test('alternatives say what they save, whether they were agreed, and under whose law they stand', async () => {
  const { alternatives, fallsWithout } = await analyst.get(findAlternatives, { part: idOf('Starlink') })
  expect(alternatives[0]).toMatchObject({
    name: 'Geostationary operator (example)',
    standby: true,
    inUnion: true,
    saves: 1,
  })
  expect(alternatives.find(({ name }) => name === 'SpaceSail')).toMatchObject({
    standby: false,
    inUnion: false,
    switchMinutes: null,
  })
  expect(fallsWithout.find(({ sector, country }) => sector === 'health' && country === 'EE')).toMatchObject({
    services: 1,
    users: 180_000,
  })
})

test('whoever may not read the map finds nothing in it, and is not told that there is anything', async () => {
  expect((await other.get(findSinglePoints, {})).points).toEqual([])
  expect((await other.get(measureConcentration, {})).layers).toEqual([])
  expect((await other.get(findOnMap, { names: ['Workday', 'Starlink'] })).found).toEqual([])
  expect(await other.call(findMinimalSets, { service: idOf('Reports of ships at sea (example)') })).toMatchObject({
    status: 404,
  })
  expect(await other.call(findAlternatives, { part: idOf('Starlink') })).toMatchObject({ status: 404 })
  expect(await other.call(findSinglePoints, { service: idOf('Starlink') })).toMatchObject({ status: 404 })
})

test('a name in a text is found on the map by a part or by who is behind it, however it is written', async () => {
  const { found } = await analyst.get(findOnMap, { names: ['WORKDAY', 'workday', 'SpaceX', 'Nobody', 'Work'] })
  expect(found.map(({ name, services, stopping, partsTotal }) => [name, services, stopping, partsTotal])).toEqual([
    ['workday', 4, 4, 1],
    ['SpaceX', 3, 1, 3],
  ])
})

test('what a cascade from the services of an incident reaches is proposed, as an estimate that a person confirms', async () => {
  await analyst.get(saveEntity, {
    types: ['nis2_other_entity'],
    countries: ['EE'],
    jurisdiction: 'EE',
    timeZone: 'Europe/Tallinn',
    facts: {},
  })
  const { id: incident } = await analyst.get(declareIncident, {
    title: 'Power is out in the region',
    affected: { services: [{ name: 'power of the region (EXAMPLE)', organisation: null }] },
  })
  const { id } = await analyst.get(openAssessment, { incident })
  const shown = await analyst.get(getAssessment, { id })
  const proposed = shown.proposals.facts.filter(({ source }) => source.kind === 'map')
  expect(Object.fromEntries(proposed.map(({ fact, value }) => [fact, value]))).toMatchObject({
    'service.unavailable_users_union': 270_000,
    'incident.member_states_significantly_impacted': 4,
    'incident.could_have_cross_border_impact': true,
  })
  expect(proposed[0]?.source).toMatchObject({ record: idOf('Power of the region (example)') })
  expect(proposed[0]?.source.text).toMatch(
    /^cascade of “Power of the region \(example\)” as simulated at 20.*: 2 services down within 48 hours, the first after 480 minutes; sectors: health, transport.water$/,
  )
  expect(proposed[0]?.note).toContain('An estimate')
  expect(shown.state.facts).toEqual({})
  const [first] = proposed
  if (!first) throw new Error('Nothing was proposed')
  await analyst.get(answerFacts, {
    id,
    version: shown.version,
    answers: [{ fact: first.fact, place: 'event', value: first.value, source: first.source }],
  })
  expect((await analyst.get(getAssessment, { id })).state.facts[first.fact]).toMatchObject({
    value: 270_000,
    source: { kind: 'map' },
  })
})

test('a part that not everybody may read who reads the assessment is not proposed from, though its author sees it fall', async () => {
  const quiet = { name: 'Quiet line', kind: 'service', layer: 'service', users: 77, serves: ['EE'] } as const
  const marking = { tlp: 'RED', reason: 'Only for us', reviewOn: '2099-01-01' } as const
  const { id } = await analyst.get(addPart, { ...quiet, serves: [...quiet.serves], marking })
  const shocks = [{ hits: { part: id }, kind: 'fails' as const }]
  expect((await analyst.get(simulateCascade, { shocks, horizon: 60 })).servicesDown).toBe(1)
  const { id: incident } = await analyst.get(declareIncident, {
    title: 'The quiet line is down',
    affected: { services: [{ name: 'Quiet line', organisation: null }] },
  })
  const opened = await analyst.get(openAssessment, { incident })
  const { proposals } = await analyst.get(getAssessment, { id: opened.id })
  expect(proposals.facts.filter(({ source }) => source.kind === 'map')).toEqual([])
})
