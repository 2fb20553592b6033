// From a series to waves, dips, surges and scores: a whole file at once. For live series see detect/detector.ts.
import { createDetector } from './detect/detector.ts'
import { createScorer } from './detect/score/score.ts'
import { seasonOf } from './detect/season.ts'
import type { DetectOptions, LevelShift, Point, Surge, Wave } from './detect/shape.ts'
import { wholeOf } from './detect/whole.ts'

export { createDetector, type Detector, type DetectorState } from './detect/detector.ts'
export { createScorer, type Scorer } from './detect/score/score.ts'
export { kindOf } from './detect/season.ts'
export * from './detect/shape.ts'

export interface Detection {
  bucketSeconds: number
  /** Rises of at least two buckets, whatever the kind of series, in order of their onsets. */
  waves: Wave[]
  /** Falls, such as outages and throttling. */
  dips: Wave[]
  /** Counts: each rise as a whole, from the first report too many until the tail is over. Any series: bursts of one bucket. */
  surges: Surge[]
  /** Times from which on another level was usual; what led to them is no wave. */
  levelShifts: LevelShift[]
  /** One pair for each point, in order: its time, and 0..1 of how anomalous it is by what came before it. */
  scores: [number, number][]
  /** Season of the scores, in points; 0: none was found. */
  period: number
  /** Points that were refused, as they were not later than the one before. */
  refused: number
}

export interface SeriesOptions extends DetectOptions {
  /** False leaves `scores` empty: waves alone take half of the time. */
  withScores?: boolean
}

/**
 * Detects in a whole series. Waves, dips and surges are told with hindsight (their borders are refined when they are over, and a
 * season that is not the day is looked for in all of the series); scores never look ahead.
 */
export function detectSeries(points: readonly Point[], options: SeriesOptions): Detection {
  const { bucketSeconds, kind } = options
  const season = options.periodSeconds === undefined ? seasonOf(points, bucketSeconds) : options.periodSeconds
  const detector = createDetector(season === undefined ? options : { ...options, periodSeconds: season })
  const scorer = createScorer({ expected: points.length })
  const found: Detection = {
    bucketSeconds,
    waves: [],
    dips: [],
    surges: [],
    levelShifts: [],
    scores: [],
    period: 0,
    refused: 0,
  }
  for (const point of points) {
    if (options.withScores !== false) found.scores.push([point.at, round(scorer.push(point.value))])
    for (const event of detector.push(point)) {
      if (event.kind === 'closed') takeWaves(found, event.waves, kind)
      else if (event.kind === 'level-shift') found.levelShifts.push(event.shift)
      else if (event.kind === 'burst') found.surges.push(surgeOf(event.wave))
    }
  }
  takeWaves(found, detector.open(), kind)
  found.surges.sort((a, b) => a.onset - b.onset)
  return { ...found, period: scorer.period(), refused: detector.refused() }
}

function takeWaves(found: Detection, waves: readonly Wave[], kind: DetectOptions['kind']): void {
  for (const wave of waves) (wave.direction === 'up' ? found.waves : found.dips).push(wave)
  const whole = wholeOf(waves)
  if (kind === 'count' && whole?.direction === 'up') found.surges.push(surgeOf(whole))
}

function surgeOf({ onset, peak, end, peakValue, baseline, confidence }: Wave): Surge {
  return { onset, peak, end, peakValue, baseline, confidence }
}

const round = (score: number) => Math.round(score * 1e5) / 1e5
