// `./tocsin sense detect FILE.csv`: reads a series, detects, and answers in the times of the file. Needs no node and no store.
import { readSeriesCsv, type Series, type TimeForm } from '../lines/series-csv.ts'
import type { DetectOutput, SeriesTime, SeriesWave } from '../model/detect-output.ts'
import { type DetectOptions, detectSeries, kindOf, type Surge, standardThresholds } from '../rules/detect.ts'

export interface DetectFileOptions {
  /** Left out: told from the values. */
  kind?: DetectOptions['kind']
  /** Left out: the median step of the file. */
  bucketSeconds?: number
  thresholds?: DetectOptions['thresholds']
  holidays?: DetectOptions['holidays']
  /** False leaves the scores out. */
  withScores?: boolean
}

/** A file with one point says nothing about its steps. */
const standardBucketSeconds = 60

/** Never throws: what cannot be read is named in `problems`, and a file without a point has no waves. */
export function detectFile(name: string, bytes: Uint8Array | string, options: DetectFileOptions = {}): DetectOutput {
  const series = readSeriesCsv(bytes)
  const bucketSeconds = options.bucketSeconds ?? series.stepSeconds ?? standardBucketSeconds
  const kind = options.kind ?? kindOf(series.points)
  const { thresholds, holidays, withScores } = options
  const found = detectSeries(series.points, {
    bucketSeconds,
    kind,
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(holidays === undefined ? {} : { holidays }),
    ...(withScores === undefined ? {} : { withScores }),
  })
  const time = timeWriter(series.timeForm)
  const told = (waves: readonly Surge[]) => waves.map((wave) => toldWave(wave, time))
  return {
    name,
    bucketSeconds,
    kind,
    waves: told(found.waves),
    surges: told(found.surges),
    dips: told(found.dips),
    levelShifts: found.levelShifts.map(({ at, from, to }) => ({ at: time(at), from, to })),
    scores: found.scores.map(([at, score]) => [time(at), score]),
    periodSeconds: found.period === 0 ? null : found.period * bucketSeconds,
    thresholds: { ...standardThresholds, ...thresholds },
    counts: countsOf(series),
    problems: series.problems,
  }
}

function countsOf({ points, counts, gaps }: Series): DetectOutput['counts'] {
  const { missing, duplicates, unsorted, bad } = counts
  return { points: points.length, missing, duplicates, unsorted, bad, gaps: gaps.length }
}

function toldWave(
  { onset, peak, end, peakValue, baseline, confidence }: Surge,
  time: (at: number) => SeriesTime,
): SeriesWave {
  return { onset: time(onset), peak: time(peak), end: end === null ? null : time(end), peakValue, baseline, confidence }
}

const perSecond: Record<Exclude<TimeForm, 'rfc3339'>, number> = {
  seconds: 1,
  milliseconds: 1e3,
  microseconds: 1e6,
  nanoseconds: 1e9,
}

/** Seconds back to what the file has. Dates in UTC, without a fraction where there is none; a date out of range stays a number. */
function timeWriter(form: TimeForm): (at: number) => SeriesTime {
  if (form !== 'rfc3339') return (at) => (form === 'seconds' ? at : Math.round(at * perSecond[form]))
  return (at) => {
    const date = new Date(Math.round(at * 1000))
    return Number.isNaN(date.getTime()) ? at : date.toISOString().replace('.000Z', 'Z')
  }
}
