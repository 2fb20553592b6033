// Writes capture files of flow exports: seeded, fast, with waves and the truth about them. For tests, benches and comparisons.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type FlowFormat, type FlowProtocol, flowFormats, type Heading, type WrittenFlow } from './flow-formats.ts'

/** Addresses to draw from: `198.51.100.0/24`, `2001:db8::/48` or one address; of IPv6 only the last 16 bits vary. */
export interface SourceRange {
  prefix: string
  weight?: number
}

export interface WrittenWave {
  /** Seconds after the start of the plan. The first flow of the wave starts in this second. */
  onset: number
  seconds: number
  /** Flows that it adds, as a multiple of all ordinary flows. */
  times: number
  kind: 'syn' | 'amplification' | 'requests'
}

export interface FlowPlan {
  protocol: FlowProtocol
  flows: number
  seed: number
  /** Seconds since 1970 UTC. */
  startSeconds: number
  seconds: number
  /** Share of IPv6. NetFlow v5 has none. */
  sixShare: number
  sources: readonly SourceRange[]
  /** Where the waves come from; empty: from the same. */
  attackSources: readonly SourceRange[]
  waves: readonly WrittenWave[]
  exporters: number
  /** Source ids (observation domains, engines, sub-agents) of each exporter. */
  domains: number
  /** One packet in so many, said in the way of the protocol. 1: not sampled, and nothing is said. */
  sampling: number
  /** Datagrams of one domain between two sendings of its templates. */
  templateEvery: number
}

/** As reported, before correction for sampling. */
export interface FlowTruth {
  plan: FlowPlan
  flows: number
  flows6: number
  packets: number
  bytes: number
  datagrams: number
  fileBytes: number
  waves: { onset: number; end: number; flows: number; target: string; target6: string }[]
}

/** 198.18.0.0/18 as 64 networks of /24, and 2001:db8:0..63::/48. Number 7 is the one that is attacked. */
export const attackedTarget = { v4: '198.18.7.0/24', v6: '2001:db8:7::/48' }

export const defaultPlan: FlowPlan = {
  protocol: 'netflow9',
  flows: 100_000,
  seed: 1,
  startSeconds: Date.UTC(2026, 2, 10, 9, 30) / 1000,
  seconds: 3600,
  sixShare: 0.1,
  sources: [
    { prefix: '8.8.0.0/16', weight: 3 },
    { prefix: '24.0.0.0/14', weight: 4 },
    { prefix: '81.240.0.0/14', weight: 6 },
    { prefix: '86.39.0.0/16', weight: 3 },
    { prefix: '91.176.0.0/14', weight: 3 },
    { prefix: '177.0.0.0/14', weight: 2 },
    { prefix: '2001:4860:4860::/64', weight: 2 },
    { prefix: '2a02:a000::/64', weight: 4 },
  ],
  attackSources: [],
  waves: [
    { onset: 900, seconds: 420, times: 2, kind: 'syn' },
    { onset: 1800, seconds: 300, times: 4, kind: 'amplification' },
    { onset: 2700, seconds: 600, times: 3, kind: 'requests' },
  ],
  exporters: 1,
  domains: 8,
  sampling: 1,
  templateEvery: 500,
}

type Random = () => number

/** Whole numbers from 0 to 2^32 - 1; xorshift with a multiplied output. The same seed, the same file. */
function randomWords(seed: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.imul(state, 0x2c1b3c6d) >>> 0
  }
}

interface Pool {
  readonly words: Uint32Array
  readonly hosts: Uint32Array
  /** Index of a range, as often as its weight asks for. */
  readonly draw: Uint32Array
}

function parsePrefix(prefix: string): { words: number[]; hosts: number } {
  const [address = '', length] = prefix.split('/')
  if (!address.includes(':')) {
    const word = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
    return { words: [word], hosts: 2 ** Math.min(31, 32 - Number(length ?? 32)) }
  }
  const [left = '', right] = address.split('::')
  const groups = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const all = [...groups, ...Array(8 - groups.length - tail.length).fill('0'), ...tail].map((x) =>
    Number.parseInt(x, 16),
  )
  const words = [0, 2, 4, 6].map((at) => (all[at] ?? 0) * 65536 + (all[at + 1] ?? 0))
  return { words, hosts: 2 ** Math.min(16, 128 - Number(length ?? 128)) }
}

function poolOf(ranges: readonly SourceRange[], family: 4 | 6): Pool {
  const mine = ranges.filter((range) => range.prefix.includes(':') === (family === 6))
  const parsed = mine.map((range) => parsePrefix(range.prefix))
  const total = mine.reduce((sum, range) => sum + (range.weight ?? 1), 0)
  const draw = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(4096, mine.length * 2))))
  let at = 0
  let sum = 0
  for (const [index, range] of mine.entries()) {
    sum += range.weight ?? 1
    const until = Math.round((sum / total) * draw.length)
    draw.fill(index, at, until)
    at = until
  }
  return {
    words: Uint32Array.from(parsed.flatMap((range) => range.words)),
    hosts: Uint32Array.from(parsed.map((range) => range.hosts)),
    draw,
  }
}

function drawAddress(pool: Pool, random: Random, into: Uint32Array, family: 4 | 6): void {
  const range = pool.draw[random() & (pool.draw.length - 1)] ?? 0
  const host = random() % (pool.hosts[range] ?? 1)
  if (family === 4) {
    into[0] = (pool.words[range] ?? 0) + host
    return
  }
  for (let word = 0; word < 4; word++) into[word] = pool.words[range * 4 + word] ?? 0
  into[3] = (into[3] ?? 0) + host
}

function drawTarget(number: number, random: Random, into: Uint32Array, family: 4 | 6): void {
  if (family === 4) {
    into[0] = 0xc6120000 + number * 256 + (random() & 15)
    return
  }
  // 2001:db8:N::, written as people write it: N in decimal digits, as in `attackedTarget`.
  into[0] = 0x20010db8
  into[1] = Number.parseInt(String(number), 16) * 65536
  into[2] = 0
  into[3] = random() & 15
}

const servicePorts = [443, 443, 443, 443, 80, 80, 53, 25, 22, 8443, 993, 123, 3306, 5060, 389, 179]

function drawOrdinary(flow: WrittenFlow, random: Random): void {
  const word = random()
  const port = servicePorts[word & 15] ?? 443
  flow.protocol = port === 53 || port === 123 || port === 5060 ? 17 : (word & 0x1f00) === 0 ? 1 : 6
  flow.sourcePort = flow.protocol === 1 ? 0 : 1024 + ((word >>> 16) % 64_000)
  flow.destinationPort = flow.protocol === 1 ? 2048 : port
  flow.tcpFlags = flow.protocol === 6 ? 0x1b : 0
  flow.packets = 1 + (random() % 40)
  flow.bytes = flow.packets * (64 + (random() % 1400))
}

function drawAttack(flow: WrittenFlow, kind: WrittenWave['kind'], random: Random): void {
  const word = random()
  flow.protocol = kind === 'amplification' ? 17 : 6
  flow.sourcePort = kind === 'amplification' ? (word & 1 ? 123 : 53) : 1024 + ((word >>> 16) % 64_000)
  flow.destinationPort = kind === 'amplification' ? word >>> 16 : 443
  flow.tcpFlags = kind === 'syn' ? 0x02 : kind === 'requests' ? 0x1b : 0
  flow.packets = 1 + (word & (kind === 'syn' ? 3 : 15))
  flow.bytes = flow.packets * (kind === 'syn' ? 64 : kind === 'requests' ? 220 + (word & 127) : 468)
}

/** A datagram that is being filled: one domain, one family. */
interface Pending {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
  records: number
  since: number
}

const frontBytes = 42 // Ethernet 14, IPv4 20, UDP 8
const chunkBytes = 1 << 20

function createPending(): Pending {
  const bytes = new Uint8Array(2048)
  return { bytes, view: new DataView(bytes.buffer), at: 0, records: 0, since: 0 }
}

function frameUdp(view: DataView, at: number, payload: number, exporter: number, port: number): void {
  view.setUint32(at, 0x02000000)
  view.setUint32(at + 4, 0x00020200)
  view.setUint32(at + 8, 0x00000001)
  view.setUint16(at + 12, 0x0800)
  const ip = at + 14
  view.setUint32(ip, 0x45000000 + payload + 28)
  view.setUint32(ip + 4, 0x00004000)
  view.setUint32(ip + 8, 0x40110000)
  view.setUint32(ip + 12, exporter)
  view.setUint32(ip + 16, 0xc0000263)
  let sum = 0
  for (let half = 0; half < 20; half += 2) sum += view.getUint16(ip + half)
  sum = (sum & 0xffff) + (sum >>> 16)
  view.setUint16(ip + 10, ~(sum + (sum >>> 16)) & 0xffff)
  view.setUint16(ip + 20, 40_000)
  view.setUint16(ip + 22, port)
  view.setUint16(ip + 24, payload + 8)
  view.setUint16(ip + 26, 0)
}

interface Writer {
  /** Chunks that are complete; whoever takes them owns them. */
  readonly chunks: Uint8Array[]
  add(flow: WrittenFlow, nowSeconds: number): void
  flush(nowSeconds: number): void
  finish(): void
  datagrams: number
}

/** Turns flows into Ethernet frames in a classic capture file (little endian, microseconds). */
function createWriter(plan: FlowPlan, bootSeconds: number): Writer {
  const format: FlowFormat = flowFormats[plan.protocol]
  const lanes = plan.exporters * plan.domains
  const sequences = new Uint32Array(lanes)
  const sinceTemplates = new Uint32Array(lanes).fill(0xffffffff)
  const pending = { 4: createPending(), 6: createPending() }
  const heading: Heading = {
    bootSeconds,
    nowSeconds: 0,
    domain: 0,
    sequence: 0,
    records: 0,
    sampling: plan.sampling,
    agent: 0,
  }
  const templates = format.templates(plan.sampling)
  let chunk = new Uint8Array(chunkBytes)
  let view = new DataView(chunk.buffer)
  let at = 24
  let micros = 0
  let lane = 0
  view.setUint32(0, 0xa1b2c3d4, true)
  view.setUint32(4, 0x00040002, true)
  view.setUint32(16, 65535, true)
  view.setUint32(20, 1, true)

  function send(body: Uint8Array, length: number, records: number): void {
    const payload = format.headBytes + length
    if (at + 16 + frontBytes + payload > chunkBytes) cut()
    const exporter = 0xc0000200 + 1 + Math.floor(lane / plan.domains)
    const frame = at + 16
    micros = (micros + 7) % 1_000_000
    view.setUint32(at, heading.nowSeconds, true)
    view.setUint32(at + 4, micros, true)
    view.setUint32(at + 8, frontBytes + payload, true)
    view.setUint32(at + 12, frontBytes + payload, true)
    frameUdp(view, frame, payload, exporter, format.port)
    heading.domain = lane % plan.domains
    heading.sequence = sequences[lane] ?? 0
    heading.records = records
    heading.agent = exporter
    format.head(view, frame + frontBytes, payload, heading)
    chunk.set(body.subarray(0, length), frame + frontBytes + format.headBytes)
    at = frame + frontBytes + payload
    writer.datagrams++
  }

  function cut(): void {
    writer.chunks.push(chunk.subarray(0, at))
    chunk = new Uint8Array(chunkBytes)
    view = new DataView(chunk.buffer)
    at = 0
  }

  function sendTemplates(): void {
    const due = (sinceTemplates[lane] ?? 0) >= plan.templateEvery
    sinceTemplates[lane] = due ? 1 : (sinceTemplates[lane] ?? 0) + 1
    if (templates.length === 0 || !due) return
    send(templates, templates.length, plan.sampling > 1 ? 4 : 2)
    // Templates are no records, the one line of options is: RFC 7011 section 3.1.
    const counted = format.unit === 'datagrams' || plan.sampling > 1 ? 1 : 0
    sequences[lane] = (sequences[lane] ?? 0) + counted
  }

  function sendFlows(family: 4 | 6): void {
    const datagram = pending[family]
    if (datagram.records === 0) return
    sendTemplates()
    const padded = format.setBytes === 0 ? datagram.at : Math.ceil(datagram.at / 4) * 4
    datagram.bytes.fill(0, datagram.at, padded)
    format.set(datagram.view, 0, padded, family)
    send(datagram.bytes, padded, datagram.records)
    sequences[lane] = (sequences[lane] ?? 0) + (format.unit === 'records' ? datagram.records : 1)
    datagram.records = 0
    lane = (lane + 1) % lanes
  }

  const writer: Writer = {
    chunks: [],
    datagrams: 0,
    add(flow, nowSeconds) {
      const datagram = pending[flow.family]
      heading.nowSeconds = nowSeconds
      if (datagram.records === 0) {
        datagram.at = format.setBytes
        datagram.since = nowSeconds
      }
      format.record(datagram.view, datagram.at, flow, heading)
      datagram.at += format.recordBytes(flow.family)
      datagram.records++
      if (datagram.records === format.most(flow.family)) sendFlows(flow.family)
    },
    flush(nowSeconds) {
      heading.nowSeconds = nowSeconds
      if (nowSeconds - pending[4].since >= 2) sendFlows(4)
      if (nowSeconds - pending[6].since >= 2) sendFlows(6)
    },
    finish() {
      sendFlows(4)
      sendFlows(6)
      cut()
    },
  }
  return writer
}

/**
 * The capture as chunks of about 1 MiB, and the truth when the generator returns. Every exporter booted a day before the plan
 * starts; a flow is exported in the second in which it ends, and lasts up to five seconds, or two in a wave.
 */
export function* writeFlows(given: Partial<FlowPlan>): Generator<Uint8Array, FlowTruth> {
  const plan = { ...defaultPlan, ...given }
  const random = randomWords(plan.seed)
  const bootSeconds = plan.startSeconds - 86_400
  const writer = createWriter(plan, bootSeconds)
  const ordinary = { 4: poolOf(plan.sources, 4), 6: poolOf(plan.sources, 6) }
  const attackers = plan.attackSources.length === 0 ? plan.sources : plan.attackSources
  const hostile = { 4: poolOf(attackers, 4), 6: poolOf(attackers, 6) }
  const six = plan.protocol === 'netflow5' ? 0 : plan.sixShare * 4294967296
  const counted = new Float64Array(plan.waves.length)
  const truth: FlowTruth = { plan, flows: 0, flows6: 0, packets: 0, bytes: 0, datagrams: 0, fileBytes: 0, waves: [] }
  const flow: WrittenFlow = {
    family: 4,
    source: new Uint32Array(4),
    destination: new Uint32Array(4),
    sourcePort: 0,
    destinationPort: 0,
    protocol: 0,
    tcpFlags: 0,
    packets: 0,
    bytes: 0,
    startUptime: 0,
    endUptime: 0,
  }

  function one(second: number, wave: number): void {
    const attack = plan.waves[wave]
    flow.family = random() < six ? 6 : 4
    const pools = attack === undefined ? ordinary : hostile
    drawAddress(pools[flow.family], random, flow.source, flow.family)
    drawTarget(attack === undefined ? random() & 63 : 7, random, flow.destination, flow.family)
    if (attack === undefined) drawOrdinary(flow, random)
    else drawAttack(flow, attack.kind, random)
    if (plan.protocol === 'sflow5') {
      flow.bytes = Math.max(96, Math.min(1518, Math.floor(flow.bytes / flow.packets)))
      flow.packets = 1
    }
    flow.endUptime = (86_400 + second) * 1000 + (random() % 1000)
    const longest = attack === undefined ? 5000 : Math.min(2000, (second - attack.onset) * 1000)
    flow.startUptime = flow.endUptime - (longest === 0 ? 0 : random() % longest)
    writer.add(flow, plan.startSeconds + second)
    truth.flows++
    if (flow.family === 6) truth.flows6++
    truth.packets += flow.packets
    truth.bytes += flow.bytes
    if (attack !== undefined) counted[wave] = (counted[wave] ?? 0) + 1
  }

  const weights = Array.from({ length: plan.seconds }, (_, second) => 1 + addedAt(plan.waves, second))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let passed = 0
  for (const [second, weight] of weights.entries()) {
    passed += weight
    const until = Math.round((passed / whole) * plan.flows)
    while (truth.flows < until) one(second, drawWave(plan.waves, second, (random() / 4294967296) * weight))
    writer.flush(plan.startSeconds + second)
    for (const chunk of writer.chunks.splice(0)) {
      truth.fileBytes += chunk.length
      yield chunk
    }
  }
  writer.finish()
  for (const chunk of writer.chunks.splice(0)) {
    truth.fileBytes += chunk.length
    yield chunk
  }
  truth.datagrams = writer.datagrams
  truth.waves = plan.waves.map((wave, index) => ({
    onset: plan.startSeconds + wave.onset,
    end: plan.startSeconds + wave.onset + wave.seconds,
    flows: counted[index] ?? 0,
    target: attackedTarget.v4,
    target6: attackedTarget.v6,
  }))
  return truth
}

function addedAt(waves: readonly WrittenWave[], second: number): number {
  let added = 0
  for (const wave of waves) if (second >= wave.onset && second < wave.onset + wave.seconds) added += wave.times
  return added
}

/** Which wave a flow belongs to, by a draw between 0 and the weight of its second; -1: to none. */
function drawWave(waves: readonly WrittenWave[], second: number, draw: number): number {
  let until = 1
  if (draw < until) return -1
  for (const [index, wave] of waves.entries()) {
    if (second < wave.onset || second >= wave.onset + wave.seconds) continue
    until += wave.times
    if (draw < until) return index
  }
  return -1
}

/** The whole capture in one piece of memory. For tests; a bench writes a file. */
export function writtenFlows(plan: Partial<FlowPlan>): { capture: Uint8Array; truth: FlowTruth } {
  const chunks: Uint8Array[] = []
  const writing = writeFlows(plan)
  for (;;) {
    const next = writing.next()
    if (next.done) return { capture: Buffer.concat(chunks), truth: next.value }
    chunks.push(next.value)
  }
}

/** Into a file, waiting for the disk, so that memory stays small however many flows there are. */
export async function writeFlowFile(path: string, plan: Partial<FlowPlan>): Promise<FlowTruth> {
  const file = createWriteStream(path)
  const writing = writeFlows(plan)
  for (;;) {
    const next = writing.next()
    if (next.done) {
      file.end()
      await once(file, 'close')
      return next.value
    }
    if (!file.write(next.value)) await once(file, 'drain')
  }
}
