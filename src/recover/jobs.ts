// Timed work of this room.
import type { Job } from '#platform/room.ts'
import { tellFallenDue } from './actions/backlog/follow-ups.ts'
import { breakReserveReports } from './actions/reserve/reserve-uses.ts'
import type { RecoverRoom } from './actions/room.ts'
import { findRelapses } from './actions/stand-downs/relapse.ts'

export function recoverJobs(room: RecoverRoom): Job[] {
  return [
    { name: 'recover-follow-ups', everySeconds: 30, run: async () => void (await tellFallenDue(room)) },
    { name: 'recover-relapses', everySeconds: 60, run: async () => void (await findRelapses(room)) },
    { name: 'recover-reserve', everySeconds: 600, run: async () => void (await breakReserveReports(room)) },
  ]
}
