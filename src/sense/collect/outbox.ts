// Frames on their way: first on disk, then at the hub.
import type { SensorSettings } from '../model/sensor-config.ts'
import type { MadeFrame } from './frame-maker.ts'

export interface Outbox {
  /** Answers when it is on disk. */
  put(frame: MadeFrame): Promise<void>
  /** null: there is no hub. */
  waiting(): { frames: number; bytes: number } | null
  sent(): number
  lost(): Record<string, number>
  trouble(): string | null
  /** Tries to send what waits for so long, then leaves it on disk. */
  close(withinMs: number): Promise<void>
}

export async function openOutbox(_settings: SensorSettings): Promise<Outbox> {
  return {
    put: async () => {},
    waiting: () => null,
    sent: () => 0,
    lost: () => ({}),
    trouble: () => null,
    close: async () => {},
  }
}
