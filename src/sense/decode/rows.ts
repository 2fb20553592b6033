// Records into rows of the batches: fill the columns, hold the moments against the clock, and hand over what is full.
import {
  fillAddresses6,
  fillBytes,
  fillConstant,
  fillDirections,
  fillMoments,
  fillNumbers,
  fillShorts,
  fillWords,
  type MomentKind,
  moment,
} from './columns.ts'
import { fillCommon } from './common-rows.ts'
import type { FlowBatch, FlowSink } from './flow-batch.ts'
import type { FlowPlan } from './plan.ts'
import { fillSampling, type Sampling, unknownRate } from './sampling.ts'

/** What is the same for all records of one datagram. */
export interface Reading {
  view: DataView
  /** By the exporter's clock, milliseconds since 1970. */
  exportMs: number
  /** The exporter's own counter at that moment; only its lowest 32 bits are used. */
  uptimeMs: number
  /** False: nobody said when it booted, so times since then mean nothing; the time of export stands in. */
  uptimeIsKnown: boolean
  receivedSeconds: number
  /** False: the exporter's clock is not to be believed, and all its flows are put at `receivedSeconds`. */
  clockIsGood: boolean
}

/** Further from our own clock, an exporter's is not believed. */
export const clockToleranceSeconds = 3600
/** A flow that lasts longer than a day is a counter gone wrong; it is put where it ended. */
export const longestFlowSeconds = 86_400

export interface RowCounts {
  records: number
  clock: number
}

/** Appends `count` records, the first at `from`. The caller has checked that they lie inside the arena. */
export function appendRows(
  sink: FlowSink,
  counts: RowCounts,
  reading: Reading,
  sampling: Sampling,
  plan: FlowPlan,
  from: number,
  stride: number,
  count: number,
): void {
  const batch = plan.family === 4 ? sink.v4 : sink.v6
  let done = 0
  while (done < count) {
    if (batch.length >= batch.capacity) handOver(sink, batch)
    const at = batch.length
    const take = Math.min(count - done, batch.capacity - at)
    const good = fillRows(batch, at, reading, sampling, plan, from + done * stride, stride, take)
    if (!good) counts.clock += holdMoments(batch, at, take, reading)
    let end = at + take
    if (plan.back) end = dropEmpty(batch, at, end)
    counts.records += end - at
    if (plan.family === 6) end = moveMapped(sink, batch, at, end)
    batch.length = end
    done += take
  }
  if (batch.length >= batch.capacity) handOver(sink, batch)
}

/** `full` must empty the batch. Where it does not, what is in it would come again: so it is emptied here. */
export function handOver(sink: FlowSink, batch: FlowBatch): void {
  sink.full(batch)
  batch.length = 0
}

/** Answers whether all moments are known to be good; if not, they have to be looked at. */
function fillRows(
  batch: FlowBatch,
  at: number,
  reading: Reading,
  sampling: Sampling,
  plan: FlowPlan,
  from: number,
  stride: number,
  count: number,
): boolean {
  const { view, exportMs, uptimeMs, receivedSeconds } = reading
  let good = false
  // When it booted matters only where times are told since then.
  if (plan.common !== null && (plan.common.clock !== 'uptime' || reading.uptimeIsKnown)) {
    const rate = sampling.rate ?? unknownRate
    const earliest = receivedSeconds - clockToleranceSeconds
    const latest = receivedSeconds + clockToleranceSeconds
    const longest = longestFlowSeconds
    const { common } = plan
    good = fillCommon(batch, at, view, common, from, stride, count, exportMs, uptimeMs, rate, earliest, latest, longest)
  } else {
    fillColumns(batch, at, reading, sampling, plan, from, stride, count)
  }
  if (plan.sampling.isTold || sampling.rate === null) {
    fillSampling(sampling, plan.sampling, view, from, stride, count, batch.sampling, at)
  }
  return good && reading.clockIsGood
}

/** The general way: any width of any column. */
function fillColumns(
  batch: FlowBatch,
  at: number,
  reading: Reading,
  sampling: Sampling,
  plan: FlowPlan,
  from: number,
  stride: number,
  count: number,
): void {
  const { view, exportMs, uptimeMs } = reading
  if (plan.family === 4) {
    fillWords(view, from + plan.source.at, stride, count, batch.source, at)
    fillWords(view, from + plan.destination.at, stride, count, batch.destination, at)
  } else {
    fillAddresses6(view, from + plan.source.at, stride, count, batch.source, at)
    fillAddresses6(view, from + plan.destination.at, stride, count, batch.destination, at)
  }
  const { sourcePort, destinationPort, protocol, tcpFlags, bytes, packets, start, end, direction } = plan
  fillShorts(view, from + sourcePort.at, stride, sourcePort.width, count, batch.sourcePort, at)
  fillShorts(view, from + destinationPort.at, stride, destinationPort.width, count, batch.destinationPort, at)
  fillBytes(view, from + protocol.at, stride, protocol.width, count, batch.protocol, at)
  fillBytes(view, from + tcpFlags.at, stride, tcpFlags.width, count, batch.tcpFlags, at)
  fillNumbers(view, from + bytes.at, stride, bytes.width, count, batch.bytes, at)
  fillNumbers(view, from + packets.at, stride, packets.width, count, batch.packets, at)
  fillDirections(view, from + direction.at, stride, direction.width, plan.back, count, batch.direction, at)
  fillConstant(batch.sampling, at, count, sampling.rate ?? unknownRate)
  const startKind = kindOf(plan.startKind, reading)
  const endKind = kindOf(plan.endKind, reading)
  fillMoments(startKind, view, from + start.at, stride, start.width, count, batch.start, at, exportMs, uptimeMs)
  fillMoments(endKind, view, from + end.at, stride, end.width, count, batch.end, at, exportMs, uptimeMs)
}

function kindOf(kind: MomentKind, reading: Reading): MomentKind {
  return kind === moment.uptime && !reading.uptimeIsKnown ? moment.none : kind
}

/** Moments that cannot be right are replaced, and counted: how many were. */
function holdMoments(batch: FlowBatch, at: number, count: number, reading: Reading): number {
  const { start, end } = batch
  const received = reading.receivedSeconds
  if (!reading.clockIsGood) {
    for (let row = at; row < at + count; row++) {
      start[row] = received
      end[row] = received
    }
    return count
  }
  const earliest = received - clockToleranceSeconds
  const latest = received + clockToleranceSeconds
  let wrong = 0
  for (let row = at; row < at + count; row++) {
    const from = start[row] ?? 0
    const to = end[row] ?? 0
    if (to >= earliest && to <= latest && from <= to && to - from <= longestFlowSeconds) continue
    wrong++
    if (to < earliest || to > latest) end[row] = received
    start[row] = end[row] ?? received
  }
  return wrong
}

function copyRow(into: FlowBatch, to: number, batch: FlowBatch, from: number): void {
  into.start[to] = batch.start[from] ?? 0
  into.end[to] = batch.end[from] ?? 0
  into.bytes[to] = batch.bytes[from] ?? 0
  into.packets[to] = batch.packets[from] ?? 0
  into.sourcePort[to] = batch.sourcePort[from] ?? 0
  into.destinationPort[to] = batch.destinationPort[from] ?? 0
  into.protocol[to] = batch.protocol[from] ?? 0
  into.tcpFlags[to] = batch.tcpFlags[from] ?? 0
  into.direction[to] = batch.direction[from] ?? 0
  into.sampling[to] = batch.sampling[from] ?? 0
}

function copyAddresses(batch: FlowBatch, to: number, from: number): void {
  const words = batch.family === 4 ? 1 : 4
  batch.source.copyWithin(to * words, from * words, (from + 1) * words)
  batch.destination.copyWithin(to * words, from * words, (from + 1) * words)
}

/** Ways back on which nothing came back. Answers the new end. */
function dropEmpty(batch: FlowBatch, at: number, end: number): number {
  let to = at
  for (let row = at; row < end; row++) {
    if (batch.bytes[row] === 0 && batch.packets[row] === 0) continue
    if (to !== row) {
      copyRow(batch, to, batch, row)
      copyAddresses(batch, to, row)
    }
    to++
  }
  return to
}

/** IPv4 written as IPv6 (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2) goes to the IPv4 batch. Answers the new end. */
function moveMapped(sink: FlowSink, batch: FlowBatch, at: number, end: number): number {
  const { source, destination } = batch
  let to = at
  for (let row = at; row < end; row++) {
    const word = row * 4
    const mapped = source[word + 2] === 0xffff && destination[word + 2] === 0xffff
    if (mapped && isZero(source, word) && isZero(destination, word)) {
      const other = sink.v4
      if (other.length >= other.capacity) handOver(sink, other)
      copyRow(other, other.length, batch, row)
      other.source[other.length] = source[word + 3] ?? 0
      other.destination[other.length] = destination[word + 3] ?? 0
      other.length++
      continue
    }
    if (to !== row) {
      copyRow(batch, to, batch, row)
      copyAddresses(batch, to, row)
    }
    to++
  }
  return to
}

function isZero(words: Uint32Array, at: number): boolean {
  return words[at] === 0 && words[at + 1] === 0
}
