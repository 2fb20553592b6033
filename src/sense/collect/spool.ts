// Where frames wait on the sensor's own disk until the hub has them: in order, bounded, and whole after a crash.
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type FrameNumber, frameFileName, frameNumberOf, partEnding, syncFolder, writePart } from './frame-files.ts'

export interface SpoolOptions {
  folder: string
  /** Beyond, the oldest frame is given up, counted and told. */
  maxBytes: number
  /** Told of each frame that was given up for lack of room, before it is gone. */
  onGivenUp?(bytes: Uint8Array): void
  /** Names of frames that were on the disk before the sensor ended, perhaps not yet under their name. */
  finish?: readonly string[]
}

export interface NumberedFrame {
  number: FrameNumber
  bytes: Uint8Array
}

export interface Spool {
  /** Resolves when the frame is on the disk. A throw (a full disk): it is not kept. */
  put(number: FrameNumber, bytes: Uint8Array): Promise<void>
  /**
   * All at once. `keep` is called with their names when all are on the disk and none has its name yet: after a crash before its end
   * none of them is there, after one behind it all of them are (see `finish`). Answers why some could not be kept.
   */
  putTogether(frames: readonly NumberedFrame[], keep: (names: string[]) => Promise<void>): Promise<unknown[]>
  /** The oldest, which stays until it is taken away. Files that cannot be read are counted and left aside. */
  oldest(): Promise<{ name: string; bytes: Uint8Array } | null>
  remove(name: string): Promise<void>
  /** Lays a frame that the hub refused aside, for a person to look at; the newest hundred are kept. */
  setAside(name: string): Promise<void>
  waiting(): { frames: number; bytes: number }
  /** Frames given up since the start, for lack of room or because their file could not be read. */
  givenUp(): { full: number; unreadable: number }
}

const mostSetAside = 100

/** Looks through the folder: what waited before a restart waits on; what was half-written is removed. */
export async function openSpool({ folder, maxBytes, onGivenUp, finish = [] }: SpoolOptions): Promise<Spool> {
  const aside = join(folder, 'refused')
  await mkdir(aside, { recursive: true, mode: 0o700 })
  await finishParts(folder, finish)
  const sizes = await filesIn(folder)
  const order = [...sizes.keys()].sort()
  let bytesWaiting = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const lost = { full: 0, unreadable: 0 }

  function forget(name: string): void {
    bytesWaiting -= sizes.get(name) ?? 0
    sizes.delete(name)
    // Nearly always the first: frames leave in order.
    const at = order.indexOf(name)
    if (at >= 0) order.splice(at, 1)
  }

  async function giveUpOldest(): Promise<void> {
    const name = order[0]
    if (name === undefined) return
    const bytes = await readFile(join(folder, name)).catch(() => undefined)
    if (!order.includes(name)) return
    lost.full++
    if (bytes) onGivenUp?.(bytes)
    forget(name)
    await rm(join(folder, name), { force: true })
  }

  async function putTogether(
    frames: readonly NumberedFrame[],
    keep: (names: string[]) => Promise<void>,
  ): Promise<unknown[]> {
    const written: { name: string; size: number }[] = []
    const faults: unknown[] = []
    let size = 0
    for (const { number, bytes } of frames) {
      const name = frameFileName(number)
      while (order.length > 0 && bytesWaiting + size + bytes.length > maxBytes) await giveUpOldest()
      try {
        await writePart(join(folder, name), bytes)
        written.push({ name, size: bytes.length })
        size += bytes.length
      } catch (error) {
        faults.push(error)
      }
    }
    await syncFolder(folder)
    await keep(written.map(({ name }) => name))
    for (const one of written) await named(one.name, one.size)
    await syncFolder(folder)
    return faults
  }

  async function named(name: string, size: number): Promise<void> {
    await rename(join(folder, `${name}${partEnding}`), join(folder, name))
    if (!sizes.has(name)) insert(order, name)
    bytesWaiting += size - (sizes.get(name) ?? 0)
    sizes.set(name, size)
  }

  return {
    async put(number, bytes) {
      const [why] = await putTogether([{ number, bytes }], async () => {})
      if (why !== undefined) throw why
    },
    putTogether,
    async oldest() {
      for (let name = order[0]; name !== undefined; name = order[0]) {
        try {
          return { name, bytes: await readFile(join(folder, name)) }
        } catch {
          // Given up meanwhile, or the disk cannot read it.
          if (!sizes.has(name)) continue
          lost.unreadable++
          forget(name)
          await rename(join(folder, name), join(aside, name)).catch(() => {})
        }
      }
      return null
    },
    async remove(name) {
      forget(name)
      await rm(join(folder, name), { force: true })
    },
    async setAside(name) {
      forget(name)
      await rename(join(folder, name), join(aside, name)).catch(() => {})
      const there = (await readdir(aside)).sort()
      for (const old of there.slice(0, Math.max(0, there.length - mostSetAside)))
        await rm(join(aside, old), { force: true })
    },
    waiting: () => ({ frames: order.length, bytes: bytesWaiting }),
    givenUp: () => ({ ...lost }),
  }
}

/** A part that was told to be on the disk gets its name; one that has it already is sent and gone, or there. */
async function finishParts(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await rename(join(folder, `${name}${partEnding}`), join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await syncFolder(folder)
}

async function filesIn(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>()
  for (const name of await readdir(folder)) {
    if (name.endsWith(partEnding)) await rm(join(folder, name), { force: true })
    else if (frameNumberOf(name)) sizes.set(name, (await stat(join(folder, name))).size)
  }
  return sizes
}

/** Keeps the list in order; a new frame nearly always goes to the end. */
function insert(order: string[], name: string): void {
  let at = order.length
  while (at > 0 && (order[at - 1] ?? '') > name) at--
  order.splice(at, 0, name)
}
