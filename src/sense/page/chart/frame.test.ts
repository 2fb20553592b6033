// How charts choose their scale, their resolution and their next span.
import { expect, test } from 'vitest'
import { bucketFor, moved, runsOf, spanOf, valueScale, zoomed } from './frame.ts'

const hour = 3600
const now = 1_741_600_000

test('an hour of today is shown by ten seconds, a day by minutes, a month by hours', () => {
  expect(bucketFor({ from: now - hour, to: now }, now)).toBe(10)
  expect(bucketFor({ from: now - 24 * hour, to: now }, now)).toBe(60)
  expect(bucketFor({ from: now - 30 * 24 * hour, to: now }, now)).toBe(3600)
})

test('what is older than it is kept at ten seconds is shown by minutes, and later by hours', () => {
  expect(bucketFor({ from: now - 50 * hour, to: now - 49 * hour }, now)).toBe(60)
  expect(bucketFor({ from: now - 40 * 24 * hour, to: now - 40 * 24 * hour + hour }, now)).toBe(3600)
})

test('zooming in and out keeps the middle, and moving keeps the length', () => {
  const span = { from: now - hour, to: now }
  expect(zoomed(span, 0.5)).toEqual({ from: now - (3 * hour) / 4, to: now - hour / 4 })
  expect(zoomed(zoomed(span, 0.5), 2)).toEqual(span)
  expect(moved(span, -0.5)).toEqual({ from: now - 1.5 * hour, to: now - 0.5 * hour })
})

test('zooming around a bucket leaves it where it is on the screen', () => {
  const span = { from: now - hour, to: now }
  expect(zoomed(span, 0.5, now - hour)).toEqual({ from: now - hour, to: now - hour / 2 })
  const { from, to } = zoomed(span, 0.5, now - hour / 4)
  expect((now - hour / 4 - from) / (to - from)).toBeCloseTo(0.75, 3)
})

test('doubtful buckets beside one another are one span, whichever marks name them', () => {
  expect(runsOf([130, 100, 110, 110, 160], 10)).toEqual([
    { from: 100, to: 120 },
    { from: 130, to: 140 },
    { from: 160, to: 170 },
  ])
})

test('nobody zooms below two minutes', () => {
  expect(zoomed({ from: now - 120, to: now }, 0.5)).toEqual({ from: now - 120, to: now })
})

test('a chart without values has an axis all the same, and one that goes below zero shows it', () => {
  expect(valueScale([[null, null]], 100).domain()).toEqual([0, 1])
  expect(valueScale([[-5, 10]], 100).domain()[0]).toBeLessThanOrEqual(-5)
})

test('the last bucket belongs to the span as a whole', () => {
  expect(spanOf([100, 110, 120], 10)).toEqual({ from: 100, to: 130 })
})
