// The door of sense: measurements come in, waves and attacks come out; rooms downstream read them, and add what news say.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { Deps, Room } from '#platform/room.ts'
import { detectWaves } from './actions/detect-waves.ts'
import { followNats } from './actions/follow-nats.ts'
import { addNews, type News } from './actions/observe.ts'
import { openPlaces } from './actions/places.ts'
import { createRecentTotals } from './actions/recent-totals.ts'
import { oneAtATime, type SenseRoom } from './actions/room.ts'
import { createRunners } from './actions/runners.ts'
import { readHolidays, readStandards } from './actions/standards.ts'
import { targetsNamed } from './actions/targets-named.ts'
import * as attacks from './api/attacks.ts'
import * as measurements from './api/measurements.ts'
import * as targets from './api/targets.ts'
import { attackRecord, observationRecord, sensorRecord, targetRecord } from './events.ts'
import { senseJobs } from './jobs.ts'
import type { Attack } from './model/attacks.ts'
import type { Target } from './model/targets.ts'
import { senseBindings } from './routes.ts'
import { standardOf } from './rules/thresholds.ts'
import { openTelemetryStore } from './store/open-store.ts'
import { attackPage, realmsWithTargets } from './store/records.ts'
import type { TelemetryStore } from './store/telemetry-store.ts'

export type { News } from './actions/observe.ts'
export type { Bucket, Frame, SensorHealth } from './model/bucket.ts'
export { decodeFrame, encodeFrames } from './tally/frame-codec.ts'
export { attackRecord, observationRecord, sensorRecord, targetRecord }
export const senseRecords = [targetRecord, sensorRecord, attackRecord, observationRecord] as const

export const senseContracts: readonly Contract[] = contractsOf(targets, measurements, attacks)

export interface SenseOptions {
  /** Where measurements are kept; the house's own database unless something else is given. Closed with the room. */
  store?: TelemetryStore
}

export interface Sense extends Room {
  store: TelemetryStore
  /** Attacks as the view shows them, those that run first. */
  attacks(view: View, options?: { target?: Id; limit?: number }): Promise<Held<Attack>[]>
  /** Realms in which anything is watched. */
  realms(): Promise<string[]>
  /** Targets whose name, service or host is one of these names, however it is written. */
  targetsNamed(view: View, names: readonly string[]): Promise<Held<Target>[]>
  /**
   * What an item of watch says of a target becomes a part of the observation that it belongs to by its time; answers its
   * id, or null when there is none. `cause`: the entry that made it a signal. The same item again refines its part.
   */
  addNews(realm: string, news: News, cause?: readonly Id[]): Promise<Id | null>
  /** One turn of detection, as the job does it every ten seconds. */
  detect(): Promise<void>
}

/** Throws BadDataset when data/sense cannot be used: nobody is judged by thresholds that cannot be read. */
export function createSense(deps: Deps, options: SenseOptions = {}): Sense {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  const times = {
    nowSeconds: () => seconds(deps.clock.now()),
    own: () => deps.clock.own().map(({ realm, now }) => ({ realm, nowSeconds: seconds(now) })),
  }
  const store = options.store ?? openTelemetryStore(deps.journal.sql, deps.settings, times)
  const holidays = readHolidays()
  const thresholds = readStandards()
  const room: SenseRoom = {
    ...deps,
    store,
    recent: createRecentTotals(store),
    standard: standardOf(thresholds),
    durations: thresholds.durations,
    holidays: holidays.isHolidayAt,
    places: openPlaces(),
    inTurn: oneAtATime(),
  }
  const runners = createRunners(room)
  let intake: ReturnType<typeof followNats> = null
  return {
    bindings: senseBindings(room),
    jobs: senseJobs(room, runners),
    store,
    async start() {
      intake = followNats(room)
    },
    async stop() {
      await intake?.close()
      await store.close()
    },
    detect: () => detectWaves(room, runners),
    realms: () => realmsWithTargets(deps.journal),
    addNews: (realm, news, cause = []) => addNews(room, realm, news, cause),
    targetsNamed: (view, names) => targetsNamed(room, view, names),
    async attacks(view, { target, limit = 1000 } = {}) {
      const found = await attackPage(deps.journal, view, target ? { target } : {}, undefined, limit)
      return found.attacks
    },
  }
}
