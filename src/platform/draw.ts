// Has a document drawn by a worker of its own, within a time and a few at once: large libraries never enter the server.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { startWorker } from './worker.ts'

const atOnce = 2
const mostWaiting = 50
const hardLimitMilliseconds = 40_000

/** `worker` is its path under src without ending; it posts the bytes and ends. `tooLong` says what to take instead. */
export function createDrawing<Paper>(worker: string, tooLong: string): (paper: Paper) => Promise<Reply<Uint8Array>> {
  let drawing = 0
  const waiting: (() => void)[] = []
  return async (paper) => {
    if (waiting.length >= mostWaiting) return refuse('busy', `${waiting.length} files are waiting to be made.`)
    if (drawing >= atOnce) await new Promise<void>((resolve) => void waiting.push(resolve))
    drawing += 1
    try {
      return await drawn(worker, paper, tooLong)
    } finally {
      drawing -= 1
      waiting.shift()?.()
    }
  }
}

async function drawn(name: string, paper: unknown, tooLong: string): Promise<Reply<Uint8Array>> {
  const worker = startWorker(name, { workerData: paper, resourceLimits: { maxOldGenerationSizeMb: 768 } })
  const refused = refuse('too-large', tooLong)
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Reply<Uint8Array>>((resolve, reject) => {
      timer = setTimeout(() => resolve(refused), hardLimitMilliseconds)
      worker.once('message', (bytes: Uint8Array) => resolve(done(Buffer.from(bytes))))
      worker.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(refused) : reject(error),
      )
      worker.once('exit', (code) => reject(new Error(`The worker ${name} ended with ${code}.`)))
    })
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
