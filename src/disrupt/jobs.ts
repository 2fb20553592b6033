// Timed work of this room.
import type { Job } from '#platform/room.ts'
import { takedownJobs } from './actions/operations/takedowns.ts'
import { requestJobs } from './actions/requests/bindings.ts'
import type { DisruptRoom } from './actions/room.ts'

export function disruptJobs(room: DisruptRoom): Job[] {
  return [...requestJobs(room), ...takedownJobs(room)]
}
