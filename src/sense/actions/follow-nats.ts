// Frames that come over NATS, where its address is set. Who may write to the subject of a sensor is for the NATS server to
// say; whether that sensor is registered and at work, and what it may measure, is judged here as for every frame.
import { gateFor } from './admit-frame.ts'
import { createFrameIntake, type FrameIntake } from './frame-intake.ts'
import { frameCounters } from './measured.ts'
import type { SenseRoom } from './room.ts'
import { takeFrame } from './take-frame.ts'

/** Null: no NATS is set. Call it when the node begins to serve, and close it before the store. */
export function followNats(room: SenseRoom): FrameIntake | null {
  const { natsUrl } = room.settings
  if (!natsUrl) return null
  const counters = frameCounters(room.metrics)
  const gate = gateFor(room, () => true)
  return createFrameIntake({
    url: natsUrl,
    take: (bytes, origin) => takeFrame(gate, bytes, origin),
    onRefused: (why) => counters.refused(why),
    onTrouble(error) {
      counters.refused('later')
      room.log.warn({ err: error }, 'frames from NATS wait in their stream until they can be taken')
    },
  })
}
