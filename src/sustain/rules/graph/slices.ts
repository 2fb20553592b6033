// Work on large maps in pieces: rules stop after so many parts, and whoever calls them decides what comes between.

/** Some milliseconds of work, even where every part has many needs. */
export const partsPerSlice = 1000

/** Whether this is the place in a list to let others have their turn: reading and resolving take longer for each part than drawing. */
export function isPause(index: number): boolean {
  return index % 200 === 199
}

/** All of it at once. */
export function inOneGo<T>(work: Generator<undefined, T, undefined>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
