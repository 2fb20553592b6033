// What a closer look at a window tells: the biggest sources, destinations, systems and ports of each series, and the share
// of kinds of networks. The log is bounded, so every key of it is counted; what is uncertain is the sampling alone.

import { spelled, spelled4, spelled6 } from '#kernel/network.ts'
import type { AsTable } from '../geo/as-table.ts'
import type { NetworkTable } from '../geo/networks.ts'
import type { Bucket, Heavy } from '../model/bucket.ts'
import { type CloserLook, stepOf } from './closer-look.ts'
import { boundsOf, unlistedKey } from './heavy.ts'
import { addWord, addWords, biggest, clearSums, createSums, type Sums } from './sums.ts'

export interface LookerOptions {
  as: AsTable
  networks: NetworkTable | null
  /** Entries of each kind. */
  heavy: number
  /** Is given everything that was looked at, for whoever adds up more than a window. */
  onLook?: (series: number, looked: LookedAt) => void
}

/** Less than this share of a series' packets is nothing big. */
const leastShare = 0.01

/** What was found, in numbers; texts are made when somebody asks. */
interface Found {
  kind: Heavy['kind']
  /** Entries of the log, by which the key is spelled. */
  entries: number[]
  sums: number[]
  next: number
}

/** All that was looked at of one kind in one series and window. Keys of addresses are numbers (IPv4) or eight units (IPv6). */
export interface LookedAt {
  kind: Heavy['kind']
  length: number
  /** Packets per sample; 0: all were looked at. */
  step: number
  keyOf(n: number): number | string
  sumOf(n: number): number
}

export interface Finding {
  heavy(): Heavy[]
  shapes(): Bucket['shapes']
}

export interface Looker {
  find(series: number): Finding
}

// One set of arrays for all windows: closing is synchronous, and one at a time.
const sources = createSums()
const destinations = createSums()
const ports = createSums()
const systems = createSums()

const nothing: Finding = { heavy: () => [], shapes: () => ({}) }

/** Groups the log by series once; `find` then reads each entry of its series once. */
export function createLooker(look: CloserLook, seriesCount: number, options: LookerOptions): Looker {
  const { order, begins } = orderBySeries(look, seriesCount)
  const asNumbers = new Uint32Array(look.length)
  const portNumbers = Uint32Array.from(look.ports.subarray(0, look.length))
  const { networks } = options
  return {
    find(series) {
      const from = begins[series] ?? 0
      const to = begins[series + 1] ?? 0
      if (from === to) return nothing
      for (const sums of [sources, destinations, ports, systems]) clearSums(sums, to - from)
      const kinds = new Float64Array(networks ? networks.ids.length : 0)
      let total = 0
      for (let n = from; n < to; n++) {
        const entry = order[n] as number
        const packets = look.packets[entry] as number
        total += packets
        const system = systemOf(look, entry, options.as)
        asNumbers[entry] = system
        addWords(sources, look.sources, look.family, entry, packets)
        addWords(destinations, look.destinations, look.family, entry, packets)
        addWord(ports, portNumbers, entry, packets)
        addWord(systems, asNumbers, entry, packets)
        if (networks)
          addKinds(kinds, networks.kindsOf(look.family[entry] === 4 ? 4 : 6, look.sources, 4 * entry, system), packets)
      }
      const least = total * leastShare
      const step = stepOf(look, series)
      if (options.onLook) {
        const kinds = [
          ['source', sources],
          ['destination', destinations],
          ['as', systems],
          ['port', ports],
        ] as const
        for (const [kind, sums] of kinds) options.onLook(series, lookedAt(kind, sums, step, look, asNumbers))
      }
      const found = [
        foundOf('source', sources, least, options.heavy),
        foundOf('destination', destinations, least, options.heavy),
        foundOf('as', systems, least, options.heavy),
        foundOf('port', ports, least, options.heavy),
      ]
      return {
        heavy() {
          const heavy: Heavy[] = []
          for (const one of found) addListed(heavy, one, step, look, asNumbers)
          return heavy
        },
        shapes: () => kindShapes(kinds, networks),
      }
    },
  }
}

function orderBySeries(look: CloserLook, seriesCount: number): { order: Uint32Array; begins: Uint32Array } {
  const begins = new Uint32Array(seriesCount + 2)
  for (let at = 0; at < look.length; at++) {
    const after = (look.series[at] as number) + 2
    begins[after] = (begins[after] as number) + 1
  }
  for (let series = 2; series < begins.length; series++)
    begins[series] = (begins[series] ?? 0) + (begins[series - 1] ?? 0)
  const order = new Uint32Array(look.length)
  for (let at = 0; at < look.length; at++) {
    const next = (look.series[at] as number) + 1
    order[begins[next] as number] = at
    begins[next] = (begins[next] as number) + 1
  }
  return { order, begins }
}

function systemOf(look: CloserLook, entry: number, as: AsTable): number {
  const first = look.sources[4 * entry] as number
  return look.family[entry] === 4 ? as.of4(first) : as.of6(first, look.sources[4 * entry + 1] as number)
}

function foundOf(kind: Heavy['kind'], sums: Sums, least: number, most: number): Found {
  const { places, next } = biggest(sums, least, most)
  const found: Found = { kind, entries: places, sums: new Array(places.length), next }
  for (let n = 0; n < places.length; n++) {
    const place = places[n] as number
    found.sums[n] = sums.sums[place] as number
    // From here on the place in the log, by which its key is spelled.
    places[n] = sums.first[place] as number
  }
  return found
}

function addListed(
  heavy: Heavy[],
  { kind, entries, sums, next }: Found,
  step: number,
  look: CloserLook,
  asNumbers: Uint32Array,
): void {
  for (let n = 0; n < entries.length; n++) {
    const { amount, error } = boundsOf(sums[n] as number, 0, step)
    heavy.push({ kind, key: keyText(kind, look, entries[n] as number, asNumbers), amount, error })
  }
  const unlisted = next > 0 || step > 0 ? boundsOf(next, 0, step).amount : 0
  if (unlisted > 0) heavy.push({ kind, key: unlistedKey, amount: unlisted, error: unlisted })
}

function lookedAt(kind: Heavy['kind'], sums: Sums, step: number, look: CloserLook, asNumbers: Uint32Array): LookedAt {
  const entryOf = (n: number) => sums.first[n] ?? 0
  const words = kind === 'source' ? look.sources : look.destinations
  const keyOf = {
    as: (n: number) => asNumbers[entryOf(n)] ?? 0,
    port: (n: number) => look.ports[entryOf(n)] ?? 0,
    address: (n: number) => addressKey(words, 4 * entryOf(n), look.family[entryOf(n)] === 4),
  }[kind === 'as' || kind === 'port' ? kind : 'address']
  return { kind, length: sums.length, step, keyOf, sumOf: (n) => sums.sums[n] ?? 0 }
}

/** IPv6 as a text of eight units, which a map compares faster than anything readable. */
function addressKey(words: Uint32Array, at: number, isFour: boolean): number | string {
  const [first = 0, second = 0, third = 0, fourth = 0] = words.subarray(at, at + 4)
  if (isFour) return first
  return String.fromCharCode(...[first, second, third, fourth].flatMap((word) => [word >>> 16, word & 0xffff]))
}

export function addressText(key: number | string): string {
  if (typeof key === 'number') return spelled([key], 4)
  const units = Array.from({ length: 8 }, (_, at) => key.charCodeAt(at))
  return spelled(
    [0, 2, 4, 6].map((at) => (units[at] ?? 0) * 65_536 + (units[at + 1] ?? 0)),
    6,
  )
}

function keyText(kind: Heavy['kind'], look: CloserLook, entry: number, asNumbers: Uint32Array): string {
  if (kind === 'as') return String(asNumbers[entry])
  if (kind === 'port') return String(look.ports[entry])
  const words = kind === 'source' ? look.sources : look.destinations
  const at = 4 * entry
  const first = words[at] as number
  if (look.family[entry] === 4) return spelled4(first)
  return spelled6(first, words[at + 1] as number, words[at + 2] as number, words[at + 3] as number)
}

function addKinds(kinds: Float64Array, bits: number, packets: number): void {
  for (let kind = 0; bits >>> kind !== 0; kind++) if ((bits >>> kind) & 1) kinds[kind] = (kinds[kind] ?? 0) + packets
}

/** Estimates from the sample. A kind whose list is loaded is told even when there was none of it: that is a finding. */
function kindShapes(kinds: Float64Array, networks: NetworkTable | null): Bucket['shapes'] {
  if (!networks) return {}
  return Object.fromEntries(networks.ids.map((id, at) => [`network-${id}`, { packets: kinds[at] ?? 0, bytes: 0 }]))
}
