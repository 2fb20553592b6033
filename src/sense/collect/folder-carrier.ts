// Frames as files in a folder, for a stick that is carried to the hub: each file is there whole, or not at all.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeFrame } from '../tally/frame-codec.ts'
import { type FrameCarrier, FrameRefused } from './frame-carrier.ts'
import { frameFileName, writeWhole } from './frame-files.ts'

/** Files are named by realm, sensor, life and sequence: a frame that is sent twice is one file. */
export function createFolderCarrier({ folder }: { folder: string }): FrameCarrier {
  return {
    async send(bytes) {
      const read = decodeFrame(bytes)
      if (!read.ok) throw new FrameRefused(`That is no frame: ${read.why}.`)
      const { realm, sensor, run, sequence } = read.frame
      await mkdir(folder, { recursive: true })
      const whose = encodeURIComponent(`${realm}~${sensor}`)
      await writeWhole(folder, join(folder, `${whose}~${frameFileName({ run, sequence })}`), bytes)
    },
    async close() {},
  }
}
