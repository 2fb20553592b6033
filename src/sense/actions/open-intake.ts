// Frames that come over NATS, where a server is set: what may write to the subject of a sensor speaks for it.
import { gateFor } from './admit-frame.ts'
import { createFrameIntake, type FrameIntake } from './frame-intake.ts'
import { frameCounters } from './measured.ts'
import type { SenseRoom } from './room.ts'
import { takeFrame } from './take-frame.ts'

/** Null: sensors send over HTTP only. */
export function openIntake(room: SenseRoom): FrameIntake | null {
  const { natsUrl } = room.settings
  if (natsUrl === null) return null
  const gate = gateFor(room, () => true)
  const counters = frameCounters(room.metrics)
  return createFrameIntake({
    url: natsUrl,
    take: (bytes, origin) => takeFrame(gate, bytes, origin),
    onRefused: (why) => {
      counters.refused(why)
      room.log.warn({ why }, 'a frame that came over NATS is refused for good')
    },
    onTrouble: (err) => room.log.error({ err }, 'frames wait in NATS; tried again by itself'),
  })
}
