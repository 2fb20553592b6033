// What was counted of a window: columns that are never changed, only made anew with what came since. Buckets read them.
import { registerCount } from './hyperloglog.ts'

/** Numbers of a series: records, squares, then what was folded together of what came in and of what went out. */
export const statFields = 8
export const statRecords = 0
export const statSquares = 1
export const statOtherIn = 2
export const statOtherOut = 5

/** Bytes, packets, flows. */
export const rowFields = 3

/**
 * A sketch is a list of the registers that are set: number (11 bits) and value (5 bits) of each. A list of this length would be as long
 * as all registers, and so it is those: two to an element.
 */
export const wholeSketch = registerCount / 2
export const valueBits = 5
export const valueMask = 31

export interface Counted {
  /** Series that have something here; those with greater numbers have nothing. */
  readonly series: number
  readonly stats: Float64Array
  /** For each series where its rows begin, and where the last one's end. So with all that begin. */
  readonly rowBegins: Uint32Array
  /** Country, protocol and direction, as in the log. */
  readonly rowKeys: Uint32Array
  readonly rowSums: Float64Array
  readonly shapeBegins: Uint32Array
  /** Numbers of shapes, and packets and bytes of each. */
  readonly shapeNumbers: Uint8Array
  readonly shapeSums: Float64Array
  /** Two for each series: sources, then addresses within the target. */
  readonly sketchBegins: Uint32Array
  readonly sketches: Uint16Array
}

export const nothingCounted: Counted = {
  series: 0,
  stats: new Float64Array(0),
  rowBegins: new Uint32Array(1),
  rowKeys: new Uint32Array(0),
  rowSums: new Float64Array(0),
  shapeBegins: new Uint32Array(1),
  shapeNumbers: new Uint8Array(0),
  shapeSums: new Float64Array(0),
  sketchBegins: new Uint32Array(1),
  sketches: new Uint16Array(0),
}

/** Registers of a sketch, by the number of its series, twice, and one more for that of destinations. */
export function registersOf(counted: Counted, sketch: number): Uint8Array {
  const registers = new Uint8Array(registerCount)
  loadRegisters(counted, sketch, registers)
  return registers
}

/** Into registers that are all zero. */
export function loadRegisters({ sketchBegins, sketches }: Counted, sketch: number, registers: Uint8Array): void {
  const from = sketchBegins[sketch] as number
  const to = sketchBegins[sketch + 1] as number
  if (to - from === wholeSketch) {
    registers.set(new Uint8Array(sketches.buffer, sketches.byteOffset + 2 * from, registerCount))
    return
  }
  for (let at = from; at < to; at++) {
    const one = sketches[at] as number
    registers[one >>> valueBits] = one & valueMask
  }
}
