// Timed work of this room.
import type { Job } from '#platform/room.ts'
import type { DisruptRoom } from './actions/room.ts'

export function disruptJobs(_room: DisruptRoom): Job[] {
  return []
}
