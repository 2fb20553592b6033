// An open window made into buckets: names instead of numbers, the biggest of each kind, what makes the numbers doubtful.

import { spelled } from '#kernel/network.ts'
import type { AsTable } from '../geo/as-table.ts'
import type { CountryTable } from '../geo/country-table.ts'
import type { NetworkTable } from '../geo/networks.ts'
import { type Bucket, type BucketRow, type Mark, otherCountry, unknownCountry } from '../model/bucket.ts'
import {
  type Counted,
  loadRegisters,
  registersOf,
  rowFields,
  statFields,
  statOtherIn,
  statOtherOut,
  statRecords,
  statSquares,
} from './counted.ts'
import { whatOut } from './flow-log.ts'
import { createLooker, type LookedAt, type Looker } from './look-closer.ts'
import { cutRows } from './merge.ts'
import {
  fourKey,
  hashOfKey,
  markClock,
  markLate,
  markShed,
  markUnknownSampling,
  otherKey,
  targetKey,
  type Window,
} from './window.ts'

export interface CloseOptions {
  geo: { country: CountryTable; as: AsTable }
  networks: NetworkTable | null
  shapeIds: readonly string[]
  heavy: number
  maxRows: number
  /** Is given everything that was looked at, for whoever adds up more than a window. */
  onLook?: (series: string, looked: LookedAt) => void
}

/** One bucket for each series. Rows, sketches, the biggest and shapes stay columns and a log until they are read. */
export function closeWindow(window: Window, options: CloseOptions): Bucket[] {
  const closing: Closing = { window, options, looker: undefined }
  const buckets: Bucket[] = []
  for (let series = 0; series < window.seriesCount; series++) buckets.push(new CountedBucket(closing, series))
  return buckets
}

/** What the buckets of one window share; the looker is made when the first of them is asked. */
interface Closing {
  readonly window: Window
  readonly options: CloseOptions
  looker: Looker | undefined
}

function lookerOf(closing: Closing): Looker {
  const { window, options } = closing
  const { onLook } = options
  closing.looker ??= createLooker(window.look, window.seriesCount, {
    as: options.geo.as,
    networks: options.networks,
    heavy: options.heavy,
    ...(onLook && { onLook: (found, looked) => onLook(nameOf(window, found), looked) }),
  })
  return closing.looker
}

/**
 * A class, and not an object with getters of its own: those would give each bucket a shape of its own, and making and reading them
 * would cost more than counting did. Whoever sends buckets to another thread or copies one takes `plainBucket`.
 */
export class CountedBucket implements Bucket {
  readonly series: string
  readonly channel = 'flow'
  readonly at: number
  readonly seconds = 10
  readonly records: number
  readonly squares: number
  readonly values = null
  marks: Mark[]
  #closing: Closing
  #number: number
  #rows: BucketRow[] | undefined
  #found: Pick<Bucket, 'heavy' | 'shapes'> | undefined
  #sources: Uint8Array | undefined
  #destinations: Uint8Array | undefined

  constructor(closing: Closing, number: number) {
    const { window } = closing
    this.#closing = closing
    this.#number = number
    this.series = nameOf(window, number)
    this.at = window.index * 10
    this.records = statOf(window.counted, number, statRecords)
    this.squares = statOf(window.counted, number, statSquares)
    this.marks = marksOf((window.marks[number] as number) | window.doubts)
    // Whoever adds up looks is told once, now.
    if (closing.options.onLook) this.#look()
  }

  get rows() {
    const { window, options } = this.#closing
    this.#rows ??= cutRows(rowsOf(window.counted, this.#number, options), options.maxRows, 'flow')
    return this.#rows
  }
  get sources() {
    this.#sources ??= registersOf(this.#closing.window.counted, 2 * this.#number)
    return this.#sources
  }
  get destinations() {
    this.#destinations ??= registersOf(this.#closing.window.counted, 2 * this.#number + 1)
    return this.#destinations
  }
  get heavy() {
    return this.#look().heavy
  }
  get shapes() {
    return this.#look().shapes
  }

  /** Into registers that are all zero. */
  loadSketch(sketch: 'sources' | 'destinations', registers: Uint8Array): void {
    loadRegisters(this.#closing.window.counted, 2 * this.#number + (sketch === 'sources' ? 0 : 1), registers)
  }

  #look() {
    if (this.#found) return this.#found
    const { window, options } = this.#closing
    const found = lookerOf(this.#closing).find(this.#number)
    this.#found = {
      heavy: found.heavy(),
      shapes: { ...shapesOf(window.counted, this.#number, options.shapeIds), ...found.shapes() },
    }
    return this.#found
  }
}

/** The same bucket with everything in it that it tells when it is asked. */
export function plainBucket(bucket: Bucket): Bucket {
  const { series, channel, at, seconds, rows, records, squares, sources, destinations } = bucket
  const { heavy, shapes, values, marks } = bucket
  return { series, channel, at, seconds, rows, records, squares, sources, destinations, heavy, shapes, values, marks }
}

function statOf({ stats }: Counted, series: number, field: number): number {
  return stats[series * statFields + field] as number
}

/** The same networks come in every window. Each place remembers the last name that fell on it. */
const mostNames = 4096

function nameOf(window: Window, series: number): string {
  const high = window.keysHigh[series] ?? 0
  const low = window.keysLow[series] ?? 0
  const { names } = window.naming
  const place = hashOfKey(high, low) % mostNames
  const known = names[place]
  if (known !== undefined && known.high === high && known.low === low) return known.name
  const name = spellName(window, high, low)
  names[place] = { high, low, name }
  return name
}

function spellName(window: Window, high: number, low: number): string {
  const { targetIds, groupBits } = window.naming
  if (high === targetKey) return targetIds[low] ?? 'other'
  if (high === otherKey) return 'other'
  return high === fourKey
    ? `${spelled([low], 4)}/${groupBits.four}`
    : `${spelled([high, low, 0, 0], 6)}/${groupBits.six}`
}

const markBits: readonly [number, Mark][] = [
  [markShed, 'shed'],
  [markUnknownSampling, 'sampling-unknown'],
  [markLate, 'late'],
  [markClock, 'clock'],
]

function marksOf(bits: number): Mark[] {
  return bits === 0 ? [] : markBits.filter(([bit]) => bits & bit).map(([, mark]) => mark)
}

function rowsOf(counted: Counted, series: number, { geo }: CloseOptions): BucketRow[] {
  const rows: BucketRow[] = []
  // Addresses that no table knows and those that are never true are both `??`: their rows become one.
  const unknown = new Map<number, BucketRow>()
  const { rowBegins, rowKeys, rowSums } = counted
  for (let at = rowBegins[series] as number; at < (rowBegins[series + 1] as number); at++) {
    const key = rowKeys[at] as number
    const country = geo.country.codes[key & 255] ?? unknownCountry
    const sum = rowFields * at
    const row: BucketRow = {
      country,
      part: (key >>> 8) & 255,
      direction: (key & whatOut) !== 0 ? 'out' : 'in',
      bytes: rowSums[sum] as number,
      packets: rowSums[sum + 1] as number,
      flows: rowSums[sum + 2] as number,
    }
    if (country === unknownCountry) {
      const twin = unknown.get(key & ~255)
      if (twin) {
        twin.bytes += row.bytes
        twin.packets += row.packets
        twin.flows += row.flows
        continue
      }
      unknown.set(key & ~255, row)
    }
    rows.push(row)
  }
  addFolded(rows, counted, series, statOtherIn, 'in')
  addFolded(rows, counted, series, statOtherOut, 'out')
  return rows
}

function addFolded(rows: BucketRow[], counted: Counted, series: number, field: number, direction: 'in' | 'out'): void {
  const bytes = statOf(counted, series, field)
  const packets = statOf(counted, series, field + 1)
  const flows = statOf(counted, series, field + 2)
  if (bytes || packets || flows) rows.push({ country: otherCountry, part: -1, direction, bytes, packets, flows })
}

function shapesOf(counted: Counted, series: number, ids: readonly string[]): Bucket['shapes'] {
  const shapes: Bucket['shapes'] = {}
  const { shapeBegins, shapeNumbers, shapeSums } = counted
  for (let at = shapeBegins[series] as number; at < (shapeBegins[series + 1] as number); at++) {
    const id = ids[(shapeNumbers[at] as number) - 1]
    const packets = shapeSums[2 * at] as number
    if (id !== undefined && packets > 0) shapes[id] = { packets, bytes: shapeSums[2 * at + 1] as number }
  }
  return shapes
}
