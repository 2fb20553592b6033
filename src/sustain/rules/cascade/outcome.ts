// What a run leaves behind, as columns that can be sent between threads: what fell, when, and each step.
import { emptyLog, type RunState } from './run-state.ts'

/** One row for each part that was ever less than whole. Moments that never came are -1. */
export interface Outcome {
  part: Int32Array
  degradedAt: Float64Array
  downAt: Float64Array
  wholeSince: Float64Array
  lowest: Float64Array
  downMinutes: Float64Array
  /** Parts that changed too often and were left as they were. */
  cut: number[]
  /** The minute at which counting was given up; null: it came to its end. */
  stoppedAt: number | null
  steps: StepColumns
}

/** Steps in time; `order` says what came first within a moment. need, because: -1 is none. */
export interface StepColumns {
  part: Int32Array
  at: Float64Array
  level: Float64Array
  need: Int32Array
  because: Int32Array
  order: Int32Array
}

export function outcomeOf(run: RunState): Outcome {
  const part = run.seen.items.slice(0, run.seen.size).filter((p) => (run.degradedAt[p] as number) >= 0)
  const column = (from: Float64Array) => columnOf(part, from)
  return {
    part,
    degradedAt: column(run.degradedAt),
    downAt: column(run.downAt),
    wholeSince: column(run.wholeSince),
    lowest: column(run.lowest),
    downMinutes: column(run.downMinutes),
    cut: [...run.cut],
    stoppedAt: run.stoppedAt,
    steps: stepsOf(run),
  }
}

function stepsOf({ steps }: RunState): StepColumns {
  const { size, ...columns } = steps ?? emptyLog(0)
  const { part, at, level, need, because, order } = columns
  return {
    part: part.slice(0, size),
    at: at.slice(0, size),
    level: level.slice(0, size),
    need: need.slice(0, size),
    because: because.slice(0, size),
    order: order.slice(0, size),
  }
}

function columnOf(part: Int32Array, from: Float64Array): Float64Array {
  const column = new Float64Array(part.length)
  for (let row = 0; row < part.length; row += 1) column[row] = from[part[row] as number] as number
  return column
}
