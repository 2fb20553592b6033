// What the actions of this room work with.
import type { Deps } from '#platform/room.ts'
import type { AllParts } from '../store/all-parts.ts'
import type { CascadeEngine } from './analysis/cascade-engine.ts'
import type { FailoverArea } from './failover/area.ts'
import type { ReachArea } from './services/area.ts'
import type { VantageArea } from './vantage/area.ts'

export interface SustainRoom extends Deps {
  /** Controls of real resolvers, and who is being moved. */
  failover: FailoverArea
  /** All active parts in memory, and the graph that a view sees. */
  map: AllParts
  cascades: CascadeEngine
  /** Services that are watched: data, probes, tables. */
  reach: ReachArea
  /** Plans that are watched: what vantage points say, and who hears it. */
  vantage: VantageArea
}
