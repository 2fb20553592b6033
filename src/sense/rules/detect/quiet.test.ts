// Ordinary days are quiet: slow rises, noise with a memory or heavy tails, weekends, level shifts, hours that were attacked before.
import { expect, test } from 'vitest'
import { createDetector, detectSeries, type Point, type Wave } from '../detect.ts'
import { createChance } from '../generate.ts'
import { createScorer } from './score/score.ts'

const monday = Date.UTC(2025, 2, 10) / 1000
const day = 86_400
const minute = { bucketSeconds: 60, kind: 'volume', withScores: false } as const

interface Made {
  days: number
  noise: number
  memory?: number
  heavy?: boolean
  seed?: number
  weekend?: number
  /** Times the usual at a moment, in seconds from the first Monday. */
  times?: (seconds: number) => number
}

/** Minutes with three times as much at day as at night. */
function made({ days, noise, memory = 0.5, heavy = false, seed = 1, weekend = 1, times = () => 1 }: Made): Point[] {
  const chance = createChance(seed)
  let carried = 0
  return Array.from({ length: days * 1440 }, (_, i) => {
    const seconds = i * 60
    const normal = chance.normal()
    const square = heavy ? -Math.log(1 - chance.share()) - Math.log(1 - chance.share()) : 2
    carried = memory * carried + (noise * Math.sqrt(1 - memory ** 2) * normal) / Math.sqrt(heavy ? square : 1)
    const ofDay = 1 + 0.5 * Math.sin(2 * Math.PI * ((seconds % day) / day - 0.375))
    const rest = Math.floor(seconds / day) % 7 >= 5 ? weekend : 1
    return { at: monday + seconds, value: 1e6 * ofDay * rest * times(seconds) * Math.exp(carried) }
  })
}

const within = (seconds: number, from: number, to: number) => seconds >= from && seconds < to
const onsets = (waves: readonly Wave[]) => waves.map(({ onset }) => onset - monday)

test('the first day is the day and no wave, however far it swings', () => {
  for (const seed of [1, 2, 3]) {
    const found = detectSeries(made({ days: 2, noise: 0.06, seed }), minute)
    expect([found.waves, found.dips, found.levelShifts]).toEqual([[], [], []])
  }
})

test('a steep rise is told on the first day too', () => {
  const times = (seconds: number) => (within(seconds, 9 * 3600, 9 * 3600 + 1500) ? 2 : 1)
  expect(onsets(detectSeries(made({ days: 1, noise: 0.06, times }), minute).waves)).toEqual([9 * 3600])
})

test('noise that remembers raises no alarm, and a wave in it is told', () => {
  for (const memory of [0.5, 0.8]) {
    const from = 12 * day + 50_400
    const times = (seconds: number) => (within(seconds, from, from + 2400) ? 2 : 1)
    const told = onsets(detectSeries(made({ days: 14, noise: 0.1, memory, times }), minute).waves)
    expect(told).toHaveLength(1)
    expect(Math.abs((told[0] ?? 0) - from)).toBeLessThanOrEqual(60)
  }
})

test('noise with heavy tails raises no alarm', () => {
  for (const seed of [1, 2])
    expect(detectSeries(made({ days: 14, noise: 0.12, memory: 0.3, heavy: true, seed }), minute).waves).toEqual([])
})

test('Monday after the first weekend is no wave, and a wave that begins with it is one', () => {
  expect(detectSeries(made({ days: 9, noise: 0.06, weekend: 0.6 }), minute).waves).toEqual([])
  const times = (seconds: number) => (within(seconds, 7 * day, 7 * day + 2400) ? 2 : 1)
  const [wave] = detectSeries(made({ days: 9, noise: 0.06, weekend: 0.8, times }), minute).waves
  expect(Math.abs((wave?.onset ?? 0) - monday - 7 * day)).toBeLessThanOrEqual(60)
})

test('another level keeps the shape of the day', () => {
  const detector = createDetector(minute)
  const points = made({ days: 9, noise: 0.06, times: (seconds) => (seconds >= 4 * day + 30_000 ? 1.6 : 1) })
  for (const point of points) detector.push(point)
  const usual = (hour: number) => detector.baselineAt(monday + 9 * day + hour * 3600) ?? 0
  expect(usual(15) / usual(3)).toBeGreaterThan(2.6)
  expect(usual(15) / usual(3)).toBeLessThan(3.4)
})

test('an hour that was attacked on every other day keeps its usual value', () => {
  const times = (seconds: number) =>
    Math.floor(seconds / day) % 2 === 1 && within(seconds % day, 40_000, 43_000) ? 4 : 1
  const found = detectSeries(made({ days: 12, noise: 0.06, times }), minute)
  expect(onsets(found.waves)).toEqual([1, 3, 5, 7, 9, 11].map((one) => one * day + 40_020))
})

test('one spike does not echo in the scores after it, and a young series has none', () => {
  const chance = createChance(3)
  const scorer = createScorer({ expected: 2000 })
  const scores = Array.from({ length: 2000 }, (_, i) => scorer.push(10 + 0.3 * chance.normal() + (i === 1500 ? 6 : 0)))
  expect(scores[1500]).toBeGreaterThan(0.55)
  expect(scores[1503]).toBeLessThan(0.5)
  expect(Math.max(...scores.slice(0, 100))).toBeLessThan(0.12)
})

test('twice as many points take twice the work, also when every other hour is a wave', () => {
  const work = (days: number) => {
    const points = made({ days, noise: 0.1, times: (seconds) => (seconds % 7200 < 3600 ? 1 : 5) })
    const { min, max } = Math
    let calls = 0
    try {
      Math.min = (...of) => {
        calls++
        return min(...of)
      }
      Math.max = (...of) => {
        calls++
        return max(...of)
      }
      detectSeries(points, { bucketSeconds: 60, kind: 'volume', periodSeconds: day })
    } finally {
      Object.assign(Math, { min, max })
    }
    return calls
  }
  expect(work(40) / work(20)).toBeLessThan(2.2)
})
