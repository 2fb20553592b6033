// The worker thread for long cascades: keeps the networks that it was sent, and gives up in time with what it has.
import { parentPort } from 'node:worker_threads'
import { runTask, type WorkerRequest } from './actions/analysis/cascade-task.ts'
import type { Network } from './rules/cascade/compile.ts'

const mostKept = 2
const kept = new Map<number, Network>()

parentPort?.on('message', ({ key, network, task, budgetMilliseconds }: WorkerRequest) => {
  if (network) keep(key, network)
  const known = kept.get(key)
  if (!known) throw new Error(`The worker was never sent the network ${key}.`)
  const until = performance.now() + budgetMilliseconds
  parentPort?.postMessage(runTask(known, task, () => performance.now() < until))
})

/** The engine forgets in the same order: the oldest first. */
function keep(key: number, network: Network): void {
  kept.set(key, network)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
