// Several vantage nodes over real post: what a peer's node saw of a service counts here under the agreement, by its name, and no further
// than one witness goes: a peer that lies turns nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getAgreement, suspendAgreement } from '#federate/api/agreements.ts'
import { getOrigin } from '#federate/api/copies.ts'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { addWatchedService, listFindings, reportReach, showReach } from '#sustain/api/services.ts'
import { vantageHourRecord } from '#sustain/events.ts'
import type { ReachSample } from '#sustain/model/reach.ts'
import { runJob, sampleAt } from '../setup/reach-story.ts'
import { agree, befriend, openTwin, soon, type TwinNode, told } from '../setup/two-nodes.ts'

let north: TwinNode
let south: TwinNode
let agreement = ''

beforeAll(async () => {
  ;[north, south] = await Promise.all([openTwin(), openTwin()])
  await befriend(north, south)
  agreement = await agree(north, south, { kinds: ['observations'] })
}, 180_000)
afterAll(async () => {
  await Promise.all([north, south].map((one) => one?.stop()))
})

/** From named places only: the nodes themselves ask nobody. Those of a peer count where they are named, too. */
function watched(at: TwinNode, host: string): Promise<{ id: Id }> {
  return at.head.get(addWatchedService, {
    ...{ name: `Portal at ${host}`, forPeers: true, marking: { tlp: 'GREEN' }, vantages },
    endpoints: [{ kind: 'http', host }],
    controls: [{ kind: 'http', host: 'mirror.example' }],
  })
}

/** Ten probes of the last minutes, all answered or none. */
async function sees(at: TwinNode, service: Id, well: boolean, place: [string, string, string]): Promise<void> {
  const [vantage, network, country] = place
  const now = Math.floor(Date.now() / 1000)
  const samples = Array.from({ length: 10 }, (_, turn) => now - 10 - turn * 20).flatMap((second): ReachSample[] => {
    const answered = sampleAt('service', second, 4_000_000)
    const refused = { outcome: 'refused' as const, bytesPerSecond: null, slices: [], status: null }
    const service = well ? answered : { ...answered, ...refused, firstByteMilliseconds: null }
    return [{ ...service, kind: 'http' }, sampleAt('control', second, 4_000_000)]
  })
  await at.head.get(reportReach, { service, vantage, network, country, samples })
  await runJob(at, 'sustain-find-states')
}

const madeUp = [5, 6, 7, 8].map((at): [string, string, string] => [`Made up ${at}`, `AS6451${at}`, 'PT'])
const named = ['Tallinn', 'Tartu', 'Lisbon', 'All is well', ...madeUp.map(([vantage]) => vantage)]
const vantages = named.flatMap((vantage) => [vantage, `${vantage} (peer)`])
const tallinn: [string, string, string] = ['Tallinn', 'AS1', 'EE']
const tartu: [string, string, string] = ['Tartu', 'AS2', 'EE']
const lisbon: [string, string, string] = ['Lisbon', 'AS3', 'PT']
const verdictAt = async (at: TwinNode, id: Id) => (await at.head.get(showReach, { id })).verdict

test('what another node saw counts as one more witness, by name, under the agreement that let it through', async () => {
  const [here, there] = [await watched(north, 'both.example'), await watched(south, 'both.example')]
  await sees(north, here.id, false, tallinn)
  const alone = await verdictAt(north, here.id)
  expect(alone).toMatchObject({ state: 'outage', witnesses: 1 })
  expect(alone.explanations[0]).toMatchObject({ sure: 'suspected' })
  await sees(south, there.id, false, lisbon)
  await told(south, north)
  const both = await soon(async () => {
    const found = await verdictAt(north, here.id)
    expect(found.witnesses).toBe(2)
    return found
  })
  expect(both.explanations[0]).toMatchObject({ kind: 'outage', sure: 'nearly-certain' })
  expect(both.seen.map(({ vantage, network, country }) => [vantage, network, country])).toContainEqual([
    'Lisbon (peer)',
    'AS3',
    'PT',
  ])
  const { journal } = north.node
  const view = { reader: systemReader('test', ['live'], journal.home), realm: 'live' }
  const copies = await journal.reads.many(vantageHourRecord, view, (q) => q.where('origin', 'is not', null))
  expect(copies).toHaveLength(1)
  const { copy } = await north.head.get(getOrigin, { id: copies[0]?.id ?? '' })
  expect(copy).toMatchObject({ of: { node: south.id }, agreement: { id: agreement, status: 'in-force' } })
}, 120_000)

test('a peer that lies turns nothing, however many places and networks it names, and it is said what it says', async () => {
  const [here, there] = [await watched(north, 'liar.example'), await watched(south, 'liar.example')]
  await sees(north, here.id, true, tallinn)
  await sees(north, here.id, true, tartu)
  expect(await verdictAt(north, here.id)).toMatchObject({ state: 'well', witnesses: 2 })
  for (const place of madeUp) await sees(south, there.id, false, place)
  await told(south, north)
  const lied = await soon(async () => {
    const found = await verdictAt(north, here.id)
    expect(found.seen.filter(({ vantage }) => vantage.endsWith('(peer)'))).toHaveLength(4)
    return found
  })
  expect(lied).toMatchObject({ state: 'well', witnesses: 2 })
  expect(lied.explanations.flatMap((one) => one.for).join(' ')).toContain('By the word of Made up')
  await runJob(north, 'sustain-find-states')
  expect((await north.head.get(listFindings, { service: here.id })).findings).toEqual([])
}, 120_000)

test('and a peer that says all is well hides no outage that is seen here', async () => {
  const [here, there] = [await watched(north, 'hidden.example'), await watched(south, 'hidden.example')]
  await sees(north, here.id, false, tallinn)
  await sees(north, here.id, false, lisbon)
  const before = await verdictAt(north, here.id)
  expect(before).toMatchObject({ state: 'outage', witnesses: 2 })
  await sees(south, there.id, true, ['All is well', 'AS64520', 'PT'])
  await told(south, north)
  const after = await soon(async () => {
    const found = await verdictAt(north, here.id)
    expect(found.seen).toHaveLength(3)
    return found
  })
  expect(after).toMatchObject({ state: 'outage', witnesses: 2 })
}, 120_000)

test('without the agreement nothing more is heard', async () => {
  const [here, there] = [await watched(north, 'quiet.example'), await watched(south, 'quiet.example')]
  await sees(north, here.id, false, tallinn)
  const { id, version } = await south.head.get(getAgreement, { id: agreement })
  await south.head.get(suspendAgreement, { id, version, reason: 'The desk is moving.' })
  await sees(south, there.id, false, lisbon)
  await south.node.notarise()
  await new Promise((resolve) => setTimeout(resolve, 4000))
  expect((await verdictAt(north, here.id)).witnesses).toBe(1)
}, 120_000)
