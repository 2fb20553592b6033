// What came since the last turn, as points for the judges: complete buckets only, in order, with holes as holes.
import { isExercise } from '#kernel/realm.ts'
import { type Channel, channels } from '../model/bucket.ts'
import { judgedSeries, rateOf, type Totals } from '../rules/measure.ts'
import { weighedReports } from '../rules/reports-seen.ts'
import type { SeriesTotals } from '../store/telemetry-store.ts'
import { valueTotals } from './load-series.ts'
import type { SenseRoom } from './room.ts'
import type { Runner } from './runners.ts'

/** Frames of files that a person gave: they say nothing of who listens now. */
export const importPrefix = 'import:'
/** Other sensors of the same target, and frames on their way, get this long after the end of a bucket. */
export const settleSeconds = 30
/** Behind by less than this, a series is read together with all others. */
const togetherSeconds = 900
/** Read at once of one that lags behind. */
const chunkBuckets = 4320
const nothingCounted = { bytes: 0, packets: 0, sources: null } as const
const historySeconds = { 10: 2 * 86_400, 60: 30 * 86_400, 3600: 365 * 86_400 } as const

export interface Point {
  at: number
  value: number | null
}

/** The end of what is complete, and where the newest bucket of each series begins. */
export interface Horizon {
  until: number
  newest: ReadonlyMap<string, number>
  /** Until when anything was heard at all: a minute without complaints counts as none only while somebody listens. */
  heardUntil: number
}

/** In an exercise all is judged up to its newest measurement at most: at many times real time, what is played comes in late. */
export async function horizonOf(room: SenseRoom, realm: string, nowSeconds: number): Promise<Horizon> {
  const series = await room.store.series(realm, { from: 0, to: nowSeconds + 86_400 })
  const newest = new Map(series.map((one) => [`${one.channel} ${one.series}`, one.newest]))
  const latest = Math.max(0, ...newest.values()) + 10
  const now = isExercise(realm) ? Math.min(nowSeconds, latest) : nowSeconds
  const measured = series.flatMap((one) => (one.channel === 'complaint' ? [] : [one.newest]))
  const sensors = (await room.store.sensors(realm)).filter(({ sensor }) => !sensor.startsWith(importPrefix))
  const kept = isExercise(realm) ? [] : sensors.map(({ keptAt }) => keptAt)
  return { until: now - settleSeconds, newest, heardUntil: Math.max(0, ...measured, ...kept) }
}

/** Reads for many runners of a realm; those that are nearly up to date share one question. */
export interface PointReader {
  next(target: string, runner: Runner): Promise<{ points: Point[]; nextAt: number | null }>
}

export function pointReader(room: SenseRoom, realm: string, horizon: Horizon): PointReader {
  const from = horizon.until - togetherSeconds
  let together: Promise<ReadonlyMap<string, SeriesTotals>> | undefined

  async function shared(target: string, channel: Channel) {
    together ??= room.store
      .wall(realm, { from, to: horizon.until }, 10)
      .then((found) => new Map(found.map((one) => [`${one.channel} ${one.series}`, one])))
    return (await together).get(`${channel} ${target}`)?.totals ?? []
  }

  async function totalsOf(target: string, runner: Runner, span: { from: number; to: number }) {
    const { channel, seconds } = runner.judged
    const key = { realm, series: target, channel }
    if (channel === 'value') {
      const buckets = await room.store.buckets(key, span, seconds)
      return buckets.map((bucket) => ({ at: bucket.at, ...valueTotals(bucket) }))
    }
    if (channel === 'complaint') {
      const buckets = await room.store.buckets(key, span, seconds, 'all')
      return buckets.map((bucket) => ({ at: bucket.at, ...nothingCounted, flows: weighedReports(bucket) }))
    }
    if (seconds === 10 && span.from >= from) return shared(target, channel)
    return room.store.totals(key, span, seconds)
  }

  return {
    async next(target, runner) {
      const { channel, seconds, measure } = runner.judged
      const newest = horizon.newest.get(`${channel} ${target}`)
      if (newest === undefined) return { points: [], nextAt: runner.nextAt }
      // Silence is not judged: whether it was a hole or the end is known when something comes again.
      const whole = Math.floor(horizon.until / seconds) * seconds
      const heard = channel === 'complaint' ? Math.max(newest, horizon.heardUntil) : newest
      const end = Math.min(whole, Math.floor(heard / seconds) * seconds + seconds)
      const begin = runner.nextAt ?? Math.floor((end - historySeconds[seconds]) / seconds) * seconds
      const to = Math.min(end, begin + chunkBuckets * seconds)
      if (to <= begin) return { points: [], nextAt: runner.nextAt }
      const totals = await totalsOf(target, runner, { from: begin, to })
      const byStart = new Map<number, Totals>(totals.map((total) => [total.at, total]))
      const none = measure === 'complaints' ? 0 : null
      const points: Point[] = []
      // A history begins with the first that was measured: what was before is not a hole.
      const first = runner.judgedBuckets === 0 ? firstOf(totals, begin, to) : begin
      for (let at = first; at < to; at += seconds) {
        const total = byStart.get(at)
        points.push({ at, value: total ? rateOf(measure, total, seconds) : none })
      }
      return { points, nextAt: to }
    },
  }
}

function firstOf(totals: readonly { at: number }[], begin: number, to: number): number {
  return totals.reduce((first, { at }) => (at >= begin ? Math.min(first, at) : first), to)
}

/** Series of a target that were ever heard. */
export function heardSeries(horizon: Horizon, target: string) {
  const heard = new Set(channels.filter((channel) => horizon.newest.has(`${channel} ${target}`)))
  return judgedSeries.filter(({ channel }) => heard.has(channel))
}
