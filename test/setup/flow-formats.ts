// How exporters put flows into datagrams: NetFlow v5 and v9 (RFC 3954), IPFIX (RFC 7011), sFlow v5. For tests and benches.

/** One flow of the generator; the same object is filled again and again. Addresses as words, most significant first. */
export interface WrittenFlow {
  family: 4 | 6
  readonly source: Uint32Array
  readonly destination: Uint32Array
  sourcePort: number
  destinationPort: number
  protocol: number
  tcpFlags: number
  packets: number
  bytes: number
  /** Milliseconds since the exporter booted. */
  startUptime: number
  endUptime: number
}

/** What the head of a datagram needs. Sequences are counted by the format's own unit: `sequence` is before this datagram. */
export interface Heading {
  bootSeconds: number
  nowSeconds: number
  domain: number
  sequence: number
  records: number
  sampling: number
  /** IPv4 address of the exporter: sFlow says it inside. */
  agent: number
}

export interface FlowFormat {
  readonly port: number
  readonly headBytes: number
  /** Bytes in front of the records of one family: a set header, or none. */
  readonly setBytes: number
  readonly recordBytes: (family: 4 | 6) => number
  readonly most: (family: 4 | 6) => number
  readonly unit: 'datagrams' | 'records'
  head(view: DataView, at: number, length: number, heading: Heading): void
  set(view: DataView, at: number, length: number, family: 4 | 6): void
  record(view: DataView, at: number, flow: WrittenFlow, heading: Heading): void
  /** Body of a datagram (after its head) that says the templates and the sampling; empty where the format has none. */
  templates(sampling: number): Uint8Array
}

function words(view: DataView, at: number, values: Uint32Array, family: 4 | 6): number {
  view.setUint32(at, values[0] ?? 0)
  if (family === 4) return at + 4
  for (let word = 1; word < 4; word++) view.setUint32(at + word * 4, values[word] ?? 0)
  return at + 16
}

const nothing = new Uint8Array(0)

export const netflow5: FlowFormat = {
  port: 2055,
  headBytes: 24,
  setBytes: 0,
  recordBytes: () => 48,
  most: () => 30,
  unit: 'records',
  head(view, at, _length, heading) {
    view.setUint16(at, 5)
    view.setUint16(at + 2, heading.records)
    view.setUint32(at + 4, (heading.nowSeconds - heading.bootSeconds) * 1000)
    view.setUint32(at + 8, heading.nowSeconds)
    view.setUint32(at + 12, 0)
    view.setUint32(at + 16, heading.sequence)
    view.setUint16(at + 20, heading.domain)
    // Two bits of mode (1: deterministic), fourteen of interval.
    view.setUint16(at + 22, heading.sampling > 1 ? 0x4000 | heading.sampling : 0)
  },
  set() {},
  record(view, at, flow) {
    view.setUint32(at, flow.source[0] ?? 0)
    view.setUint32(at + 4, flow.destination[0] ?? 0)
    view.setUint32(at + 8, 0)
    view.setUint32(at + 12, 0x00010002)
    view.setUint32(at + 16, flow.packets)
    view.setUint32(at + 20, flow.bytes)
    view.setUint32(at + 24, flow.startUptime)
    view.setUint32(at + 28, flow.endUptime)
    view.setUint16(at + 32, flow.sourcePort)
    view.setUint16(at + 34, flow.destinationPort)
    view.setUint16(at + 36, flow.tcpFlags)
    view.setUint16(at + 38, flow.protocol << 8)
    view.setUint32(at + 40, 0)
    view.setUint32(at + 44, 0)
  },
  templates: () => nothing,
}

type Field = readonly [element: number, length: number]

/** Both begin with addresses, ports, protocol and flags, so that one function writes the front of either. */
const front = [
  [7, 2],
  [11, 2],
  [4, 1],
  [6, 1],
] as const satisfies readonly Field[]
const addresses4 = [
  [8, 4],
  [12, 4],
] as const satisfies readonly Field[]
const addresses6 = [
  [27, 16],
  [28, 16],
] as const satisfies readonly Field[]
const rest9 = [
  [1, 4],
  [2, 4],
  [22, 4],
  [21, 4],
  [10, 2],
  [14, 2],
  [16, 4],
  [17, 4],
  [5, 1],
  [61, 1],
  [9, 1],
] as const
const rest10 = [
  [1, 8],
  [2, 8],
  [152, 8],
  [153, 8],
  [10, 4],
  [14, 4],
  [16, 4],
  [5, 1],
  [61, 1],
  [9, 1],
  [13, 1],
  [136, 1],
] as const

function writeFront(view: DataView, at: number, flow: WrittenFlow): number {
  const ports = words(view, words(view, at, flow.source, flow.family), flow.destination, flow.family)
  view.setUint16(ports, flow.sourcePort)
  view.setUint16(ports + 2, flow.destinationPort)
  view.setUint8(ports + 4, flow.protocol)
  view.setUint8(ports + 5, flow.tcpFlags)
  return ports + 6
}

/** A set (flow set) of numbers of two bytes, padded to four. */
export function setOf(id: number, halves: readonly number[]): Uint8Array {
  const length = 4 + Math.ceil(halves.length / 2) * 4
  const view = new DataView(new ArrayBuffer(length))
  view.setUint16(0, id)
  view.setUint16(2, length)
  for (const [index, half] of halves.entries()) view.setUint16(4 + index * 2, half)
  return new Uint8Array(view.buffer)
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function templateHalves(id: number, fields: readonly Field[]): number[] {
  return [id, fields.length, ...fields.flat()]
}

/** 256: IPv4, 257: IPv6, 258: options (sampling interval and algorithm, scope: the whole exporter). */
export const netflow9: FlowFormat = {
  port: 2055,
  headBytes: 20,
  setBytes: 4,
  recordBytes: (family) => (family === 4 ? 45 : 69),
  most: (family) => (family === 4 ? 32 : 20),
  unit: 'datagrams',
  head(view, at, _length, heading) {
    view.setUint16(at, 9)
    view.setUint16(at + 2, heading.records)
    view.setUint32(at + 4, (heading.nowSeconds - heading.bootSeconds) * 1000)
    view.setUint32(at + 8, heading.nowSeconds)
    view.setUint32(at + 12, heading.sequence)
    view.setUint32(at + 16, heading.domain)
  },
  set(view, at, length, family) {
    view.setUint16(at, family === 4 ? 256 : 257)
    view.setUint16(at + 2, length)
  },
  record(view, at, flow) {
    const rest = writeFront(view, at, flow)
    view.setUint32(rest, flow.bytes)
    view.setUint32(rest + 4, flow.packets)
    view.setUint32(rest + 8, flow.startUptime)
    view.setUint32(rest + 12, flow.endUptime)
    view.setUint32(rest + 16, 0x00010002)
    view.setUint32(rest + 20, 64500)
    view.setUint32(rest + 24, 64501)
    view.setUint8(rest + 28, 0)
    view.setUint8(rest + 29, 0)
    view.setUint8(rest + 30, 24)
  },
  templates(sampling) {
    const data = setOf(0, [
      ...templateHalves(256, [...addresses4, ...front, ...rest9]),
      ...templateHalves(257, [...addresses6, ...front, ...rest9]),
    ])
    if (sampling <= 1) return data
    // Lengths of scope and options in bytes; scope 1 is the system.
    const options = setOf(1, [258, 4, 8, 1, 4, 34, 4, 35, 1])
    return join([data, options, setOf(258, [0, 0, sampling >>> 16, sampling & 0xffff, 0x0100])])
  },
}

export const ipfix: FlowFormat = {
  port: 4739,
  headBytes: 16,
  setBytes: 4,
  recordBytes: (family) => (family === 4 ? 63 : 87),
  most: (family) => (family === 4 ? 23 : 16),
  unit: 'records',
  head(view, at, length, heading) {
    view.setUint16(at, 10)
    view.setUint16(at + 2, length)
    view.setUint32(at + 4, heading.nowSeconds)
    view.setUint32(at + 8, heading.sequence)
    view.setUint32(at + 12, heading.domain)
  },
  set: netflow9.set,
  record(view, at, flow, heading) {
    const rest = writeFront(view, at, flow)
    view.setUint32(rest, 0)
    view.setUint32(rest + 4, flow.bytes)
    view.setUint32(rest + 8, 0)
    view.setUint32(rest + 12, flow.packets)
    const boot = heading.bootSeconds * 1000
    milliseconds(view, rest + 16, boot + flow.startUptime)
    milliseconds(view, rest + 24, boot + flow.endUptime)
    view.setUint32(rest + 32, 1)
    view.setUint32(rest + 36, 2)
    view.setUint32(rest + 40, 64500)
    view.setUint32(rest + 44, 0x00001818)
    view.setUint8(rest + 48, 1)
  },
  templates(sampling) {
    const data = setOf(2, [
      ...templateHalves(256, [...addresses4, ...front, ...rest10]),
      ...templateHalves(257, [...addresses6, ...front, ...rest10]),
    ])
    if (sampling <= 1) return data
    // Scope: selectorId (302). Systematic count-based selection: 1 packet, then a space of sampling - 1 (RFC 5477).
    const options = setOf(3, [258, 4, 1, 302, 4, 304, 2, 305, 4, 306, 4])
    const space = sampling - 1
    return join([data, options, setOf(258, [0, 1, 1, 0, 1, space >>> 16, space & 0xffff])])
  },
}

function milliseconds(view: DataView, at: number, value: number): void {
  view.setUint32(at, Math.floor(value / 4294967296))
  view.setUint32(at + 4, value >>> 0)
}

/** Bytes of a sampled header: Ethernet, IP, and twenty of what follows. */
const sampledBytes = (family: 4 | 6) => (family === 4 ? 54 : 74)

/** Each flow is one packet that was sampled: `bytes` is its length on the wire with the Ethernet header. */
export const sflow5: FlowFormat = {
  port: 6343,
  headBytes: 28,
  setBytes: 0,
  recordBytes: (family) => 8 + 32 + 8 + 16 + sampledBytes(family) + 2,
  most: () => 8,
  unit: 'datagrams',
  head(view, at, _length, heading) {
    view.setUint32(at, 5)
    view.setUint32(at + 4, 1)
    view.setUint32(at + 8, heading.agent)
    view.setUint32(at + 12, heading.domain)
    view.setUint32(at + 16, heading.sequence + 1)
    view.setUint32(at + 20, (heading.nowSeconds - heading.bootSeconds) * 1000)
    view.setUint32(at + 24, heading.records)
  },
  set() {},
  record(view, at, flow, heading) {
    const size = sampledBytes(flow.family)
    const sampled = [1, 32 + 8 + 16 + size + 2, heading.sequence, 1, heading.sampling, 0, 0, 1, 2, 1]
    const raw = [1, 16 + size + 2, 1, flow.bytes, 4, size]
    for (const [index, word] of [...sampled, ...raw].entries()) view.setUint32(at + index * 4, word)
    writePacket(view, at + 64, flow)
    view.setUint16(at + 64 + size, 0)
  },
  templates: () => nothing,
}

function writePacket(view: DataView, at: number, flow: WrittenFlow): void {
  new Uint8Array(view.buffer, view.byteOffset + at, sampledBytes(flow.family)).fill(0)
  view.setUint32(at, 0x02000000)
  view.setUint32(at + 6, 0x02000000)
  const ip = at + 14
  let payload = ip + 20
  if (flow.family === 4) {
    view.setUint16(at + 12, 0x0800)
    view.setUint16(ip, 0x4500)
    // The length on the wire has Ethernet's 14 bytes and the 4 of its check sequence.
    view.setUint16(ip + 2, flow.bytes - 18)
    view.setUint16(ip + 8, 0x4000 | flow.protocol)
    words(view, words(view, ip + 12, flow.source, 4), flow.destination, 4)
  } else {
    view.setUint16(at + 12, 0x86dd)
    view.setUint32(ip, 0x60000000)
    view.setUint16(ip + 4, flow.bytes - 58)
    view.setUint16(ip + 6, (flow.protocol << 8) | 64)
    payload = words(view, words(view, ip + 8, flow.source, 6), flow.destination, 6)
  }
  view.setUint16(payload, flow.sourcePort)
  view.setUint16(payload + 2, flow.destinationPort)
  if (flow.protocol === 6) view.setUint16(payload + 12, 0x5000 | flow.tcpFlags)
}

export const flowFormats = { netflow5, netflow9, ipfix, sflow5 }
export type FlowProtocol = keyof typeof flowFormats
