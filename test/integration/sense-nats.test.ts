// Frames over a real NATS JetStream: from the sensor's spool to the store, each with its effect once, whoever is killed.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createFrameIntake, type FrameIntake } from '#sense/actions/frame-intake.ts'
import { type Taken, takeFrame } from '#sense/actions/take-frame.ts'
import { openDelivery } from '#sense/collect/delivery.ts'
import { createNatsCarrier } from '#sense/collect/nats-carrier.ts'
import { subjectOf } from '#sense/collect/nats-subject.ts'
import { openSpool } from '#sense/collect/spool.ts'
import type { Frame } from '#sense/model/bucket.ts'
import type { SeriesKey } from '#sense/store/telemetry-store.ts'
import { encodeFrame } from '#sense/tally/frame-codec.ts'
import { bucketAt, frameOf, morning, openTelemetry, type TestTelemetry } from '../setup/telemetry.ts'

const url = process.env.TOCSIN_TEST_NATS_URL ?? 'nats://127.0.0.1:4222'
const server = await connect({ servers: new URL(url).host, timeout: 2_000 }).catch(() => null)
const withoutNats = server === null
if (withoutNats) console.warn(`skipped: no NATS with JetStream answers at ${url} (TOCSIN_TEST_NATS_URL)`)

let here: TestTelemetry
let nats: NatsConnection
let manager: JetStreamManager
const minute = Math.floor(morning / 60) * 60
const wholeDay = { from: minute - 86_400, to: minute + 86_400 }
const intakes: FrameIntake[] = []
const streams: string[] = []

beforeAll(async () => {
  if (server === null) return
  nats = server
  manager = await jetstreamManager(nats)
  here = await openTelemetry()
})
afterEach(async () => {
  await Promise.all(intakes.splice(0).map((intake) => intake.close()))
  for (const stream of streams.splice(0)) await manager.streams.delete(stream)
})
afterAll(async () => {
  await server?.close()
  await here?.close()
})

/** A stream and a realm of their own for one test. */
function fresh() {
  const tag = randomBytes(6).toString('hex')
  const stream = `TOCSIN_TEST_${tag}`
  streams.push(stream)
  const realm = `exercise:${tag}`
  const key: SeriesKey = { realm, series: 'tax-portal', channel: 'flow' }
  return { stream, prefix: `tocsin-test.${tag}`, realm, key }
}

type Place = ReturnType<typeof fresh>

function bytesOf(frame: Frame): Uint8Array {
  const encoded = encodeFrame(frame)
  if (!encoded.ok) throw new Error(encoded.why)
  return encoded.bytes
}

function frames(place: Place, many: number): Frame[] {
  return Array.from({ length: many }, (_, sequence) =>
    frameOf([bucketAt(minute + 10 * sequence)], { realm: place.realm, sequence }),
  )
}

/** Takes frames as the node does; `before` and `after` keeping, a test may fail. */
function intake(place: Place, given: { before?(): void; after?(taken: Taken): void; refused?: string[] } = {}) {
  const gate = { store: here.store, admit: async (frame: Frame) => frame, nowSeconds: () => here.clock.now }
  const made = createFrameIntake({
    url,
    stream: place.stream,
    prefix: place.prefix,
    ackWaitMs: 2_000,
    firstWaitMs: 20,
    async take(bytes, origin) {
      given.before?.()
      const taken = await takeFrame(gate, bytes, origin)
      given.after?.(taken)
      return taken
    },
    onRefused: (why) => given.refused?.push(why),
    onTrouble() {},
  })
  intakes.push(made)
  return made
}

async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 300; n++) {
    if (await look()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not come to be within 15 seconds')
}

async function packets(place: Place): Promise<number> {
  const totals = await here.store.totals(place.key, wholeDay, 10)
  return totals.reduce((sum, total) => sum + total.packets, 0)
}

async function emptied(place: Place): Promise<void> {
  await eventually(async () => (await manager.streams.info(place.stream).catch(() => null))?.state.messages === 0)
}

test.skipIf(withoutNats)(
  'frames that a sensor had spooled before there was a hub all arrive, in order, once',
  async () => {
    const place = fresh()
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-spool-'))
    const spool = await openSpool({ folder, maxBytes: 1_000_000 })
    const carrier = createNatsCarrier({ url, stream: place.stream, prefix: place.prefix, patienceMs: 1_000 })
    const delivery = openDelivery({ spool, carrier, firstWaitMs: 20, longestWaitMs: 100 })
    for (const frame of frames(place, 20)) await delivery.put(frame, bytesOf(frame))
    await eventually(async () => delivery.trouble() !== null)
    expect(delivery.waiting().frames).toBe(20)
    const order: number[] = []
    intake(place, { after: (taken) => taken.ok && order.push(taken.buckets) })
    await eventually(async () => delivery.waiting().frames === 0)
    await emptied(place)
    expect(order).toHaveLength(20)
    expect(await packets(place)).toBe(200)
    expect(delivery.lost()).toEqual({})
    await delivery.close(1_000)
    await rm(folder, { recursive: true })
  },
)

test.skipIf(withoutNats)('a hub that dies between keeping and acknowledging counts nothing twice', async () => {
  const place = fresh()
  let deaths = 0
  const counted: boolean[] = []
  intake(place, {
    after(taken) {
      if (taken.ok) counted.push(taken.counted)
      if (counted.length % 3 === 1 && deaths++ < 5) throw new Error('killed before the acknowledgement')
    },
  })
  const carrier = createNatsCarrier({ url, stream: place.stream, prefix: place.prefix })
  await eventually(async () => (await manager.streams.info(place.stream).catch(() => null)) !== null)
  for (const frame of frames(place, 12)) await carrier.send(bytesOf(frame))
  await emptied(place)
  expect(counted.filter(Boolean)).toHaveLength(12)
  expect(counted.filter((one) => !one).length).toBeGreaterThan(0)
  expect(await packets(place)).toBe(120)
  await carrier.close()
})

test.skipIf(withoutNats)('a hub that is gone for good leaves its frames to the next one', async () => {
  const place = fresh()
  const first = intake(place, {
    before() {
      throw new Error('the database is away')
    },
  })
  const carrier = createNatsCarrier({ url, stream: place.stream, prefix: place.prefix })
  await eventually(async () => (await manager.streams.info(place.stream).catch(() => null)) !== null)
  for (const frame of frames(place, 5)) await carrier.send(bytesOf(frame))
  await first.close()
  expect(await packets(place)).toBe(0)
  intake(place)
  await emptied(place)
  expect(await packets(place)).toBe(50)
  await carrier.close()
})

test.skipIf(withoutNats)('duplicates and any order have the same effect as each frame once', async () => {
  const place = fresh()
  intake(place)
  await eventually(async () => (await manager.streams.info(place.stream).catch(() => null)) !== null)
  const all = frames(place, 10)
  // Without a message id, so that the stream keeps every copy.
  for (const frame of [...all].reverse().concat(all, all)) {
    await nats.request(subjectOf({ realm: frame.realm, sensor: frame.sensor }, place.prefix), bytesOf(frame))
  }
  await emptied(place)
  expect(await packets(place)).toBe(100)
})

test.skipIf(withoutNats)('poison is refused once with its reason, and what comes behind it is taken', async () => {
  const place = fresh()
  const refused: string[] = []
  intake(place, { refused })
  await eventually(async () => (await manager.streams.info(place.stream).catch(() => null)) !== null)
  const [good] = frames(place, 1)
  if (!good) throw new Error('no frame')
  const subject = subjectOf({ realm: place.realm, sensor: 'rack-4' }, place.prefix)
  await nats.request(subject, new Uint8Array(100))
  await nats.request(subject, bytesOf({ ...good, sensor: 'somebody-else' }))
  await nats.request(subject, bytesOf({ ...good, buckets: [bucketAt(minute + 10 * 86_400)] }))
  await nats.request(subject, bytesOf(good))
  await emptied(place)
  expect(refused).toEqual(['not-a-frame', 'other-origin', 'ahead-of-time'])
  expect(await packets(place)).toBe(10)
})
