// Reading feeds in a thread of their own, one after the other: a feed that takes too long or too much memory costs only
// that thread. It ends when nothing was read for a while.
import type { Worker } from 'node:worker_threads'
import { type Reply, refuse } from '#kernel/reply.ts'
import { startWorker } from '#platform/worker.ts'
import type { FeedRead } from './parse-feed.ts'

export interface FeedRequest {
  bytes: Uint8Array
  contentType: string | null
}

export interface FeedReader {
  read(bytes: Uint8Array, contentType: string | null): Promise<Reply<FeedRead>>
  close(): Promise<void>
}

const limitMilliseconds = 10_000
const limitMegabytes = 384
const idleMilliseconds = 30_000

export function openFeedReader(): FeedReader {
  let worker: Worker | undefined
  let settle: ((reply: Reply<FeedRead>) => void) | undefined
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined

  function start(): Worker {
    const started = startWorker('watch/feed-worker', { resourceLimits: { maxOldGenerationSizeMb: limitMegabytes } })
    started.on('message', (reply: Reply<FeedRead>) => {
      if (worker === started) settle?.(reply)
    })
    started.on('error', () => giveUp(started, 'It is built so that reading it takes too much.'))
    started.on('exit', () => giveUp(started, 'Reading it ended early.'))
    return started
  }

  function giveUp(broken: Worker | undefined, detail: string): void {
    if (broken !== worker) return
    worker = undefined
    void broken?.terminate()
    settle?.(refuse('feed-not-read', detail))
  }

  function end(): Promise<unknown> {
    clearTimeout(idle)
    const old = worker
    worker = undefined
    return Promise.resolve(old?.terminate())
  }

  function readNow(request: FeedRequest): Promise<Reply<FeedRead>> {
    clearTimeout(idle)
    worker ??= start()
    const reading = worker
    reading.ref()
    return new Promise((resolve) => {
      const late = `Reading it takes longer than ${limitMilliseconds / 1000} seconds.`
      const timer = setTimeout(() => giveUp(reading, late), limitMilliseconds)
      settle = (reply) => {
        clearTimeout(timer)
        settle = undefined
        worker?.unref()
        idle = setTimeout(() => void end(), idleMilliseconds).unref()
        resolve(reply)
      }
      reading.postMessage(request)
    })
  }

  return {
    read(bytes, contentType) {
      const mine = last.then(() => readNow({ bytes, contentType }))
      last = mine.catch(() => undefined)
      return mine
    },
    async close() {
      await last
      await end()
    },
  }
}
