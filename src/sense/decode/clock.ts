// Whether the clock of an exporter is to be believed, held against our own.
import type { Domain } from './exporters.ts'
import { clockToleranceSeconds } from './rows.ts'

/** A step back by more than this is no late datagram but a clock that jumped. */
const stepBackSeconds = 300
/** So many datagrams in a row behind the old clock: it was set right, and is believed again. */
const enoughBehind = 16

/** False: it is more than an hour off, or has just jumped back. Then flows are put where we received them. */
export function believeClock(domain: Domain, exportSeconds: number, receivedSeconds: number): boolean {
  const offset = exportSeconds - receivedSeconds
  if (Math.abs(offset) > clockToleranceSeconds) return false
  const before = domain.clockOffset
  if (before !== null && offset < before - stepBackSeconds && ++domain.clockBehind < enoughBehind) return false
  domain.clockOffset = offset
  domain.clockBehind = 0
  return true
}
