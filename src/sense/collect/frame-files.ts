// Files of frames: their names sort as the frames do, and a file under its name is whole and on the disk.
import { open, rename } from 'node:fs/promises'

export interface FrameNumber {
  /** Start of the life of the sensor, milliseconds since 1970. */
  run: number
  sequence: number
}

export const frameEnding = '.frame'
export const partEnding = '.part'
/** Digits of the greatest safe integer. */
const digits = 16

export function frameFileName({ run, sequence }: FrameNumber): string {
  return `${String(run).padStart(digits, '0')}-${String(sequence).padStart(digits, '0')}${frameEnding}`
}

export function frameNumberOf(name: string): FrameNumber | null {
  const [, run, sequence] = /^(\d{16})-(\d{16})\.frame$/.exec(name) ?? []
  return run === undefined || sequence === undefined ? null : { run: Number(run), sequence: Number(sequence) }
}

/** Resolves when the file and its name are on the disk. */
export async function writeWhole(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await writePart(path, bytes)
  await rename(`${path}${partEnding}`, path)
  await syncFolder(folder)
}

/** Beside its name, with an ending of its own; resolves when the bytes are on the disk. */
export async function writePart(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(`${path}${partEnding}`, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
