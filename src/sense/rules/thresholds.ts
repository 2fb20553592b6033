// Standard thresholds as data, and the words for how strong something is.
import Type, { type Static } from 'typebox'

const One = Type.Object({ value: Type.Number({ exclusiveMinimum: 0 }), unit: Type.String(), why: Type.String() })

/** The shape of data/sense/thresholds.json. */
export const ThresholdsData = Type.Object({
  version: Type.String(),
  thresholds: Type.Object({ leastRise: One, leastRate: One, leastComplaints: One, evidence: One, gapSeconds: One }),
  /** From the weakest to the strongest. */
  intensity: Type.Array(
    Type.Object({ word: Type.String(), fromTimes: Type.Number({ minimum: 1 }), why: Type.String() }),
    {
      minItems: 1,
    },
  ),
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

/** How strong: a word with its number. Below the usual, or where nothing is usual, null. */
export function intensityOf(
  seen: number,
  usual: number,
  { intensity }: ThresholdsData,
): { word: string; times: number } | null {
  if (!(usual > 0) || !(seen >= usual)) return null
  const times = seen / usual
  const word = [...intensity].sort((a, b) => b.fromTimes - a.fromTimes).find((step) => times >= step.fromTimes)?.word
  return word === undefined ? null : { word, times: Math.round(times * 10) / 10 }
}
