// HyperLogLog registers in a frame: as the few that are set, or as half bytes above a base, whichever is smaller.
import { mostInRegister, registerCount } from './hyperloglog.ts'
import {
  type Reader,
  readByte,
  readBytes,
  readCount,
  WireFault,
  type Writer,
  writeByte,
  writeBytes,
  writeNumber,
} from './wire.ts'

const absent = 0
const few = 1
const halves = 2
/** A half byte that says: the value stands in the list of exceptions. */
const exception = 15

/** The registers in work, as bytes and as words: four that are not set are passed over at once. */
const work = new Uint8Array(registerCount)
const workWords = new Uint32Array(work.buffer)
const setOnes = new Uint16Array(registerCount)

export function writeRegisters(writer: Writer, registers: Uint8Array | null): void {
  if (!registers) {
    writeByte(writer, absent)
    return
  }
  work.set(registers.length > registerCount ? registers.subarray(0, registerCount) : registers)
  const set = findSet()
  // About two bytes for each that is set, or about 1,030 for all.
  if (set < 512) writeFew(writer, set)
  else writeHalves(writer, work)
  work.fill(0)
}

/** How many are set; which are, stands in `setOnes`. */
function findSet(): number {
  let count = 0
  for (let word = 0; word < registerCount / 4; word++) {
    if (workWords[word] === 0) continue
    for (let at = 4 * word; at < 4 * word + 4; at++) if (work[at] !== 0) setOnes[count++] = at
  }
  return count
}

export function readRegisters(reader: Reader): Uint8Array | null {
  const form = readByte(reader)
  if (form === absent) return null
  const registers = new Uint8Array(registerCount)
  if (form === halves) readHalves(reader, registers)
  else if (form === few) readFew(reader, registers)
  else throw new WireFault()
  return registers
}

function writeFew(writer: Writer, count: number): void {
  writeByte(writer, few)
  writeNumber(writer, count)
  let previous = -1
  for (let n = 0; n < count; n++) {
    const at = setOnes[n] as number
    writeNumber(writer, at - previous - 1)
    writeByte(writer, Math.min(work[at] as number, mostInRegister))
    previous = at
  }
}

function readFew(reader: Reader, registers: Uint8Array): void {
  readList(reader, registers)
}

function writeHalves(writer: Writer, registers: Uint8Array): void {
  let base = mostInRegister
  for (let at = 0; at < registerCount; at++) base = Math.min(base, registers[at] ?? 0)
  const packed = new Uint8Array(registerCount / 2)
  const isException = (value: number) => value - base >= exception
  let exceptions = 0
  for (let at = 0; at < registerCount; at++) {
    const value = registers[at] ?? 0
    const above = isException(value) ? exception : value - base
    if (above === exception) exceptions++
    packed[at >>> 1] = (packed[at >>> 1] ?? 0) | (at % 2 === 0 ? above : above << 4)
  }
  writeByte(writer, halves)
  writeByte(writer, base)
  writeBytes(writer, packed)
  writeList(writer, registers, exceptions, isException)
}

function readHalves(reader: Reader, registers: Uint8Array): void {
  const base = readByte(reader)
  const packed = readBytes(reader, registerCount / 2)
  for (let at = 0; at < registerCount; at++) {
    const pair = packed[at >>> 1] ?? 0
    const above = at % 2 === 0 ? pair & 15 : pair >>> 4
    const value = base + (above === exception ? 0 : above)
    if (value > mostInRegister) throw new WireFault()
    registers[at] = value
  }
  readList(reader, registers)
}

/** Gaps and values of the registers that `isListed`. */
function writeList(writer: Writer, registers: Uint8Array, count: number, isListed: (value: number) => boolean): void {
  writeNumber(writer, count)
  let previous = -1
  for (let at = 0; at < registerCount; at++) {
    const value = registers[at] ?? 0
    if (!isListed(value)) continue
    writeNumber(writer, at - previous - 1)
    writeByte(writer, Math.min(value, mostInRegister))
    previous = at
  }
}

function readList(reader: Reader, registers: Uint8Array): void {
  const count = readCount(reader, registerCount)
  let at = -1
  for (let n = 0; n < count; n++) {
    at += 1 + readCount(reader, registerCount)
    const value = readByte(reader)
    if (at >= registerCount || value > mostInRegister) throw new WireFault()
    registers[at] = value
  }
}
