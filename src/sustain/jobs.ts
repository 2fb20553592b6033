// Timed work of this room.
import type { Job } from '#platform/room.ts'
import { failoverJobs } from './actions/failover/jobs.ts'
import type { SustainRoom } from './actions/room.ts'
import { serviceJobs } from './actions/services/jobs.ts'
import { vantageJobs } from './actions/vantage/jobs.ts'

export function sustainJobs(room: SustainRoom): Job[] {
  return [...failoverJobs(room), ...serviceJobs(room), ...vantageJobs(room)]
}
