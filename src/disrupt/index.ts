// The door of disrupt: requests with a purpose and a date, restrictions, and takedown operations.

import type { Assess } from '#assess/index.ts'
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Deps, Room } from '#platform/room.ts'
import { calendarsOf } from './actions/requests/time.ts'
import type { DisruptRoom } from './actions/room.ts'
import * as requests from './api/requests/requests.ts'
import * as requestSteps from './api/requests/steps.ts'
import { requestRecord } from './events.ts'
import { disruptJobs } from './jobs.ts'
import { disruptBindings } from './routes.ts'
import { readRequestData } from './store/requests/data.ts'

export { requestRecord }
export const disruptRecords = [requestRecord] as const
export const disruptContracts: readonly Contract[] = contractsOf(requests, requestSteps)

export interface Disrupt extends Room {}

/** Throws BadDataset when data/disrupt cannot be used. */
export function createDisrupt(deps: Deps, { assess }: { assess: Pick<Assess, 'daysOff'> }): Disrupt {
  const data = readRequestData()
  const room: DisruptRoom = { ...deps, requests: data, calendarFor: calendarsOf(data, assess.daysOff) }
  return { bindings: disruptBindings(room), jobs: disruptJobs(room) }
}
