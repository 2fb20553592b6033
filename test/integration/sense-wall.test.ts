// The wall: every target at a glance, by the most important word; and complaints that come as a file.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerOrganisation } from '#people/api.ts'
import {
  addTarget,
  changeTarget,
  importComplaints,
  judgeAttack,
  listAttacks,
  listObservations,
  registerSensor,
  showSeries,
  showWall,
} from '#sense/api.ts'
import type { Bucket, Sense } from '#sense/index.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt, sendBuckets, senseBeside } from '../setup/sense.ts'

const start = Date.parse('2025-03-10T06:00:00Z') / 1000
const clock = clockAt(start)
let node: TestNode
let analyst: Client
let other: Client
let sense: Sense
let sensor: string
let sequence = 1
const ids = new Map<string, string>()

beforeAll(async () => {
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const organisation = { name: 'Exercise Power', kind: 'operator' as const, country: 'DK', sectors: ['energy'] }
  other = await node.signedIn({
    roles: ['analyst'],
    organisation: (await admin.get(registerOrganisation, organisation)).id,
  })
  sense = senseBeside(node, clock)
  for (const name of ['Attacked', 'Crowded', 'Calm', 'Fresh', 'Mute']) {
    ids.set(name, (await analyst.get(addTarget, { name, services: [`${name} shop`] })).id)
  }
  sensor = (await analyst.get(registerSensor, { name: 'Edge' })).id
})
afterAll(() => node.stop())

const idOf = (name: string) => ids.get(name) ?? ''

/** A series that is even but for a little, so that what is usual is known soon. */
function web(name: string, at: number, requests: number): Bucket {
  return {
    series: idOf(name),
    channel: 'web',
    at,
    seconds: 10,
    rows: [{ country: 'DE', part: 2, direction: 'in', bytes: requests * 9000, packets: 0, flows: requests }],
    records: requests,
    squares: requests,
    sources: null,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
  }
}

const wobble = (at: number) => 1000 + ((at / 10) % 7) * 12 - ((at / 10) % 5) * 9

async function wall() {
  const { targets, ...rest } = await analyst.get(showWall, {})
  return { ...rest, tiles: new Map(targets.map((tile) => [tile.name, tile])), order: targets.map(({ name }) => name) }
}

describe('the wall', () => {
  test('says silent of what nobody measures, and never quiet', async () => {
    const { tiles, total } = await wall()
    expect(total).toBe(5)
    expect([...tiles.values()].every(({ state, newest }) => state === 'silent' && newest === null)).toBe(true)
  })

  test('puts the most unusual first, with its line, what is usual and the attack', async () => {
    const now = start + 7200
    const buckets: Bucket[] = []
    for (let at = start; at < now; at += 10) {
      const late = at >= now - 300
      buckets.push(web('Attacked', at, late ? 5000 : wobble(at)), web('Calm', at, wobble(at)))
      if (at >= now - 600) buckets.push(web('Fresh', at, wobble(at)))
    }
    clock.set(now)
    sequence += await sendBuckets(analyst, sensor, buckets, { sequence })
    clock.set(now + 35)
    await sense.detect()
    const { tiles, order, sensors } = await wall()
    expect(order[0]).toBe('Attacked')
    const attacked = tiles.get('Attacked')
    expect(attacked).toMatchObject({ state: 'attack', attack: { waves: 1 } })
    expect(attacked!.lines[0]).toMatchObject({ measure: 'requests', now: 500 })
    expect(attacked!.lines[0]!.usual).toBeGreaterThan(80)
    expect(attacked!.lines[0]!.usual).toBeLessThan(120)
    expect(attacked!.lines[0]!.line).toHaveLength(30)
    expect(attacked!.lines[0]!.line[0]).toBeLessThan(120)
    expect(attacked!.lines[0]!.line.at(-1)).toBe(500)
    expect(tiles.get('Calm')).toMatchObject({ state: 'quiet', attack: null })
    expect(tiles.get('Fresh')!.state).toBe('learning')
    expect(tiles.get('Fresh')!.lines[0]!.line[0]).toBeNull()
    expect(tiles.get('Mute')!.state).toBe('silent')
    expect(sensors).toMatchObject({ heard: 1, silent: 0 })
    expect((await analyst.get(showWall, { limit: 1 })).targets).toHaveLength(1)
  })

  test('an attack that a person calls a false alarm is quiet', async () => {
    const { attacks } = await analyst.get(listAttacks, { target: idOf('Attacked') })
    const { id, version } = attacks[0]!
    await analyst.get(judgeAttack, { id, version, as: 'false alarm', reason: 'A test of load.' })
    expect((await wall()).tiles.get('Attacked')!.state).toBe('quiet')
  })

  test('two that judge a rise for the first time at the same moment write one attack', async () => {
    const twice = (await analyst.get(addTarget, { name: 'Twice' })).id
    ids.set('Twice', twice)
    const now = start + 7200
    const buckets: Bucket[] = []
    for (let at = start; at < now; at += 10) buckets.push(web('Twice', at, at >= now - 300 ? 5000 : wobble(at)))
    sequence += await sendBuckets(analyst, sensor, buckets, { sequence })
    await Promise.all([senseBeside(node, clock), senseBeside(node, clock)].map((one) => one.detect()))
    expect((await analyst.get(listAttacks, { target: twice })).total).toBe(1)
    await sense.detect()
    expect((await analyst.get(listAttacks, { target: twice })).total).toBe(1)
  })

  test('a target that rests is not on it, and others see none of it', async () => {
    await analyst.get(changeTarget, { id: idOf('Mute'), version: 1, active: false })
    expect((await wall()).order).not.toContain('Mute')
    expect(await other.get(showWall, {})).toMatchObject({ total: 0, targets: [], sensors: { heard: 0, silent: 0 } })
  })
})

describe('complaints from a file', () => {
  const line = (at: number, service: string, count: number) =>
    `${new Date(at * 1000).toISOString()},${service},DE,errors,${count}`
  const file = (service: string) => {
    const lines = ['timestamp,service,region,kind,count']
    for (let minute = 0; minute < 115; minute++)
      lines.push(line(start + minute * 60, service, minute < 90 ? minute % 2 : 120))
    return Buffer.from(lines.join('\n'))
  }

  test('are counted by target, and the same file again counts nothing', async () => {
    const first = await analyst.get(importComplaints, { name: 'complaints.csv' }, { upload: file('crowded SHOP') })
    expect(first).toMatchObject({ unknownServices: [], problems: [] })
    expect(first.reports).toBe(45 + 25 * 120)
    await analyst.get(importComplaints, { name: 'complaints.csv' }, { upload: file('crowded SHOP') })
    const span = { from: '2025-03-10T07:30:00Z', to: '2025-03-10T07:40:00Z' }
    const { complaints } = await analyst.get(showSeries, { target: idOf('Crowded'), ...span, bucketSeconds: 60 })
    expect(complaints).toEqual(Array.from({ length: 10 }, () => 120))
  })

  test('raise a surge and an observation of their own', async () => {
    await sense.detect()
    const { attacks } = await analyst.get(listAttacks, { target: idOf('Crowded') })
    expect(attacks).toHaveLength(1)
    const { state } = attacks[0]!
    expect(state).toMatchObject({ measure: 'complaints', mix: null, vectors: [] })
    expect(Math.abs(Date.parse(state.onset) / 1000 - (start + 90 * 60))).toBeLessThanOrEqual(120)
    expect((await wall()).tiles.get('Crowded')!.state).toBe('surge')
    const { observations } = await analyst.get(listObservations, { target: idOf('Crowded') })
    expect(observations[0]!.state.parts.map(({ kind }) => kind)).toEqual(['complaints'])
  })

  test('for a time that was judged already are judged anew, and nothing is told twice', async () => {
    const lines = [line(start + 600, 'Crowded shop', 1), line(start + 660, 'Crowded shop', 1)]
    const more = await analyst.get(
      importComplaints,
      { name: 'more.jsonl' },
      {
        upload: Buffer.from(
          lines
            .map((text) => {
              const [timestamp, service, region, kind, count] = text.split(',')
              return JSON.stringify({ timestamp, service, region, kind, count })
            })
            .join('\n'),
        ),
      },
    )
    expect(more.reports).toBe(2)
    await sense.detect()
    expect((await analyst.get(listAttacks, { target: idOf('Crowded') })).attacks).toHaveLength(1)
  })

  test('of services that nobody watches are named; files without any complaint are refused', async () => {
    const mixed = Buffer.from(`${line(start, 'Unheard of', 3)}\n${line(start, 'Calm', 2)}\nnonsense`)
    const reply = await analyst.get(importComplaints, { name: 'x.csv' }, { upload: mixed })
    expect(reply).toMatchObject({ reports: 2, unknownServices: ['Unheard of'] })
    expect(reply.problems).toMatchObject([{ line: 3 }])
    expect(await analyst.call(importComplaints, { name: 'x.csv' }, { upload: Buffer.from('a\nb') })).toMatchObject({
      status: 422,
      problem: { refusal: 'bad-lines' },
    })
    // Whoever may not read the target cannot add to its complaints, nor learn that it is there.
    const theirs = await other.get(importComplaints, { name: 'x.csv' }, { upload: Buffer.from(line(start, 'Calm', 2)) })
    expect(theirs).toMatchObject({ reports: 0, unknownServices: ['Calm'] })
  })
})
