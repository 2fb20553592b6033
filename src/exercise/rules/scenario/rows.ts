// Where injects stand on the timeline: in the lane of their strand, each in the first row that is free at its place.
export interface Spot {
  id: string
  lane: number
  /** From the left, in pixels. */
  x: number
}

/** The row of each, and how many rows each lane has; two of one row are at least `apart` pixels from each other. */
export function rowsOf(spots: readonly Spot[], lanes: number, apart: number) {
  const ends: number[][] = Array.from({ length: lanes }, () => [])
  const row = new Map<string, number>()
  for (const { id, lane, x } of [...spots].sort((a, b) => a.x - b.x)) {
    const taken = ends[lane] ?? []
    const free = taken.findIndex((end) => end + apart <= x)
    const at = free === -1 ? taken.length : free
    taken[at] = x
    row.set(id, at)
  }
  return { row, rows: ends.map((taken) => Math.max(1, taken.length)) }
}
