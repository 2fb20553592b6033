// Each contract of api/observe.ts, and what answers it.
import { refuse } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import * as observe from '../../api/observe.ts'
import type { SustainRoom } from '../room.ts'
import { acceptObserved } from './accept-observed.ts'
import { observeService } from './look-from-outside.ts'

/** So many are looked at together on one node; whoever comes then is told to wait. */
const mostAtOnce = 3

export function observeBindings(room: SustainRoom): Binding[] {
  let running = 0
  return [
    bind(observe.observeService, async (input, call) => {
      if (running >= mostAtOnce) return refuse('busy', 'Other services are being looked at; try again in a moment.')
      running += 1
      try {
        return await observeService(room, input, call)
      } finally {
        running -= 1
      }
    }),
    bind(observe.acceptObserved, (input, call) => acceptObserved(room, input, call)),
  ]
}
