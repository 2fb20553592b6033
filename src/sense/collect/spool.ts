// Where frames wait on the sensor's own disk until the hub has them: in order, bounded, and whole after a crash.
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type FrameNumber, frameFileName, frameNumberOf, partEnding, writeWhole } from './frame-files.ts'

export interface SpoolOptions {
  folder: string
  /** Beyond, the oldest frame is given up, counted and told. */
  maxBytes: number
  /** Told of each frame that was given up for lack of room, before it is gone. */
  onGivenUp?(bytes: Uint8Array): void
}

export interface Spool {
  /** Resolves when the frame is on the disk. A throw (a full disk): it is not kept. */
  put(number: FrameNumber, bytes: Uint8Array): Promise<void>
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
export async function openSpool({ folder, maxBytes, onGivenUp }: SpoolOptions): Promise<Spool> {
  const aside = join(folder, 'refused')
  await mkdir(aside, { recursive: true, mode: 0o700 })
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

  return {
    async put(number, bytes) {
      while (order.length > 0 && bytesWaiting + bytes.length > maxBytes) await giveUpOldest()
      const name = frameFileName(number)
      await writeWhole(folder, join(folder, name), bytes)
      if (!sizes.has(name)) insert(order, name)
      bytesWaiting += bytes.length - (sizes.get(name) ?? 0)
      sizes.set(name, bytes.length)
    },
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
