// IPFIX (RFC 7011): a header of 16 bytes that says how long the message is, then sets.
import { believeClock } from './clock.ts'
import type { Workshop } from './decoder.ts'
import { domainKey, domainOf } from './exporters.ts'
import { advance, countsRecords, fingerprintOf, judgeArrival } from './sequence.ts'
import { readSets } from './sets.ts'

const headBytes = 16

export function readIpfix(workshop: Workshop, offset: number, end: number, exporter: string | number): void {
  const { reading, registry } = workshop
  const { view } = reading
  if (offset + headBytes > end) {
    workshop.lose('truncated')
    return
  }
  const told = view.getUint16(offset + 2)
  const whole = told >= headBytes && offset + told <= end
  if (!whole) workshop.lose('truncated')
  const last = whole ? offset + told : end
  const exportSeconds = view.getUint32(offset + 4)
  const sequence = view.getUint32(offset + 8)
  const domain = domainOf(registry, exporter, domainKey(10, view.getUint32(offset + 12)))
  const fingerprint = fingerprintOf(view, offset, last - offset)
  // There is no uptime: a restart shows in the sequence alone.
  const arrival = judgeArrival(domain.sequence, workshop.sequences, countsRecords, sequence, fingerprint, 0)
  if (arrival === 'duplicate') {
    workshop.lose('duplicate')
    return
  }
  reading.exportMs = exportSeconds * 1000
  reading.uptimeIsKnown = domain.initMs !== null
  reading.uptimeMs = domain.initMs === null ? 0 : reading.exportMs - domain.initMs
  reading.clockIsGood = believeClock(domain, exportSeconds, reading.receivedSeconds)
  const records = readSets(workshop, domain, 10, offset + headBytes, last)
  advance(domain.sequence, arrival, sequence, whole ? records : null)
}
