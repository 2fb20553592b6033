// The long pieces of work on a network, each with its answer as columns: the same in this thread and in a worker.
import type { Network } from '../../rules/cascade/compile.ts'
import { type Draw, type Drawable, type Drawn, drawRuns } from '../../rules/cascade/drawn.ts'
import { type Outcome, outcomeOf } from '../../rules/cascade/outcome.ts'
import { type Losses, tryEach } from '../../rules/cascade/rank.ts'
import { type OwnChange, runAnew } from '../../rules/cascade/run.ts'
import { createRun, type RunState } from '../../rules/cascade/run-state.ts'
import type { Stakes } from '../../rules/cascade/tally.ts'

export interface RunTask {
  do: 'run'
  changes: readonly OwnChange[]
  horizon: number
}

export interface RankTask {
  do: 'rank'
  stakes: Stakes
  groups: readonly (readonly number[])[]
  horizon: number
}

export interface DrawTask {
  do: 'draw'
  isService: Uint8Array
  changes: readonly OwnChange[]
  drawable: Drawable
  draw: Draw
}

export type Task = RunTask | RankTask | DrawTask
export type Done<T extends Task> = T extends RunTask ? Outcome : T extends RankTask ? Losses : Drawn

/** Used again for the same network: only what was touched is wiped. */
const runs = new WeakMap<Network, RunState>()

/** `goOn` is asked between pieces: false ends it, with what there is by then. */
export function runTask(network: Network, task: Task, goOn: () => boolean): Outcome | Losses | Drawn {
  switch (task.do) {
    case 'run': {
      const run = runs.get(network) ?? createRun(network)
      runs.set(network, run)
      runAnew(run, task.changes, task.horizon, true)
      return outcomeOf(run)
    }
    case 'rank':
      return tryEach(network, task.stakes, task.groups, task.horizon, goOn)
    case 'draw':
      return drawRuns(network, task.isService, task.changes, task.drawable, task.draw, goOn)
  }
}

/** What comes to the worker: a network the first time it is named, and the work. */
export interface WorkerRequest {
  key: number
  network: Network | null
  task: Task
  /** After so long, what is done by then is the answer. */
  budgetMilliseconds: number
}
