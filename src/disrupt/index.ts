// The door of disrupt: requests with a purpose and a date, restrictions, and takedown operations.

import type { Assess } from '#assess/index.ts'
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { People } from '#people/index.ts'
import type { Deps, Room } from '#platform/room.ts'
import { createTakedowns } from './actions/operations/takedowns.ts'
import { calendarsOf } from './actions/requests/time.ts'
import type { DisruptRoom } from './actions/room.ts'
import * as monitors from './api/monitors/monitors.ts'
import * as actionDay from './api/operations/action-day.ts'
import * as afterwards from './api/operations/afterwards.ts'
import * as operations from './api/operations/operations.ts'
import * as requests from './api/requests/requests.ts'
import * as requestSteps from './api/requests/steps.ts'
import * as restrictions from './api/restrictions/restrictions.ts'
import * as targets from './api/targets/targets.ts'
import * as victims from './api/victims/victims.ts'
import { operationRecord, requestRecord, restrictionRecord, targetRecord, victimNoticeRecord } from './events.ts'
import { disruptJobs } from './jobs.ts'
import { disruptBindings } from './routes.ts'
import { readRequestData } from './store/requests/data.ts'
import { readRestrictionData } from './store/restrictions/data.ts'

export { operationRecord, requestRecord, restrictionRecord, targetRecord, victimNoticeRecord }
export const disruptRecords = [
  requestRecord,
  restrictionRecord,
  operationRecord,
  targetRecord,
  victimNoticeRecord,
] as const
export const disruptContracts: readonly Contract[] = contractsOf(
  requests,
  requestSteps,
  restrictions,
  operations,
  actionDay,
  afterwards,
  targets,
  monitors,
  victims,
)

/** For a command without a node. */
export { calendarsOf, readRequestData }

export interface Disrupt extends Room {}

/** Throws BadDataset when data/disrupt cannot be used. */
export function createDisrupt(
  deps: Deps,
  { assess, people }: { assess: Pick<Assess, 'daysOff'>; people: Pick<People, 'colleague'> },
): Disrupt {
  const data = readRequestData()
  const takedowns = createTakedowns(deps)
  const room: DisruptRoom = {
    ...deps,
    people,
    ...takedowns,
    requests: data,
    restrictions: readRestrictionData(),
    calendarFor: calendarsOf(data, assess.daysOff),
  }
  return { bindings: disruptBindings(room), jobs: disruptJobs(room), stop: async () => takedowns.looks.stop() }
}
