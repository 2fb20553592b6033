// One process per data folder. PGlite takes no lock itself: two processes would silently destroy each other's writes.
// Linux: an abstract socket named after the folder; the kernel frees it when the process ends, however it ends.
// Elsewhere: a file with the holder's process id, taken over only when that process is gone.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { CannotOpen } from './faults.ts'

export type Unlock = () => Promise<void>

/** Takes the folder for this process, or throws CannotOpen at once and says who holds it. */
export async function lockFolder(dataDir: string, platform: NodeJS.Platform = process.platform): Promise<Unlock> {
  mkdirSync(dataDir, { recursive: true })
  const folder = realpathSync(dataDir)
  const note = join(folder, 'tocsin.pid')
  return platform === 'linux' ? bySocket(folder, note) : byFile(folder, note)
}

function holder(note: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(note, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function inUse(folder: string, pid: number | undefined): CannotOpen {
  const who = pid === undefined ? 'another process' : `process ${pid}`
  return new CannotOpen(
    `The data in ${folder} is in use by ${who}. Stop that Tocsin first, or set TOCSIN_DATA to another folder.`,
  )
}

function bySocket(folder: string, note: string): Promise<Unlock> {
  const name = `\0tocsin-${createHash('sha256').update(folder).digest('hex')}`
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? inUse(folder, holder(note)) : error)
    })
    server.listen(name, () => {
      server.unref()
      writeNote(note)
      resolve(async () => {
        rmSync(note, { force: true })
        await new Promise((closed) => server.close(closed))
      })
    })
  })
}

/** Only for the message to the next one who tries; a full disk must not stop the start. */
function writeNote(note: string): void {
  try {
    writeFileSync(note, `${process.pid}\n`)
  } catch {
    rmSync(note, { force: true })
  }
}

async function byFile(folder: string, note: string): Promise<Unlock> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(note, `${process.pid}\n`, { flag: 'wx' })
      return async () => rmSync(note, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const pid = holder(note)
    if (pid === undefined || isAlive(pid)) throw inUse(folder, pid)
    // Moving it aside succeeds for one of several that try at once.
    try {
      renameSync(note, `${note}.${process.pid}.gone`)
      rmSync(`${note}.${process.pid}.gone`, { force: true })
    } catch {}
  }
  throw inUse(folder, holder(note))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
