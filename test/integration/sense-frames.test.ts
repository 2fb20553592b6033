// Frames over HTTP: who may send what, and what never gets in.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import {
  addTarget,
  changeSensor,
  listSensors,
  listTargets,
  registerSensor,
  sendFrame,
  showSeries,
  showWall,
} from '#sense/api.ts'
import type { Bucket } from '#sense/index.ts'
import { encodeFrame } from '#sense/tally/frame-codec.ts'
import { createRegisters } from '#sense/tally/hyperloglog.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { program } from '../setup/process.ts'
import { clockAt, frameOf, send } from '../setup/sense.ts'

const start = Date.parse('2025-03-10T10:00:00Z') / 1000
const clock = clockAt(start)
let node: TestNode
let analyst: Client
let other: Client
let operator: string
let target: string
let sensor: string
let sequence = 0

beforeAll(async () => {
  node = await startTestNode({ clock })
  analyst = await node.signedIn({ roles: ['analyst'] })
  const admin = await node.administrator()
  const organisation = { name: 'Exercise Power', kind: 'operator' as const, country: 'DK', sectors: ['energy'] }
  operator = (await admin.get(registerOrganisation, organisation)).id
  other = await node.signedIn({ roles: ['analyst'], organisation: operator })
  target = (await analyst.get(addTarget, { name: 'Tax portal', prefixes: ['198.51.100.0/24'] })).id
  sensor = (await analyst.get(registerSensor, { name: 'Edge' })).id
})
afterAll(() => node.stop())

function bucket(series: string, at: number, packets = 1000): Bucket {
  return {
    series,
    channel: 'flow',
    at,
    seconds: 10,
    rows: [{ country: 'DE', part: 6, direction: 'in', bytes: packets * 500, packets, flows: 10 }],
    records: 10,
    squares: packets * packets,
    sources: createRegisters(),
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: ['sequence-gap'],
  }
}

const next = () => {
  sequence += 1
  return sequence
}

async function packetsAt(client: Client, id: string, at: number, realm?: string): Promise<number | null> {
  const span = { from: new Date(at * 1000).toISOString(), to: new Date((at + 10) * 1000).toISOString() }
  const options = realm ? { realm } : {}
  const { values } = await client.get(
    showSeries,
    { target: id, ...span, bucketSeconds: 10, measure: 'packets' },
    options,
  )
  return values[0] ?? null
}

describe('what a sensor sends', () => {
  test('is kept once, however often it comes', async () => {
    const frame = frameOf(sensor, next(), [bucket(target, start - 600)])
    expect(await send(analyst, frame)).toMatchObject({ ok: true, value: { counted: true, buckets: 1 } })
    expect(await send(analyst, frame)).toMatchObject({ ok: true, value: { counted: false, buckets: 1 } })
    expect(await packetsAt(analyst, target, start - 600)).toBe(100)
    expect(await packetsAt(analyst, target, start - 590)).toBeNull()
  })

  test('shows how the sensor is, and its doubts beside the numbers', async () => {
    const { sensors } = await analyst.get(listSensors, {})
    expect(sensors[0]).toMatchObject({ id: sensor, says: { lost: { 'sequence-gap': 3 }, exporters: 2 } })
    expect(sensors[0]!.silentSeconds).toBe(0)
    const span = { from: '2025-03-10T09:40:00Z', to: '2025-03-10T10:00:00Z' }
    const { marks } = await analyst.get(showSeries, { target, ...span, bucketSeconds: 10 })
    expect(marks).toEqual([{ mark: 'sequence-gap', at: [start - 600] }])
    clock.set(start + 200)
    expect((await analyst.get(showWall, {})).sensors).toMatchObject({ heard: 0, silent: 1 })
    clock.set(start)
  })

  test('may come with an API token that may do nothing else', async () => {
    const input = {
      name: 'Edge',
      scope: { readOnly: false, only: ['sense.sendFrame'] },
      expires: '2025-09-10T00:00:00Z',
    }
    const { token } = await analyst.get(createToken, input)
    const script = node.stranger()
    const headers = { authorization: `Bearer ${token}` }
    const encoded = encodeFrame(frameOf(sensor, next(), [bucket(target, start - 500)]))
    if (!encoded.ok) throw new Error(encoded.why)
    expect(await script.call(sendFrame, {}, { upload: encoded.bytes, headers })).toMatchObject({
      value: { counted: true, buckets: 1 },
    })
    expect(await script.call(listTargets, {}, { headers })).toMatchObject({ problem: { refusal: 'outside-scope' } })
  })

  test('may be carried on a stick: each frame counts once, and what is no frame is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-stick-'))
    const scope = { readOnly: false, only: ['sense.sendFrame'] }
    const { token } = await analyst.get(createToken, { name: 'Stick', scope, expires: '2025-09-10T00:00:00Z' })
    for (const at of [start - 450, start - 440]) {
      const encoded = encodeFrame(frameOf(sensor, next(), [bucket(target, at)]))
      if (!encoded.ok) throw new Error(encoded.why)
      writeFileSync(join(folder, `live~${sensor}~${sequence}.frame`), encoded.bytes)
    }
    writeFileSync(join(folder, 'zz.frame'), 'not one')
    const carry = async (...words: string[]) => {
      const env = { ...process.env, TOCSIN_URL: node.url, TOCSIN_TOKEN: token }
      const child = spawn(process.execPath, [program, 'sense', 'take-frames', folder, '--json', ...words], { env })
      let said = ''
      child.stdout.on('data', (piece) => {
        said += piece
      })
      const [code] = (await once(child, 'close')) as [number]
      return { code, said: JSON.parse(said) }
    }
    expect(await carry()).toMatchObject({ code: 1, said: { frames: 3, counted: 2, keptBefore: 0, refused: 1 } })
    expect(await packetsAt(analyst, target, start - 450)).toBe(100)
    expect(await carry('--remove')).toMatchObject({ said: { counted: 0, keptBefore: 2, refused: 1 } })
    expect(readdirSync(folder)).toEqual(['zz.frame'])
    rmSync(folder, { recursive: true })
  })

  test('is refused from a sensor that nobody registered, that rests, or that is of somebody else', async () => {
    const stranger = frameOf('01980f3c-8a00-7000-8000-000000000009', next(), [bucket(target, start - 400)])
    const refused = { status: 403, problem: { refusal: 'unknown-sensor' } }
    expect(await send(analyst, stranger)).toMatchObject(refused)
    expect(await send(analyst, { ...stranger, sensor: 'edge' })).toMatchObject(refused)
    expect(await send(other, frameOf(sensor, next(), [bucket(target, start - 400)]))).toMatchObject(refused)
    const resting = await analyst.get(registerSensor, { name: 'Resting' })
    await analyst.get(changeSensor, { id: resting.id, version: 1, active: false })
    expect(await send(analyst, frameOf(resting.id, next(), [bucket(target, start - 400)]))).toMatchObject(refused)
    expect(await packetsAt(analyst, target, start - 400)).toBeNull()
  })

  test('cannot colour the target of another organisation', async () => {
    const theirs = (await other.get(registerSensor, { name: 'Theirs' })).id
    const own = (await other.get(addTarget, { name: 'Ours' })).id
    const frame = frameOf(theirs, next(), [
      bucket(target, start - 300),
      bucket(own, start - 300),
      bucket('192.0.2.0/24', start - 300),
    ])
    expect(await send(other, frame)).toMatchObject({ value: { counted: true, buckets: 2 } })
    expect(await packetsAt(analyst, target, start - 300)).toBeNull()
    expect(await packetsAt(other, own, start - 300)).toBe(100)
    expect(
      await other.call(showSeries, { target, from: '2025-03-10T09:00:00Z', to: '2025-03-10T10:00:00Z' }),
    ).toMatchObject({ status: 404 })
  })

  test('of the organisation that a target belongs to is taken, though the node keeps the record', async () => {
    const kept = await analyst.get(addTarget, { name: 'Their portal', organisation: operator })
    const theirs = (await other.get(registerSensor, { name: 'Theirs, too' })).id
    await send(other, frameOf(theirs, next(), [bucket(kept.id, start - 200)]))
    expect(await packetsAt(analyst, kept.id, start - 200)).toBe(100)
  })

  test('in an exercise stays there', async () => {
    const realm = 'exercise:spring'
    await (await node.administrator()).get(enterRealm, { person: analyst.person, exercise: 'spring' })
    await expect.poll(async () => (await analyst.call(listTargets, {}, { realm })).ok).toBe(true)
    const played = (await analyst.get(addTarget, { name: 'Played' }, { realm })).id
    const edge = (await analyst.get(registerSensor, { name: 'Played edge' }, { realm })).id
    await send(analyst, frameOf(edge, next(), [bucket(played, start - 100), bucket(target, start - 100)], realm))
    expect(await packetsAt(analyst, played, start - 100, realm)).toBe(100)
    expect(await packetsAt(analyst, target, start - 100)).toBeNull()
    // Neither the sensor of the exercise in earnest, nor a frame of the exercise by a call in earnest.
    expect(await send(analyst, frameOf(edge, next(), [bucket(target, start - 100)]))).toMatchObject({ status: 403 })
    expect(await send(analyst, frameOf(edge, next(), [bucket(played, start - 90)], realm), 'live')).toMatchObject({
      status: 403,
    })
    expect((await analyst.get(showWall, {})).targets.map(({ id }) => id)).not.toContain(played)
  })
})

describe('hostile frames', () => {
  const good = () => {
    const encoded = encodeFrame(frameOf(sensor, next(), [bucket(target, start - 50)]))
    if (!encoded.ok) throw new Error(encoded.why)
    return encoded.bytes
  }

  test.each([
    ['nothing at all', () => new Uint8Array(0)],
    ['noise', () => new Uint8Array(1000).fill(0x41)],
    ['one cut short', () => good().subarray(0, 60)],
    ['one with a flipped bit', () => good().map((byte, i) => (i === 100 ? byte ^ 1 : byte))],
    ['one of another version', () => good().map((byte, i) => (i === 3 ? 99 : byte))],
    ['one with something behind it', () => Buffer.concat([good(), new Uint8Array(5)])],
  ])('%s is refused and leaves nothing', async (_what, make) => {
    const answer = await analyst.call(sendFrame, {}, { upload: make() })
    expect(answer).toMatchObject({ status: 422, problem: { refusal: 'bad-frame' } })
    expect(await packetsAt(analyst, target, start - 50)).toBeNull()
  })

  test('one of next year is refused', async () => {
    const answer = await send(analyst, frameOf(sensor, next(), [bucket(target, start + 400 * 86_400)]))
    expect(answer).toMatchObject({ status: 422, problem: { refusal: 'bad-frame' } })
  })

  test('one that is too large is not read to its end', async () => {
    const answer = await analyst.call(sendFrame, {}, { upload: new Uint8Array(5 * 1024 * 1024) })
    expect(answer).toMatchObject({ ok: false, status: 413 })
  })
})
