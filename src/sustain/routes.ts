// Each contract of this room, and what answers it.
import type { Binding } from '#platform/http/types.ts'
import { analysisBindings } from './actions/analysis/bindings.ts'
import { failoverBindings } from './actions/failover/bindings.ts'
import { observeBindings } from './actions/observe/bindings.ts'
import { partsBindings } from './actions/parts/bindings.ts'
import { resolversBindings } from './actions/resolvers/bindings.ts'
import type { SustainRoom } from './actions/room.ts'
import { servicesBindings } from './actions/services/bindings.ts'
import { vantageBindings } from './actions/vantage/bindings.ts'

export function sustainBindings(room: SustainRoom): Binding[] {
  return [
    ...partsBindings(room),
    ...analysisBindings(room),
    ...observeBindings(room),
    ...resolversBindings(room),
    ...vantageBindings(room),
    ...failoverBindings(room),
    ...servicesBindings(room),
  ]
}
