// What stands out in series of unlike kinds, told without looking ahead.
import { expect, test } from 'vitest'
import { createChance } from '../../generate.ts'
import { findPeriod } from './period.ts'
import { createScorer } from './score.ts'

function scoresOf(values: readonly (number | null)[]): number[] {
  const scorer = createScorer({ expected: values.length })
  return values.map((value) => scorer.push(value))
}

/** Place of the highest score. */
const highest = (scores: readonly number[]) => scores.indexOf(Math.max(...scores))
const wave = (i: number) => Math.sin((2 * Math.PI * i) / 80) + 0.5 * Math.sin((4 * Math.PI * i) / 80 + 1)

function noisy(length: number, shape: (i: number) => number, width: number, seed = 1): number[] {
  const chance = createChance(seed)
  return Array.from({ length }, (_, i) => shape(i) + width * chance.normal())
}

test('a spike, a fall, a new level and a storm each stand out most where they are', () => {
  const changes: [string, (value: number, i: number) => number][] = [
    ['spike', (value, i) => (i === 1500 ? value + 15 : value)],
    ['fall', (value, i) => (i >= 1500 && i < 1504 ? value - 15 : value)],
    ['level', (value, i) => (i >= 1500 ? value + 8 : value)],
    ['storm', (value, i) => (i >= 1480 && i < 1520 ? value + 6 * Math.sin(i * i) : value)],
  ]
  for (const [name, change] of changes) {
    const at = highest(scoresOf(noisy(3000, () => 10, 1).map(change)))
    expect([name, at >= 1450 && at < 1600]).toEqual([name, true])
  }
})

test('a flat line stands out from the noise around it, though its values are the most usual of all', () => {
  const scores = scoresOf(noisy(3000, () => 10, 1).map((value, i) => (i >= 1450 && i < 1550 ? 10 : value)))
  const mean = (from: number, to: number) => scores.slice(from, to).reduce((a, b) => a + b, 0) / (to - from)
  expect(mean(1500, 1550)).toBeGreaterThan(1.5 * mean(1000, 1450))
})

test('a cycle that is left out stands out, though each value is usual', () => {
  const at = highest(scoresOf(noisy(4000, (i) => wave(i >= 2400 ? i + 40 : i), 0.03)))
  expect(at).toBeGreaterThanOrEqual(2400)
  expect(at).toBeLessThan(2500)
})

test('the season is found, of a trend there is none, of noise neither', () => {
  expect(findPeriod(Float64Array.from(noisy(4000, wave, 0.2)))).toBe(80)
  expect(findPeriod(Float64Array.from(noisy(4000, (i) => i / 100, 0.5)))).toBe(0)
  expect(findPeriod(Float64Array.from(noisy(4000, () => 0, 1)))).toBe(0)
  expect(findPeriod(new Float64Array(500))).toBe(0)
})

test('a score never depends on what comes later', () => {
  const values = noisy(3000, wave, 0.1)
  const changed = values.map((value, i) => (i >= 2000 ? value * 5 : value))
  expect(scoresOf(changed).slice(0, 2000)).toEqual(scoresOf(values).slice(0, 2000))
})

test('another unit gives the same scores', () => {
  const values = noisy(1500, wave, 0.1)
  const one = scoresOf(values)
  const other = scoresOf(values.map((value) => value * 1e6))
  expect(Math.max(...one.map((score, i) => Math.abs(score - (other[i] ?? 0))))).toBeLessThan(0.02)
})

test('a hole fades, and what is no number is a hole', () => {
  const scores = scoresOf([...noisy(500, () => 0, 1), 30, null, Number.NaN, Number.POSITIVE_INFINITY])
  const [spike = 0, ...after] = scores.slice(500)
  expect(spike).toBeGreaterThan(0.4)
  for (const [i, score] of after.entries()) expect(score).toBeLessThan([spike, ...after][i] ?? 0)
})

test('a constant series scores nought, and the first change in it stands out', () => {
  const scores = scoresOf([...Array.from({ length: 400 }, () => 5), 6])
  expect(Math.max(...scores.slice(0, 400))).toBeLessThan(0.2)
  expect(scores[400]).toBeGreaterThan(0.4)
})
