// How long work gives others their turn: it stops now and then, and goes on after them.
import { setImmediate as nextTurn } from 'node:timers/promises'

export async function inSlices<T>(work: Generator<undefined, T, undefined>): Promise<T> {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await nextTurn()
  }
}
