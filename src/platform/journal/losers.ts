// Units that lost against a quicker one go on one after the other, per record: many who change the same record at the same moment
// would else meet again and again. It is courtesy, not safety: the versions of entries decide, across processes too.
import type { Id } from '#kernel/id.ts'

/** Far longer than those before usually take; whoever waited so long tries regardless (a unit may write within another one). */
const patienceMs = 10_000

export interface Losers {
  /** Resolves when it is this unit's turn on that record; give the answer back by calling it. */
  turn(subject: Id): Promise<() => void>
}

export function createLosers(): Losers {
  const last = new Map<Id, Promise<void>>()
  return {
    async turn(subject) {
      const before = last.get(subject)
      let release = (): void => undefined
      const mine = new Promise<void>((resolve) => {
        release = resolve
      })
      last.set(subject, mine)
      void mine.then(() => {
        if (last.get(subject) === mine) last.delete(subject)
      })
      if (before) await noLongerThan(before)
      return release
    },
  }
}

function noLongerThan(wait: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs)
    void wait.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
