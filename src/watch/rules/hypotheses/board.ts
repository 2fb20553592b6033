// The board of a question: what speaks against each hypothesis, by each rater and by all, and which rows say anything.
// After R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8: only inconsistency counts, and nobody wins.
import type { Id } from '#kernel/id.ts'
import { type CellMark, type Mark, marks } from '../../model/hypotheses.ts'
import { type AdmiraltyData, exact, pointsOf } from './weights.ts'

/** A row as it is reckoned with: one that counts for nothing (dropped, or its claim retracted) is left out before. */
export interface Row {
  key: string
  weight: number
}

export interface Score {
  hypothesis: string
  score: number
  /** 1 for the least inconsistent; equal scores share a rank. */
  rank: number
}

export interface RaterScores {
  by: Id
  scores: Score[]
  /** Rows that this rater marked for some hypotheses only. They count for nothing: a column with fewer marks would look better. */
  incomplete: string[]
}

export interface RowReading {
  key: string
  weight: number
  /**
   * From 0 to 1: how far apart what it says against the hypotheses lies. At 0 it speaks against all of them alike, and
   * neither adding nor removing it can change their order.
   */
  diagnosticity: number
  /** Between raters: the most steps that two of them are apart in one cell of this row (of four from CC to II). */
  spread: number
  raters: Id[]
  says: string
}

export interface Board {
  /** All raters who marked anything, each on their own. */
  raters: RaterScores[]
  /** Row by row the mean of those who marked it for every hypothesis, then added up. */
  together: Score[]
  /** The same with every row weighing alike. */
  unweighted: Score[]
  rows: RowReading[]
  /** Whether the raters agree on which is least inconsistent. */
  agree: boolean
  /** Whether the order is another one without the weights. */
  weightsMatter: boolean
  wording: string
}

/** Points against each hypothesis, of one row by one rater; null unless every hypothesis was marked. */
type Points = readonly number[] | null

export interface Reckoned {
  rows: readonly Row[]
  hypotheses: readonly string[]
  /** Row, then rater, to the marks in the order of the hypotheses. */
  cells: ReadonlyMap<string, ReadonlyMap<Id, readonly (Mark | null)[]>>
  data: AdmiraltyData
}

export function reckon(
  hypotheses: readonly string[],
  rows: readonly Row[],
  given: readonly Pick<CellMark, 'row' | 'hypothesis' | 'by' | 'mark'>[],
  data: AdmiraltyData,
): Reckoned {
  const columns = new Map(hypotheses.map((key, at) => [key, at]))
  const cells = new Map(rows.map(({ key }) => [key, new Map<Id, (Mark | null)[]>()]))
  for (const { row, hypothesis, by, mark } of given) {
    const column = columns.get(hypothesis)
    const raters = cells.get(row)
    if (column === undefined || !raters) continue
    const marked = raters.get(by) ?? hypotheses.map(() => null)
    marked[column] = mark
    raters.set(by, marked)
  }
  return { rows, hypotheses, cells, data }
}

export function boardOf(all: Reckoned): Board {
  const raters = ratersOf(all).map((by) => scoresBy(all, by))
  const together = ranked(
    all.hypotheses,
    totals(all, (row) => row.weight),
  )
  const unweighted = ranked(
    all.hypotheses,
    totals(all, () => 1),
  )
  const judging = raters.filter(({ by }) => all.rows.some((row) => pointsBy(all, row.key, by) !== null))
  const leads = new Set(judging.map(({ scores }) => leading(scores).join()))
  return {
    raters,
    together,
    unweighted,
    rows: all.rows.map((row) => readingOf(all, row)),
    agree: leads.size <= 1,
    weightsMatter: orderText(together) !== orderText(unweighted),
    wording: wordingOf(together, judging.length > 0),
  }
}

function ratersOf({ cells }: Reckoned): Id[] {
  return [...new Set([...cells.values()].flatMap((raters) => [...raters.keys()]))].sort()
}

function pointsBy({ cells, data }: Reckoned, row: string, by: Id): Points {
  const marked = cells.get(row)?.get(by)
  if (!marked) return null
  const points = marked.flatMap((mark) => (mark === null ? [] : [pointsOf(mark, data)]))
  return points.length === marked.length ? points : null
}

function scoresBy(all: Reckoned, by: Id): RaterScores {
  const sums = all.hypotheses.map(() => 0)
  const incomplete: string[] = []
  for (const { key, weight } of all.rows) {
    const points = pointsBy(all, key, by)
    addAll(sums, points, weight)
    if (points === null && all.cells.get(key)?.has(by)) incomplete.push(key)
  }
  return { by, scores: ranked(all.hypotheses, sums), incomplete }
}

/** What each hypothesis has against it in one row: the mean of the raters who marked the whole row; null without any. */
export function together(all: Reckoned, row: string): readonly number[] | null {
  const whole = [...(all.cells.get(row)?.keys() ?? [])].flatMap((by) => {
    const points = pointsBy(all, row, by)
    return points ? [points] : []
  })
  if (whole.length === 0) return null
  return all.hypotheses.map((_, at) => whole.reduce((sum, points) => sum + (points[at] ?? 0), 0) / whole.length)
}

function totals(all: Reckoned, weight: (row: Row) => number): number[] {
  const sums = all.hypotheses.map(() => 0)
  for (const row of all.rows) addAll(sums, together(all, row.key), weight(row))
  return sums
}

function addAll(sums: number[], points: Points, weight: number): void {
  points?.forEach((one, at) => {
    sums[at] = (sums[at] ?? 0) + one * weight
  })
}

/** Least inconsistent first; of equal ones the order in which they were entered. */
export function ranked(hypotheses: readonly string[], sums: readonly number[]): Score[] {
  const scores = hypotheses.map((hypothesis, at) => ({ hypothesis, score: exact(sums[at] ?? 0) }))
  return scores
    .map((one) => ({ ...one, rank: 1 + scores.filter(({ score }) => score < one.score).length }))
    .sort((a, b) => a.rank - b.rank)
}

/** Those with the least against them. */
export function leading(scores: readonly Score[]): string[] {
  return scores
    .filter(({ rank }) => rank === 1)
    .map(({ hypothesis }) => hypothesis)
    .sort()
}

/** Which stands before which, ties included; two orders are the same exactly when these texts are. */
export function orderText(scores: readonly Score[]): string {
  return [...scores]
    .sort((a, b) => a.rank - b.rank || (a.hypothesis < b.hypothesis ? -1 : 1))
    .map(({ hypothesis, rank }) => `${rank} ${hypothesis}`)
    .join(', ')
}

function readingOf(all: Reckoned, { key, weight }: Row): RowReading {
  const points = together(all, key)
  const raters = [...(all.cells.get(key)?.entries() ?? [])]
  const most = Math.max(...marks.map((mark) => pointsOf(mark, all.data)), 1)
  const diagnosticity = points === null ? 0 : exact((Math.max(...points) - Math.min(...points)) / most)
  const spread = Math.max(
    0,
    ...all.hypotheses.map((_, at) => stepsApart(raters.map(([, marked]) => marked[at] ?? null))),
  )
  return {
    key,
    weight,
    diagnosticity,
    spread,
    raters: raters.map(([by]) => by).sort(),
    says: says(points, diagnosticity),
  }
}

function stepsApart(cell: readonly (Mark | null)[]): number {
  const places = cell.flatMap((mark) => (mark === null ? [] : [marks.indexOf(mark)]))
  return places.length < 2 ? 0 : Math.max(...places) - Math.min(...places)
}

function says(points: readonly number[] | null, diagnosticity: number): string {
  if (points === null) return 'Nobody has marked it for every hypothesis yet.'
  if (diagnosticity === 0) return 'It speaks against all hypotheses alike, so it says nothing about which one to keep.'
  return diagnosticity < 0.5 ? 'It tells the hypotheses apart a little.' : 'It tells the hypotheses apart.'
}

/** Never "most likely": what has the least against it may still be wrong, and the right one may not be on the board. */
function wordingOf(scores: readonly Score[], marked: boolean): string {
  if (!marked) return 'Nothing is marked for every hypothesis yet, so nothing can be said.'
  const first = scores.filter(({ rank }) => rank === 1)
  if (first.length === scores.length) return 'Nothing on the board tells the hypotheses apart so far.'
  const names = first.map(({ hypothesis }) => hypothesis).join(', ')
  return first.length === 1 ? `Least inconsistent so far: ${names}.` : `Least inconsistent so far, alike: ${names}.`
}
