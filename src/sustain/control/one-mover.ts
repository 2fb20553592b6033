// One mover for one control on this machine, whichever process it is: a file that names who works, left behind by nobody who lives.
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './whole-file.ts'

export interface Hold {
  release(): Promise<void>
}

/** undefined: somebody else is at work on it. */
export async function holdControl(folder: string, control: string): Promise<Hold | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${control}.lock`)
  for (let turn = 0; turn < 3; turn++) {
    if (await take(path)) return { release: () => rm(path, { force: true }) }
    if (!(await isLeftBehind(path))) return undefined
    await takeAway(path, `${path}.${process.pid}.${turn}`)
  }
  return undefined
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(`${process.pid} ${await startOf(process.pid)}`)
    await file.close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function isLeftBehind(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const [pid = '', start = ''] = text.split(' ')
  // Empty: it was made a moment ago, or its maker died before it could write. The next turn tells.
  if (!/^\d+$/.test(pid)) return text !== '' || (await isOld(path))
  return (await startOf(Number(pid))) !== start
}

/** Moved aside first, and looked at once more there: between two who find it left behind, one may have taken it anew. */
async function takeAway(path: string, aside: string): Promise<void> {
  try {
    await rename(path, aside)
    if (!(await isLeftBehind(aside))) await link(aside, path)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function isOld(path: string): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 200))
  return (await readFile(path, 'utf8').catch(() => '')) === ''
}

/** When a process began, in ticks: a number that was given again is another process. '-': it is gone. */
async function startOf(pid: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '?'
  } catch {
    return isAlive(pid) ? '?' : '-'
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
