// The country where an address is registered, as a small number, for every flow: one load for most, then a short search.
import { type GeoFile, half, narrow, wide } from './geo-file.ts'

/** Number of what no table knows, and of what is never a true source (data/sense/bogons.json). Both are `??` as a country. */
export const unknownNumber = 0
export const bogonNumber = 1

export interface CountryTable {
  /** ISO 3166-1 alpha-2 by number. */
  readonly codes: readonly string[]
  of4(word: number): number
  /** The upper two of the four words: nobody is registered finer than /64. */
  of6(first: number, second: number): number
  /** Of `length` addresses at once: one word each. */
  all4(words: Uint32Array, length: number, into: Uint8Array): void
  /** Four words each. */
  all6(words: Uint32Array, length: number, into: Uint8Array): void
}

/** Entries of a page below this are a number, from it on a group of ranges (tools/geo-ranges.mjs). */
const groupBase = 256

export function createCountryTable(file: GeoFile): CountryTable {
  const of4 = search4(file)
  const of6 = search6(file)
  return {
    codes: file.countries,
    of4,
    of6,
    all4(words, length, into) {
      for (let at = 0; at < length; at++) into[at] = of4(words[at] as number)
    },
    all6(words, length, into) {
      for (let at = 0; at < length; at++) into[at] = of6(words[4 * at] as number, words[4 * at + 1] as number)
    },
  }
}

// Indexes in the loops below stay inside by how the tables are made, hence `as number` where a check would cost a tenth.

function search4(file: GeoFile): (word: number) => number {
  const direct = half(file, 'four.direct')
  const places = wide(file, 'four.places')
  const starts = half(file, 'four.starts')
  const values = narrow(file, 'four.values')
  return (word) => {
    const entry = direct[word >>> 16] as number
    if (entry < groupBase) return entry
    const place = places[entry - groupBase] as number
    const low = word & 0xffff
    let at = place >>> 5
    // No branch to mispredict: the difference's sign makes the mask. A group's length is a power of two.
    for (let step = (1 << (place & 31)) >>> 1; step > 0; step >>>= 1) {
      at += (((starts[at + step] as number) - low - 1) >> 31) & step
    }
    return values[at] as number
  }
}

function search6(file: GeoFile): (first: number, second: number) => number {
  const direct = half(file, 'six.direct')
  const places = wide(file, 'six.places')
  const starts = half(file, 'six.starts')
  const values = half(file, 'six.values')
  const lowerPlaces = wide(file, 'six.lowerPlaces')
  const lowerStarts = wide(file, 'six.lowerStarts')
  const lowerValues = narrow(file, 'six.lowerValues')
  return (first, second) => {
    const page = direct[first >>> 16] as number
    if (page < groupBase) return page
    const place = places[page - groupBase] as number
    const low = first & 0xffff
    let at = place >>> 5
    for (let step = (1 << (place & 31)) >>> 1; step > 0; step >>>= 1) {
      at += (((starts[at + step] as number) - low - 1) >> 31) & step
    }
    const entry = values[at] as number
    if (entry < groupBase) return entry
    const lowerPlace = lowerPlaces[entry - groupBase] as number
    let lower = lowerPlace >>> 5
    for (let step = (1 << (lowerPlace & 31)) >>> 1; step > 0; step >>>= 1) {
      lower += (lowerStarts[lower + step] as number) <= second ? step : 0
    }
    return lowerValues[lower] as number
  }
}

/** Knows nothing: for a start without the data, said by `provenance` being empty. */
export const emptyCountryTable: CountryTable = {
  codes: ['??', '??'],
  of4: () => unknownNumber,
  of6: () => unknownNumber,
  all4: (_words, length, into) => void into.fill(unknownNumber, 0, length),
  all6: (_words, length, into) => void into.fill(unknownNumber, 0, length),
}
