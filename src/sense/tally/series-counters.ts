// The counters of the series in work: loaded with what was counted of it before, and kept as columns when its flows are added up.
import {
  type Counted,
  nothingCounted,
  rowFields,
  statFields,
  statOtherIn,
  statOtherOut,
  statRecords,
  statSquares,
  valueBits,
  valueMask,
  wholeSketch,
} from './counted.ts'
import { registerCount } from './hyperloglog.ts'
import { createSampler } from './sampler.ts'

/** Counters of the series in work: one set for all windows, since counting is synchronous. */
export const scratch = {
  /** By country, protocol and direction: place of the row. All zero between two series. */
  rowOf: new Uint16Array(1 << 17),
  rows: 0,
  rowKeys: new Uint32Array(1024),
  /** Four places each, of which three are used: a row lies in one line of the cache. */
  rowSums: new Float64Array(4 * 1024),
  stats: new Float64Array(statFields),
  /** Packets and bytes by number of the shape. */
  shapes: new Float64Array(2 * 256),
  sources: createSketch(),
  destinations: createSketch(),
  sampler: createSampler(1),
}

interface Sketch {
  registers: Uint8Array
  /** Which are not zero. */
  set: Uint16Array
  count: number
}

function createSketch(): Sketch {
  return { registers: new Uint8Array(registerCount), set: new Uint16Array(registerCount + 1), count: 0 }
}

/** Places of rows: 0 says there is none, two take what is folded together, the others begin here. */
export const foldedIn = 1
export const foldedOut = 2
export const firstRow = 3
/** Most rows that a number of 16 bits can name. */
export const mostRows = 65_535 - firstRow

export function roomForRows(most: number): void {
  if (scratch.rowKeys.length >= firstRow + most) return
  scratch.rowKeys = new Uint32Array(firstRow + most)
  scratch.rowSums = new Float64Array(4 * (firstRow + most))
}

/** What was counted before, back into the counters. */
export function loadSeries(before: Counted, series: number): void {
  const { rowKeys, rowSums, rowOf, stats, shapes } = scratch
  for (let field = 0; field < statFields; field++) stats[field] = before.stats[series * statFields + field] as number
  for (let field = 0; field < rowFields; field++) {
    rowSums[4 * foldedIn + field] = stats[statOtherIn + field] as number
    rowSums[4 * foldedOut + field] = stats[statOtherOut + field] as number
  }
  const begin = before.rowBegins[series] as number
  scratch.rows = (before.rowBegins[series + 1] as number) - begin
  for (let n = 0; n < scratch.rows; n++) {
    const row = firstRow + n
    const key = before.rowKeys[begin + n] as number
    rowOf[key] = row
    rowKeys[row] = key
    for (let field = 0; field < rowFields; field++) {
      rowSums[4 * row + field] = before.rowSums[rowFields * (begin + n) + field] as number
    }
  }
  for (let at = before.shapeBegins[series] as number; at < (before.shapeBegins[series + 1] as number); at++) {
    const shape = before.shapeNumbers[at] as number
    shapes[2 * shape] = before.shapeSums[2 * at] as number
    shapes[2 * shape + 1] = before.shapeSums[2 * at + 1] as number
  }
  loadSketch(before, 2 * series, scratch.sources)
  loadSketch(before, 2 * series + 1, scratch.destinations)
}

function loadSketch({ sketchBegins, sketches }: Counted, number: number, sketch: Sketch): void {
  const { registers, set } = sketch
  const from = sketchBegins[number] as number
  const length = (sketchBegins[number + 1] as number) - from
  if (length < wholeSketch) {
    for (let at = 0; at < length; at++) {
      const one = sketches[from + at] as number
      set[at] = one >>> valueBits
      registers[one >>> valueBits] = one & valueMask
    }
    sketch.count = length
    return
  }
  registers.set(new Uint8Array(sketches.buffer, sketches.byteOffset + 2 * from, registerCount))
  let count = 0
  for (let register = 0; register < registerCount; register++) if (registers[register] !== 0) set[count++] = register
  sketch.count = count
}

/** Columns that grow while a window is counted; what is kept is a copy of just their size. */
const grown = {
  rowKeys: new Uint32Array(4096),
  rowSums: new Float64Array(rowFields * 4096),
  shapeNumbers: new Uint8Array(1024),
  shapeSums: new Float64Array(2 * 1024),
  sketches: new Uint16Array(16_384),
}

export interface Made {
  series: number
  stats: Float64Array
  rowBegins: Uint32Array
  shapeBegins: Uint32Array
  sketchBegins: Uint32Array
  rows: number
  shapes: number
  sketched: number
}

export function createMade(series: number): Made {
  return {
    series,
    stats: new Float64Array(series * statFields),
    rowBegins: new Uint32Array(series + 1),
    shapeBegins: new Uint32Array(series + 1),
    sketchBegins: new Uint32Array(2 * series + 1),
    rows: 0,
    shapes: 0,
    sketched: 0,
  }
}

/** Moves the counters of the series in work into the columns, and leaves them at zero. */
export function keepSeries(made: Made, series: number, shapeCount: number): void {
  const { rowKeys, rowSums, rowOf, stats, shapes } = scratch
  const stat = series * statFields
  made.stats[stat + statRecords] = stats[statRecords] as number
  made.stats[stat + statSquares] = stats[statSquares] as number
  for (let field = 0; field < rowFields; field++) {
    made.stats[stat + statOtherIn + field] = rowSums[4 * foldedIn + field] as number
    made.stats[stat + statOtherOut + field] = rowSums[4 * foldedOut + field] as number
  }
  stats.fill(0)
  rowSums.fill(0, 4 * foldedIn, 4 * firstRow)
  const rows = scratch.rows
  while (grown.rowKeys.length < made.rows + rows) {
    grown.rowKeys = larger(grown.rowKeys, new Uint32Array(2 * grown.rowKeys.length))
    grown.rowSums = larger(grown.rowSums, new Float64Array(2 * grown.rowSums.length))
  }
  const { rowKeys: grownKeys, rowSums: grownSums } = grown
  for (let n = 0; n < rows; n++) {
    const from = 4 * (firstRow + n)
    const to = made.rows + n
    const key = rowKeys[firstRow + n] as number
    rowOf[key] = 0
    grownKeys[to] = key
    const sum = rowFields * to
    grownSums[sum] = rowSums[from] as number
    grownSums[sum + 1] = rowSums[from + 1] as number
    grownSums[sum + 2] = rowSums[from + 2] as number
    rowSums[from] = 0
    rowSums[from + 1] = 0
    rowSums[from + 2] = 0
  }
  scratch.rows = 0
  made.rows += rows
  made.rowBegins[series + 1] = made.rows
  while (grown.shapeNumbers.length < made.shapes + shapeCount) {
    grown.shapeNumbers = larger(grown.shapeNumbers, new Uint8Array(2 * grown.shapeNumbers.length))
    grown.shapeSums = larger(grown.shapeSums, new Float64Array(2 * grown.shapeSums.length))
  }
  for (let shape = 1; shape <= shapeCount; shape++) {
    if (shapes[2 * shape] === 0 && shapes[2 * shape + 1] === 0) continue
    grown.shapeNumbers[made.shapes] = shape
    grown.shapeSums[2 * made.shapes] = shapes[2 * shape] as number
    grown.shapeSums[2 * made.shapes + 1] = shapes[2 * shape + 1] as number
    made.shapes++
    shapes[2 * shape] = 0
    shapes[2 * shape + 1] = 0
  }
  shapes[0] = 0
  shapes[1] = 0
  made.shapeBegins[series + 1] = made.shapes
  keepSketch(made, scratch.sources)
  made.sketchBegins[2 * series + 1] = made.sketched
  keepSketch(made, scratch.destinations)
  made.sketchBegins[2 * series + 2] = made.sketched
}

function keepSketch(made: Made, sketch: Sketch): void {
  const { registers, set, count } = sketch
  while (grown.sketches.length < made.sketched + wholeSketch) {
    grown.sketches = larger(grown.sketches, new Uint16Array(2 * grown.sketches.length))
  }
  const { sketches } = grown
  sketch.count = 0
  if (count >= wholeSketch) {
    new Uint8Array(sketches.buffer, 2 * made.sketched, registerCount).set(registers)
    registers.fill(0)
    made.sketched += wholeSketch
    return
  }
  let to = made.sketched
  for (let n = 0; n < count; n++) {
    const register = set[n] as number
    sketches[to++] = (register << valueBits) | (registers[register] as number)
    registers[register] = 0
  }
  made.sketched = to
}

function larger<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(old: A, made: A): A {
  made.set(old)
  return made
}

export function finish(made: Made): Counted {
  const { series, stats, rowBegins, shapeBegins, sketchBegins, rows, shapes, sketched } = made
  if (series === 0) return nothingCounted
  return {
    series,
    stats,
    rowBegins,
    rowKeys: grown.rowKeys.slice(0, rows),
    rowSums: grown.rowSums.slice(0, rowFields * rows),
    shapeBegins,
    shapeNumbers: grown.shapeNumbers.slice(0, shapes),
    shapeSums: grown.shapeSums.slice(0, 2 * shapes),
    sketchBegins,
    sketches: grown.sketches.slice(0, sketched),
  }
}
