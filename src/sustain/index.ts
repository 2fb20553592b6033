// The door of sustain: what depends on what, what falls with what, and how names go on being found.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Marking } from '#kernel/marking.ts'
import type { View } from '#platform/journal/types.ts'
import type { Deps, Room } from '#platform/room.ts'
import { createCascadeEngine } from './actions/analysis/cascade-engine.ts'
import { estimateFall } from './actions/analysis/estimate-fall.ts'
import { createFailoverArea } from './actions/failover/area.ts'
import { decideOnVerdicts } from './actions/failover/on-verdicts.ts'
import type { SustainRoom } from './actions/room.ts'
import { createReachArea } from './actions/services/area.ts'
import { createVantageArea, onVerdicts } from './actions/vantage/area.ts'
import { stopWatching } from './actions/vantage/watch-plans.ts'
import * as analysis from './api/analysis.ts'
import * as failover from './api/failover.ts'
import * as guidelines from './api/guidelines.ts'
import * as observe from './api/observe.ts'
import * as onTheMap from './api/on-the-map.ts'
import * as parts from './api/parts.ts'
import * as resolvers from './api/resolvers.ts'
import * as services from './api/services.ts'
import * as vantage from './api/vantage.ts'
import {
  dnsUseRecord,
  failoverRecord,
  guidelineRecord,
  partRecord,
  planRecord,
  reachFindingRecord,
  vantageHourRecord,
  watchedServiceRecord,
} from './events.ts'
import { sustainJobs } from './jobs.ts'
import type { FallEstimate, MeantBy } from './model/estimate.ts'
import { sustainBindings } from './routes.ts'
import { createAllParts } from './store/all-parts.ts'
import { verdictsOf } from './store/verdicts.ts'

export { type GuidelineForm, guidelineFile } from './actions/resolvers/guideline-file.ts'
export { readResolverData } from './actions/resolvers/read-data.ts'
export {
  dnsUseRecord,
  failoverRecord,
  guidelineRecord,
  partRecord,
  planRecord,
  reachFindingRecord,
  vantageHourRecord,
  watchedServiceRecord,
}
export const sustainRecords = [
  partRecord,
  watchedServiceRecord,
  reachFindingRecord,
  vantageHourRecord,
  dnsUseRecord,
  guidelineRecord,
  planRecord,
  failoverRecord,
] as const

export const sustainContracts: readonly Contract[] = contractsOf(
  parts,
  analysis,
  onTheMap,
  observe,
  resolvers,
  guidelines,
  vantage,
  failover,
  services,
)

export interface Sustain extends Room {
  /** What would fall with parts that are meant by these names; `within`: only what who reads that may read. null: nothing to tell. */
  estimateFall(view: View, meant: MeantBy, within?: Marking): Promise<FallEstimate | null>
}

export function createSustain(deps: Deps): Sustain {
  const map = createAllParts(deps.journal, deps.log)
  const cascades = createCascadeEngine()
  const vantage = createVantageArea(deps)
  const failoverArea = createFailoverArea(deps, (realm, plan) => verdictsOf(vantage.sql, { realm, plan }))
  const room: SustainRoom = {
    ...deps,
    failover: failoverArea,
    cascades,
    reach: createReachArea(deps),
    vantage,
    map,
  }
  onVerdicts(vantage, ({ realm, plan, verdicts }) => decideOnVerdicts(room, realm, plan.id, verdicts))
  return {
    bindings: sustainBindings(room),
    jobs: sustainJobs(room),
    estimateFall: (view, meant, within) => estimateFall(room, view, meant, within),
    async stop() {
      room.vantage.stopped = true
      await stopWatching(room)
      failoverArea.stopping.abort()
      await Promise.all(failoverArea.moving.values())
      map.stop()
      await cascades.close()
    },
  }
}
