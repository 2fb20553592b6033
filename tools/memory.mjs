// Where what tests throw away may stand: in memory where there is much of it, so that nobody waits for a disk.
import { readdirSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import path from 'node:path'

const memory = '/dev/shm'
const roomNeeded = 4 * 1024 ** 3

/** The folder for it: in memory, or the system's temporary folder, also when somebody chose another one by TMPDIR. */
export function passingFolder() {
  if (process.env.TMPDIR) return tmpdir()
  try {
    const { bavail, bsize } = statfsSync(memory)
    return Math.min(bavail * bsize, freemem()) > roomNeeded ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** Removes what a run left there, all of which carries the run's name. Returns how much that was. */
export function dropPassing(prefix) {
  const folder = passingFolder()
  const left = readdirSync(folder).filter((name) => name.startsWith(prefix))
  for (const name of left) rmSync(path.join(folder, name), { recursive: true, force: true })
  return left.length
}
