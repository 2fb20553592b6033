// What the actions of this room work with.
import type { Fetcher } from '#platform/fetch/index.ts'
import type { Files } from '#platform/files.ts'
import type { Deps } from '#platform/room.ts'
import type { AdmiraltyData } from '../rules/hypotheses/weights.ts'
import type { Readers } from './analyse.ts'
import type { RobotsKeeper } from './ask-robots.ts'
import type { Contexts } from './contexts.ts'
import type { Intake } from './intake.ts'

export interface WatchRoom extends Deps, Readers {
  fetcher: Fetcher
  robots: RobotsKeeper
  /** Where raw bytes are kept. */
  files: Files
  /** How much may be imported at once. */
  intake: Intake
  /** What each organisation settled, for reading its texts. */
  contexts: Contexts
  /** What ratings and marks weigh on the board of a question. */
  admiralty: AdmiraltyData
  /** The shortest interval at which a feed may be asked for. */
  minIntervalSeconds: number
  random: () => number
  /** Runs one at a time: two imports of the same article at the same moment find each other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

export function oneAtATime(): WatchRoom['inTurn'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
