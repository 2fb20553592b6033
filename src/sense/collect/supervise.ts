// Keeps a worker thread alive: a crash is counted and marked as a gap, and another takes its place after a moment.
import type { Worker } from 'node:worker_threads'
import { type FromLinesWorker, noCounters, type ToLinesWorker, type WorkerCounters } from './messages.ts'

export interface Supervised {
  send(message: ToLinesWorker, transfer?: ArrayBuffer[]): void
  /** Sums over all lives. */
  counters(): WorkerCounters
  readonly restarts: number
  /** Asks it to give away what it has and to end; after `graceMs` it is ended. */
  stop(graceMs: number): Promise<void>
  /** Answers when it ended by itself (a capture at its end) or was stopped. */
  ended: Promise<void>
}

export interface SupervisorEvents {
  message(message: FromLinesWorker): void
  /** It was away from then (milliseconds) until now; what came in between is lost. */
  restarted(sinceMs: number, why: string): void
}

const firstDelayMs = 200
const longestDelayMs = 30_000
/** A life longer than this was no failed start. */
const goodLifeMs = 60_000

export function supervise(start: () => Worker, events: SupervisorEvents, nowMs: () => number): Supervised {
  let past = noCounters
  let current = noCounters
  let restarts = 0
  let delayMs = firstDelayMs
  let stopping = false
  let finished = false
  let worker: Worker | null = null
  let waiting: NodeJS.Timeout | undefined
  const kept: ToLinesWorker[] = []
  let done: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    done = resolve
  })

  function begin(): void {
    const startedMs = nowMs()
    let why = 'it ended'
    const life = start()
    worker = life
    // What a worker must know again after a restart: the targets.
    for (const message of kept) life.postMessage(message)
    life.on('message', (message: FromLinesWorker) => {
      if (message.kind === 'counted') current = message.counters
      if (message.kind === 'ended') finished = true
      events.message(message)
    })
    life.on('error', (error: unknown) => {
      why = error instanceof Error ? error.message : String(error)
    })
    life.on('exit', () => {
      worker = null
      past = addCounters(past, current)
      current = noCounters
      if (finished || stopping) {
        done()
        return
      }
      past = { ...past, exporters: 0, shedRate: 1 }
      restarts++
      if (nowMs() - startedMs > goodLifeMs) delayMs = firstDelayMs
      const awaySince = nowMs()
      waiting = setTimeout(() => {
        begin()
        events.restarted(awaySince, why)
      }, delayMs)
      delayMs = Math.min(longestDelayMs, delayMs * 2)
    })
  }

  begin()
  return {
    send(message, transfer = []) {
      if (message.kind === 'targets') kept.splice(0, kept.length, message)
      worker?.postMessage(message, transfer)
    },
    counters: () => addCounters(past, current),
    get restarts() {
      return restarts
    },
    async stop(graceMs) {
      stopping = true
      clearTimeout(waiting)
      if (!worker) return done()
      worker.postMessage({ kind: 'stop' } satisfies ToLinesWorker)
      const giveUp = setTimeout(() => void worker?.terminate(), graceMs)
      await ended
      clearTimeout(giveUp)
    },
    ended,
  }
}

/** Counts add up; exporters of several threads may be the same ones, so the greatest stands. */
export function addCounters(one: WorkerCounters, two: WorkerCounters): WorkerCounters {
  const lost = { ...one.lost }
  for (const [reason, count] of Object.entries(two.lost)) lost[reason] = (lost[reason] ?? 0) + count
  return {
    datagrams: one.datagrams + two.datagrams,
    records: one.records + two.records,
    bytes: one.bytes + two.bytes,
    lost,
    exporters: Math.max(one.exporters, two.exporters),
    shedRate: Math.max(one.shedRate, two.shedRate),
  }
}
