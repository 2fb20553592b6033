// One at a time: a lock file with the holder's process id, so two starts at once never install or build together.
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { say } from './progress.mjs'
import { root } from './sources.mjs'

/** When a process began. A process id alone is not enough: after a reboot another process may wear it. */
function birthOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    // A killed process that its parent has not asked about yet is dead, though it still has a number.
    return fields[0] === 'Z' ? 'dead' : fields[19]
  } catch {
    return 'unknown'
  }
}

/** Who a process is, in a form that can be written down and asked about later. */
export const identityOf = (pid) => ({ pid, birth: birthOf(pid) })

/** Is that very process still running? */
export function isAlive({ pid, birth }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code === 'ESRCH') return false
  }
  return birthOf(pid) === birth
}

const isHeld = (holder) => holder.pid !== process.pid && isAlive(holder)

/** The identity written in a file, or undefined. */
export function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Tries once. Linking a finished file makes name and content appear together, or not at all. */
function take(file) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify(identityOf(process.pid)))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Removes a lock whose holder is dead. Only one process clears at a time, so none removes the lock of a newcomer. */
function clearStale(file) {
  const guard = `${file}.clearing`
  if (!take(guard)) {
    // The work under the guard takes microseconds; one that is ten seconds old belonged to a process that was killed.
    if (ageOf(guard) > 10_000) rmSync(guard, { force: true })
    return
  }
  try {
    const holder = readHolder(file)
    if (holder ? !isHeld(holder) : ageOf(file) > 5000) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

const ageOf = (file) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())

/** Runs `work` while no other process of this package does; waits for a living holder, clears away a dead one. */
export async function inTurn(work, file = path.join(root, 'build/.turn.lock')) {
  mkdirSync(path.dirname(file), { recursive: true })
  let told = false
  while (!take(file)) {
    const holder = readHolder(file)
    if (!holder || !isHeld(holder)) clearStale(file)
    else if (!told) {
      told = true
      say(`  waiting for process ${holder.pid}, which is installing or building here`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}
