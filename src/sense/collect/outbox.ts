// Frames on their way: first on disk, then at the hub. Without a hub they are nowhere but on the screen.
import { join } from 'node:path'
import type { SensorSettings } from '../model/sensor-config.ts'
import { type CarrierOptions, createCarrier } from './carriers.ts'
import { openDelivery } from './delivery.ts'
import type { FrameNumber } from './frame-files.ts'
import { openSpool } from './spool.ts'

export interface Outbox {
  /** Answers when it is on disk. */
  put(number: FrameNumber, bytes: Uint8Array): Promise<void>
  /** null: there is no hub. */
  waiting(): { frames: number; bytes: number } | null
  sent(): number
  lost(): Record<string, number>
  trouble(): string | null
  /** Tries to send what waits for so long, then leaves it on disk. */
  close(withinMs: number): Promise<void>
}

export async function openOutbox({ hub, spool, realm }: SensorSettings): Promise<Outbox> {
  if (!hub) return nowhere
  const waiting = await openSpool({ folder: join(spool.folder, 'frames'), maxBytes: spool.maxBytes })
  return openDelivery({ spool: waiting, carrier: createCarrier(carrierFor(hub, realm)) })
}

function carrierFor(hub: NonNullable<SensorSettings['hub']>, realm: string): CarrierOptions {
  if (hub.kind === 'http') return { by: 'http', url: hub.url, token: hub.token, realm }
  return hub.kind === 'nats' ? { by: 'nats', url: hub.url } : { by: 'folder', folder: hub.folder }
}

const nowhere: Outbox = {
  put: async () => {},
  waiting: () => null,
  sent: () => 0,
  lost: () => ({}),
  trouble: () => null,
  close: async () => {},
}
