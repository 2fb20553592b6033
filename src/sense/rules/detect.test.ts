// Waves, dips, surges and level shifts of series whose truth is known, and series that want to do harm.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDetector, type DetectOptions, detectSeries, kindOf, type Point, type Wave } from './detect.ts'
import { createChance, generateDays } from './generate.ts'

const monday = Date.UTC(2025, 2, 10) / 1000
const volume: DetectOptions = { bucketSeconds: 10, kind: 'volume' }
const only = { withScores: false } as const

/** Buckets of ten seconds about 1000 with 6 % of noise; `factor` says what happens. */
function series(length: number, factor: (i: number) => number | null, seed = 1, step = 10): Point[] {
  const chance = createChance(seed)
  return Array.from({ length }, (_, i) => {
    const times = factor(i)
    const noisy = 1000 * Math.exp(0.06 * chance.normal())
    return { at: monday + i * step, value: times === null ? null : noisy * times }
  })
}

const between = (i: number, from: number, to: number) => i >= from && i < to
const place = (at: number | null) => (at === null ? null : (at - monday) / 10)
const places = (waves: readonly Wave[]) => waves.map(({ onset, end }) => [place(onset), place(end)])

test('a wave begins and ends at its bucket', () => {
  const { waves } = detectSeries(
    series(900, (i) => (between(i, 500, 560) ? 3 : 1)),
    { ...volume, ...only },
  )
  expect(places(waves)).toEqual([[500, 560]])
  const [wave] = waves
  expect(wave?.peakValue).toBeGreaterThan(3000)
  expect(wave?.baseline).toBeGreaterThan(900)
  expect(wave?.baseline).toBeLessThan(1100)
})

test('a wave that has not ended has no end', () => {
  const { waves } = detectSeries(
    series(600, (i) => (i >= 550 ? 3 : 1)),
    { ...volume, ...only },
  )
  expect(places(waves)).toEqual([[550, null]])
})

test('an onset is told at once, refined a little later, and closed with the wave', () => {
  const detector = createDetector(volume)
  const events = series(700, (i) => (between(i, 500, 560) ? 2 : 1)).flatMap((point, i) =>
    detector.push(point).map(({ kind }) => ({ kind, i })),
  )
  expect(events.map(({ kind }) => kind)).toEqual(['opened', 'refined', 'closed'])
  expect(events[0]?.i).toBeLessThan(505)
})

test('the quiet between two waves parts them, and so does a valley that is not quite quiet', () => {
  const quiet = detectSeries(
    series(900, (i) => (between(i, 400, 460) || between(i, 490, 560) ? 3 : 1)),
    { ...volume, ...only },
  )
  expect(places(quiet.waves)).toEqual([
    [400, 460],
    [490, 560],
  ])
  const valley = detectSeries(
    series(900, (i) => (between(i, 450, 480) ? 4 : between(i, 400, 530) ? 9 : 1)),
    { ...volume, ...only },
  )
  expect(places(valley.waves)).toEqual([
    [400, 450],
    [480, 530],
  ])
})

test('a plateau that shakes a little is one wave', () => {
  const { waves } = detectSeries(
    series(900, (i) => (between(i, 400, 600) ? 4 + 0.5 * Math.sin(i / 9) : 1)),
    { ...volume, ...only },
  )
  expect(places(waves)).toEqual([[400, 600]])
})

test('a hole is no dip, and a wave goes on through it', () => {
  const gone = (i: number) => between(i, 300, 380) || between(i, 520, 560)
  const { waves, dips } = detectSeries(
    series(900, (i) => (gone(i) ? null : between(i, 500, 600) ? 3 : 1)),
    { ...volume, ...only },
  )
  expect(places(waves)).toEqual([[500, 600]])
  expect(dips).toEqual([])
})

test('an outage is a dip and no wave, its recovery neither', () => {
  const { waves, dips } = detectSeries(
    series(900, (i) => (between(i, 500, 560) ? 0 : 1)),
    { ...volume, ...only },
  )
  expect(waves).toEqual([])
  expect(places(dips)).toEqual([[500, 560]])
})

test('a level that stays is the usual after six hours, and no wave', () => {
  const { waves, levelShifts } = detectSeries(
    series(8000, (i) => (i >= 3000 ? 1.7 : 1)),
    { ...volume, ...only },
  )
  expect(waves).toEqual([])
  expect(levelShifts).toHaveLength(1)
  expect(levelShifts[0]?.to).toBeGreaterThan(1500)
})

test('one wild bucket is a burst among the surges, and no wave', () => {
  const { waves, surges } = detectSeries(
    series(900, (i) => (i === 500 ? 8 : 1)),
    { ...volume, ...only },
  )
  expect(waves).toEqual([])
  expect(surges.map(({ onset }) => place(onset))).toEqual([500])
})

test('four weeks with days and weekends raise no alarm, and waves in them are found', () => {
  const { points, truth } = generateDays({
    seed: 11,
    days: 28,
    attacks: 6,
    heights: [2, 3],
    flashCrowds: 0,
    gaps: 0,
    outages: 0,
  })
  const { waves, dips } = detectSeries(points, { ...volume, ...only })
  expect(waves).toHaveLength(truth.waves.length)
  const near = truth.waves.filter((wave, i) => Math.abs((waves[i]?.onset ?? 0) - wave.onset) <= 10)
  expect(near.length).toBeGreaterThanOrEqual(truth.waves.length * 0.95)
  expect(dips).toEqual([])
})

test('a holiday behaves like a Sunday', () => {
  const holiday = monday + 31 * 86_400
  const holidays = (at: number) => Math.floor(at / 86_400) === Math.floor(holiday / 86_400)
  const detector = createDetector({ bucketSeconds: 300, kind: 'volume', holidays })
  const plain = createDetector({ bucketSeconds: 300, kind: 'volume' })
  const day = (at: number) => Math.floor((at - monday) / 86_400) % 7
  const points = series(31 * 288, (i) => (day(monday + i * 300) >= 5 ? 0.8 : 1), 3, 300)
  for (const point of points) for (const one of [detector, plain]) one.push(point)
  const noon = holiday + 43_200
  expect(detector.baselineAt(noon) ?? 0).toBeLessThan(0.95 * (plain.baselineAt(noon) ?? 0))
})

test('the surge of reports is told with its tail, and reopens where a second one rises', () => {
  const chance = createChance(4)
  const rate = (i: number) =>
    0.3 + (i >= 800 ? 400 * Math.exp(-(i - 800) / 30) : 0) + (i >= 900 ? 900 * Math.exp(-(i - 900) / 30) : 0)
  const points = Array.from({ length: 1500 }, (_, i) => ({ at: monday + i * 60, value: chance.poisson(rate(i)) }))
  expect(kindOf(points)).toBe('count')
  const { waves, surges } = detectSeries(points, { bucketSeconds: 60, kind: 'count', ...only })
  expect(waves.map(({ onset }) => (onset - monday) / 60)).toEqual([800, 900])
  expect(surges.length).toBeGreaterThanOrEqual(1)
})

test('a dozen points are enough for a wave, with little confidence', () => {
  const early = detectSeries(
    series(60, (i) => (between(i, 20, 40) ? 4 : 1)),
    { ...volume, ...only },
  ).waves
  const late = detectSeries(
    series(9000, (i) => (between(i, 8900, 8920) ? 4 : 1)),
    { ...volume, ...only },
  ).waves
  expect(places(early)).toEqual([[20, 40]])
  expect(early[0]?.confidence).toBeLessThan((late[0]?.confidence ?? 0) - 0.1)
})

test('buckets of one second, one minute and one hour have waves too', () => {
  for (const step of [1, 60, 3600]) {
    const points = series(900, (i) => (between(i, 500, 520) ? 3 : 1), 5, step)
    const { waves } = detectSeries(points, { bucketSeconds: step, kind: 'volume', ...only })
    expect(waves.map(({ onset }) => (onset - monday) / step)).toEqual([500])
  }
})

test('a detector that takes over the state of another goes on as that one would have', () => {
  const points = series(900, (i) => (between(i, 500, 560) ? 3 : 1))
  const one = createDetector(volume)
  for (const point of points.slice(0, 520)) one.push(point)
  const other = createDetector(volume)
  other.restore(JSON.parse(JSON.stringify(one.state())))
  const rest = points.slice(520)
  const told = rest.flatMap(one.push)
  expect(told.map(({ kind }) => kind)).toContain('closed')
  expect(rest.flatMap(other.push)).toEqual(told)
})

test('a detector keeps less than 40 KB, in memory and as JSON, also in a long wave', () => {
  const detector = createDetector(volume)
  for (const point of series(30_000, (i) => (i > 28_000 ? 4 : 1))) detector.push(point)
  expect(detector.stateBytes()).toBeLessThan(40_000)
  const atRest = createDetector(volume)
  for (const point of series(30_000, () => 1)) atRest.push(point)
  expect(JSON.stringify(atRest.state()).length).toBeLessThan(40_000)
})

test('times that go back are refused and counted', () => {
  const detector = createDetector(volume)
  for (const at of [10, 20, 20, 5, Number.NaN, 30]) detector.push({ at, value: 1 })
  expect(detector.refused()).toBe(3)
})

test('nothing that is fed makes it throw, hang or answer with a number that is none', () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1e308, -1e308, Number.NaN, Number.POSITIVE_INFINITY, 5e-324),
    fc.nat(5),
  )
  const run = fc.record({ value: fc.option(value, { nil: null }), times: fc.integer({ min: 1, max: 60 }) })
  const kinds = fc.constantFrom('volume', 'count')
  fc.assert(
    fc.property(
      fc.array(run, { maxLength: 20 }),
      kinds,
      fc.constantFrom(1, 10, 86_400),
      (runs, kind, bucketSeconds) => {
        const values = runs.flatMap(({ value, times }) => Array.from({ length: times }, () => value))
        const points = values.map((one, i) => ({ at: monday + i * bucketSeconds, value: one }))
        const found = detectSeries(points, { bucketSeconds, kind: kind === 'count' ? 'count' : 'volume' })
        expect(found.scores).toHaveLength(points.length)
        for (const [, score] of found.scores) expect(score >= 0 && score <= 1).toBe(true)
        for (const { onset, end, confidence, baseline } of [...found.waves, ...found.dips, ...found.surges]) {
          expect(end === null || end > onset).toBe(true)
          expect(confidence >= 0 && confidence <= 1 && !Number.isNaN(baseline)).toBe(true)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('series that are constant, nought or alternate have no waves', () => {
  const shapes: ((i: number) => number)[] = [() => 7, () => 0, () => -3, (i) => i % 2]
  for (const shape of shapes) {
    const points = Array.from({ length: 3000 }, (_, i) => ({ at: monday + i * 10, value: shape(i) }))
    expect(detectSeries(points, { ...volume, ...only }).waves).toEqual([])
  }
})
