// How unlike anything seen before the last stretch of a series is: distance to its nearest neighbours among remembered ones.

export interface Pattern {
  /** Adds a value; answers the distance of the stretch that ended last, or -1 while too few are remembered. */
  push: (value: number) => number
}

const dimensions = 16
const neighbours = 3

export interface PatternOptions {
  /** Values that a stretch covers. */
  length: number
  /** Stretches remembered; work per value grows with it. */
  remembered: number
  /** A stretch is looked at every `length / looks` values. */
  looks: number
  /** Takes the mean out: then only the shape counts. */
  shapeOnly: boolean
}

/**
 * Each stretch becomes 16 means (piecewise aggregate approximation, Keogh et al. 2001). Remembered are the first ones and then a sample of
 * all that is more than one length ago (reservoir sampling, chosen by a counter, not by chance). The distance is to the third
 * nearest, so that two odd ones do not excuse each other. Partial distances that are already too large are left.
 */
export function createPattern({ length, remembered, looks, shapeOnly }: PatternOptions): Pattern {
  const width = Math.max(1, length / dimensions)
  const every = Math.max(1, Math.round(length / looks))
  const delay = Math.max(1, Math.ceil(length / every))
  const ring = new Float64Array(Math.ceil(length) + 1)
  const book = new Float32Array(remembered * dimensions)
  const waiting = new Float32Array(delay * dimensions)
  const current = new Float32Array(dimensions)
  let seen = 0
  let looked = 0
  let kept = 0
  let offered = 0
  let state = 0x9e3779b9
  let last = -1

  function describe(): void {
    let mean = 0
    for (let d = 0; d < dimensions; d++) {
      const from = Math.floor(d * width)
      const to = Math.max(from + 1, Math.floor((d + 1) * width))
      let sum = 0
      for (let i = from; i < to; i++) sum += ring[(seen - Math.ceil(length) + i) % ring.length] ?? 0
      current[d] = sum / (to - from)
      mean += (current[d] ?? 0) / dimensions
    }
    if (shapeOnly) for (let d = 0; d < dimensions; d++) current[d] = (current[d] ?? 0) - mean
  }

  /** The hot loop of the score: squared distances, left as soon as they cannot be among the nearest. */
  function distance(): number {
    let first = Number.POSITIVE_INFINITY
    let second = Number.POSITIVE_INFINITY
    let third = Number.POSITIVE_INFINITY
    for (let at = 0; at < kept * dimensions; at += dimensions) {
      let sum = 0
      for (let d = 0; d < dimensions; d += 4) {
        const a = (book[at + d] ?? 0) - (current[d] ?? 0)
        const b = (book[at + d + 1] ?? 0) - (current[d + 1] ?? 0)
        const c = (book[at + d + 2] ?? 0) - (current[d + 2] ?? 0)
        const e = (book[at + d + 3] ?? 0) - (current[d + 3] ?? 0)
        sum += a * a + b * b + c * c + e * e
        if (sum >= third) break
      }
      if (sum >= third) continue
      if (sum < first) {
        third = second
        second = first
        first = sum
      } else if (sum < second) {
        third = second
        second = sum
      } else third = sum
    }
    return Math.sqrt(kept >= neighbours ? third : second)
  }

  function remember(): void {
    const slot = (looked % delay) * dimensions
    if (looked >= delay) {
      offered++
      let place = kept
      if (kept < remembered) kept++
      else {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        place = Math.floor((state / 0x1_0000_0000) * offered)
      }
      if (place < remembered) book.set(waiting.subarray(slot, slot + dimensions), place * dimensions)
    }
    waiting.set(current, slot)
    looked++
  }

  return {
    push(value) {
      ring[seen % ring.length] = value
      seen++
      if (seen < Math.ceil(length) || seen % every !== 0) return last
      describe()
      if (kept >= neighbours * 4) last = distance()
      remember()
      return last
    },
  }
}
