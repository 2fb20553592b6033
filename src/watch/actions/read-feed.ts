// Reading what others wrote (feeds, OPML, mail, pages) in a thread of its own, one after the other: what takes too long
// or too much memory costs only that thread. It ends when nothing was read for a while.
import type { Worker } from 'node:worker_threads'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { startWorker } from '#platform/worker.ts'
import type { FeedFormat } from '../api.ts'
import type { OutlineList } from './opml.ts'
import type { PageRead } from './page-links.ts'
import type { FeedEntry, FeedRead } from './parse-feed.ts'
import type { MailRead } from './read-mail.ts'

export type ReaderRequest =
  | { do: 'feed' | 'open'; bytes: Uint8Array; contentType: string | null }
  | { do: 'take'; handle: number; at: number[] }
  | { do: 'close'; handle: number }
  | { do: 'opml' | 'mail'; bytes: Uint8Array }
  | { do: 'page'; bytes: Uint8Array; contentType: string | null; address: string }

/** What is known of a feed without its texts. */
export interface FeedIndex {
  handle: number
  format: FeedFormat
  title: string
  partial: string[]
  entries: { key: string; content: string; publishedAt: string | null }[]
}

/** A feed whose texts stay in the thread until they are asked for. Close it, whatever happens. */
export interface OpenFeed extends Omit<FeedIndex, 'handle'> {
  take(at: number[]): Promise<Reply<FeedEntry[]>>
  close(): Promise<void>
}

export interface FeedReader {
  /** The whole of it: for one import, whose size is bounded. */
  read(bytes: Uint8Array, contentType: string | null): Promise<Reply<FeedRead>>
  open(bytes: Uint8Array, contentType: string | null): Promise<Reply<OpenFeed>>
  opml(bytes: Uint8Array): Promise<Reply<OutlineList>>
  mail(bytes: Uint8Array): Promise<Reply<MailRead>>
  page(bytes: Uint8Array, contentType: string | null, address: string): Promise<Reply<PageRead>>
  close(): Promise<void>
}

const limitMilliseconds = 10_000
const limitMegabytes = 384
const idleMilliseconds = 30_000

export function openFeedReader(): FeedReader {
  let worker: Worker | undefined
  let settle: ((reply: Reply<unknown>) => void) | undefined
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  /** Feeds that are open, and in which thread: with it they are gone. */
  const held = new Map<OpenFeed, Worker>()

  function start(): Worker {
    const started = startWorker('watch/feed-worker', { resourceLimits: { maxOldGenerationSizeMb: limitMegabytes } })
    started.on('message', (reply: Reply<unknown>) => {
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
    held.clear()
    return Promise.resolve(old?.terminate())
  }

  function askNow(request: ReaderRequest, among: Worker | undefined): Promise<Reply<unknown>> {
    if (among && among !== worker) return Promise.resolve(refuse('feed-not-read', 'Reading it was broken off.'))
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
        if (held.size === 0) idle = setTimeout(() => void end(), idleMilliseconds).unref()
        resolve(reply)
      }
      reading.postMessage(request)
    })
  }

  /** The answers are those of answer-reader.ts, by what was asked. */
  function ask<T>(request: ReaderRequest, among?: Worker): Promise<Reply<T>> {
    const mine = last.then(() => askNow(request, among) as Promise<Reply<T>>)
    last = mine.catch(() => undefined)
    return mine
  }

  async function open(bytes: Uint8Array, contentType: string | null): Promise<Reply<OpenFeed>> {
    const index = await ask<FeedIndex>({ do: 'open', bytes, contentType })
    const home = worker
    if (!index.ok) return index
    if (!home) return refuse('feed-not-read', 'Reading it was broken off.')
    const { handle, ...about } = index.value
    const feed: OpenFeed = {
      ...about,
      take: (at) => ask<FeedEntry[]>({ do: 'take', handle, at }, home),
      async close() {
        if (held.delete(feed)) await ask({ do: 'close', handle }, home)
      },
    }
    held.set(feed, home)
    clearTimeout(idle)
    return done(feed)
  }

  return {
    open,
    read: (bytes, contentType) => ask<FeedRead>({ do: 'feed', bytes, contentType }),
    opml: (bytes) => ask<OutlineList>({ do: 'opml', bytes }),
    mail: (bytes) => ask<MailRead>({ do: 'mail', bytes }),
    page: (bytes, contentType, address) => ask<PageRead>({ do: 'page', bytes, contentType, address }),
    async close() {
      await last
      await end()
    },
  }
}
