// A confusion matrix: what worlds are, against what is said of them.
import type { ReachState } from '../../model/reach.ts'
import { classify } from './classify.ts'
import type { ReachData } from './reach-data.ts'
import { viewsOf, type World } from './worlds.ts'

export interface Matrix {
  runs: number
  right: number
  /** Truth, then what was said, then how often. */
  cells: Partial<Record<ReachState, Partial<Record<ReachState, number>>>>
  wrong: { world: string; truth: ReachState; said: ReachState }[]
}

export function matrixOf(worlds: readonly World[], draws: readonly (() => number)[], data: ReachData): Matrix {
  const matrix: Matrix = { runs: 0, right: 0, cells: {}, wrong: [] }
  for (const world of worlds)
    for (const random of draws) {
      const said = classify(viewsOf(world, random, data), data).state
      matrix.runs += 1
      const row = matrix.cells[world.truth] ?? {}
      matrix.cells[world.truth] = { ...row, [said]: (row[said] ?? 0) + 1 }
      if (said === world.truth) matrix.right += 1
      else matrix.wrong.push({ world: world.name, truth: world.truth, said })
    }
  return matrix
}
