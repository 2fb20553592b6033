// How frames leave a sensor: in order, again after a failure, and never lost while there is room.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Delivery, openDelivery } from './delivery.ts'
import { createHttpCarrier } from './http-carrier.ts'
import { openSpool } from './spool.ts'

/** A hub whose answers a test decides, by the first byte of the frame and how often it came. */
let answer: (frame: number, time: number) => { status: number; headers?: Record<string, string>; hang?: boolean }
let came: number[]
let authorised: (string | undefined)[]
let server: Server
let folder: string
let url: string
const open: Delivery[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-delivery-'))
  came = []
  authorised = []
  answer = () => ({ status: 200 })
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const frame = Buffer.concat(chunks)[0] ?? -1
      came.push(frame)
      authorised.push(request.headers.authorization)
      const { status, headers = {}, hang } = answer(frame, came.filter((one) => one === frame).length)
      if (!hang) response.writeHead(status, headers).end(JSON.stringify({ title: 'as the test says' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((delivery) => delivery.close(0)))
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

async function delivery(patienceMs = 2_000): Promise<Delivery> {
  const spool = await openSpool({ folder, maxBytes: 100_000 })
  const carrier = createHttpCarrier({ url, token: 'secret', realm: 'live', patienceMs })
  const made = openDelivery({ spool, carrier, firstWaitMs: 5, longestWaitMs: 20, random: () => 0 })
  open.push(made)
  return made
}

async function until(look: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !look(); n++) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(look()).toBe(true)
}

const frame = (n: number) => new Uint8Array(50).fill(n)

async function put(to: Delivery, ...numbers: number[]): Promise<void> {
  for (const sequence of numbers) await to.put({ run: 1, sequence }, frame(sequence))
}

test('while the hub is away nothing is lost, and everything comes in order when it is back', async () => {
  let away = true
  answer = () => ({ status: away ? 503 : 200 })
  const out = await delivery()
  await put(out, 1, 2, 3)
  await until(() => came.length > 3)
  expect(new Set(came)).toEqual(new Set([1]))
  expect(out.trouble()).toBe('The hub answered 503: as the test says')
  away = false
  came = []
  await until(() => out.waiting().frames === 0)
  expect(came).toEqual([1, 2, 3])
  expect([out.sent(), out.trouble(), out.lost()]).toEqual([3, null, {}])
  expect(new Set(authorised)).toEqual(new Set(['Bearer secret']))
})

test('a frame that the hub refuses is laid aside and counted, and those behind it are sent', async () => {
  answer = (n) => ({ status: n === 2 ? 422 : 200 })
  const out = await delivery()
  await put(out, 1, 2, 3)
  await until(() => out.waiting().frames === 0)
  expect(came).toEqual([1, 2, 3])
  expect([out.sent(), out.lost()]).toEqual([2, { 'hub-refused': 1 }])
})

test('a token that is not accepted refuses no frame: they wait until somebody sets it right', async () => {
  answer = (_, time) => ({ status: time < 3 ? 401 : 200 })
  const out = await delivery()
  await put(out, 1)
  await until(() => out.waiting().frames === 0)
  expect([came, out.lost()]).toEqual([[1, 1, 1], {}])
})

test('an answer that got lost makes the frame come again, since the hub counts by its name', async () => {
  answer = (_, time) => ({ status: 200, hang: time === 1 })
  const out = await delivery(100)
  await put(out, 1)
  await until(() => out.waiting().frames === 0)
  expect(came).toEqual([1, 1])
  expect(out.sent()).toBe(1)
})

test('the hub may ask to be left alone for a while, which is bounded', async () => {
  const carrier = createHttpCarrier({ url, token: 'secret', realm: 'live' })
  for (const [said, waitMs] of [
    ['7', 7_000],
    ['99999999', 600_000],
  ] as const) {
    answer = () => ({ status: 429, headers: { 'retry-after': said } })
    await expect(carrier.send(frame(1))).rejects.toMatchObject({ afterMs: waitMs })
  }
  await carrier.close()
})

test('closing leaves on the disk what could not be sent, and the next start sends it', async () => {
  answer = () => ({ status: 200, hang: true })
  const first = await delivery()
  await put(first, 1, 2)
  await until(() => came.length === 1)
  await first.close(20)
  answer = () => ({ status: 200 })
  came = []
  const second = await delivery()
  await until(() => second.waiting().frames === 0)
  expect(came).toEqual([1, 2])
})
