// Timed work: limits that pass are told within the second; a new law is applied to every open assessment; clocks remind.
import type { Clock } from '#platform/clock.ts'
import type { Job } from '#platform/room.ts'
import { breakLimits } from './actions/assessing/break-limits.ts'
import type { JudgeAll } from './actions/assessing/judge-all.ts'
import type { AssessingRoom } from './actions/assessing/room.ts'
import { remind } from './actions/reminding/remind.ts'
import type { Reminding } from './actions/reminding/room.ts'
import { noteDelivery, webhookOrigin } from './actions/reminding/webhooks.ts'

export function assessingJobs(room: AssessingRoom & { clock: Clock }, judgeAll: JudgeAll): Job[] {
  return [
    { name: 'assess-limits', everySeconds: 1, run: async () => void (await breakLimits(room)) },
    { name: 'assess-judge-all', everySeconds: 10, run: async () => void (await judgeAll.turn()) },
  ]
}

export function remindingJobs(room: Reminding): Job[] {
  room.outbox.onEnded(webhookOrigin, (delivery) => noteDelivery(room, delivery))
  return [{ name: 'assess-remind', everySeconds: 2, run: () => remind(room) }]
}
