// NetFlow v5 (Cisco, "NetFlow Export Datagram Format"): a header of 24 bytes and up to 30 records of 48, always the same.
import { believeClock } from './clock.ts'
import { moment } from './columns.ts'
import { commonPlan } from './common-rows.ts'
import type { Workshop } from './decoder.ts'
import { domainKey, domainOf } from './exporters.ts'
import type { Column, FlowPlan } from './plan.ts'
import { appendRows } from './rows.ts'
import { everyPacket, learnRate, unknownRate } from './sampling.ts'
import { advance, countsRecords, fingerprintOf, judgeArrival } from './sequence.ts'

const headBytes = 24
const recordBytes = 48

function column(at: number, width: number): Column {
  return { at, width, segment: 0 }
}

const absent = column(0, 0)

const columns: Omit<FlowPlan, 'common'> = {
  family: 4,
  back: false,
  source: column(0, 4),
  destination: column(4, 4),
  packets: column(16, 4),
  bytes: column(20, 4),
  startKind: moment.uptime,
  start: column(24, 4),
  endKind: moment.uptime,
  end: column(28, 4),
  sourcePort: column(32, 2),
  destinationPort: column(34, 2),
  tcpFlags: column(37, 1),
  protocol: column(38, 1),
  direction: absent,
  sampling: {
    isTold: false,
    interval: absent,
    run: absent,
    space: absent,
    size: absent,
    population: absent,
    selector: absent,
    zeroIsNone: false,
    input: absent,
    output: absent,
  },
}

const plan: FlowPlan = { ...columns, common: commonPlan(columns) }

/** Two bits of mode, fourteen of interval. Many exporters leave the mode 0 and mean the interval all the same. */
function headerRate(field: number): number {
  const interval = field & 0x3fff
  if (interval > 0) return interval
  return field >>> 14 === 0 ? everyPacket : unknownRate
}

export function readNetflow5(workshop: Workshop, offset: number, end: number, exporter: string | number): void {
  const { reading, registry } = workshop
  const { view } = reading
  if (offset + headBytes > end) {
    workshop.lose('truncated')
    return
  }
  const announced = view.getUint16(offset + 2)
  const count = Math.min(announced, Math.floor((end - offset - headBytes) / recordBytes))
  const uptimeMs = view.getUint32(offset + 4)
  const exportSeconds = view.getUint32(offset + 8)
  const sequence = view.getUint32(offset + 16)
  // Type and number of the engine: each counts for itself.
  const domain = domainOf(registry, exporter, domainKey(5, view.getUint16(offset + 20)))
  const fingerprint = fingerprintOf(view, offset, end - offset)
  const arrival = judgeArrival(domain.sequence, workshop.sequences, countsRecords, sequence, fingerprint, uptimeMs)
  if (arrival === 'duplicate') {
    workshop.lose('duplicate')
    return
  }
  advance(domain.sequence, arrival, sequence, announced)
  if (count < announced) workshop.lose('truncated')
  const rate = headerRate(view.getUint16(offset + 22))
  if (domain.sampling.whole !== rate) learnRate(domain.sampling, { of: 'whole' }, rate)
  reading.exportMs = exportSeconds * 1000 + Math.min(999, Math.floor(view.getUint32(offset + 12) / 1_000_000))
  reading.uptimeMs = uptimeMs
  reading.uptimeIsKnown = true
  reading.clockIsGood = believeClock(domain, exportSeconds, reading.receivedSeconds)
  appendRows(workshop.sink, workshop.rows, reading, domain.sampling, plan, offset + headBytes, recordBytes, count)
}
