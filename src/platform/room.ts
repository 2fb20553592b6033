// What every room is given at the start, and what it gives back to main.ts, which wires them by hand.

import type { Clock } from './clock.ts'
import type { Settings } from './config.ts'
import type { Binding, RawRoute } from './http/types.ts'
import type { Journal } from './journal/types.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Outbox } from './outbox/index.ts'

export interface Deps {
  journal: Journal
  clock: Clock
  settings: Settings
  log: Log
  metrics: Metrics
  outbox: Outbox
}

export interface Job {
  name: string
  everySeconds: number
  /** Runs on one process at a time. A throw is logged and counted; the job runs again at its next turn. */
  run(): Promise<void>
}

export interface Room {
  bindings: Binding[]
  jobs: Job[]
  /** Addresses that are no operations. */
  rawRoutes?: RawRoute[]
  /** When the node begins to serve; not for a command that opens the data folder itself. */
  start?(): Promise<void>
  stop?(): Promise<void>
}
