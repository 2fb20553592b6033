// Reading CSAF documents in a thread of its own, one after the other: what takes too long or too much memory costs only that thread.
import type { Worker } from 'node:worker_threads'
import { type Reply, refuse } from '#kernel/reply.ts'
import { startWorker } from '#platform/worker.ts'
import type { ReadAnswer, ReadRequest } from '../../csaf-worker.ts'
import type { Scope } from './csaf-tests.ts'
import type { ReadDocument } from './read-document.ts'

export interface DocumentReader {
  /** Refusals: those of `readDocument`, `too-complex` with the test that did not end, and `busy`. */
  read(bytes: Uint8Array, scope: Scope): Promise<Reply<ReadDocument>>
  close(): Promise<void>
}

export interface ReaderLimits {
  /** For one document, from when its tests are loaded. */
  milliseconds: number
  megabytes: number
}

const standard: ReaderLimits = { milliseconds: 30_000, megabytes: 768 }
/** Making the code of the tests takes seconds, on a loaded machine more. */
const loadingMilliseconds = 120_000
const idleMilliseconds = 60_000
const mostWaiting = 20
/** While nothing is read: the next reading finds out. */
const ignored = () => undefined

export function openDocumentReader(limits: ReaderLimits = standard): DocumentReader {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  function end(): Promise<unknown> {
    clearTimeout(idle)
    const old = worker
    worker = undefined
    return Promise.resolve(old?.terminate())
  }

  function readNow(request: ReadRequest): Promise<Reply<ReadDocument>> {
    clearTimeout(idle)
    worker ??= startWorker('federate/csaf-worker', {
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, stackSizeMb: 8 },
    })
    const reading = worker
    reading.ref()
    return new Promise((resolve) => {
      let at = 'starting'
      let timer = setTimeout(late, loadingMilliseconds)
      let left = limits.milliseconds
      let since = performance.now()

      function late(): void {
        giveUp(`Reading it takes longer than ${limits.milliseconds / 1000} seconds (at: ${at}).`)
      }
      function giveUp(detail: string): void {
        void end()
        settle(refuse('too-complex', detail))
      }
      function settle(reply: Reply<ReadDocument>): void {
        clearTimeout(timer)
        // By name: a worker keeps listeners of its own, without which it hears nothing more.
        reading.off('message', answered).off('error', failed).off('exit', ended)
        reading.on('error', ignored)
        reading.unref()
        if (worker === reading) idle = setTimeout(() => void end(), idleMilliseconds).unref()
        resolve(reply)
      }
      /** The clock of the document stands still while tests are being loaded, which is no fault of it. */
      function heard(next: string): void {
        const now = performance.now()
        const loading = (name: string) => name === 'starting' || name.startsWith('loading')
        if (!loading(at)) left -= now - since
        since = now
        at = next
        clearTimeout(timer)
        timer = setTimeout(late, loading(next) ? loadingMilliseconds : Math.max(0, left))
      }
      function answered(answer: ReadAnswer): void {
        if ('reply' in answer) settle(answer.reply)
        else heard(answer.at)
      }
      const failed = () => giveUp(`Reading it takes more memory than it may have (at: ${at}).`)
      const ended = () => giveUp(`Reading it ended early (at: ${at}).`)
      reading.off('error', ignored)
      reading.on('message', answered).on('error', failed).on('exit', ended)
      reading.postMessage(request)
    })
  }

  return {
    read(bytes, scope) {
      if (waiting >= mostWaiting) return Promise.resolve(refuse('busy', `${waiting} documents are waiting to be read.`))
      waiting += 1
      const mine = last.then(() => readNow({ bytes, scope })).finally(() => (waiting -= 1))
      last = mine.catch(() => undefined)
      return mine
    },
    async close() {
      await end()
    },
  }
}
