// The sensor as a process of its own: datagrams, logs, complaints and metrics in, frames out, through rotation, a hub that is
// away, and a process that is killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { startWorker } from '#platform/worker.ts'
import type { FlowWorkerData } from '../../src/sense/collect/messages.ts'
import { supervise } from '../../src/sense/collect/supervise.ts'
import type { Bucket, Channel, Frame } from '../../src/sense/model/bucket.ts'
import { decodeFrame } from '../../src/sense/tally/frame-codec.ts'
import { createResender, sendDatagrams } from '../setup/flow-resend.ts'
import { writtenFlows } from '../setup/flow-writer.ts'
import { program } from '../setup/process.ts'

// Without types of its own.
const { compress } = createRequire(import.meta.url)('snappyjs') as { compress(bytes: Uint8Array): Uint8Array }

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

interface Said {
  bound: { protocol: string; port: number }[]
  datagrams: number
  records: number
  lost: Record<string, number>
  sent: number
  waiting: { frames: number; bytes: number } | null
  restarts: number
  targets: number
}

interface Sensor {
  child: ChildProcess
  port(protocol: string): number
  said(): string
  now(): Said
  until(look: (said: Said) => boolean): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-sensor-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function startSensor(folder: string, words: string[], stdin: 'ignore' | 'pipe' = 'ignore'): Promise<Sensor> {
  const all = ['sense', '--json', '--spool', join(folder, 'spool'), '--settle-seconds', '5', ...words]
  const child = spawn(process.execPath, [program, ...all], { stdio: [stdin, 'pipe', 'pipe'] })
  let said = ''
  let newest: Said | null = null
  let rest = ''
  child.stderr?.on('data', (piece) => {
    said += piece
  })
  child.stdout?.on('data', (piece) => {
    said += piece
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    const last = lines.at(-1)
    if (last) newest = JSON.parse(last)
  })
  ends.push(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })
  async function until(look: (said: Said) => boolean): Promise<void> {
    for (const end = Date.now() + 40_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      if (newest && look(newest)) return
      if (child.exitCode !== null || Date.now() > end) throw new Error(`waited in vain (${child.exitCode}):\n${said}`)
    }
  }
  await until(() => true)
  const now = () => newest as Said
  return {
    child,
    port: (protocol) => now().bound.find((one) => one.protocol === protocol)?.port ?? 0,
    said: () => said,
    now,
    until,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      return child.exitCode
    },
  }
}

function framesIn(folder: string): Frame[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.frame'))
    .sort()
    .map((name) => decodeFrame(readFileSync(join(folder, name))))
    .map((decoded) => {
      if (!decoded.ok) throw new Error(decoded.why)
      return decoded.frame
    })
}

function bucketsOf(frames: readonly Frame[], channel: Channel): Bucket[] {
  return frames.flatMap(({ buckets }) => buckets.filter((bucket) => bucket.channel === channel))
}

function sumOf(buckets: readonly Bucket[]) {
  const sum = { flows: 0, packets: 0, bytes: 0 }
  for (const { rows } of buckets)
    for (const row of rows) {
      sum.flows += row.flows
      sum.packets += row.packets
      sum.bytes += row.bytes
    }
  return sum
}

const net = ['--target', 'net=198.18.0.0/18,2001:db8::/32']
const plan = { protocol: 'netflow9', flows: 20_000, seed: 3, seconds: 20, waves: [], domains: 4 } as const

/** What the frames told, a folder of everything that the sensor wrote, as one text in which an address can be looked for. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

test('what exporters sent is what the frames hold: flows, packets and bytes', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const sensor = await startSensor(folder, [...net, '--stdin', 'off', '--listen', '127.0.0.1:0', '--out', out])
  const { capture, truth } = writtenFlows(plan)
  const resender = createResender(capture)
  const datagrams = resender.count
  await sendDatagrams(resender, { port: sensor.port('udp'), perSecond: 1000, datagrams, sockets: 1 })
  await sensor.until((said) => said.datagrams === datagrams)
  expect(sensor.now()).toMatchObject({ records: truth.flows })
  expect(Object.keys(sensor.now().lost).filter((reason) => reason !== 'late')).toEqual([])
  expect(await sensor.stop()).toBe(0)
  const frames = framesIn(out)
  const { flows, packets, bytes } = sumOf(bucketsOf(frames, 'flow'))
  // A flow over several buckets is spread over them, in floating point.
  expect([flows, Math.round(packets), Math.round(bytes)]).toEqual([truth.flows, truth.packets, truth.bytes])
  expect(frames.map(({ sequence }) => sequence)).toEqual(frames.map((_, at) => at))
  expect(new Set(frames.map(({ run }) => run)).size).toBe(1)
  expect(frames.at(-1)?.health).toMatchObject({ datagrams, records: truth.flows, exporters: 1 })
})

test('a datagram that never came is told by its sequence, and marks the buckets', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const sensor = await startSensor(folder, [...net, '--stdin', 'off', '--listen', '127.0.0.1:0', '--out', out])
  const resender = createResender(writtenFlows({ ...plan, domains: 1 }).capture)
  const half = Math.floor(resender.count / 2)
  await sendDatagrams(resender, { port: sensor.port('udp'), perSecond: 1000, datagrams: half, sockets: 1 })
  for (let lost = 0; lost < 3; lost++) resender.payload(half, Math.floor(Date.now() / 1000))
  await sendDatagrams(resender, { port: sensor.port('udp'), perSecond: 1000, datagrams: 100, sockets: 1 })
  await sensor.until((said) => said.datagrams === half + 100)
  expect(await sensor.stop()).toBe(0)
  const frames = framesIn(out)
  expect(frames.at(-1)?.health.lost['sequence-gap']).toBe(3)
  expect(bucketsOf(frames, 'flow').some(({ marks }) => marks.includes('sequence-gap'))).toBe(true)
})

test('a list of the operator tells what kind of network sources are in; without one that is not known', async () => {
  const folder = tempFolder()
  const [list, out] = [join(folder, 'tor.txt'), join(folder, 'out')]
  writeFileSync(list, '0.0.0.0/1 # half of all\n')
  const words = [...net, '--stdin', 'off', '--listen', '127.0.0.1:0', '--out', out, '--network-list', `tor=${list}`]
  const sensor = await startSensor(folder, words)
  const resender = createResender(writtenFlows({ ...plan, domains: 1 }).capture)
  await sendDatagrams(resender, { port: sensor.port('udp'), perSecond: 1000, datagrams: 200, sockets: 1 })
  await sensor.until((said) => said.datagrams === 200)
  expect(await sensor.stop()).toBe(0)
  const buckets = bucketsOf(framesIn(out), 'flow')
  const packets = (shape: string) => buckets.reduce((sum, { shapes }) => sum + (shapes[shape]?.packets ?? 0), 0)
  expect(packets('network-tor') / sumOf(buckets).packets).toBeGreaterThan(0.1)
  expect(buckets.every(({ shapes }) => !('network-proxy' in shapes))).toBe(true)
})

test('a thread that is ended in the midst of counting is started again on the same port; what it had told stays', async () => {
  const { capture, truth } = writtenFlows({ ...plan, domains: 1 })
  const settings = { allow: [], networkLists: [], settleSeconds: 5, maxSeries: 64, warmUp: false }
  const source = { kind: 'udp', receiveBufferBytes: 4_194_304, shared: false } as const
  const targets = [{ id: 'net', prefixes: ['198.18.0.0/18'], hosts: [], services: [] }]
  let listen = [{ host: '127.0.0.1', port: 0 }]
  let life: Worker | undefined
  let lives = 0
  const told: Bucket[] = []
  const restarts: string[] = []
  const thread = supervise(
    () => {
      const workerData: FlowWorkerData = { ...settings, source: { ...source, listen }, targets }
      life = startWorker('sense/collect/flow-worker', { workerData })
      return life
    },
    {
      message(message) {
        if (message.kind === 'listening') {
          listen = message.bound.map(({ host, port }) => ({ host, port }))
          lives += 1
        }
        if (message.kind !== 'counted') return
        told.push(...message.buckets)
        thread.send({ kind: 'taken' })
      },
      restarted: (_since, why) => void restarts.push(why),
    },
    () => Date.now(),
  )
  ends.push(() => thread.stop(1000))
  await expect.poll(() => lives, { timeout: 20_000 }).toBe(1)
  const port = listen[0]?.port ?? 0
  const resender = createResender(capture)
  const send = (datagrams: number) => sendDatagrams(resender, { port, perSecond: 1000, datagrams, sockets: 1 })
  const counted = () => thread.counters().datagrams
  await send(100)
  await expect.poll(counted, { timeout: 20_000 }).toBe(100)
  await life?.terminate()
  await expect.poll(() => lives, { timeout: 20_000 }).toBe(2)
  await send(100)
  await expect.poll(counted, { timeout: 20_000 }).toBe(200)
  expect(listen[0]?.port).toBe(port)
  expect([thread.restarts, restarts.length]).toEqual([1, 1])
  await thread.stop(10_000)
  // Of the first life only what it had told by then; of the second everything that came.
  expect(sumOf(told).flows).toBeGreaterThan(0)
  expect(sumOf(told).flows).toBeLessThanOrEqual(truth.flows)
})

test('a capture on standard input is recognised, read to its end, and the sensor ends with it', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const { capture, truth } = writtenFlows(plan)
  const words = ['sense', '--spool', join(folder, 'spool'), ...net, '--out', out]
  const child = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'ignore', 'pipe'] })
  let said = ''
  child.stderr?.on('data', (piece) => {
    said += piece
  })
  child.stdin?.end(capture)
  const [code] = (await once(child, 'exit')) as [number]
  expect(said).toContain('Reading a pcap stream')
  expect(code).toBe(0)
  const { flows, bytes } = sumOf(bucketsOf(framesIn(out), 'flow'))
  expect([flows, Math.round(bytes)]).toEqual([truth.flows, truth.bytes])
})

test('a port that is taken is told, and nothing is left running', async () => {
  const folder = tempFolder()
  const sensor = await startSensor(folder, ['--stdin', 'off', '--listen', '127.0.0.1:0'])
  const words = ['sense', '--stdin', 'off', '--listen', `127.0.0.1:${sensor.port('udp')}`, '--spool', join(folder, 'b')]
  const second = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  second.stderr?.on('data', (piece) => {
    said += piece
  })
  const [code] = (await once(second, 'exit')) as [number]
  expect(code).toBe(1)
  expect(said).toContain('EADDRINUSE')
  expect(await sensor.stop('SIGINT')).toBe(0)
})

const logLine = (second: number, path: string) => {
  const at = new Date(second * 1000)
  const month = at.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(at.getUTCDate())}/${month}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`
  return `203.0.113.9 - - [${time}] "GET ${path} HTTP/1.1" 200 1234 "-" "curl/8"\n`
}

test('access logs are followed through rotation, and come by syslog too', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const log = join(folder, 'access.log')
  writeFileSync(log, logLine(1_700_000_000, '/before'))
  const words = ['--stdin', 'off', '--listen', '127.0.0.1:0', '--out', out, '--log', `portal=${log}`]
  const config = join(folder, 'sense.json')
  writeFileSync(config, JSON.stringify({ targets: [{ id: 'tax', hosts: ['tax.example.org'] }] }))
  const sensor = await startSensor(folder, [...words, '--syslog', 'tcp:127.0.0.1:0', '--config', config])
  const now = Math.floor(Date.now() / 1000)
  await new Promise((resolve) => setTimeout(resolve, 1200))
  for (let line = 0; line < 50; line++) appendFileSync(log, logLine(now, `/a/${line}`))
  await sensor.until((said) => said.records >= 50)
  renameSync(log, `${log}.1`)
  appendFileSync(`${log}.1`, logLine(now, '/late'))
  writeFileSync(log, logLine(now, '/new'))
  await sensor.until((said) => said.records >= 52)
  const socket = connect(sensor.port('tcp'), '127.0.0.1')
  const line = `{"time":"${new Date().toISOString()}","host":"tax.example.org","remote_addr":"203.0.113.9","request":"GET / HTTP/1.1","status":200,"body_bytes_sent":5}`
  const message = `<190>1 2026-01-01T00:00:00Z web nginx - - - ${line}`
  socket.end(`${message.length} ${message}`)
  await sensor.until((said) => said.records >= 53)
  expect(await sensor.stop()).toBe(0)
  const buckets = bucketsOf(framesIn(out), 'web')
  const of = (series: string) => sumOf(buckets.filter((bucket) => bucket.series === series)).flows
  expect([of('portal'), of('tax')]).toEqual([52, 1])
})

test('complaints are counted once per reporter, refused when too many, and no address is kept anywhere', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const target = ['--target', 'portal=tax.example.org']
  const config = join(folder, 'sense.json')
  writeFileSync(config, JSON.stringify({ http: { host: '127.0.0.1', port: 0, trustProxy: true } }))
  const words = ['--stdin', 'off', '--listen', '127.0.0.1:0', '--out', out, '--config', config]
  const sensor = await startSensor(folder, [...words, ...target])
  const address = `http://127.0.0.1:${sensor.port('http')}`
  const report = (from: string) =>
    fetch(`${address}/report`, {
      method: 'POST',
      body: new URLSearchParams({ service: 'portal', region: 'BE', kind: 'slow', text: 'nothing works' }),
      headers: { 'x-forwarded-for': from },
    })
  const statuses: number[] = []
  for (let time = 0; time < 35; time++) statuses.push((await report('198.51.100.77')).status)
  for (let other = 1; other <= 4; other++) await report(`203.0.113.${other}`)
  expect(statuses.filter((status) => status === 202)).toHaveLength(30)
  expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  await sensor.until((said) => said.records >= 34)
  expect(sensor.now().lost['http-rate']).toBe(5)
  expect(await (await fetch(`${address}/metrics`)).text()).toContain('tocsin_sensor_lost_total{reason="http-rate"} 5')
  expect(await sensor.stop()).toBe(0)
  const buckets = bucketsOf(framesIn(out), 'complaint')
  expect(sumOf(buckets).flows).toBe(5)
  expect(new Set(buckets.map(({ series }) => series))).toEqual(new Set(['portal']))
  expect(`${everythingIn(folder)}${sensor.said()}`).not.toMatch(/198\.51\.100\.77|203\.0\.113\.|nothing works/)
})

/** One series with one sample, as Prometheus writes it: WriteRequest of protocol 1.0. */
function writeRequest(name: string, value: number, milliseconds: number): Uint8Array {
  const field = (number: number, body: Buffer) => Buffer.concat([Buffer.from([(number << 3) | 2, body.length]), body])
  const label = Buffer.concat([field(1, Buffer.from('__name__')), field(2, Buffer.from(name))])
  const sample = Buffer.alloc(9)
  sample[0] = 0x09
  sample.writeDoubleLE(value, 1)
  const at: number[] = [0x10]
  for (let rest = BigInt(milliseconds); ; rest >>= 7n) {
    if (rest < 128n) {
      at.push(Number(rest))
      break
    }
    at.push(Number(rest & 127n) | 128)
  }
  const series = Buffer.concat([field(1, label), field(2, Buffer.concat([sample, Buffer.from(at)]))])
  return compress(new Uint8Array(field(1, series)))
}

test('metrics that are written to it become series, with the token', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const config = join(folder, 'sense.json')
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'secret\n')
  const series = [{ series: 'latency', metric: 'seconds' }]
  writeFileSync(config, JSON.stringify({ http: { host: '127.0.0.1', port: 0, tokenFile }, series }))
  const sensor = await startSensor(folder, [
    '--stdin',
    'off',
    '--listen',
    '127.0.0.1:0',
    '--out',
    out,
    '--config',
    config,
  ])
  const write = (body: Uint8Array, token: string) =>
    fetch(`http://127.0.0.1:${sensor.port('http')}/api/v1/write`, {
      method: 'POST',
      body: Buffer.from(body),
      headers: { authorization: `Bearer ${token}`, 'content-encoding': 'snappy' },
    })
  expect((await write(writeRequest('seconds', 2.5, Date.now()), 'secret')).status).toBe(204)
  expect((await write(writeRequest('seconds', 2.5, Date.now()), 'wrong!')).status).toBe(401)
  expect((await write(new Uint8Array([255, 255, 255]), 'secret')).status).toBe(400)
  expect(await sensor.stop()).toBe(0)
  const buckets = bucketsOf(framesIn(out), 'value')
  expect(buckets.map(({ series: name, values }) => [name, values?.sum, values?.count])).toEqual([['latency', 2.5, 1]])
})

/** Sends complaints, each of somebody else, several at a time, until it is told to stop or the sensor is gone. */
function complaining(address: string, begin: number) {
  const said = { thanked: 0, sent: 0 }
  let going = true
  async function one(): Promise<void> {
    while (going) {
      const who = begin + said.sent++
      const answer = await fetch(`${address}/report`, {
        method: 'POST',
        body: new URLSearchParams({ service: 'portal', region: 'BE', kind: 'slow', text: `nothing works ${who}` }),
        headers: { 'x-forwarded-for': `10.${(who >> 16) & 255}.${(who >> 8) & 255}.${who & 255}` },
      }).catch(() => null)
      if (answer?.status === 202) said.thanked++
      else return
    }
  }
  const all = Promise.all(Array.from({ length: 8 }, one))
  return {
    said,
    async stop() {
      going = false
      await all
    },
    gone: all,
  }
}

test('a sensor that is killed again and again has counted every complaint and every point that it answered for, once', async () => {
  const folder = tempFolder()
  const out = join(folder, 'out')
  const config = join(folder, 'sense.json')
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'secret')
  const series = [{ series: 'latency', metric: 'seconds' }]
  const http = { host: '127.0.0.1', port: 0, trustProxy: true, tokenFile }
  writeFileSync(config, JSON.stringify({ http, series }))
  const words = ['--stdin', 'off', '--listen', '127.0.0.1:0', '--out', out, '--config', config]
  const start = () => startSensor(folder, [...words, '--target', 'portal=tax.example.org'])
  let thanked = 0
  let sent = 0
  let points = 0
  // Some lives are shorter than a bucket, some longer than a bucket and the time that it waits: with and without frames on the disk.
  for (const lifeMs of [400, 17_000, 900, 13_300]) {
    const sensor = await start()
    const address = `http://127.0.0.1:${sensor.port('http')}`
    const written = await fetch(`${address}/api/v1/write`, {
      method: 'POST',
      body: Buffer.from(writeRequest('seconds', 1, Date.now())),
      headers: { authorization: 'Bearer secret' },
    })
    expect(written.status).toBe(204)
    points++
    const crowd = complaining(address, sent)
    await new Promise((resolve) => setTimeout(resolve, lifeMs))
    await sensor.stop('SIGKILL')
    await crowd.gone
    thanked += crowd.said.thanked
    sent += crowd.said.sent
  }
  const last = await start()
  expect(last.said()).toContain('Counted again')
  expect(everythingIn(join(folder, 'spool'))).not.toMatch(/nothing works|10\.0\.0\.1\b/)
  expect(await last.stop()).toBe(0)
  const frames = framesIn(out)
  const complaints = sumOf(bucketsOf(frames, 'complaint')).flows
  expect(thanked).toBeGreaterThan(100)
  expect(complaints).toBeGreaterThanOrEqual(thanked)
  // Each life ends while at most eight were on their way: these may be counted although nobody was thanked for them.
  expect(complaints).toBeLessThanOrEqual(Math.min(sent, thanked + 4 * 8))
  expect(bucketsOf(frames, 'value').reduce((sum, { values }) => sum + (values?.count ?? 0), 0)).toBe(points)
  expect(readdirSync(join(folder, 'spool', 'intake')).length).toBeLessThanOrEqual(3)
}, 120_000)

interface Hub {
  url: string
  names: string[]
  bodies: Buffer[]
}

async function openHub(port = 0, targets: object[] = []): Promise<Hub & { server: Server }> {
  const hub: Hub = { url: '', names: [], bodies: [] }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      if (request.method === 'POST') hub.bodies.push(Buffer.concat(pieces))
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(request.method === 'POST' ? { counted: true, buckets: 0 } : { targets, next: null }))
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  hub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  ends.push(() => closeHub(server))
  return Object.assign(hub, { server })
}

function closeHub(server: Server): Promise<unknown> {
  server.closeAllConnections()
  return new Promise((done) => server.close(done))
}

test('with the hub away frames wait on disk, outlive a killed process, and all arrive when it is back', async () => {
  const folder = tempFolder()
  const first = await openHub()
  const { port } = first.server.address() as AddressInfo
  await closeHub(first.server)
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'secret')
  mkdirSync(join(folder, 'spool'), { recursive: true })
  const words = [...net, '--stdin', 'off', '--listen', '127.0.0.1:0', '--hub', first.url, '--token-file', tokenFile]
  const killed = await startSensor(folder, words)
  const { capture, truth } = writtenFlows(plan)
  const resender = createResender(capture)
  const datagrams = resender.count
  await sendDatagrams(resender, { port: killed.port('udp'), perSecond: 1000, datagrams, sockets: 1 })
  await killed.until((said) => said.datagrams === datagrams && (said.waiting?.frames ?? 0) > 0)
  // Until all buckets of the flows have been closed: their own length and the time they wait for late ones.
  await new Promise((resolve) => setTimeout(resolve, 18_000))
  await killed.stop('SIGKILL')
  const back = await openHub(port)
  const again = await startSensor(folder, words)
  await again.until((said) => said.waiting?.frames === 0 && said.sent > 0)
  expect(await again.stop()).toBe(0)
  const frames = back.bodies.map((body) => decodeFrame(body)).flatMap((decoded) => (decoded.ok ? [decoded.frame] : []))
  expect(frames.length).toBe(back.bodies.length)
  expect(sumOf(bucketsOf(frames, 'flow')).flows).toBe(truth.flows)
  expect(new Set(frames.map(({ run, sequence }) => `${run} ${sequence}`)).size).toBe(frames.length)
})

test('a sensor without targets of its own counts by those that the hub names, from its first start on', async () => {
  const folder = tempFolder()
  const state = { name: 'Net', prefixes: ['198.18.0.0/18', '2001:db8::/32'], hosts: [], services: [] }
  const hub = await openHub(0, [{ id: 'net-of-the-hub', version: 1, state }])
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, 'secret')
  const words = ['--stdin', 'off', '--listen', '127.0.0.1:0', '--hub', hub.url, '--token-file', tokenFile]
  const sensor = await startSensor(folder, words)
  await sensor.until((said) => said.targets === 1)
  const { capture } = writtenFlows(plan)
  const resender = createResender(capture)
  await sendDatagrams(resender, { port: sensor.port('udp'), perSecond: 1000, datagrams: resender.count, sockets: 1 })
  await sensor.until((said) => said.datagrams === resender.count)
  expect(await sensor.stop()).toBe(0)
  const frames = hub.bodies.map((body) => decodeFrame(body)).flatMap((decoded) => (decoded.ok ? [decoded.frame] : []))
  expect(new Set(bucketsOf(frames, 'flow').map(({ series }) => series))).toEqual(new Set(['net-of-the-hub']))
})

test('the commands at the edge answer as documents and leave with the code of the house', async () => {
  const folder = tempFolder()
  const capture = join(folder, 'flows.pcap')
  const written = writtenFlows(plan)
  writeFileSync(capture, written.capture)
  const csv = join(folder, 'series.csv')
  const values = Array.from(
    { length: 400 },
    (_, at) => `${1_700_000_000 + at * 60},${at >= 300 && at < 330 ? 900 : 100 + (at % 7)}`,
  )
  writeFileSync(csv, `timestamp,value\n${values.join('\n')}\n`)
  const run = async (...words: string[]) => {
    const child = spawn(process.execPath, [program, 'sense', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    child.stdout?.on('data', (piece) => {
      text += piece
    })
    const [code] = (await once(child, 'close')) as [number]
    return { code, text }
  }
  const detected = await run('detect', csv, '--json')
  expect(detected.code).toBe(0)
  const { bucketSeconds, waves, scores } = JSON.parse(detected.text)
  expect([bucketSeconds, scores.length]).toEqual([60, 400])
  expect(waves.map(({ onset }: { onset: number }) => onset)).toEqual([1_700_000_000 + 300 * 60])
  const replayed = await run('replay', capture, '--json', ...net)
  expect(replayed.code).toBe(0)
  expect(JSON.parse(replayed.text)).toMatchObject({ flows: written.truth.flows, series: [{ series: 'net' }] })
  expect((await run('detect', join(folder, 'none.csv'))).code).toBe(2)
  expect((await run('schema', 'detect')).code).toBe(0)
  expect((await run('schema', 'nothing')).code).toBe(2)
  expect((await run('--listen', 'nonsense')).code).toBe(2)
  const printed = await run('--print-config')
  expect(JSON.parse(printed.text)).toHaveProperty('flows.listen')
})
