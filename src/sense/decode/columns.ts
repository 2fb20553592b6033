// The hottest loops: one column of many records at a time, so that how wide a field is gets asked once a set, not once a record.
//
// `from` is where the field of the first record stands, `stride` the length of a record. Callers have checked that all `count`
// records lie inside the arena. Every function writes `count` rows from `at` on, whatever the batch held before.
import { directionUnknown } from './flow-batch.ts'

/** An unsigned number of 1 to 8 bytes (reduced-size encoding, RFC 7011 section 6.2). Above 2^53 it is rounded. */
export function readUnsigned(view: DataView, at: number, width: number): number {
  if (width === 4) return view.getUint32(at)
  if (width === 8) return view.getUint32(at) * 4294967296 + view.getUint32(at + 4)
  let value = 0
  for (let index = 0; index < width; index++) value = value * 256 + view.getUint8(at + index)
  return value
}

export function fillWords(
  view: DataView,
  from: number,
  stride: number,
  count: number,
  out: Uint32Array,
  at: number,
): void {
  for (let row = at, place = from; row < at + count; row++, place += stride) out[row] = view.getUint32(place)
}

/** IPv6 addresses: four words each. */
export function fillAddresses6(
  view: DataView,
  from: number,
  stride: number,
  count: number,
  out: Uint32Array,
  at: number,
): void {
  for (let row = at * 4, place = from; row < (at + count) * 4; row += 4, place += stride) {
    out[row] = view.getUint32(place)
    out[row + 1] = view.getUint32(place + 4)
    out[row + 2] = view.getUint32(place + 8)
    out[row + 3] = view.getUint32(place + 12)
  }
}

export function fillNumbers(
  view: DataView,
  from: number,
  stride: number,
  width: number,
  count: number,
  out: Float64Array,
  at: number,
): void {
  const end = at + count
  if (width === 4) {
    for (let row = at, place = from; row < end; row++, place += stride) out[row] = view.getUint32(place)
  } else if (width === 8) {
    for (let row = at, place = from; row < end; row++, place += stride) {
      out[row] = view.getUint32(place) * 4294967296 + view.getUint32(place + 4)
    }
  } else {
    for (let row = at, place = from; row < end; row++, place += stride) out[row] = readUnsigned(view, place, width)
  }
}

/** Of a field wider than two bytes, the two lowest. */
export function fillShorts(
  view: DataView,
  from: number,
  stride: number,
  width: number,
  count: number,
  out: Uint16Array,
  at: number,
): void {
  const end = at + count
  if (width >= 2) {
    for (let row = at, place = from + width - 2; row < end; row++, place += stride) out[row] = view.getUint16(place)
  } else if (width === 1) {
    for (let row = at, place = from; row < end; row++, place += stride) out[row] = view.getUint8(place)
  } else {
    for (let row = at; row < end; row++) out[row] = 0
  }
}

/** The lowest byte of a field: TCP flags come in one byte, two or four, and the eight known ones are in the last. */
export function fillBytes(
  view: DataView,
  from: number,
  stride: number,
  width: number,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  const end = at + count
  if (width === 0) {
    for (let row = at; row < end; row++) out[row] = 0
    return
  }
  for (let row = at, place = from + width - 1; row < end; row++, place += stride) out[row] = view.getUint8(place)
}

export function fillConstant(out: Float64Array, at: number, count: number, value: number): void {
  for (let row = at; row < at + count; row++) out[row] = value
}

/** 0 and 1 as they are (1 and 0 for the way back of a two-way flow); whatever else, or no field, is "not told". */
export function fillDirections(
  view: DataView,
  from: number,
  stride: number,
  width: number,
  back: boolean,
  count: number,
  out: Uint8Array,
  at: number,
): void {
  const end = at + count
  const turn = back ? 1 : 0
  if (width === 0) {
    for (let row = at; row < end; row++) out[row] = directionUnknown
    return
  }
  for (let row = at, place = from + width - 1; row < end; row++, place += stride) {
    const told = view.getUint8(place)
    out[row] = told > 1 ? directionUnknown : told ^ turn
  }
}

/** How an exporter writes a moment. */
export const moment = {
  /** Nothing is said: the time of export stands in. */
  none: 0,
  /** Milliseconds since it booted, 32 bits: only the distance to the header's own counter means something. */
  uptime: 1,
  seconds: 2,
  milliseconds: 3,
  /** NTP time (micro- and nanoseconds of IPFIX): seconds since 1900 in the high word. */
  ntp: 4,
  /** Microseconds before the time of export. */
  beforeExport: 5,
} as const
export type MomentKind = (typeof moment)[keyof typeof moment]

const ntpToUnixSeconds = 2208988800

/** Seconds since 1970. `exportMs` and `uptimeMs` are what the header says; `uptimeMs` is `exportMs - boot` where it has none. */
export function fillMoments(
  kind: MomentKind,
  view: DataView,
  from: number,
  stride: number,
  width: number,
  count: number,
  out: Uint32Array,
  at: number,
  exportMs: number,
  uptimeMs: number,
): void {
  const end = at + count
  if (kind === moment.uptime && width === 4) {
    const uptime = uptimeMs | 0
    // A signed distance, so that a counter which wraps after 49.7 days does no harm. Half a millisecond keeps whole seconds whole.
    const base = exportMs + 0.5
    for (let row = at, place = from; row < end; row++, place += stride) {
      out[row] = (base + ((view.getInt32(place) - uptime) | 0)) * 0.001
    }
  } else if (kind === moment.milliseconds && width === 8) {
    for (let row = at, place = from; row < end; row++, place += stride) {
      out[row] = (view.getUint32(place) * 4294967296 + view.getUint32(place + 4) + 0.5) * 0.001
    }
  } else if (kind === moment.seconds && width === 4) {
    for (let row = at, place = from; row < end; row++, place += stride) out[row] = view.getUint32(place)
  } else {
    for (let row = at, place = from; row < end; row++, place += stride) {
      out[row] = readMoment(kind, view, place, width, exportMs, uptimeMs)
    }
  }
}

function readMoment(
  kind: MomentKind,
  view: DataView,
  at: number,
  width: number,
  exportMs: number,
  uptimeMs: number,
): number {
  const value = kind === moment.none ? 0 : readUnsigned(view, at, kind === moment.ntp ? 4 : width)
  switch (kind) {
    case moment.none:
      return Math.floor(exportMs / 1000)
    case moment.uptime:
      return Math.floor((exportMs + (((value % 4294967296) - uptimeMs) | 0)) / 1000)
    case moment.seconds:
      return clampWord(value)
    case moment.milliseconds:
      return clampWord(value / 1000)
    case moment.ntp:
      return clampWord(value - ntpToUnixSeconds)
    case moment.beforeExport:
      return clampWord((exportMs - value / 1000) / 1000)
  }
}

/** What does not fit becomes a moment that is far away, and the check of clocks finds it. */
function clampWord(value: number): number {
  return value < 0 ? 0 : value > 4294967295 ? 4294967295 : Math.floor(value)
}
