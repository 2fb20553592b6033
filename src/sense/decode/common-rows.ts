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
  if (!isLittleEndian || !counters || !ports || protocol.width !== 1 || clock === null || start.width !== end.width)
    return null
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

/** Rows are written as the machine keeps numbers, so that the columns of the batch can be read as arrays. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/**
 * Fills all columns. Times are as the exporter told them, not yet held against any clock. Long, because it is one loop; `| 0` keeps
 * every offset a machine integer that needs no check for overflow, and both sides are one view, of which the bounds are known.
 */
export function fillCommon(
  batch: FlowBatch,
  at: number,
  view: DataView,
  plan: CommonPlan,
  from: number,
  stride: number,
  count: number,
  exportMs: number,
  uptimeMs: number,
  rate: number,
): void {
  const { block } = batch
  const rows = block.view
  const isIpv4 = batch.family === 4
  const wide = plan.wideCounters
  const isUptime = plan.clock === 'uptime'
  const isMilliseconds = plan.clock === 'milliseconds'
  const uptime = uptimeMs | 0
  const base = exportMs + 0.5
  const last = (at + count) | 0
  const source = block.source | 0
  const sourceAt = plan.source | 0
  const destination = block.destination | 0
  const destinationAt = plan.destination | 0
  const sourcePort = block.sourcePort | 0
  const sourcePortAt = plan.sourcePort | 0
  const destinationPort = block.destinationPort | 0
  const destinationPortAt = plan.destinationPort | 0
  const protocol = block.protocol | 0
  const protocolAt = plan.protocol | 0
  const tcpFlags = block.tcpFlags | 0
  const tcpFlagsAt = plan.tcpFlags | 0
  const direction = block.direction | 0
  const directionAt = plan.direction | 0
  const bytes = block.bytes | 0
  const bytesAt = plan.bytes | 0
  const packets = block.packets | 0
  const packetsAt = plan.packets | 0
  const start = block.start | 0
  const startAt = plan.start | 0
  const end = block.end | 0
  const endAt = plan.end | 0
  const sampling = block.sampling | 0
  const { sourcePortMask, destinationPortMask, tcpFlagsMask, directionMask, directionTurn } = plan
  for (let row = at | 0, record = from | 0; row < last; row = (row + 1) | 0, record = (record + stride) | 0) {
    const one = row
    const two = row << 1
    const four = row << 2
    const eight = row << 3
    if (isIpv4) {
      rows.setUint32((source + four) | 0, view.getUint32((record + sourceAt) | 0), true)
      rows.setUint32((destination + four) | 0, view.getUint32((record + destinationAt) | 0), true)
    } else {
      const to = (source + (row << 4)) | 0
      const away = (destination + (row << 4)) | 0
      const sixteen = (record + sourceAt) | 0
      const more = (record + destinationAt) | 0
      rows.setUint32(to, view.getUint32(sixteen), true)
      rows.setUint32((to + 4) | 0, view.getUint32((sixteen + 4) | 0), true)
      rows.setUint32((to + 8) | 0, view.getUint32((sixteen + 8) | 0), true)
      rows.setUint32((to + 12) | 0, view.getUint32((sixteen + 12) | 0), true)
      rows.setUint32(away, view.getUint32(more), true)
      rows.setUint32((away + 4) | 0, view.getUint32((more + 4) | 0), true)
      rows.setUint32((away + 8) | 0, view.getUint32((more + 8) | 0), true)
      rows.setUint32((away + 12) | 0, view.getUint32((more + 12) | 0), true)
    }
    rows.setUint16((sourcePort + two) | 0, view.getUint16((record + sourcePortAt) | 0) & sourcePortMask, true)
    const port = view.getUint16((record + destinationPortAt) | 0) & destinationPortMask
    rows.setUint16((destinationPort + two) | 0, port, true)
    rows.setUint8((protocol + one) | 0, view.getUint8((record + protocolAt) | 0))
    rows.setUint8((tcpFlags + one) | 0, view.getUint8((record + tcpFlagsAt) | 0) & tcpFlagsMask)
    const told = view.getUint8((record + directionAt) | 0) | directionMask
    rows.setUint8((direction + one) | 0, told > 1 ? directionUnknown : told ^ directionTurn)
    let octets = view.getUint32((record + bytesAt) | 0)
    let pieces = view.getUint32((record + packetsAt) | 0)
    if (wide) {
      octets = octets * 4294967296 + view.getUint32((record + bytesAt + 4) | 0)
      pieces = pieces * 4294967296 + view.getUint32((record + packetsAt + 4) | 0)
    }
    rows.setFloat64((bytes + eight) | 0, octets, true)
    rows.setFloat64((packets + eight) | 0, pieces, true)
    rows.setFloat64((sampling + eight) | 0, rate, true)
    const begun = view.getUint32((record + startAt) | 0)
    const ended = view.getUint32((record + endAt) | 0)
    if (isUptime) {
      rows.setUint32((start + four) | 0, (base + ((begun - uptime) | 0)) * 0.001, true)
      rows.setUint32((end + four) | 0, (base + ((ended - uptime) | 0)) * 0.001, true)
    } else if (isMilliseconds) {
      const more = (record + startAt + 4) | 0
      rows.setUint32((start + four) | 0, (begun * 4294967296 + view.getUint32(more) + 0.5) * 0.001, true)
      const most = (record + endAt + 4) | 0
      rows.setUint32((end + four) | 0, (ended * 4294967296 + view.getUint32(most) + 0.5) * 0.001, true)
    } else {
      rows.setUint32((start + four) | 0, begun, true)
      rows.setUint32((end + four) | 0, ended, true)
    }
  }
}
