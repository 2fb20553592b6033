// Futures of one disturbance, laid out evenly over what is not known: how long it lasts, where it goes, how many it hits.
import type { ForecastAsk } from './shapes.ts'

export interface Scenario {
  weight: number
  /** From now until it ends. */
  lastsSeconds: number
  /** Change of the number of users in an hour, as a natural logarithm. */
  growthPerHour: number
  /** By what the estimate of users is multiplied. */
  scale: number
}

const hour = 3600
const durationSteps = 41
/** Places and weights of Gauss and Hermite for three steps of a normal variable: means and variances come out right. */
const threeSteps = [
  { z: -Math.sqrt(3), weight: 1 / 6 },
  { z: 0, weight: 2 / 3 },
  { z: Math.sqrt(3), weight: 1 / 6 },
] as const
/** A trend is followed for so long and then held: nothing grows for a day as in its first minutes. */
const trendSeconds = 1800

/** 41 durations by 3 trends by 3 scales; over: one. */
export function scenarios(ask: ForecastAsk): Scenario[] {
  if (ask.over || ask.onset === null) return [{ weight: 1, lastsSeconds: 0, growthPerHour: 0, scale: 1 }]
  const trend = ask.what === 'minutes' ? { slope: 0, error: 0 } : trendOf(ask)
  const spread = ask.what === 'minutes' ? 0 : scaleSpread(ask)
  return remaining(ask.now - ask.onset, ask.durations).flatMap((lastsSeconds) =>
    threeSteps.flatMap((growth) =>
      threeSteps.map((scale) => ({
        weight: (growth.weight * scale.weight) / durationSteps,
        lastsSeconds,
        growthPerHour: trend.slope + growth.z * trend.error,
        scale: Math.exp(scale.z * spread),
      })),
    ),
  )
}

/** What is left of a log-normal duration that has lasted so long: what lasted long goes on longer. */
function remaining(elapsedSeconds: number, { medianMinutes, sigma }: ForecastAsk['durations']): number[] {
  const scale = (seconds: number) => Math.log(Math.max(1, seconds) / (medianMinutes * 60)) / sigma
  const passed = normalShare(scale(elapsedSeconds))
  return Array.from({ length: durationSteps }, (_, step) => {
    const share = passed + (1 - passed) * ((step + 0.5) / durationSteps)
    return Math.max(0, medianMinutes * 60 * Math.exp(sigma * normalPlace(share)) - elapsedSeconds)
  })
}

/** Slope of the logarithm of users over the last half hour by least squares, drawn towards none by its own error. */
function trendOf({ points, now }: ForecastAsk): { slope: number; error: number } {
  const recent = points.filter((point) => point.at >= now - trendSeconds && point.users > 0)
  const prior = 0.5
  if (recent.length < 3) return { slope: 0, error: prior }
  const at = recent.map((point) => (point.at - now) / hour)
  const logs = recent.map((point) => Math.log(point.users))
  const mean = (list: readonly number[]) => list.reduce((total, one) => total + one, 0) / list.length
  const [middleAt, middleLog] = [mean(at), mean(logs)]
  const spread = at.reduce((total, one) => total + (one - middleAt) ** 2, 0)
  if (!(spread > 0)) return { slope: 0, error: prior }
  const slope =
    at.reduce((total, one, place) => total + (one - middleAt) * ((logs[place] ?? 0) - middleLog), 0) / spread
  const left = logs.reduce(
    (total, log, place) => total + (log - middleLog - slope * ((at[place] ?? 0) - middleAt)) ** 2,
    0,
  )
  const error = Math.sqrt(left / Math.max(1, recent.length - 2) / spread)
  const trust = prior ** 2 / (prior ** 2 + error ** 2)
  return { slope: Math.max(-3, Math.min(2, slope * trust)), error: Math.sqrt(trust) * error + 0.15 }
}

/** Bounds are taken as 95 % of a log-normal estimate. */
function scaleSpread({ points }: ForecastAsk): number {
  const newest = points.at(-1)
  if (newest === undefined || !(newest.low > 0) || !(newest.high > newest.low)) return newest === undefined ? 0 : 0.35
  return Math.min(1.5, Math.log(newest.high / newest.low) / (2 * 1.96))
}

/** When this future reaches the threshold; null: it ends before. */
export function crossingOf(ask: ForecastAsk, soFar: number, scenario: Scenario): number | null {
  const end = ask.now + scenario.lastsSeconds
  if (ask.what === 'minutes') {
    const at = (ask.onset ?? ask.now) + ask.threshold * 60
    return at <= end ? at : null
  }
  const level = (ask.points.at(-1)?.users ?? 0) * scenario.scale
  if (ask.what === 'users') {
    if (soFar * scenario.scale >= ask.threshold) return ask.now
    if (!(level > 0) || scenario.growthPerHour <= 0) return null
    const seconds = (Math.log(ask.threshold / level) / scenario.growthPerHour) * hour
    return seconds <= Math.min(trendSeconds, scenario.lastsSeconds) ? ask.now + seconds : null
  }
  return crossingOfArea(ask, soFar * scenario.scale, level, scenario)
}

/** Users times minutes grow by the minute; at most 400 steps into the future. */
function crossingOfArea(
  ask: ForecastAsk,
  soFar: number,
  level: number,
  { lastsSeconds, growthPerHour }: Scenario,
): number | null {
  if (soFar >= ask.threshold) return ask.now
  const step = Math.max(60, lastsSeconds / 400)
  let [total, users] = [soFar, level]
  for (let seconds = 0; seconds < lastsSeconds; seconds += step) {
    const length = Math.min(step, lastsSeconds - seconds)
    const added = (users * length) / 60
    if (total + added >= ask.threshold) return ask.now + seconds + length * ((ask.threshold - total) / added)
    total += added
    if (seconds < trendSeconds) users *= Math.exp((growthPerHour * length) / hour)
  }
  return null
}

/** Share of a standard normal variable below a value (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalShare(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value))
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * series
  return value > 0 ? 1 - tail : tail
}

/** The value below which a share lies, by halving: 60 steps are exact enough for minutes. */
function normalPlace(share: number): number {
  let [low, high] = [-8, 8]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (normalShare(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
