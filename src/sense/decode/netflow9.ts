// NetFlow v9 (RFC 3954): a header of 20 bytes, then flow sets of templates, of options templates and of records.
import { believeClock } from './clock.ts'
import type { Workshop } from './decoder.ts'
import { domainKey, domainOf } from './exporters.ts'
import { advance, countsDatagrams, fingerprintOf, judgeArrival } from './sequence.ts'
import { readSets } from './sets.ts'

const headBytes = 20

export function readNetflow9(workshop: Workshop, offset: number, end: number, exporter: string | number): void {
  const { reading, registry } = workshop
  const { view } = reading
  if (offset + headBytes > end) {
    workshop.lose('truncated')
    return
  }
  const uptimeMs = view.getUint32(offset + 4)
  const exportSeconds = view.getUint32(offset + 8)
  const sequence = view.getUint32(offset + 12)
  const domain = domainOf(registry, exporter, domainKey(9, view.getUint32(offset + 16)))
  const fingerprint = fingerprintOf(view, offset, end - offset)
  const arrival = judgeArrival(domain.sequence, workshop.sequences, countsDatagrams, sequence, fingerprint, uptimeMs)
  if (arrival === 'duplicate') {
    workshop.lose('duplicate')
    return
  }
  advance(domain.sequence, arrival, sequence, 1)
  reading.exportMs = exportSeconds * 1000
  reading.uptimeMs = uptimeMs
  reading.uptimeIsKnown = true
  reading.clockIsGood = believeClock(domain, exportSeconds, reading.receivedSeconds)
  readSets(workshop, domain, 9, offset + headBytes, end)
}
