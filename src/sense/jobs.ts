// Timed work: what came is judged, coarser resolutions are made, and sensors that fell silent are counted.
import { systemReader } from '#kernel/reader.ts'
import type { Job } from '#platform/room.ts'
import { detectWaves } from './actions/detect-waves.ts'
import { detectMeters } from './actions/measured.ts'
import type { SenseRoom } from './actions/room.ts'
import type { Runners } from './actions/runners.ts'
import { newestHeard, silentAfterSeconds } from './actions/sensors.ts'
import { realmsWithTargets, sensorList } from './store/records.ts'

/** Calls of the store in one turn: each does a bounded part of what is due. */
const rollUpsPerTurn = 50

export function senseJobs(room: SenseRoom, runners: Runners): Job[] {
  return [
    { name: 'sense-detect', everySeconds: 10, run: () => detectWaves(room, runners) },
    { name: 'sense-roll-up', everySeconds: 60, run: () => rollUp(room) },
    { name: 'sense-sensors', everySeconds: 60, run: () => countSilent(room) },
  ]
}

async function rollUp(room: SenseRoom): Promise<void> {
  const nowSeconds = Math.floor(room.clock.now().getTime() / 1000)
  for (let turn = 0; turn < rollUpsPerTurn; turn++) {
    const { more } = await room.store.rollUp(nowSeconds)
    if (!more) return
  }
}

async function countSilent(room: SenseRoom): Promise<void> {
  const { silent } = detectMeters(room.metrics)
  const nowSeconds = room.clock.now().getTime() / 1000
  silent.reset()
  for (const realm of await realmsWithTargets(room.journal)) {
    const view = { reader: systemReader('sense.sensors', [realm], room.journal.home), realm }
    const [sensors, heard] = await Promise.all([sensorList(room.journal, view), newestHeard(room, realm)])
    const away = sensors.filter(
      ({ id, state }) => state.active && nowSeconds - (heard.get(id)?.keptAt ?? 0) > silentAfterSeconds,
    )
    silent.set({ realm }, away.length)
  }
}
