// An open window made into buckets: names instead of numbers, the biggest of each kind, what makes the numbers doubtful.
import type { AsTable } from '../geo/as-table.ts'
import type { CountryTable } from '../geo/country-table.ts'
import type { NetworkTable } from '../geo/networks.ts'
import { type Bucket, type BucketRow, type Heavy, type Mark, otherCountry, unknownCountry } from '../model/bucket.ts'
import { spelled } from '../rules/prefix.ts'
import { registerCount } from './hyperloglog.ts'
import { createLooker, type Finding, type LookedAt, type Looker } from './look-closer.ts'
import { cutRows } from './merge.ts'
import {
  fourKey,
  hashOfKey,
  markClock,
  markLate,
  markShed,
  markUnknownSampling,
  otherKey,
  rowFields,
  sketchBytes,
  statOtherIn,
  statOtherOut,
  statRecords,
  statShapes,
  statSquares,
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

/**
 * One bucket for each series that had anything. Rows, the biggest and shapes are added up and spelled when they are first read:
 * until then they are columns and a log, which the buckets of one window share.
 */
export function closeWindow(window: Window, options: CloseOptions): Bucket[] {
  const closing = createClosing(window, options)
  const buckets: Bucket[] = []
  for (let series = 0; series < window.seriesCount; series++) {
    buckets.push(bucketOf(window, series, closing, options))
  }
  return buckets
}

/** What the buckets of one window share, made when the first of them is read. */
function createClosing(window: Window, options: CloseOptions) {
  const { onLook } = options
  let rows: RowOrder | undefined
  let looker: Looker | undefined
  return {
    rows() {
      rows ??= orderRows(window)
      return rows
    },
    find(series: number): Finding {
      looker ??= createLooker(window.look, window.seriesCount, {
        as: options.geo.as,
        networks: options.networks,
        heavy: options.heavy,
        ...(onLook && { onLook: (found, looked) => onLook(nameOf(window, found), looked) }),
      })
      return looker.find(series)
    },
  }
}

function bucketOf(
  window: Window,
  series: number,
  closing: ReturnType<typeof createClosing>,
  options: CloseOptions,
): Bucket {
  const sketches = series * sketchBytes
  let rows: BucketRow[] | undefined
  let heavy: Heavy[] | undefined
  let shapes: Bucket['shapes'] | undefined
  const look = () => {
    const found = closing.find(series)
    heavy = found.heavy()
    shapes = { ...shapesOf(window, series, options.shapeIds), ...found.shapes() }
    return { heavy, shapes }
  }
  // Whoever adds up looks is told once, now.
  if (options.onLook) look()
  return {
    series: nameOf(window, series),
    channel: 'flow',
    at: window.index * 10,
    seconds: 10,
    get rows() {
      rows ??= cutRows(rowsOf(window, series, closing.rows(), options), options.maxRows, 'flow')
      return rows
    },
    records: statOf(window, series, statRecords),
    squares: statOf(window, series, statSquares),
    sources: window.sketches.subarray(sketches, sketches + registerCount),
    destinations: window.sketches.subarray(sketches + registerCount, sketches + sketchBytes),
    get heavy() {
      return heavy ?? look().heavy
    },
    get shapes() {
      return shapes ?? look().shapes
    },
    values: null,
    marks: marksOf((window.marks[series] ?? 0) | window.doubts),
  }
}

function statOf(window: Window, series: number, field: number): number {
  return window.stats[series * window.statFields + field] ?? 0
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

interface RowOrder {
  /** Places of rows in the table, series after series. */
  places: Uint32Array
  begins: Uint32Array
}

function orderRows({ rows, rowCount, rowCounts, seriesCount }: Window): RowOrder {
  const begins = new Uint32Array(seriesCount + 1)
  for (let series = 0; series < seriesCount; series++)
    begins[series + 1] = (begins[series] ?? 0) + (rowCounts[series] ?? 0)
  const next = begins.slice()
  const places = new Uint32Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const at = row * rowFields
    const series = (rows[at + 3] as number) >>> 17
    places[next[series] as number] = at
    next[series] = (next[series] as number) + 1
  }
  return { places, begins }
}

function rowsOf(window: Window, series: number, order: RowOrder, { geo }: CloseOptions): BucketRow[] {
  const rows: BucketRow[] = []
  // Addresses that no table knows and those that are never true are both `??`: their rows become one.
  const unknown = new Map<number, BucketRow>()
  for (const at of order.places.subarray(order.begins[series], order.begins[series + 1])) {
    const key = window.rows[at + 3] ?? 0
    const country = geo.country.codes[(key >>> 8) & 255] ?? unknownCountry
    const [bytes = 0, packets = 0, flows = 0] = [window.rows[at], window.rows[at + 1], window.rows[at + 2]]
    const twin = country === unknownCountry ? unknown.get(key & 0x100ff) : undefined
    if (twin) {
      twin.bytes += bytes
      twin.packets += packets
      twin.flows += flows
      continue
    }
    const row: BucketRow = {
      country,
      part: key & 255,
      direction: (key >>> 16) & 1 ? 'out' : 'in',
      bytes,
      packets,
      flows,
    }
    if (country === unknownCountry) unknown.set(key & 0x100ff, row)
    rows.push(row)
  }
  addFolded(rows, window, series, statOtherIn, 'in')
  addFolded(rows, window, series, statOtherOut, 'out')
  return rows
}

function addFolded(rows: BucketRow[], window: Window, series: number, field: number, direction: 'in' | 'out'): void {
  const [bytes, packets, flows] = [field, field + 1, field + 2].map((one) => statOf(window, series, one))
  if (!bytes && !packets && !flows) return
  rows.push({ country: otherCountry, part: -1, direction, bytes: bytes ?? 0, packets: packets ?? 0, flows: flows ?? 0 })
}

function shapesOf(window: Window, series: number, ids: readonly string[]): Bucket['shapes'] {
  const shapes: Bucket['shapes'] = {}
  for (const [at, id] of ids.entries()) {
    const packets = statOf(window, series, statShapes + 2 * at)
    if (packets > 0) shapes[id] = { packets, bytes: statOf(window, series, statShapes + 2 * at + 1) }
  }
  return shapes
}
