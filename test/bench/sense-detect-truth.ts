// A second truth for the bench of detection, written apart from `rules/generate.ts`: other days, other noise, other events.
import { createChance } from '../../src/sense/rules/generate.ts'

export interface SecondOptions {
  seed: number
  bucketSeconds: number
  days: number
  /** Standard deviation of the noise's logarithm, and what one bucket hands on to the next. */
  noise: number
  memory: number
  /** Normal, or Student's t with four degrees of freedom and the same standard deviation. */
  tails: 'normal' | 't4'
  /** A sine of one to three between night and day, or a day with two humps and a lunch between them. */
  shape: 'sine' | 'humps'
  /** Saturday and Sunday against a working day. */
  weekend: number
  /** Times the usual, one for each wave, in the last third of the days. */
  heights: readonly number[]
  /** A level shift at a third of the days; 1: none. */
  shift: number
  /** Days (counted from 0) that go like a Sunday. */
  holidays: readonly number[]
  /** Outages and gaps, one after another in the first two thirds. */
  outages: number
  gaps: number
}

export interface SecondTruth {
  points: { at: number; value: number | null }[]
  waves: { onset: number; end: number; height: number }[]
  holidays: (at: number) => boolean
}

const daySeconds = 86_400
/** Monday 3 March 2025, 00:00 UTC. */
const start = 1_740_960_000

export const plainDays: SecondOptions = {
  seed: 1,
  bucketSeconds: 60,
  days: 14,
  noise: 0.06,
  memory: 0.5,
  tails: 'normal',
  shape: 'sine',
  weekend: 0.8,
  heights: [],
  shift: 1,
  holidays: [],
  outages: 0,
  gaps: 0,
}

/** Waves are switched on and off at the border of a bucket: the onset is known to the bucket. */
export function secondTruth(asked: Partial<SecondOptions>): SecondTruth {
  const options = { ...plainDays, ...asked }
  const { bucketSeconds, days, heights } = options
  const chance = createChance(options.seed)
  const length = Math.floor((days * daySeconds) / bucketSeconds)
  const waves = placeWaves(Math.floor(length * 0.7), heights, bucketSeconds, chance)
  const out = placeHoles(options.outages, length, bucketSeconds, chance)
  const gone = placeHoles(options.gaps, length, bucketSeconds, chance)
  const points: SecondTruth['points'] = []
  let carried = 0
  for (let i = 0; i < length; i++) {
    const at = start + i * bucketSeconds
    carried =
      options.memory * carried + options.noise * Math.sqrt(1 - options.memory ** 2) * draw(options.tails, chance)
    const level = i >= length / 3 ? options.shift : 1
    let value = 1e6 * usualAt(at, options) * level * Math.exp(carried)
    for (const wave of waves) if (at >= wave.onset && at < wave.end) value *= wave.height
    if (isIn(out, i)) value *= 0.05
    points.push({ at, value: isIn(gone, i) ? null : value })
  }
  return { points, waves, holidays: (at) => options.holidays.includes(Math.floor((at - start) / daySeconds)) }
}

function usualAt(at: number, { shape, weekend, holidays }: SecondOptions): number {
  const hour = (at % daySeconds) / 3600
  const day = Math.floor((at - start) / daySeconds)
  const rest = day % 7 >= 5 || holidays.includes(day)
  const hump = (middle: number, width: number) => Math.exp(-(((hour - middle) / width) ** 2) / 2)
  const ofDay =
    shape === 'sine'
      ? 1 + 0.5 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)
      : 0.4 + 0.9 * hump(10.5, 1.8) + 1.1 * hump(20, 2.2) + 0.3 * hump(15, 2)
  return ofDay * (rest ? weekend : 1)
}

function placeWaves(from: number, heights: readonly number[], bucketSeconds: number, chance: Chance) {
  const between = (least: number, seconds: number) => Math.max(least, Math.floor(seconds / bucketSeconds))
  let place = from
  return heights.map((height) => {
    const onset = place
    const end = onset + chance.whole(between(12, 600), between(24, 2400))
    place = end + chance.whole(between(10, 900), between(20, 3600))
    return { onset: start + onset * bucketSeconds, end: start + end * bucketSeconds, height }
  })
}

type Chance = ReturnType<typeof createChance>

/** Ten minutes to an hour each, none in the last third. */
function placeHoles(count: number, length: number, bucketSeconds: number, chance: Chance): [number, number][] {
  return Array.from({ length: count }, () => {
    const from = chance.whole(Math.floor(length * 0.1), Math.floor(length * 0.6))
    return [from, from + Math.max(3, Math.floor(chance.between(600, 3600) / bucketSeconds))]
  })
}

const isIn = (list: readonly [number, number][], i: number) => list.some(([from, to]) => i >= from && i < to)

/** Of standard deviation 1. t with four degrees: a normal over the root of a quarter chi-square of four. */
function draw(tails: SecondOptions['tails'], chance: Chance): number {
  const normal = chance.normal()
  if (tails === 'normal') return normal
  const chiSquare = -2 * Math.log(1 - chance.share()) - 2 * Math.log(1 - chance.share())
  return normal / Math.sqrt(chiSquare / 4) / Math.SQRT2
}
