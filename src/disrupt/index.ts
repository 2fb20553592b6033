// The door of disrupt: requests with a purpose and a date, restrictions, and takedown operations.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Deps, Room } from '#platform/room.ts'
import type { DisruptRoom } from './actions/room.ts'
import { disruptJobs } from './jobs.ts'
import { disruptBindings } from './routes.ts'

export const disruptRecords = [] as const
export const disruptContracts: readonly Contract[] = contractsOf()

export interface Disrupt extends Room {}

export function createDisrupt(deps: Deps): Disrupt {
  const room: DisruptRoom = { ...deps }
  return { bindings: disruptBindings(room), jobs: disruptJobs(room) }
}
