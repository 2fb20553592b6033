// Each contract of this room, and what answers it.
import type { Binding } from '#platform/http/types.ts'
import type { DisruptRoom } from './actions/room.ts'

export function disruptBindings(_room: DisruptRoom): Binding[] {
  return []
}
