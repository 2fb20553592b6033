// Capture files and streams, read as they come: classic pcap (both byte orders, micro- and nanoseconds) and pcapng, UDP only.
//
// Packets are read where they lie in the chunk that was pushed; only those that two chunks share are copied together first.
import { textOfIpv6 } from './address-text.ts'
import { type CaptureFormat, formatOf, mostPacketBytes } from './capture-formats.ts'
import type { Arena } from './decoder.ts'
import { createIpPacket, findIp, readIp } from './packet.ts'

/** Called for each UDP payload that is whole. `exporter`: an IPv4 address as a number, an IPv6 address as text. */
export type OnDatagram = (
  arena: Arena,
  offset: number,
  length: number,
  exporter: string | number,
  destinationPort: number,
  receivedSeconds: number,
) => void

export const captureLosses = {
  fragment: 'packets that are part of a cut one; they are not put together',
  snapped: 'UDP packets that were captured only in part',
  'bad-packet': 'packets whose headers cannot be',
  'unknown-link': 'packets of a link that we do not know, or that carry no IP',
  'bad-capture': 'captures that are no captures, or break off in the middle of a record; what follows is not read',
} as const
type CaptureLoss = keyof typeof captureLosses

/** They only ever grow. */
export interface CaptureCounters {
  packets: number
  /** UDP payloads that were handed on. */
  datagrams: number
  /** IP packets that are no UDP, or not to the ports that were asked for. */
  others: number
  bytes: number
  /** By `captureLosses`. */
  lost: Record<string, number>
}

export interface CaptureReader {
  /** The next piece, of any size. It is used until `push` returns; what it holds of an unfinished record is copied. */
  push(chunk: Uint8Array): void
  /** No more comes. A record that is not whole is counted. */
  end(): void
  readonly counters: CaptureCounters
}

export interface CaptureOptions {
  /** Only UDP to these ports. Default: all. */
  ports?: readonly number[]
}

export function createCaptureReader(onDatagram: OnDatagram, options: CaptureOptions = {}): CaptureReader {
  const counters: CaptureCounters = { packets: 0, datagrams: 0, others: 0, bytes: 0, lost: {} }
  const onPacket = createPacketReader(onDatagram, counters, options)
  const carry = createCarry()
  let format: CaptureFormat | null = null
  let broken = false
  let skip = 0

  function giveUp(): number {
    lose(counters, 'bad-capture')
    broken = true
    return -1
  }

  /** Length of the record at `at`; 0: more bytes are needed to know; -1: nothing behind it can be read. */
  function measure(arena: Arena, at: number, end: number): number {
    if (format === null && at + 4 <= end) {
      format = formatOf(arena.view, at, onPacket)
      if (format === null) return giveUp()
    }
    if (format === null || at + format.headBytes > end) return 0
    const length = format.measure(arena.view, at)
    return length < 0 ? giveUp() : length
  }

  /** Reads whole records, and answers where the first unfinished one begins. */
  function readWhole(arena: Arena, from: number, end: number): number {
    let at = from
    for (;;) {
      const length = measure(arena, at, end)
      if (length <= 0 || format === null) return at
      if (at + length > end) {
        // Blocks that are longer than any packet hold none; their rest is passed over as it comes.
        if (length <= carry.arena.bytes.length) return at
        skip = at + length - end
        return end
      }
      format.read(arena, at, length)
      at += length
    }
  }

  /** Adds to the unfinished record what it lacks. Answers how much of the chunk it took. */
  function finishCarried(chunk: Uint8Array): number {
    let taken = 0
    while (carry.length > 0 && taken < chunk.length && !broken) {
      const known = measure(carry.arena, 0, carry.length)
      const wanted = known > 0 ? known : (format?.headBytes ?? 4)
      if (known < 0) break
      if (known > carry.arena.bytes.length) {
        skip = known - carry.length
        carry.length = 0
        break
      }
      taken += carry.add(chunk, taken, wanted - carry.length)
      if (known > 0 && carry.length === known) {
        format?.read(carry.arena, 0, known)
        carry.length = 0
      }
    }
    return taken
  }

  return {
    counters,
    push(chunk) {
      counters.bytes += chunk.length
      let at = broken ? chunk.length : finishCarried(chunk)
      const passed = Math.min(skip, chunk.length - at)
      skip -= passed
      at += passed
      if (broken || at >= chunk.length) return
      at = readWhole(arenaOf(chunk), at, chunk.length)
      if (!broken) carry.add(chunk, at, chunk.length - at)
    },
    end() {
      if (!broken && (carry.length > 0 || skip > 0)) giveUp()
    },
  }
}

/** A plain array, whatever the chunk is: loops that see one kind of array only are faster. */
function arenaOf(chunk: Uint8Array): Arena {
  const { buffer, byteOffset, length } = chunk
  return { bytes: new Uint8Array(buffer, byteOffset, length), view: new DataView(buffer, byteOffset, length) }
}

/** The beginning of a record whose end has not come yet. */
function createCarry() {
  const bytes = new Uint8Array(mostPacketBytes + 64)
  return {
    arena: { bytes, view: new DataView(bytes.buffer) } satisfies Arena,
    length: 0,
    add(chunk: Uint8Array, from: number, wanted: number): number {
      const part = chunk.subarray(from, from + wanted)
      bytes.set(part, this.length)
      this.length += part.length
      return part.length
    },
  }
}

function lose(counters: CaptureCounters, reason: CaptureLoss): void {
  counters.lost[reason] = (counters.lost[reason] ?? 0) + 1
}

/** From the link to the UDP payload of one packet. */
function createPacketReader(onDatagram: OnDatagram, counters: CaptureCounters, options: CaptureOptions) {
  const packet = createIpPacket()
  const ports = options.ports === undefined ? null : new Set(options.ports)
  const nameOf = createNames()

  function payloadOf(view: DataView, at: number, end: number, link: number): CaptureLoss | 'other' | 'whole' {
    const ip = findIp(view, at, end, link)
    if (ip < 0) return 'unknown-link'
    if (!readIp(view, ip, end, packet)) return 'bad-packet'
    if (packet.protocol !== 17) return 'other'
    if (packet.fragment) return 'fragment'
    if (ports !== null && !ports.has(packet.destinationPort)) return 'other'
    if (packet.payload + 8 > end) return 'snapped'
    const length = view.getUint16(packet.payload + 4)
    if (length < 8 || packet.payload + length > packet.ends) return 'bad-packet'
    return packet.payload + length > end ? 'snapped' : 'whole'
  }

  return (arena: Arena, at: number, captured: number, link: number, seconds: number): void => {
    const { view } = arena
    counters.packets++
    const found = payloadOf(view, at, at + captured, link)
    if (found === 'other') counters.others++
    else if (found !== 'whole') lose(counters, found)
    else {
      counters.datagrams++
      const { family, payload, source, destinationPort } = packet
      const exporter = family === 4 ? view.getUint32(source) : nameOf(view, source)
      onDatagram(arena, payload + 8, view.getUint16(payload + 4) - 8, exporter, destinationPort, seconds)
    }
  }
}

/** IPv6 addresses as text; the last one is remembered, since one exporter sends many datagrams in a row. */
function createNames(): (view: DataView, at: number) => string {
  const last: [number, number, number, number] = [0, 0, 0, 0]
  let text = '::'
  return (view, at) => {
    let same = true
    for (const index of [0, 1, 2, 3] as const) {
      const word = view.getUint32(at + index * 4)
      if (last[index] !== word) same = false
      last[index] = word
    }
    if (!same) text = textOfIpv6(last)
    return text
  }
}
