// Timed work of watched services: probed, judged, added up, and forgotten in time.
import type { Job } from '#platform/room.ts'
import { forget, rollUp } from '../../store/reach/steps.ts'
import type { SustainRoom } from '../room.ts'
import { findStates } from './find-states.ts'
import { probeServices } from './probe-services.ts'

const rollUpsPerTurn = 50

export function serviceJobs(room: SustainRoom): Job[] {
  return [
    { name: 'sustain-probe-services', everySeconds: 10, run: () => probeServices(room) },
    { name: 'sustain-find-states', everySeconds: 15, run: () => findStates(room) },
    { name: 'sustain-reach-steps', everySeconds: 60, run: () => addUp(room) },
  ]
}

async function addUp(room: SustainRoom): Promise<void> {
  for (let turn = 0; turn < rollUpsPerTurn; turn++) if (!(await rollUp(room.reach.sql))) break
  await forget(room.reach.sql, room.clock)
}
