// The last buckets of a series, and all of an open excursion: where onsets and ends are looked for once there is more to see.

export interface Track {
  /** Start of the bucket; where old places were thinned out, of the first of two. */
  at: Float64Array
  /** As measured; where thinned out, the larger of two. */
  value: Float64Array
  /** On the scale, without level and season. */
  rest: Float32Array
  length: number
}

/** 20 bytes a place. An excursion of 1,024 buckets (2.8 hours of ten seconds) is kept whole. */
const capacity = 1024
/** Looked back from an alarm. */
export const lookBack = 96
/** Places at the front that are never thinned out: the onset lies there. */
const front = 160
const thinned = 512

export function createTrack(): Track {
  const at = new Float64Array(capacity)
  return { at, value: new Float64Array(capacity), rest: new Float32Array(capacity), length: 0 }
}

export const trackBytes = (track: Track): number => track.at.byteLength + track.value.byteLength + track.rest.byteLength

/** Adds a bucket. Answers how many places the later ones moved towards the front. */
export function addTo(track: Track, at: number, value: number, rest: number): number {
  const moved = track.length === capacity ? thinOut(track) : 0
  track.at[track.length] = at
  track.value[track.length] = value
  track.rest[track.length] = rest
  track.length++
  return moved
}

/** Keeps the last places only. */
export function keepLast(track: Track, count: number): number {
  const moved = Math.max(0, track.length - count)
  if (moved === 0) return 0
  for (const list of [track.at, track.value, track.rest]) list.copyWithin(0, moved, track.length)
  track.length -= moved
  return moved
}

/** Two old places become one: what happened hours ago needs no exact place, what begins and ends now does. */
function thinOut(track: Track): number {
  let to = front
  for (let from = front; from + 1 < thinned; from += 2, to++) {
    track.at[to] = track.at[from] ?? 0
    track.value[to] = Math.max(track.value[from] ?? 0, track.value[from + 1] ?? 0)
    track.rest[to] = ((track.rest[from] ?? 0) + (track.rest[from + 1] ?? 0)) / 2
  }
  const moved = thinned - to
  for (const list of [track.at, track.value, track.rest]) list.copyWithin(to, thinned, track.length)
  track.length -= moved
  return moved
}
