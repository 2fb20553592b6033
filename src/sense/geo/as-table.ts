// The autonomous system that announces an address, and what it is called. Asked of samples and of the biggest, not of all.
import { type GeoFile, narrow, wide } from './geo-file.ts'

export interface AsTable {
  /** 0: not announced, or not known. */
  of4(word: number): number
  of6(first: number, second: number): number
}

export function createAsTable(file: GeoFile): AsTable {
  const starts = wide(file, 'four.starts')
  const values = wide(file, 'four.values')
  const upper = wide(file, 'six.starts0')
  const lower = wide(file, 'six.starts1')
  const values6 = wide(file, 'six.values')
  const pages = pagesOf(starts)
  return {
    of4(word) {
      let from = pages[word >>> 16] ?? 0
      let to = pages[(word >>> 16) + 1] ?? 0
      while (from < to) {
        const middle = (from + to + 1) >>> 1
        if ((starts[middle] ?? 0) <= word) from = middle
        else to = middle - 1
      }
      return values[from] ?? 0
    },
    of6(first, second) {
      let from = 0
      let to = upper.length - 1
      while (from < to) {
        const middle = (from + to + 1) >>> 1
        const start = upper[middle] ?? 0
        if (start < first || (start === first && (lower[middle] ?? 0) <= second)) from = middle
        else to = middle - 1
      }
      return values6[from] ?? 0
    },
  }
}

/** For each /16 the last range that begins at or before it: half of the search is done beforehand. */
function pagesOf(starts: Uint32Array): Uint32Array {
  const pages = new Uint32Array(65_537)
  let at = 0
  for (let page = 0; page < 65_536; page++) {
    while (at + 1 < starts.length && (starts[at + 1] ?? 0) <= page * 65_536) at++
    pages[page] = at
  }
  pages[65_536] = Math.max(0, starts.length - 1)
  return pages
}

/** Names of systems, by number; `null` where the data has none. */
export function createAsNames(file: GeoFile): (number: number) => string | null {
  const numbers = wide(file, 'numbers')
  const offsets = wide(file, 'offsets')
  const texts = narrow(file, 'texts')
  const decoder = new TextDecoder()
  return (number) => {
    let from = 0
    let to = numbers.length - 1
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((numbers[middle] ?? 0) < number) from = middle + 1
      else to = middle
    }
    return numbers[from] === number ? decoder.decode(texts.subarray(offsets[from], offsets[from + 1])) : null
  }
}
