// The one message of Prometheus remote write 1.0 (prometheus.WriteRequest), read without a library and within a budget.

export interface WrittenSample {
  /** Seconds since 1970 UTC, to the millisecond. */
  at: number
  /** null: a hole. Prometheus marks series that ended by a NaN of its own; any NaN is a hole here. */
  value: number | null
}

export interface WrittenSeries {
  /** The label `__name__`; empty where there is none. */
  name: string
  /** All labels but the name. */
  labels: ReadonlyMap<string, string>
  samples: WrittenSample[]
}

export interface WriteBudget {
  maxSeries: number
  maxLabels: number
  maxTextBytes: number
  maxSamples: number
}

export type WriteRequest = { ok: true; series: WrittenSeries[] } | { ok: false; why: 'damaged' | 'budget' }

export const standardWriteBudget: WriteBudget = {
  maxSeries: 50_000,
  maxLabels: 64,
  maxTextBytes: 2048,
  maxSamples: 500_000,
}

/** Thrown and caught within this file alone: a reader that checks each byte would hide what it reads. */
class Fault extends Error {
  readonly why: 'damaged' | 'budget'
  constructor(why: 'damaged' | 'budget') {
    super(why)
    this.why = why
  }
}

interface Cursor {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

const utf8 = new TextDecoder()

/** A varint as a number; what is beyond 2^53 loses its low bits, which no time or length that is accepted has. */
function readVarint(cursor: Cursor, end: number): number {
  let value = 0
  for (let shift = 0; shift < 10; shift++) {
    if (cursor.at >= end) throw new Fault('damaged')
    const byte = cursor.bytes[cursor.at++] as number
    value += (byte & 127) * 2 ** (7 * shift)
    if (byte < 128) return value
  }
  throw new Fault('damaged')
}

/** An int64: negative ones are ten bytes of two's complement, read by their inverse so that small ones stay exact. */
function readSigned(cursor: Cursor, end: number): number {
  const from = cursor.at
  const value = readVarint(cursor, end)
  if (cursor.at - from < 10) return value
  let inverse = 0
  for (let shift = 0; shift < 9; shift++) {
    inverse += (~(cursor.bytes[from + shift] as number) & 127) * 2 ** (7 * shift)
  }
  return -inverse - 1
}

function readLength(cursor: Cursor, end: number): number {
  const length = readVarint(cursor, end)
  if (length > end - cursor.at) throw new Fault('damaged')
  return length
}

/** Calls `onField` with each field up to `end`; where it answers false, the value is passed over by its wire type. */
function readFields(cursor: Cursor, end: number, onField: (field: number, wire: number) => boolean): void {
  while (cursor.at < end) {
    const key = readVarint(cursor, end)
    const wire = key % 8
    if (onField((key - wire) / 8, wire)) continue
    if (wire === 0) readVarint(cursor, end)
    else if (wire === 1) cursor.at += 8
    else if (wire === 2) cursor.at = readLength(cursor, end) + cursor.at
    else if (wire === 5) cursor.at += 4
    else throw new Fault('damaged')
    if (cursor.at > end) throw new Fault('damaged')
  }
}

function readText(cursor: Cursor, end: number, budget: WriteBudget): string {
  const length = readLength(cursor, end)
  if (length > budget.maxTextBytes) throw new Fault('budget')
  cursor.at += length
  return utf8.decode(cursor.bytes.subarray(cursor.at - length, cursor.at))
}

function readLabel(cursor: Cursor, end: number, budget: WriteBudget): [string, string] {
  let name = ''
  let value = ''
  readFields(cursor, end, (field, wire) => {
    if (wire !== 2 || field > 2) return false
    if (field === 1) name = readText(cursor, end, budget)
    else value = readText(cursor, end, budget)
    return true
  })
  return [name, value]
}

function readSample(cursor: Cursor, end: number): WrittenSample {
  let value = 0
  let milliseconds = 0
  readFields(cursor, end, (field, wire) => {
    if (field === 1 && wire === 1) {
      if (cursor.at + 8 > end) throw new Fault('damaged')
      value = cursor.view.getFloat64(cursor.at, true)
      cursor.at += 8
      return true
    }
    if (field !== 2 || wire !== 0) return false
    milliseconds = readSigned(cursor, end)
    return true
  })
  return { at: milliseconds / 1000, value: Number.isFinite(value) ? value : null }
}

function readSeries(cursor: Cursor, end: number, budget: WriteBudget, left: { samples: number }): WrittenSeries {
  const labels = new Map<string, string>()
  const samples: WrittenSample[] = []
  readFields(cursor, end, (field, wire) => {
    if (wire !== 2 || (field !== 1 && field !== 2)) return false
    const partEnd = readLength(cursor, end) + cursor.at
    if (field === 1) {
      if (labels.size >= budget.maxLabels) throw new Fault('budget')
      labels.set(...readLabel(cursor, partEnd, budget))
    } else {
      if (left.samples-- <= 0) throw new Fault('budget')
      samples.push(readSample(cursor, partEnd))
    }
    return true
  })
  const name = labels.get('__name__') ?? ''
  labels.delete('__name__')
  return { name, labels, samples }
}

/** Reads the whole or nothing: a request of which a part was kept would be sent and counted again. Never throws. */
export function readWriteRequest(bytes: Uint8Array, budget: WriteBudget = standardWriteBudget): WriteRequest {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cursor: Cursor = { bytes, view, at: 0 }
  const series: WrittenSeries[] = []
  const left = { samples: budget.maxSamples }
  try {
    readFields(cursor, bytes.length, (field, wire) => {
      if (field !== 1 || wire !== 2) return false
      const end = readLength(cursor, bytes.length) + cursor.at
      if (series.length >= budget.maxSeries) throw new Fault('budget')
      series.push(readSeries(cursor, end, budget, left))
      return true
    })
    return { ok: true, series }
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, why: fault.why }
    throw fault
  }
}
