// Standard thresholds as data.
import Type, { type Static } from 'typebox'

const One = Type.Object({ value: Type.Number({ exclusiveMinimum: 0 }), unit: Type.String(), why: Type.String() })

/** The shape of data/sense/thresholds.json. */
export const ThresholdsData = Type.Object({
  version: Type.String(),
  thresholds: Type.Object({ leastRise: One, leastRate: One, leastComplaints: One, evidence: One, gapSeconds: One }),
  durations: Type.Object({
    medianMinutes: Type.Number({ exclusiveMinimum: 0 }),
    sigma: Type.Number({ exclusiveMinimum: 0, maximum: 5 }),
  }),
})
export type ThresholdsData = Static<typeof ThresholdsData>

/** What holds where a target says nothing else. */
export interface StandardThresholds {
  leastRise: number
  leastRate: number
  leastComplaints: number
  evidence: number
  gapSeconds: number
}

export function standardOf({ thresholds }: ThresholdsData): StandardThresholds {
  const { leastRise, leastRate, leastComplaints, evidence, gapSeconds } = thresholds
  return {
    leastRise: leastRise.value,
    leastRate: leastRate.value,
    leastComplaints: leastComplaints.value,
    evidence: evidence.value,
    gapSeconds: gapSeconds.value,
  }
}
