// Timed work of failovers.
import type { Job } from '#platform/room.ts'
import type { SustainRoom } from '../room.ts'
import { lookAfterMoved } from './look-after-moved.ts'
import { takeUpMoves } from './take-up.ts'

export function failoverJobs(room: SustainRoom): Job[] {
  return [
    { name: 'sustain-failovers', everySeconds: 5, run: () => takeUpMoves(room) },
    { name: 'sustain-moved-resolvers', everySeconds: 15, run: () => lookAfterMoved(room) },
  ]
}
