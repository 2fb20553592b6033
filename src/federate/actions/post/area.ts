// Letters: queue, receipts, inbox: what this area adds to the room.
import { instant } from '#kernel/time.ts'
import { forgetOld } from '../../store/post/letters.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import { postBindings } from './bindings.ts'
import { createDesk } from './desk.ts'
import { postOffers } from './put.ts'
import { postRoutes } from './receive.ts'
import { createRunner } from './run.ts'

/** Receipts and what was said by whom: longer than any letter lives. */
const keptMs = 90 * 24 * 3600_000

/** Their changes may let more flow, or less. */
const ofTrust = new Set(['federate.agreement', 'federate.handRelease', 'federate.peer'])

export function postArea(room: FederateRoom): Area<'post'> {
  const runner = createRunner(() => desk)
  const desk = createDesk(room, runner.nudge)
  let stopHearing: (() => void) | undefined
  return {
    bindings: postBindings(desk),
    jobs: [
      {
        name: 'federate-post-forget',
        everySeconds: 3600,
        run: () => forgetOld(room.journal.sql, instant(new Date(room.clock.now().getTime() - keptMs))),
      },
    ],
    rawRoutes: postRoutes(desk),
    offers: postOffers(desk),
    async start() {
      stopHearing = room.journal.onCommitted((batch) => {
        // An empty batch: entries of another process may have been missed.
        if (batch.length === 0 || batch.some((change) => room.copies.concerns(change) || ofTrust.has(change.record)))
          runner.soon()
      })
      await runner.start()
    },
    async stop() {
      stopHearing?.()
      await runner.stop()
    },
  }
}
