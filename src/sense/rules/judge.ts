// One judge for each series, whatever it counts: points in, waves as they open, are seen better and end.

import { usualPerMinute } from './complaints/usual.ts'
import { type ComplaintWatch, createComplaintWatch, levelMinutes, pushMinute } from './complaints.ts'
import type { Detector, DetectorState, Wave } from './detect.ts'

export type WaveSeen = Omit<Wave, 'direction'>

/**
 * All waves of one rise, the earliest first: `opened` with the first of them, `seen` when there is more to say,
 * `lasts` when there may be, `ended` when all is as usual again. `at`: start of the point by which it became known, seconds since 1970 UTC.
 */
export interface Told {
  kind: 'opened' | 'seen' | 'lasts' | 'ended'
  at: number
  waves: WaveSeen[]
}

export type JudgeState =
  | { engine: 'levels'; detector: DetectorState }
  | { engine: 'complaints'; watch: ComplaintWatch; since: number | null }

export interface Judge {
  /** Points in order of time; null: not measured. */
  push(at: number, value: number | null): Told[]
  /** The rise that goes on, as far as seen; null: there is none. */
  now(at: number): Told | null
  usualAt(at: number): number | null
  state(): JudgeState
}

/** Rises only: a fall is no attack. What became the usual after hours ends where that was found. */
export function levelJudge(detector: Detector): Judge {
  return {
    push: (at, value) =>
      detector.push({ at, value }).flatMap((event): Told[] => {
        if (event.kind === 'burst') return []
        if (event.kind === 'level-shift') {
          const { withdrawn } = event
          return withdrawn ? rising('ended', at, [{ ...withdrawn, end: withdrawn.end ?? at }]) : []
        }
        if (event.kind === 'closed') return rising('ended', at, event.waves)
        return rising(event.kind === 'opened' ? 'opened' : 'seen', at, [event.wave])
      }),
    now: (at) => rising('lasts', at, detector.open())[0] ?? null,
    usualAt: (at) => detector.baselineAt(at),
    state: () => ({ engine: 'levels', detector: detector.state() }),
  }
}

function rising(kind: Told['kind'], at: number, waves: readonly Wave[]): Told[] {
  const up = waves.filter(({ direction }) => direction === 'up').map(({ direction: _up, ...wave }) => wave)
  return up.length > 0 ? [{ kind, at, waves: up }] : []
}

/** Complaints a minute, weighted; `since`: the onset of the first surge of those that go on. */
export function complaintJudge(
  from: { watch: ComplaintWatch; since: number | null } | null,
  leastPerMinute: number,
): Judge {
  const watch = from?.watch ?? createComplaintWatch()
  let since = from?.since ?? null
  const wavesNow = (): WaveSeen[] =>
    watch.surges
      .filter(({ onset }) => since !== null && onset >= since)
      .reverse()
      .map((surge) => ({
        onset: surge.onset,
        peak: surge.peak,
        end: surge.end,
        peakValue: surge.peakPerMinute,
        baseline: surge.usualPerMinute,
        confidence: surge.confidence,
        refined: surge.decliningFrom !== null,
      }))
  return {
    push(at, value) {
      if (value === null) return []
      const newest = watch.surges[0]?.onset ?? Number.NEGATIVE_INFINITY
      const state = pushMinute(watch, at, value, { leastReports: leastPerMinute * levelMinutes })
      const surge = watch.surges[0]
      if (surge && surge.onset > newest) {
        const first = since === null
        since ??= surge.onset
        return [{ kind: first ? 'opened' : 'seen', at, waves: wavesNow() }]
      }
      if (state !== 'over' || since === null) return []
      const waves = wavesNow()
      since = null
      return [{ kind: 'ended', at, waves }]
    },
    now: (at) => (since === null ? null : { kind: 'lasts', at, waves: wavesNow() }),
    usualAt: (at) => usualPerMinute(watch.usual, at),
    state: () => ({ engine: 'complaints', watch: structuredClone(watch), since }),
  }
}
