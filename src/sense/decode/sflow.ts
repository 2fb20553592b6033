// sFlow v5 (sflow.org, "sFlow Version 5"): each flow sample is one packet, standing for as many as the agent passed over.
//
// Bytes are the length of the frame on the wire, with its link header and check sequence, as sfcapd and sfacctd keep it; of the
// records that hold no header, the length of the IP packet. There is no clock in sFlow: flows are put where they were received.
import type { Workshop } from './decoder.ts'
import { type Domain, domainKey, domainOf } from './exporters.ts'
import { directionUnknown, egress, type FlowBatch, ingress } from './flow-batch.ts'
import { createIpPacket, findIp, link, readIp } from './packet.ts'
import { handOver } from './rows.ts'
import { advance, countsDatagrams, fingerprintOf, judgeArrival } from './sequence.ts'

const flowSample = 1
const counterSample = 2
const expandedFlowSample = 3
const expandedCounterSample = 4

const rawHeader = 1
const sampledIpv4 = 3
const sampledIpv6 = 4

/** Sources of samples (interfaces) whose drops are remembered of one agent. */
const mostSources = 4096

/** What is said of a sample before its records; filled again for each. */
const sample = { rate: 0, direction: directionUnknown }
const packet = createIpPacket()

export function readSflow(workshop: Workshop, offset: number, end: number, exporter: string | number): void {
  const { reading, registry } = workshop
  const { view } = reading
  if (offset + 28 > end) {
    workshop.lose('truncated')
    return
  }
  const addressWords = view.getUint32(offset + 4) === 2 ? 4 : 1
  const head = offset + 8 + addressWords * 4
  if (head + 16 > end) {
    workshop.lose('truncated')
    return
  }
  const domain = domainOf(registry, exporter, agentKey(view, offset + 8, addressWords, view.getUint32(head)))
  const sequence = view.getUint32(head + 4)
  const fingerprint = fingerprintOf(view, offset, end - offset)
  const uptimeMs = view.getUint32(head + 8)
  const arrival = judgeArrival(domain.sequence, workshop.sequences, countsDatagrams, sequence, fingerprint, uptimeMs)
  if (arrival === 'duplicate') {
    workshop.lose('duplicate')
    return
  }
  advance(domain.sequence, arrival, sequence, 1)
  const samples = view.getUint32(head + 12)
  let at = head + 16
  for (let index = 0; index < samples; index++) {
    const next = endOf(view, at, end)
    // A number of samples that is a lie ends here too, at the end of the datagram.
    if (next < 0) {
      workshop.lose(at === end ? 'truncated' : 'bad-set')
      return
    }
    readSample(workshop, domain, view.getUint32(at), at + 8, next)
    at = next
  }
}

/** Agent and sub-agent in one number; should two agents behind one exporter meet in it, only their sequences are confused. */
function agentKey(view: DataView, at: number, words: number, subAgent: number): number {
  let mixed = view.getUint32(at)
  for (let word = 1; word < words; word++) mixed = Math.imul(mixed ^ view.getUint32(at + word * 4), 0x9e3779b1)
  return domainKey(1, Math.imul(mixed, 0x85ebca6b) ^ subAgent)
}

/** End of what begins with a format and a length, or -1 where it is not whole. */
function endOf(view: DataView, at: number, end: number): number {
  if (at + 8 > end) return -1
  const length = view.getUint32(at + 4)
  return length <= end - at - 8 ? at + 8 + length : -1
}

function readSample(workshop: Workshop, domain: Domain, format: number, at: number, end: number): void {
  if (format === counterSample || format === expandedCounterSample) {
    workshop.lose('counter-sample')
    return
  }
  if (format !== flowSample && format !== expandedFlowSample) {
    workshop.lose('unknown-sample')
    return
  }
  const { view } = workshop.reading
  const expanded = format === expandedFlowSample
  const head = expanded ? 44 : 32
  if (at + head > end) {
    workshop.lose('bad-set')
    return
  }
  // Expanded: kinds and numbers of interfaces have four bytes each. Else: a byte (two bits) of kind and the number in one word.
  const numbers = expanded ? at + 8 : at + 4
  const source = expanded ? view.getUint32(at + 8) : view.getUint32(at + 4) & 0xffffff
  const input = view.getUint32(expanded ? at + 28 : at + 20)
  const output = view.getUint32(expanded ? at + 36 : at + 24)
  sample.rate = view.getUint32(numbers + 4)
  sample.direction = source === input ? ingress : source === output ? egress : directionUnknown
  countDrops(workshop, domain, source, view.getUint32(numbers + 12))
  readFlowRecords(workshop, view.getUint32(at + head - 4), at + head, end)
}

/** The agent counts what it could not sample, per source, and never starts at zero for us. */
function countDrops(workshop: Workshop, domain: Domain, source: number, drops: number): void {
  const known = domain.sampleDrops ?? new Map<number, number>()
  domain.sampleDrops = known
  const before = known.get(source)
  if (before === undefined && known.size >= mostSources) return
  if (before !== drops) known.set(source, drops)
  const step = before === undefined ? 0 : (drops - before) | 0
  // A step back is a restart of the agent; one of many millions in a datagram is a lie or one too.
  if (step > 0 && step < 2 ** 24) workshop.lose('sample-drop', step)
}

/** The first record that holds a packet counts; the others describe the same one. */
function readFlowRecords(workshop: Workshop, count: number, from: number, end: number): void {
  const { view } = workshop.reading
  let at = from
  for (let index = 0; index < count; index++) {
    const next = endOf(view, at, end)
    if (next < 0) {
      workshop.lose('bad-set')
      return
    }
    const format = view.getUint32(at)
    if (format === rawHeader && appendHeader(workshop, at + 8, next)) return
    if (format === sampledIpv4 && appendSampled(workshop, 4, at + 8, next)) return
    if (format === sampledIpv6 && appendSampled(workshop, 6, at + 8, next)) return
    at = next
  }
  workshop.lose('unknown-sample')
}

/** sFlow's header_protocol; others than these are links on which nobody samples any more. */
const linkOf: ReadonlyMap<number, number> = new Map([
  [1, link.ethernet],
  [11, link.ipv4],
  [12, link.ipv6],
])

function appendHeader(workshop: Workshop, at: number, end: number): boolean {
  const { view } = workshop.reading
  if (at + 16 > end) return false
  const kind = linkOf.get(view.getUint32(at))
  const frameBytes = view.getUint32(at + 4)
  const headerEnd = Math.min(end, at + 16 + view.getUint32(at + 12))
  if (kind === undefined || !readIp(view, findIp(view, at + 16, headerEnd, kind), headerEnd, packet)) return false
  const { family, source, destination, sourcePort, destinationPort, protocol, tcpFlags } = packet
  append(workshop, family, source, destination, sourcePort, destinationPort, protocol, tcpFlags, frameBytes)
  return true
}

/** Length, protocol, addresses, ports, flags: all in words (records 3 and 4 of the specification). */
function appendSampled(workshop: Workshop, family: 4 | 6, at: number, end: number): boolean {
  const { view } = workshop.reading
  const ports = at + 8 + (family === 4 ? 8 : 32)
  if (ports + 12 > end) return false
  const source = at + 8
  const destination = family === 4 ? at + 12 : at + 24
  const [sourcePort, destinationPort] = [view.getUint32(ports), view.getUint32(ports + 4)]
  const [bytes, protocol, flags] = [view.getUint32(at), view.getUint32(at + 4), view.getUint32(ports + 8)]
  append(workshop, family, source, destination, sourcePort, destinationPort, protocol, flags, bytes)
  return true
}

function append(
  workshop: Workshop,
  family: 4 | 6,
  source: number,
  destination: number,
  sourcePort: number,
  destinationPort: number,
  protocol: number,
  tcpFlags: number,
  bytes: number,
): void {
  const { sink, reading, rows } = workshop
  const batch: FlowBatch = family === 4 ? sink.v4 : sink.v6
  if (batch.length >= batch.capacity) handOver(sink, batch)
  const row = batch.length
  const words = family === 4 ? 1 : 4
  for (let word = 0; word < words; word++) {
    batch.source[row * words + word] = reading.view.getUint32(source + word * 4)
    batch.destination[row * words + word] = reading.view.getUint32(destination + word * 4)
  }
  batch.sourcePort[row] = sourcePort
  batch.destinationPort[row] = destinationPort
  batch.protocol[row] = protocol
  batch.tcpFlags[row] = tcpFlags
  batch.bytes[row] = bytes
  batch.packets[row] = 1
  batch.start[row] = reading.receivedSeconds
  batch.end[row] = reading.receivedSeconds
  batch.direction[row] = sample.direction
  batch.sampling[row] = sample.rate
  batch.length = row + 1
  rows.records++
  if (batch.length >= batch.capacity) handOver(sink, batch)
}
