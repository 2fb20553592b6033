// How frames travel from a sensor to a hub: over HTTP, over NATS JetStream, or as files in a folder for sticks.
import { createFolderCarrier } from './folder-carrier.ts'
import type { FrameCarrier } from './frame-carrier.ts'
import { createHttpCarrier } from './http-carrier.ts'
import { createNatsCarrier } from './nats-carrier.ts'

export { type FrameCarrier, FrameRefused, TryLater } from './frame-carrier.ts'

export type CarrierOptions =
  | { by: 'http'; url: string; token: string; realm: string }
  | { by: 'nats'; url: string }
  | { by: 'folder'; folder: string }

export function createCarrier(options: CarrierOptions): FrameCarrier {
  if (options.by === 'http') return createHttpCarrier(options)
  return options.by === 'nats' ? createNatsCarrier(options) : createFolderCarrier(options)
}
