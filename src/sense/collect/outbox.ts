// Frames on their way: first on disk, then at the hub. Without a hub they are nowhere but on the screen.
import { join } from 'node:path'
import type { SensorSettings } from '../model/sensor-config.ts'
import { type CarrierOptions, createCarrier } from './carriers.ts'
import { openDelivery } from './delivery.ts'
import { keepMark, readMark } from './intake-mark.ts'
import type { IntakeMark, LinesWorkerData } from './messages.ts'
import { type NumberedFrame, openSpool } from './spool.ts'

export interface Outbox {
  /** Where inputs wait until frames hold them, and how far frames held them at the start; null: there is no hub. */
  intake: LinesWorkerData['intake']
  /** Answers when they are on disk, with what went wrong. `mark`: how far these frames hold the intake log. */
  put(frames: readonly NumberedFrame[], mark: IntakeMark | null): Promise<unknown[]>
  /** null: there is no hub. */
  waiting(): { frames: number; bytes: number } | null
  sent(): number
  lost(): Record<string, number>
  trouble(): string | null
  /** Tries to send what waits for so long, then leaves it on disk. */
  close(withinMs: number): Promise<void>
}

/** The intake log holds a minute of inputs; a hub that is away fills the spool, not the log. */
const mostIntakeBytes = 256 << 20

export async function openOutbox({ hub, spool, realm }: SensorSettings): Promise<Outbox> {
  if (!hub) return nowhere
  const folder = join(spool.folder, 'intake')
  const kept = await readMark(folder)
  const frames = join(spool.folder, 'frames')
  const waiting = await openSpool({ folder: frames, maxBytes: spool.maxBytes, finish: kept?.frames ?? [] })
  const delivery = openDelivery({ spool: waiting, carrier: createCarrier(carrierFor(hub, realm)) })
  return {
    ...delivery,
    intake: { folder, maxBytes: Math.min(mostIntakeBytes, spool.maxBytes), mark: kept },
    async put(numbered, mark) {
      const faults: unknown[] = []
      const others = await delivery.putTogether(numbered, async (names) => {
        // Frames that have no mark are better than none: after a crash some inputs would count twice, and that is said.
        if (mark) await keepMark(folder, { ...mark, frames: names }).catch((error: unknown) => faults.push(error))
      })
      return [...others, ...faults]
    },
  }
}

function carrierFor(hub: NonNullable<SensorSettings['hub']>, realm: string): CarrierOptions {
  if (hub.kind === 'http') return { by: 'http', url: hub.url, token: hub.token, realm }
  return hub.kind === 'nats' ? { by: 'nats', url: hub.url } : { by: 'folder', folder: hub.folder }
}

const nowhere: Outbox = {
  intake: null,
  put: async () => [],
  waiting: () => null,
  sent: () => 0,
  lost: () => ({}),
  trouble: () => null,
  close: async () => {},
}
