// Sequence numbers of one domain: what never came, told from what came late, twice, or after a restart.

/** What a protocol counts, and how far off a number may be before it means a restart. */
export interface SequenceUnit {
  /** Units that can still be missing; a bigger step forward is a restart. */
  readonly mostGap: number
  /** Units that a datagram may come late by; a bigger step back is a restart. */
  readonly window: number
}

/** NetFlow v9 and sFlow count datagrams. */
export const countsDatagrams: SequenceUnit = { mostGap: 2 ** 24, window: 64 }
/** NetFlow v5 and IPFIX count records. */
export const countsRecords: SequenceUnit = { mostGap: 2 ** 26, window: 4096 }

/** Datagrams that are remembered, and for which a gap waits before it counts as lost: what is late may still come. */
const remembered = 16
/** So many late ones in a row are no late ones: the exporter began anew, near to where it was. */
const mostLateRun = 8
/** Milliseconds by which the exporter's uptime must step back to mean that it started again. */
const restartStepMs = 10_000

export interface SequenceState {
  expected: number
  /** False: the first datagram, or the last one held records that could not be counted. Then nothing can be said of a gap. */
  sure: boolean
  uptimeMs: number
  waiting: number
  waitingAge: number
  lateRun: number
  readonly recent: Uint32Array
  at: number
}

export interface SequenceCounts {
  /** Units that never came. */
  missing: number
  late: number
  restarts: number
}

export type Arrival = 'in-order' | 'late' | 'duplicate'

export function createSequence(): SequenceState {
  return {
    expected: 0,
    sure: false,
    uptimeMs: 0,
    waiting: 0,
    waitingAge: 0,
    lateRun: 0,
    recent: new Uint32Array(remembered),
    at: 0,
  }
}

/**
 * Judges a datagram before it is read. A duplicate has the number *and* the content (`fingerprint`) of one of the last sixteen: networks
 * double datagrams, exporters do not repeat themselves, and a record that counts twice is a wrong number. So duplicates are dropped.
 */
export function judgeArrival(
  state: SequenceState,
  counts: SequenceCounts,
  unit: SequenceUnit,
  sequence: number,
  fingerprint: number,
  uptimeMs: number,
): Arrival {
  const step = (sequence - state.expected) | 0
  if ((step !== 0 || !state.sure) && state.recent.includes(fingerprint)) return 'duplicate'
  state.recent[state.at] = fingerprint
  state.at = (state.at + 1) % remembered
  const restarted = ((state.uptimeMs - uptimeMs) | 0) > restartStepMs
  if (state.waiting > 0 && ++state.waitingAge > remembered) giveUp(state, counts)
  if (!state.sure || step === 0) {
    state.lateRun = 0
  } else if (restarted || step > unit.mostGap || step < -unit.window) {
    beginAnew(state, counts)
  } else if (step > 0) {
    state.waiting += step
    state.lateRun = 0
  } else if (++state.lateRun > mostLateRun) {
    beginAnew(state, counts)
  } else {
    counts.late++
    return 'late'
  }
  state.uptimeMs = uptimeMs
  return 'in-order'
}

function beginAnew(state: SequenceState, counts: SequenceCounts): void {
  giveUp(state, counts)
  state.lateRun = 0
  counts.restarts++
}

/** What was waited for will not come: it counts as missing. */
export function giveUp(state: SequenceState, counts: SequenceCounts): void {
  counts.missing += state.waiting
  state.waiting = 0
  state.waitingAge = 0
}

/** After reading: `units` that the datagram held, or null where they could not be counted. */
export function advance(state: SequenceState, arrival: Arrival, sequence: number, units: number | null): void {
  if (arrival === 'late') {
    state.waiting = Math.max(0, state.waiting - (units ?? 0))
    return
  }
  state.sure = units !== null
  state.expected = (sequence + (units ?? 0)) >>> 0
}

/**
 * A number that differs where datagrams differ: a mix of the length and of some 64 words from all over it, so that each record of common
 * sizes is touched. Exporters that never count their datagrams are told from a network that doubles them by it.
 */
export function fingerprintOf(view: DataView, offset: number, length: number): number {
  const step = Math.max(4, Math.floor(length / 64))
  const last = (offset + length - 4) | 0
  const four = (4 * step) | 0
  // Four sums side by side, each word at a power of its own, so that a processor need not wait for one before it takes the next.
  let a = length
  let b = 0x85ebca6b
  let c = 0xc2b2ae35
  let d = 0x27d4eb2f
  let at = offset | 0
  for (; at + 3 * step <= last; at = (at + four) | 0) {
    a = (Math.imul(a, power) + view.getUint32(at)) | 0
    b = (Math.imul(b, power) + view.getUint32((at + step) | 0)) | 0
    c = (Math.imul(c, power) + view.getUint32((at + 2 * step) | 0)) | 0
    d = (Math.imul(d, power) + view.getUint32((at + 3 * step) | 0)) | 0
  }
  for (; at <= last; at += step) a = mixed(a, view.getUint32(at))
  return mixed(mixed(mixed(a, b), c), d) >>> 0
}

/** Odd, so that nothing of an earlier word is lost. */
const power = 0x9e3779b1

function mixed(before: number, word: number): number {
  const product = Math.imul(before ^ word ^ (word >>> 15), power)
  return product ^ (product >>> 15)
}
