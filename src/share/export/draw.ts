// Has a product drawn by a worker of its own, within a time and a few at once. The large libraries never enter the server.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { startWorker } from '#platform/worker.ts'
import type { Printed } from '../rules/products/printed.ts'

const atOnce = 2
const mostWaiting = 50
const hardLimitMilliseconds = 40_000
const workers = { pdf: 'share/pdf-worker', docx: 'share/docx-worker' } as const

let drawing = 0
const waiting: (() => void)[] = []

/** Refuses `busy` when too many wait, and `too-large` where a product takes longer to lay out than any reader would wait. */
export async function drawProduct(format: keyof typeof workers, paper: Printed): Promise<Reply<Uint8Array>> {
  if (waiting.length >= mostWaiting) return refuse('busy', `${waiting.length} files are waiting to be made.`)
  if (drawing >= atOnce) await new Promise<void>((resolve) => void waiting.push(resolve))
  drawing += 1
  try {
    return await drawOne(format, paper)
  } finally {
    drawing -= 1
    waiting.shift()?.()
  }
}

async function drawOne(format: keyof typeof workers, paper: Printed): Promise<Reply<Uint8Array>> {
  const worker = startWorker(workers[format], { workerData: paper, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  const tooLong = refuse(
    'too-large',
    `The product is too long to be laid out as ${format}. Take it as html, md or json, which hold all of it.`,
  )
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Reply<Uint8Array>>((resolve, reject) => {
      timer = setTimeout(() => resolve(tooLong), hardLimitMilliseconds)
      worker.once('message', (bytes: Uint8Array) => resolve(done(Buffer.from(bytes))))
      worker.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooLong) : reject(error),
      )
      worker.once('exit', (code) => reject(new Error(`The worker that draws products ended with ${code}.`)))
    })
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
