// The thread in which the embedded engine lives. It speaks PostgreSQL's wire protocol in messages: bytes in, bytes out.
// All that waits is carried out, then the log is synced once, then the answers leave: that is group commit.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { DurableFs } from './durable-fs.ts'
import type { FromWorker, WorkerTask } from './embedded-protocol.ts'
import { Upkeep } from './upkeep.ts'

if (!parentPort) throw new Error('This file is a worker; it is started by openDatabase.')
const port = parentPort
const task: WorkerTask = workerData

const firstUpkeepAfterMs = 1_000

/** Last words of the engine, for the reason of a crash. */
const lastWords: string[] = []
function onStderr(text: string): boolean {
  if (lastWords.push(text) > 20) lastWords.shift()
  return false
}

function tell(message: FromWorker): void {
  if (message instanceof Uint8Array)
    port.postMessage(message, message.buffer instanceof ArrayBuffer ? [message.buffer] : [])
  else port.postMessage(message)
}

/** The engine cannot go on: say why and end the thread. The log is replayed by the next one. */
function die(error: unknown): never {
  const panic = lastWords.findLast((line) => /PANIC|FATAL/.test(line))
  const reason = panic ?? (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  tell({ kind: 'dying', reason })
  process.exit(70)
}

/** PGlite's own start parameters without -F (which turns fsync off) and with what a small, durable server needs. */
function startParams(sharedBuffersMb: number): string[] {
  const settings = {
    search_path: 'public',
    exit_on_error: 'false',
    log_checkpoints: 'false',
    max_worker_processes: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    io_method: 'sync',
    // fdatasync does nothing in the WASM build; what "fsync" means on the log is decided in DurableFs.
    wal_sync_method: 'fsync',
    fsync: 'on',
    synchronous_commit: 'on',
    shared_buffers: `${sharedBuffersMb}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '32MB',
    min_wal_size: '32MB',
    max_wal_size: '96MB',
    jit: 'off',
  }
  return ['--single', '-O', '-j', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** A new database folder. In a thread of its own, because making one takes memory that is only given back with it. */
async function create(folder: string): Promise<void> {
  const pg = await PGlite.create({ dataDir: folder, onStderr })
  await pg.close()
  tell({ kind: 'created' })
}

async function setting(pg: PGlite, name: string): Promise<string | undefined> {
  const { rows } = await pg.query<Record<string, string>>(`show ${name}`)
  return rows[0]?.[name]
}

/** The hooks reach into internals of PGlite: prove at every start that a commit really reaches the disk. */
async function proveDurable(pg: PGlite, fs: DurableFs): Promise<void> {
  if ((await setting(pg, 'fsync')) !== 'on') throw new Error('fsync is off')
  const before = fs.syncs
  await pg.query(`select pg_logical_emit_message(true, 'tocsin', 'start')`)
  fs.settle()
  if (fs.syncs === before) throw new Error('a commit did not reach the disk')
}

async function openFolder(folder: string, sharedBuffersMb: number): Promise<{ pg: PGlite; fs: DurableFs }> {
  const fs = new DurableFs(folder)
  const pg = await PGlite.create({
    fs,
    startParams: startParams(sharedBuffersMb),
    onStderr,
  })
  await proveDurable(pg, fs)
  return { pg, fs }
}

/** PGlite swallows every exception of its main loop, also the end of the engine; those must end this thread. */
function watchMainLoop(pg: PGlite): void {
  const module = pg.Module
  const once = module._PostgresMainLoopOnce.bind(module)
  const plainError = 100
  module._PostgresMainLoopOnce = () => {
    try {
      once()
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'status' in error && error.status === plainError) throw error
      die(error)
    }
  }
}

function serve(pg: PGlite, fs: DurableFs, upkeep: Upkeep): void {
  watchMainLoop(pg)
  const waiting: unknown[] = []
  let answers: Uint8Array[] = []
  let busy = false
  let upkeepAt = performance.now() + firstUpkeepAfterMs
  let timer: NodeJS.Timeout | undefined

  function answer(): void {
    fs.settle()
    if (answers.length === 0) return
    const all = answers.length === 1 && answers[0] ? answers[0] : new Uint8Array(Buffer.concat(answers))
    answers = []
    tell(all)
  }

  /** Carries out everything that has arrived, this message first, and answers it together. */
  async function carryOut(first: unknown): Promise<void> {
    await upkeep.beforeWork()
    // What an event has already taken from the port is older than what still lies there.
    const next = () => waiting.shift() ?? receiveMessageOnPort(port)?.message
    for (let message = first; message !== undefined; message = next()) {
      if (message instanceof Uint8Array) {
        await pg.execProtocolRawStream(message, { syncToFs: false, onRawData: (data) => answers.push(data.slice()) })
      } else if (message === 'close') {
        answer()
        await pg.close()
        fs.settle()
        tell({ kind: 'closed' })
        port.close()
        return
      }
    }
    answer()
    await upkeep.afterWork()
  }

  /** Works off what is waiting; whenever nothing is, and it is time, the engine looks after itself. */
  async function work(): Promise<void> {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) await carryOut(next)
      else if (performance.now() >= upkeepAt) {
        upkeepAt = Number.POSITIVE_INFINITY
        upkeepAt = performance.now() + (await upkeep.whenIdle())
        fs.settle()
      } else break
    }
    busy = false
    timer = setTimeout(begin, Math.max(upkeepAt - performance.now(), 1))
    timer.unref()
  }

  function begin(): void {
    if (busy) return
    busy = true
    clearTimeout(timer)
    work().catch(die)
  }

  port.on('message', (message) => {
    waiting.push(message)
    begin()
  })
}

async function main(): Promise<void> {
  if (task.kind === 'create') return create(task.folder)
  const { pg, fs } = await openFolder(task.folder, task.sharedBuffersMb)
  serve(pg, fs, new Upkeep(pg, fs, task, tell))
  tell({ kind: 'ready' })
}

main().catch(die)
