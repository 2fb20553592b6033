// What the thresholds of a target mean to the judge of one of its series.
import type { Target, Thresholds } from '../model/targets.ts'
import { createDetector, type DetectOptions } from './detect.ts'
import { complaintJudge, type Judge, type JudgeState, levelJudge } from './judge.ts'
import type { Judged } from './measure.ts'

export type Standard = Required<Thresholds>
/** Whether a day of a country (ISO 3166-1 alpha-2) is a public holiday; `at` in seconds since 1970 UTC. */
export type Holidays = (country: string, at: number) => boolean

export function settled(target: Target, standard: Standard): Standard {
  return { ...standard, ...target.thresholds }
}

/** `leastRise` is told as "times the usual", the detector counts the share above it. */
export function optionsFor(judged: Judged, target: Target, standard: Standard, holidays: Holidays): DetectOptions {
  const { leastRise, leastComplaints, evidence } = settled(target, standard)
  const { country } = target
  return {
    bucketSeconds: judged.seconds,
    kind: judged.kind,
    thresholds: { leastRise: leastRise - 1, leastCount: leastComplaints, falseAlarmPower: evidence },
    ...(country === null ? {} : { holidays: (at) => holidays(country, at) }),
  }
}

/** Goes on from what was learned; what was learned by another engine is begun anew. */
export function judgeFor(
  judged: Judged,
  target: Target,
  standard: Standard,
  holidays: Holidays,
  state: JudgeState | null,
): Judge {
  if (judged.measure === 'complaints') {
    return complaintJudge(state?.engine === 'complaints' ? state : null, settled(target, standard).leastComplaints)
  }
  const detector = createDetector(optionsFor(judged, target, standard, holidays))
  if (state?.engine === 'levels') detector.restore(state.detector)
  return levelJudge(detector)
}

/** Below this nothing is told, however unusual. Rates of traffic and requests have a least; counts have their own. */
export function tellable(judged: Judged, peakValue: number, { leastRate }: Standard): boolean {
  return (judged.measure !== 'bits' && judged.measure !== 'requests') || peakValue >= leastRate
}
