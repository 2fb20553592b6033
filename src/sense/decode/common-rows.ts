// The one loop that nearly all flows go through: records whose fields have the widths that exporters really use.
//
// One pass over each record is two to three times as fast as one pass for each column: measured. So the widths that differ in
// practice (counters of 4 or 8 bytes, times in milliseconds, seconds or uptime) are branches inside, always taken the same way
// within a set and thus free; whatever is wider, narrower or missing goes through `columns.ts`.
import { moment } from './columns.ts'
import { directionUnknown, type FlowBatch } from './flow-batch.ts'
import type { Column, FlowPlan } from './plan.ts'

/** Offsets within a record, and masks that turn what is not there into its constant without asking. */
export interface CommonPlan {
  readonly source: number
  readonly destination: number
  readonly sourcePort: number
  readonly sourcePortMask: number
  readonly destinationPort: number
  readonly destinationPortMask: number
  readonly protocol: number
  readonly tcpFlags: number
  readonly tcpFlagsMask: number
  readonly direction: number
  /** 0, or all ones where no direction is told; and 1 to turn it for the way back. */
  readonly directionMask: number
  readonly directionTurn: number
  readonly bytes: number
  readonly packets: number
  readonly wideCounters: boolean
  readonly start: number
  readonly end: number
  readonly clock: 'uptime' | 'milliseconds' | 'seconds'
}

const lastByte = (column: Column) => column.at + Math.max(0, column.width - 1)

/** Null: it takes the slower way. */
export function commonPlan(plan: Omit<FlowPlan, 'common'>): CommonPlan | null {
  const { bytes, packets, start, end, sourcePort, destinationPort, protocol, tcpFlags, direction } = plan
  const counters = (bytes.width === 4 || bytes.width === 8) && bytes.width === packets.width
  const ports = [sourcePort, destinationPort].every((port) => port.width === 0 || port.width === 2)
  const clock = clockOf(plan)
  if (!counters || !ports || protocol.width !== 1 || clock === null || start.width !== end.width) return null
  return {
    source: plan.source.at,
    destination: plan.destination.at,
    sourcePort: sourcePort.at,
    sourcePortMask: sourcePort.width === 0 ? 0 : 0xffff,
    destinationPort: destinationPort.at,
    destinationPortMask: destinationPort.width === 0 ? 0 : 0xffff,
    protocol: protocol.at,
    tcpFlags: lastByte(tcpFlags),
    tcpFlagsMask: tcpFlags.width === 0 ? 0 : 0xff,
    direction: lastByte(direction),
    directionMask: direction.width === 0 ? 0xff : 0,
    directionTurn: plan.back ? 1 : 0,
    bytes: bytes.at,
    packets: packets.at,
    wideCounters: bytes.width === 8,
    start: start.at,
    end: end.at,
    clock,
  }
}

function clockOf(plan: Omit<FlowPlan, 'common'>): CommonPlan['clock'] | null {
  if (plan.startKind !== plan.endKind) return null
  if (plan.startKind === moment.uptime && plan.start.width === 4) return 'uptime'
  if (plan.startKind === moment.milliseconds && plan.start.width === 8) return 'milliseconds'
  return plan.startKind === moment.seconds && plan.start.width === 4 ? 'seconds' : null
}

/**
 * Fills all columns. Answers whether all moments lie within the bounds: the last packet between `earliest` and `latest`, the first
 * not after it and at most `longest` seconds before. Long, because it is one loop; `| 0` keeps
 * every offset a machine integer that needs no check for overflow.
 */
export function fillCommon(
  batch: FlowBatch,
  at: number,
  view: DataView,
  plan: CommonPlan,
  begin: number,
  stride: number,
  count: number,
  exportMs: number,
  uptimeMs: number,
  rate: number,
  earliest: number,
  latest: number,
  longest: number,
): boolean {
  const { source, destination, bytes, packets, start, end, sourcePort, destinationPort } = batch
  const { protocol, tcpFlags, direction, sampling } = batch
  const isIpv4 = batch.family === 4
  const wide = plan.wideCounters
  const isUptime = plan.clock === 'uptime'
  const isMilliseconds = plan.clock === 'milliseconds'
  const uptime = uptimeMs | 0
  const base = exportMs + 0.5
  const last = (at + count) | 0
  const sourceAt = plan.source | 0
  const destinationAt = plan.destination | 0
  const sourcePortAt = plan.sourcePort | 0
  const destinationPortAt = plan.destinationPort | 0
  const protocolAt = plan.protocol | 0
  const tcpFlagsAt = plan.tcpFlags | 0
  const directionAt = plan.direction | 0
  const bytesAt = plan.bytes | 0
  const packetsAt = plan.packets | 0
  const startAt = plan.start | 0
  const endAt = plan.end | 0
  const { sourcePortMask, destinationPortMask, tcpFlagsMask, directionMask, directionTurn } = plan
  const early = earliest | 0
  const late = latest | 0
  let doubt = 0
  for (let row = at | 0, record = begin | 0; row < last; row = (row + 1) | 0, record = (record + stride) | 0) {
    if (isIpv4) {
      source[row] = view.getUint32((record + sourceAt) | 0)
      destination[row] = view.getUint32((record + destinationAt) | 0)
    } else {
      const to = row << 2
      const sixteen = (record + sourceAt) | 0
      const more = (record + destinationAt) | 0
      source[to] = view.getUint32(sixteen)
      source[to + 1] = view.getUint32((sixteen + 4) | 0)
      source[to + 2] = view.getUint32((sixteen + 8) | 0)
      source[to + 3] = view.getUint32((sixteen + 12) | 0)
      destination[to] = view.getUint32(more)
      destination[to + 1] = view.getUint32((more + 4) | 0)
      destination[to + 2] = view.getUint32((more + 8) | 0)
      destination[to + 3] = view.getUint32((more + 12) | 0)
    }
    sourcePort[row] = view.getUint16((record + sourcePortAt) | 0) & sourcePortMask
    const port = view.getUint16((record + destinationPortAt) | 0) & destinationPortMask
    destinationPort[row] = port
    protocol[row] = view.getUint8((record + protocolAt) | 0)
    tcpFlags[row] = view.getUint8((record + tcpFlagsAt) | 0) & tcpFlagsMask
    const told = view.getUint8((record + directionAt) | 0) | directionMask
    direction[row] = told > 1 ? directionUnknown : told ^ directionTurn
    let octets = view.getUint32((record + bytesAt) | 0)
    let pieces = view.getUint32((record + packetsAt) | 0)
    if (wide) {
      octets = octets * 4294967296 + view.getUint32((record + bytesAt + 4) | 0)
      pieces = pieces * 4294967296 + view.getUint32((record + packetsAt + 4) | 0)
    }
    bytes[row] = octets
    packets[row] = pieces
    sampling[row] = rate
    const begun = view.getUint32((record + startAt) | 0)
    const ended = view.getUint32((record + endAt) | 0)
    let from = begun
    let to = ended
    if (isUptime) {
      from = (base + ((begun - uptime) | 0)) * 0.001
      to = (base + ((ended - uptime) | 0)) * 0.001
    } else if (isMilliseconds) {
      from = (begun * 4294967296 + view.getUint32((record + startAt + 4) | 0) + 0.5) * 0.001
      to = (ended * 4294967296 + view.getUint32((record + endAt + 4) | 0) + 0.5) * 0.001
    }
    const first = from | 0
    const final = to | 0
    start[row] = first
    end[row] = final
    // The highest bit of any of these differences is set where a bound is broken: collected without a branch.
    const lasted = (final - first) | 0
    doubt |= (final - early) | (late - final) | lasted | (longest - lasted)
  }
  return doubt >= 0
}
