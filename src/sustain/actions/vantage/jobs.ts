// Timed work of vantage points: plans are watched while this process holds the lease, and what is old is forgotten.
import type { Job } from '#platform/room.ts'
import { forgetVerdicts } from '../../store/verdicts.ts'
import type { SustainRoom } from '../room.ts'
import { keepWatching } from './watch-plans.ts'

export function vantageJobs(room: SustainRoom): Job[] {
  return [
    { name: 'sustain-watch-plans', everySeconds: 2, run: () => keepWatching(room) },
    {
      name: 'sustain-forget-verdicts',
      everySeconds: 3600,
      run: () => forgetVerdicts(room.vantage.sql, room.clock),
    },
  ]
}
