// How much a piece of evidence weighs, from the Admiralty ratings of its claim, and how much a mark speaks against a
// hypothesis. The numbers are data (data/watch/admiralty.json), with where they come from and what they are not.
import Type, { type Static } from 'typebox'
import type { Mark } from '../../model/hypotheses.ts'
import type { Rating } from '../../model/ledger.ts'

const weight = Type.Number({ minimum: 0, maximum: 1 })
const Grade = Type.Object({ label: Type.String(), weight })
const points = Type.Number({ minimum: 0, maximum: 10 })

export const AdmiraltyData = Type.Object({
  source: Type.String(),
  licence: Type.String(),
  date: Type.String(),
  version: Type.String(),
  sourceGrades: Type.Object({ A: Grade, B: Grade, C: Grade, D: Grade, E: Grade, F: Grade }),
  informationGrades: Type.Object({ 1: Grade, 2: Grade, 3: Grade, 4: Grade, 5: Grade, 6: Grade }),
  markPoints: Type.Object({ CC: points, C: points, N: points, I: points, II: points }),
  references: Type.Array(Type.String()),
  limits: Type.Array(Type.String()),
})
export type AdmiraltyData = Static<typeof AdmiraltyData>

/**
 * Between 0 and 1: the mean of the weight of the source and the weight of the information, each the mean over those who
 * rated it, and that of F or 6 where nobody did. Evidence that is no claim weighs as if nobody had rated it.
 */
export function weightOf(ratings: readonly Rating[], data: AdmiraltyData): number {
  const sources = ratings.flatMap(({ source }) => (source ? [data.sourceGrades[source.value].weight] : []))
  const informations = ratings.flatMap(({ information }) =>
    information ? [gradeOf(data, information.value).weight] : [],
  )
  const source = mean(sources) ?? data.sourceGrades.F.weight
  const information = mean(informations) ?? data.informationGrades[6].weight
  return exact((source + information) / 2)
}

function gradeOf({ informationGrades }: AdmiraltyData, value: number) {
  const grades: Record<number, Static<typeof Grade>> = informationGrades
  return grades[value] ?? informationGrades[6]
}

/** How much it speaks against. What fits speaks for nothing: it may fit the others just as well. */
export function pointsOf(mark: Mark, { markPoints }: AdmiraltyData): number {
  return markPoints[mark]
}

function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** Six decimals, so that no sum depends on the order in which it was added up. */
export function exact(number: number): number {
  return Math.round(number * 1e6) / 1e6
}
