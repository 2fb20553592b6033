// Which single row carries the order: what would be if it were not there, or were the other way round.
import type { Mark } from '../../model/hypotheses.ts'
import { leading, orderText, type Reckoned, ranked, type Score, together } from './board.ts'

export interface Turn {
  row: string
  how: 'removed' | 'reversed'
  /** The order would be another one; `lead`: another hypothesis would be least inconsistent. */
  changes: 'order' | 'lead'
  order: Score[]
  why: string
}

const reverse: Readonly<Record<Mark, Mark>> = { CC: 'II', C: 'I', N: 'N', I: 'C', II: 'CC' }

/** Every row whose removal or reversal alone would change the order, those that change who leads first. */
export function sensitivityOf(all: Reckoned): Turn[] {
  const sums = all.hypotheses.map(() => 0)
  const parts = all.rows.map((row) => {
    const points = together(all, row.key)?.map((one) => one * row.weight) ?? null
    points?.forEach((one, at) => {
      sums[at] = (sums[at] ?? 0) + one
    })
    return { row, points }
  })
  const now = ranked(all.hypotheses, sums)
  const turned = reversed(all)
  const turns = parts.flatMap(({ row, points }): Turn[] => {
    if (points === null) return []
    const without = sums.map((sum, at) => sum - (points[at] ?? 0))
    const back = together(turned, row.key)?.map((one) => one * row.weight) ?? []
    const other = without.map((sum, at) => sum + (back[at] ?? 0))
    return [
      ...turnOf(row.key, 'removed', now, ranked(all.hypotheses, without)),
      ...turnOf(row.key, 'reversed', now, ranked(all.hypotheses, other)),
    ]
  })
  return turns.sort((a, b) => Number(b.changes === 'lead') - Number(a.changes === 'lead'))
}

function turnOf(row: string, how: Turn['how'], now: readonly Score[], order: Score[]): Turn[] {
  if (orderText(now) === orderText(order)) return []
  const changes = leading(now).join() === leading(order).join() ? 'order' : 'lead'
  const would =
    changes === 'lead'
      ? `the least inconsistent would be ${leading(order).join(', ')}`
      : 'the order would be another one'
  return [
    {
      row,
      how,
      changes,
      order,
      why: how === 'removed' ? `Without ${row} ${would}.` : `If ${row} said the opposite, ${would}.`,
    },
  ]
}

function reversed(all: Reckoned): Reckoned {
  const cells = new Map(
    [...all.cells].map(([row, raters]) => [
      row,
      new Map([...raters].map(([by, marked]) => [by, marked.map((mark) => mark && reverse[mark])])),
    ]),
  )
  return { ...all, cells }
}
