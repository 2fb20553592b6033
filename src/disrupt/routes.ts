// Each contract of this room, and what answers it.
import type { Binding } from '#platform/http/types.ts'
import { takedownBindings } from './actions/operations/bindings.ts'
import { requestBindings } from './actions/requests/bindings.ts'
import { restrictionBindings } from './actions/restrictions/bindings.ts'
import type { DisruptRoom } from './actions/room.ts'

export function disruptBindings(room: DisruptRoom): Binding[] {
  return [...requestBindings(room), ...restrictionBindings(room), ...takedownBindings(room)]
}
