// How capture files are cut into records: classic pcap and pcapng. Where each packet stands, when it came, and on which link.
import type { Arena } from './decoder.ts'

/** Largest packet that a capture may hold; tcpdump's own limit. */
export const mostPacketBytes = 262_144

/** A packet as it stands in a capture. */
export type OnPacket = (arena: Arena, at: number, captured: number, link: number, seconds: number) => void

export interface CaptureFormat {
  /** Bytes of a record that say how long it is. */
  readonly headBytes: number
  /** Length of the whole record, or -1: it cannot be, and nothing behind it can be found. */
  measure(view: DataView, at: number): number
  /** Reads a record of which all bytes are there. */
  read(arena: Arena, at: number, length: number): void
}

const classicMagics: ReadonlyMap<number, boolean> = new Map([
  [0xa1b2c3d4, false],
  [0xa1b23c4d, false], // nanoseconds
  [0xd4c3b2a1, true],
  [0x4d3cb2a1, true],
])
const sectionBlock = 0x0a0d0d0a

/** By the first four bytes; null: it is no capture. */
export function formatOf(view: DataView, at: number, onPacket: OnPacket): CaptureFormat | null {
  const magic = view.getUint32(at)
  if (magic === sectionBlock) return createNextFormat(onPacket)
  const little = classicMagics.get(magic)
  return little === undefined ? null : createClassicFormat(little, onPacket)
}

/** The first record is the header of the file: its 24 bytes say the link. */
function createClassicFormat(little: boolean, onPacket: OnPacket): CaptureFormat {
  let link = -1
  return {
    headBytes: 16,
    measure(view, at) {
      if (link < 0) return 24
      const captured = view.getUint32(at + 8, little)
      return captured <= mostPacketBytes ? 16 + captured : -1
    },
    read(arena, at, length) {
      if (link < 0) link = arena.view.getUint32(at + 20, little) & 0xffff
      else onPacket(arena, at + 16, length - 16, link, arena.view.getUint32(at, little))
    },
  }
}

interface Interface {
  link: number
  unitsPerSecond: number
  offsetSeconds: number
}

const mostInterfaces = 4096
const mostOptions = 64
const block = { interface: 1, oldPacket: 2, simplePacket: 3, packet: 6 } as const

/** pcapng (draft-ietf-opsawg-pcapng): blocks of many kinds, of which the packets and what describes them are read. */
function createNextFormat(onPacket: OnPacket): CaptureFormat {
  let little = true
  let interfaces: Interface[] = []
  let seconds = 0

  function readInterface(view: DataView, at: number, end: number): void {
    const found: Interface = { link: view.getUint16(at + 8, little), unitsPerSecond: 1e6, offsetSeconds: 0 }
    let place = at + 16
    for (let options = 0; options < mostOptions && place + 4 <= end; options++) {
      const code = view.getUint16(place, little)
      const length = view.getUint16(place + 2, little)
      if (code === 0 || place + 4 + length > end) break
      if (code === 9 && length === 1) found.unitsPerSecond = resolution(view.getUint8(place + 4))
      if (code === 14 && length === 8) found.offsetSeconds = Number(view.getBigInt64(place + 4, little))
      place += 4 + Math.ceil(length / 4) * 4
    }
    if (interfaces.length < mostInterfaces) interfaces.push(found)
  }

  function readPacket(arena: Arena, at: number, length: number, number: number): void {
    const { view } = arena
    const on = interfaces[number]
    const captured = view.getUint32(at + 20, little)
    if (on === undefined || captured > length - 32) {
      onPacket(arena, at, 0, -1, seconds)
      return
    }
    const units = view.getUint32(at + 12, little) * 4294967296 + view.getUint32(at + 16, little)
    seconds = Math.max(0, Math.floor(units / on.unitsPerSecond) + on.offsetSeconds)
    onPacket(arena, at + 28, captured, on.link, seconds)
  }

  return {
    headBytes: 12,
    measure(view, at) {
      if (view.getUint32(at) === sectionBlock) {
        const order = view.getUint32(at + 8)
        if (order !== 0x1a2b3c4d && order !== 0x4d3c2b1a) return -1
        little = order === 0x4d3c2b1a
      }
      const length = view.getUint32(at + 4, little)
      return length >= 12 && length % 4 === 0 ? length : -1
    },
    read(arena, at, length) {
      const { view } = arena
      const type = view.getUint32(at, little)
      if (type === sectionBlock) interfaces = []
      else if (type === block.interface && length >= 20) readInterface(view, at, at + length - 4)
      else if (type === block.packet && length >= 32) readPacket(arena, at, length, view.getUint32(at + 8, little))
      else if (type === block.oldPacket && length >= 32) readPacket(arena, at, length, view.getUint16(at + 8, little))
      else if (type === block.simplePacket && length >= 16) {
        // It has no time of its own: that of the packet before stands in.
        const captured = Math.min(view.getUint32(at + 8, little), length - 16)
        onPacket(arena, at + 12, captured, interfaces[0]?.link ?? -1, seconds)
      }
    },
  }
}

/** The highest bit chooses the base: powers of two, or of ten. */
function resolution(option: number): number {
  return option & 0x80 ? 2 ** (option & 0x7f) : 10 ** option
}
