// One number for each point of any series: how anomalous it is, judged by what came before it and nothing else.
import { findPeriod } from './period.ts'
import { createWitnesses, type Witnesses } from './witnesses.ts'

export interface Scorer {
  /** Score of the next value, 0..1, higher is more anomalous; of a hole the score before it, fading. Scores are never revised. */
  push: (value: number | null) => number
  /** The season in use, in points; 0: none was found. */
  period: () => number
}

export interface ScorerOptions {
  /** How many points are to come, where that is known: long series are looked at less closely, to keep the pace. */
  expected?: number
}

const historyLength = 8192
const firstSearch = 96
/** A season is looked for whenever the series has doubled, up to this length. */
const lastSearch = 200_000
/** Surprise, in nats, at which the score is one half. */
const halfScore = 12
const fading = 0.9
/** What is looked at per point, by the length of the series: a file of a million points must not take minutes. */
const lightest = { upTo: Number.POSITIVE_INFINITY, remembered: 32, looks: 2 }
const efforts = [{ upTo: 30_000, remembered: 256, looks: 12 }, { upTo: 200_000, remembered: 128, looks: 6 }, lightest]
/** Larger numbers would overflow when squared; they are cut, and stand out all the same. */
const mostValue = 1e30

/**
 * Works for series of any length of bucket, scale and season: nothing is asked for but the values. The same series with another unit has the
 * same scores. Until some forty values have come every score is 0, and for some two hundred it is muted.
 */
export function createScorer({ expected = 0 }: ScorerOptions = {}): Scorer {
  const effort = efforts.find(({ upTo }) => expected <= upTo) ?? lightest
  const history = new Float64Array(historyLength)
  let seen = 0
  let nextSearch = firstSearch
  let period = 0
  let last = 0
  let witnesses: Witnesses = createWitnesses({ period, past: new Float64Array(0), ...effort })

  /** With another season everything is learned anew, from the values that are still kept. */
  function search(): void {
    const length = Math.min(seen, historyLength)
    const past = new Float64Array(length)
    for (let i = 0; i < length; i++) past[i] = history[(seen - length + i) % historyLength] ?? 0
    nextSearch = seen * 2
    const found = findPeriod(past)
    if (found === period || (period > 0 && found > 0 && Math.abs(found - period) < period * 0.05)) return
    period = found
    witnesses = createWitnesses({ period, past, ...effort })
  }

  return {
    period: () => period,
    push(value) {
      if (value === null || !Number.isFinite(value)) {
        last *= fading
        return last
      }
      const cut = Math.max(-mostValue, Math.min(mostValue, value))
      history[seen % historyLength] = cut
      seen++
      const surprise = witnesses.feed(cut)
      if (seen >= nextSearch && seen <= lastSearch) search()
      last = surprise / (surprise + halfScore)
      return last
    },
  }
}
