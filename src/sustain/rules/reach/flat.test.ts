// A burst and then one rate is flat; what goes up and down is not, however slow.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flatIn, plateauOf } from './flat.ts'
import type { ReachData } from './reach-data.ts'
import { usualOf } from './view.ts'

const data = JSON.parse(readFileSync('data/sustain/reach.json', 'utf8')) as ReachData
const steady = (count: number, rate: number) => new Array<number>(count).fill(rate)

test('a burst and then one rate is flat at that rate, and the burst is told', () => {
  const flat = flatIn([800_000, 400_000, ...steady(14, 16_000)], data)
  expect(flat?.level).toBe(16_000)
  expect(flat?.burstBytes).toBe(300_000)
})

test('teeth of a limiter that drops are flat by the second', () => {
  const teeth = Array.from({ length: 33 }, (_, at) => (at % 4 === 3 ? 4_000 : 20_000))
  expect(flatIn(teeth, data)?.level).toBeGreaterThan(12_000)
})

test('what swings is not flat, and what is short says nothing', () => {
  const swinging = Array.from({ length: 30 }, (_, at) => 20_000 + 15_000 * Math.sin(at))
  expect(flatIn(swinging, data)).toBeNull()
  expect(flatIn(steady(5, 16_000), data)).toBeNull()
  expect(flatIn([], data)).toBeNull()
})

test('several transfers agree on a rate, or do not', () => {
  const agreed = plateauOf([steady(20, 16_000), steady(20, 16_500)], data)
  expect(agreed).toMatchObject({ share: 1 })
  expect(agreed?.spread).toBeLessThan(0.05)
  expect(plateauOf([steady(20, 16_000), steady(20, 90_000)], data)?.spread).toBeGreaterThan(data.flat.acrossSpread)
  expect(plateauOf([[1, 2]], data)).toBeNull()
})

test('usual is the same hour of days before, and not the last hours', () => {
  const hour = 3_600_000
  const now = Date.parse('2025-02-10T12:30:00Z')
  const hours = Array.from({ length: 72 }, (_, back) => {
    const at = Math.floor(now / hour) * hour - back * hour
    return { at, firstByteMilliseconds: back < 6 ? 900 : 60, bytesPerSecond: back % 24 < 12 ? 1_000_000 : 3_000_000 }
  })
  const usual = usualOf(hours, now)
  expect(usual?.firstByteMilliseconds).toBe(60)
  expect(usual?.swing).toBe(1)
  expect(usualOf([], now)).toBeNull()
})
