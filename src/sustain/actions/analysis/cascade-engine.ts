// Runs cascades: short ones at once in this thread, long ones in a worker, one after the other, within a time.
import type { Worker } from 'node:worker_threads'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { startWorker } from '#platform/worker.ts'
import type { Network } from '../../rules/cascade/compile.ts'
import { type Done, runTask, type Task, type WorkerRequest } from './cascade-task.ts'

/** Steps of work, roughly options looked at, that hold up nobody in this thread: some tens of milliseconds. */
const mostHere = 1_000_000
const mostWaiting = 20
const mostKept = 2
const idleMilliseconds = 60_000
const graceMilliseconds = 15_000
/** Networks are columns outside of that heap: what is left is small, and a heap that is bounded is swept. */
const limitMegabytes = 256

export interface CascadeEngine {
  /** `work`: about how many options it will look at. */
  run<T extends Task>(network: Network, task: T, work: number, budgetMilliseconds: number): Promise<Reply<Done<T>>>
  close(): Promise<void>
}

export function createCascadeEngine(): CascadeEngine {
  const keys = new WeakMap<Network, number>()
  let nextKey = 1
  let worker: Worker | undefined
  /** Networks that the worker has, the oldest first. */
  let sent: number[] = []
  let settle: ((reply: Reply<unknown>) => void) | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let inLine = 0

  function start(): Worker {
    const started = startWorker('sustain/cascade-worker', {
      resourceLimits: { maxOldGenerationSizeMb: limitMegabytes },
    })
    started.on('message', (result) => worker === started && settle?.(done(result)))
    started.on('error', () => giveUp(started, 'The map is too large for this question.'))
    started.on('exit', () => giveUp(started, 'The counting ended early; ask again.'))
    return started
  }

  function giveUp(broken: Worker, why: string): void {
    if (worker !== broken) return
    worker = undefined
    sent = []
    void broken.terminate()
    settle?.(refuse('busy', why))
  }

  async function close(): Promise<void> {
    clearTimeout(idle)
    const old = worker
    worker = undefined
    sent = []
    await old?.terminate()
  }

  function requestFor(network: Network, task: Task, budgetMilliseconds: number): WorkerRequest {
    const key = keys.get(network) ?? nextKey++
    keys.set(network, key)
    const known = sent.includes(key)
    if (!known) sent = [...sent, key].slice(-mostKept)
    return { key, network: known ? null : network, task, budgetMilliseconds }
  }

  function ask(network: Network, task: Task, budgetMilliseconds: number): Promise<Reply<unknown>> {
    clearTimeout(idle)
    worker ??= start()
    const asked = worker
    asked.ref()
    return new Promise((resolve) => {
      const late = setTimeout(
        () => giveUp(asked, 'It takes too long; ask for less.'),
        budgetMilliseconds + graceMilliseconds,
      )
      settle = (reply) => {
        clearTimeout(late)
        settle = undefined
        worker?.unref()
        idle = setTimeout(() => void close(), idleMilliseconds).unref()
        resolve(reply)
      }
      asked.postMessage(requestFor(network, task, budgetMilliseconds))
    })
  }

  return {
    close,
    async run<T extends Task>(network: Network, task: T, work: number, budgetMilliseconds: number) {
      // What a task answers is told by what it does: see runTask.
      if (work <= mostHere) return done(runTask(network, task, () => true) as Done<T>)
      if (inLine >= mostWaiting) return refuse('busy', `${inLine} questions to large maps are waiting.`)
      inLine += 1
      const mine = last.then(() => ask(network, task, budgetMilliseconds)).finally(() => (inLine -= 1))
      last = mine.catch(() => undefined)
      return (await mine) as Reply<Done<T>>
    },
  }
}
