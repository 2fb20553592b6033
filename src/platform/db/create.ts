// Makes a new embedded database: complete and on the disk under its name, or not there at all.
//
// The first one on a machine takes the engine several seconds, so an empty one is kept beside the build and copied from
// then on. It holds nothing of this installation: no names, no secrets, no data.
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot, startWorker } from '../worker.ts'
import type { FromWorker, WorkerTask } from './embedded-protocol.ts'
import { CannotOpen } from './faults.ts'
import type { Log } from './index.ts'

const filesAtOnce = 16

export async function createFolder(folder: string, log: Log): Promise<void> {
  const half = `${folder}.init`
  await rm(half, { recursive: true, force: true })
  const empty = emptyDatabase()
  if (existsSync(empty)) await cp(empty, half, { recursive: true })
  else {
    log.info({}, 'making a new database; this takes a few seconds, once')
    await createByEngine(half)
    await keep(half, empty)
  }
  await syncTree(half)
  await rename(half, folder)
  await syncOne(dirname(folder))
}

/** Where the empty database of this version of the engine is kept. */
function emptyDatabase(): string {
  const engine = fileURLToPath(import.meta.resolve('@electric-sql/pglite'))
  const manifest = readFileSync(join(dirname(engine), '..', 'package.json'), 'utf8')
  const version = /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? 'unknown'
  return join(packageRoot(), 'build', `empty-database-${version}`)
}

/** Best effort: where the build may not be written, each new database is made by the engine. */
async function keep(made: string, empty: string): Promise<void> {
  const half = `${empty}.${process.pid}.new`
  try {
    await mkdir(dirname(empty), { recursive: true })
    await cp(made, half, { recursive: true })
    await syncTree(half)
    await rename(half, empty)
  } catch {
    await rm(half, { recursive: true, force: true }).catch(() => {})
  }
}

async function createByEngine(folder: string): Promise<void> {
  const task: WorkerTask = { kind: 'create', folder }
  const worker = startWorker('platform/db/embedded-worker', { workerData: task })
  let reason = 'its thread ended early'
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message instanceof Uint8Array) return
        if (message.kind === 'created') resolve()
        if (message.kind === 'dying') reason = message.reason
      })
      worker.once('error', (error) => {
        reason = error.message
      })
      worker.once('exit', () => reject(new CannotOpen(`The database in ${folder} could not be made: ${reason}`)))
    })
  } finally {
    await worker.terminate()
  }
}

/** Every file and folder under here reaches the disk; several at once, so that they share the file system's journal. */
async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const paths = [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))]
  async function some(): Promise<void> {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) await syncOne(path)
  }
  await Promise.all(Array.from({ length: filesAtOnce }, some))
}

async function syncOne(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
