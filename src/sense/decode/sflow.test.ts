// sFlow v5: samples of packets to flows of one packet each, with the rate that their agent took them at.
import { expect, test } from 'vitest'
import { createDecoder } from './decoder.ts'
import { createFlowBatch } from './flow-batch.ts'
import { arenaOf } from './testdata/datagrams.ts'

const words = (...values: number[]) =>
  values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])
const sized = (format: number, body: number[]) => [...words(format, body.length), ...body]

function datagram(sequence: number, samples: number[][], agent: number[] = words(1, 0xc0000201)): Uint8Array {
  return Uint8Array.from([...words(5), ...agent, ...words(0, sequence, 1000, samples.length), ...samples.flat()])
}

/** Source 3, one in 400, in by 3 and out by 4. */
const flowSample = (records: number[][], drops = 0) =>
  sized(1, [...words(1, 3, 400, 0, drops, 3, 4, records.length), ...records.flat()])
const expanded = (records: number[][]) =>
  sized(3, [...words(1, 0, 4, 400, 0, 0, 0, 3, 0, 4, records.length), ...records.flat()])

const frame = [
  ...Array(12).fill(2),
  ...[0x81, 0, 0, 5, 8, 0],
  ...[0x45, 0, 5, 220, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 198, 18, 7, 1],
  ...[1, 187, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 2, 0, 0],
]
const raw = (protocol: number, bytes: number[]) => sized(1, [...words(protocol, 1522, 4, bytes.length), ...bytes, ...Array((4 - (bytes.length % 4)) % 4).fill(0)]) // biome-ignore format: one

function run(...datagrams: Uint8Array[]) {
  const v4 = createFlowBatch(4, 16)
  const v6 = createFlowBatch(6, 16)
  const decoder = createDecoder({ v4, v6, full: () => undefined })
  for (const each of datagrams) decoder.datagram(arenaOf(each), 0, each.length, 'x', 5000)
  return { v4, v6, lost: decoder.counters.lost, records: decoder.counters.records }
}

test.each([
  ['a sample', flowSample([raw(1, frame)]), 0],
  ['an expanded sample', expanded([raw(1, frame)]), 1],
])('%s of an Ethernet frame is a flow of one packet, as long as the frame was', (_name, sample, direction) => {
  const { v4, lost } = run(datagram(1, [sample]))
  const row = [v4.source[0], v4.destination[0], v4.sourcePort[0], v4.destinationPort[0], v4.protocol[0], v4.tcpFlags[0]]
  expect(row).toEqual([0x0a000001, 0xc6120701, 443, 4096, 6, 2])
  expect([v4.bytes[0], v4.packets[0], v4.sampling[0], v4.start[0], v4.end[0]]).toEqual([1522, 1, 400, 5000, 5000])
  expect(v4.direction[0]).toBe(direction)
  expect(lost).toEqual({})
})

test('sampled IPv4 and IPv6 records are flows, and a packet that is told twice counts once', () => {
  const four = sized(3, words(1500, 17, 0x0a000001, 0xc6120701, 53, 9999, 0, 0))
  const six = sized(4, words(1400, 6, 0x20010db8, 0, 0, 1, 0x20010db8, 0, 0, 2, 80, 9998, 0x12, 0))
  const { v4, v6, records } = run(datagram(1, [flowSample([raw(1, frame), four]), flowSample([four]), expanded([six])]))
  expect(records).toBe(3)
  expect([v4.bytes[0], v4.bytes[1], v4.sourcePort[1], v4.protocol[1]]).toEqual([1522, 1500, 53, 17])
  expect([v6.bytes[0], v6.source[3], v6.destination[3], v6.tcpFlags[0]]).toEqual([1400, 1, 2, 0x12])
})

test('counters of interfaces are passed over, and headers without IP counted', () => {
  const arp = frame.with(16, 8).with(17, 6)
  const { records, lost } = run(datagram(1, [sized(2, words(1, 2, 0)), sized(4, words(1)), flowSample([raw(1, arp)])]))
  expect(records).toBe(0)
  expect(lost).toEqual({ 'counter-sample': 2, 'unknown-sample': 1 })
})

test('agents of IPv6 and of IPv4 have sequences of their own; gaps count in datagrams', () => {
  const six = words(2, 0x20010db8, 0, 0, 9)
  const sample = flowSample([raw(1, frame)])
  const { lost, records } = run(
    datagram(1, [sample]),
    datagram(900, [sample], six),
    datagram(2, [sample]),
    datagram(901, [sample], six),
  )
  expect([records, lost]).toEqual([4, {}])
})

test('samples that the agent had to drop are counted from the first that we saw', () => {
  const { lost } = run(
    datagram(1, [flowSample([raw(1, frame)], 1000)]),
    datagram(2, [flowSample([raw(1, frame)], 1007)]),
  )
  expect(lost).toEqual({ 'sample-drop': 7 })
})

test('a sample or record that is longer than what is left is counted, and what stood before it kept', () => {
  const good = flowSample([raw(1, frame)])
  const { records, lost } = run(datagram(1, [good, [...words(1, 4000), ...Array(40).fill(0)]]))
  expect([records, lost]).toEqual([1, { 'bad-set': 1 }])
  expect(run(datagram(1, [flowSample([words(1, 9999)])])).lost).toEqual({ 'bad-set': 1 })
})
