// Captures of every kind, cut anywhere, give the same datagrams; what is no UDP, or not whole, is counted.
import { expect, test } from 'vitest'
import { writtenFlows } from '../../../test/setup/flow-writer.ts'
import { createCaptureReader } from './capture.ts'

type Seen = [length: number, exporter: string | number, port: number, seconds: number]

function read(capture: Uint8Array, piece = capture.length, ports?: number[]) {
  const seen: Seen[] = []
  const options = ports === undefined ? {} : { ports }
  const reader = createCaptureReader((_arena, _offset, length, exporter, port, seconds) => {
    seen.push([length, exporter, port, seconds])
  }, options)
  for (let at = 0; at < capture.length; at += piece) reader.push(capture.subarray(at, at + piece))
  reader.end()
  return { seen, counters: reader.counters }
}

/** IPv4 and UDP from 192.0.2.9 to port 2055, with so many bytes of payload. */
function ipv4(payload = 4, more: { protocol?: number; cut?: number } = {}): number[] {
  const length = 28 + payload
  const { protocol = 17, cut = 0 } = more
  const head = [
    0x45,
    0,
    length >> 8,
    length & 255,
    0,
    0,
    cut >> 8,
    cut & 255,
    64,
    protocol,
    0,
    0,
    192,
    0,
    2,
    9,
    192,
    0,
    2,
    1,
  ]
  return [...head, 0x10, 0, 8, 7, 0, payload + 8, 0, 0, ...Array(payload).fill(1)]
}

/** IPv6 with one extension header (hop by hop) before UDP. */
const ipv6 = [0x60, 0, 0, 0, 0, 20, 0, 64, 0x20, 1, 0xd, 0xb8, ...Array(11).fill(0), 1, ...Array(16).fill(2), 17, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 8, 7, 0, 12, 0, 0, 1, 1, 1, 1] // biome-ignore format: bytes

function pcap(link: number, packets: number[][], little = true, magic = 0xa1b2c3d4): Uint8Array {
  const size = packets.reduce((sum, packet) => sum + 16 + packet.length, 24)
  const view = new DataView(new ArrayBuffer(size))
  view.setUint32(0, magic, little)
  view.setUint32(20, link, little)
  let at = 24
  for (const [index, packet] of packets.entries()) {
    view.setUint32(at, 1000 + index, little)
    view.setUint32(at + 8, packet.length, little)
    view.setUint32(at + 12, packet.length, little)
    new Uint8Array(view.buffer).set(packet, at + 16)
    at += 16 + packet.length
  }
  return new Uint8Array(view.buffer)
}

const ether = (type: number[], packet: number[]) => [...Array(12).fill(2), ...type, ...packet]
const exporter = 0xc0000209

test.each([
  ['Ethernet', 1, ether([8, 0], ipv4())],
  ['a VLAN', 1, ether([0x81, 0, 0, 5, 8, 0], ipv4())],
  ['two VLANs', 1, ether([0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0], ipv4())],
  ['an MPLS label', 1, ether([0x88, 0x47, 0, 1, 1, 64], ipv4())],
  ['raw IP', 101, ipv4()],
  ['loopback', 0, [2, 0, 0, 0, ...ipv4()]],
  ['OpenBSD loopback', 108, [0, 0, 0, 2, ...ipv4()]],
  ['any interface of Linux', 113, [...Array(14).fill(0), 8, 0, ...ipv4()]],
  ['any interface of Linux, newer', 276, [8, 0, ...Array(18).fill(0), ...ipv4()]],
])('%s is unwrapped', (_name, link, packet) => {
  for (const little of [true, false]) {
    for (const magic of [0xa1b2c3d4, 0xa1b23c4d]) {
      const { seen, counters } = read(pcap(link, [packet, packet], little, magic))
      expect(seen).toEqual([[4, exporter, 2055, 1000], [4, exporter, 2055, 1001]]) // biome-ignore format: pairs
      expect(counters.lost).toEqual({})
    }
  }
})

test('IPv6 exporters are named as text, behind extension headers too', () => {
  expect(read(pcap(1, [ether([0x86, 0xdd], ipv6)])).seen).toEqual([[4, '2001:db8::1', 2055, 1000]])
})

test('what is no whole UDP datagram is counted by reason', () => {
  const packets = [
    ipv4(4, { protocol: 6 }),
    ipv4(4, { cut: 0x2000 }),
    ipv4(4, { cut: 5 }),
    ipv4(40).slice(0, 40),
    [0x45, 0, 0],
    [0x15, ...ipv4().slice(1)],
    ipv4().with(25, 7),
  ]
  const { seen, counters } = read(pcap(101, packets))
  expect(seen).toEqual([])
  expect(counters).toMatchObject({ packets: 7, others: 1, lost: { fragment: 2, snapped: 1, 'bad-packet': 3 } })
  expect(read(pcap(147, [ipv4()])).counters.lost).toEqual({ 'unknown-link': 1 })
})

test('only the ports that were asked for are handed on', () => {
  expect(read(pcap(101, [ipv4()]), 10, [9995]).counters).toMatchObject({ datagrams: 0, others: 1 })
})

test('a capture gives the same datagrams in pieces of any size', () => {
  const { capture, truth } = writtenFlows({ flows: 2000, seconds: 10, waves: [] })
  const whole = read(capture)
  expect(whole.seen).toHaveLength(truth.datagrams)
  for (const piece of [1, 7, 100, 1500, 4096]) expect(read(capture, piece)).toEqual(whole)
})

test('a capture that breaks off, or is none, is counted once and stops', () => {
  const { capture } = writtenFlows({ flows: 100, seconds: 2, waves: [] })
  expect(read(capture.subarray(0, capture.length - 1)).counters.lost).toEqual({ 'bad-capture': 1 })
  expect(read(new TextEncoder().encode('timestamp,value\n1,2\n')).counters.lost).toEqual({ 'bad-capture': 1 })
  expect(read(new Uint8Array(0)).counters.lost).toEqual({})
})

/** One section, one interface with nanoseconds, packets, and a block of a kind that nobody knows. */
function pcapng(little: boolean, packets: number[][]): Uint8Array {
  const half = (value: number) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255])
  const word = (value: number) => {
    const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
    return little ? bytes.reverse() : bytes
  }
  const block = (type: number, body: number[]) => {
    const padded = [...body, ...Array((4 - (body.length % 4)) % 4).fill(0)]
    return [...word(type), ...word(padded.length + 12), ...padded, ...word(padded.length + 12)]
  }
  const nanos = 1_000_000_000_000n + 5n
  const stamp = [...word(Number(nanos >> 32n)), ...word(Number(nanos & 0xffffffffn))]
  return Uint8Array.from([
    ...block(0x0a0d0d0a, [...word(0x1a2b3c4d), ...half(1), ...half(0), ...Array(8).fill(255)]),
    ...block(1, [...half(101), ...half(0), ...word(0), ...half(9), ...half(1), 9, 0, 0, 0, ...half(0), ...half(0)]),
    ...block(0xbad, Array(300_000).fill(7)),
    ...packets.flatMap((each) => block(6, [...word(0), ...stamp, ...word(each.length), ...word(each.length), ...each])),
    ...block(3, [...word(ipv4().length), ...ipv4()]),
  ])
}

test('pcapng is read in both byte orders, whatever other blocks there are', () => {
  for (const little of [true, false]) {
    const expected = [[4, exporter, 2055, 1000], [5, exporter, 2055, 1000], [4, exporter, 2055, 1000]] // biome-ignore format: pairs
    for (const piece of [1_000_000, 1000, 11]) {
      const { seen, counters } = read(pcapng(little, [ipv4(), ipv4(5)]), piece)
      expect(seen).toEqual(expected)
      expect(counters.lost).toEqual({})
    }
  }
})
