// What the actions of this room work with.
import type { Deps } from '#platform/room.ts'
import type { Holidays, Standard } from '../rules/target-judge.ts'
import type { ThresholdsData } from '../rules/thresholds.ts'
import type { TelemetryStore } from '../store/telemetry-store.ts'
import type { Places } from './places.ts'
import type { RecentTotals } from './recent-totals.ts'

export interface SenseRoom extends Deps {
  store: TelemetryStore
  /** The last half hour, for the wall. */
  recent: RecentTotals
  /** What counts where a target says nothing else: data/sense/thresholds.json. */
  standard: Standard
  holidays: Holidays
  /** How long disturbances last, before anything is known of this one. */
  durations: ThresholdsData['durations']
  /** Names of countries and networks, and what tables and lists say of them. */
  places: Places
  /** Runs one at a time: two targets that are added at the same moment see each other's networks. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

export function oneAtATime(): SenseRoom['inTurn'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
