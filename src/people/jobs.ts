// Now and then: what has ended is removed, so that nothing is kept for longer than it is needed.
import { instant } from '#kernel/time.ts'
import type { Job } from '#platform/room.ts'
import type { Room } from './actions/room.ts'
import { idleSeconds } from './rules/access-times.ts'
import { forgetAfterHours, plusSeconds } from './rules/lock-out.ts'
import { dropForgotten } from './store/attempts.ts'
import { dropExpired } from './store/one-time.ts'
import { dropEndedSessions } from './store/sessions.ts'
import { dropExpiredTokens } from './store/tokens.ts'

const keepExpiredTokensSeconds = 30 * 86_400

export function peopleJobs(room: Room): Job[] {
  return [
    {
      name: 'people.tidy',
      everySeconds: 3600,
      async run() {
        const now = instant(room.clock.now())
        const { sql } = room.journal
        await dropEndedSessions(sql, now, plusSeconds(now, -idleSeconds))
        await dropExpired(sql, now)
        await dropForgotten(sql, plusSeconds(now, -forgetAfterHours * 3600))
        await dropExpiredTokens(sql, plusSeconds(now, -keepExpiredTokensSeconds))
      },
    },
  ]
}
