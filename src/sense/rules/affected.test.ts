// Users affected are estimated from failed requests, and not at all where nobody counted them.
import { expect, test } from 'vitest'
import { affectedPoints } from './affected.ts'

const row = (part: number, flows: number, direction: 'in' | 'out' = 'in') => ({
  country: 'BE',
  part,
  direction,
  bytes: 0,
  packets: 0,
  flows,
})

test('the share of requests that failed is the share of users, with its bounds', () => {
  const { points, complete } = affectedPoints([{ at: 60, rows: [row(2, 750), row(5, 250), row(5, 999, 'out')] }], 4000)
  expect(points).toHaveLength(1)
  expect(points[0]).toMatchObject({ at: 60, users: 1000 })
  expect(points[0]!.low).toBeGreaterThan(800)
  expect(points[0]!.low).toBeLessThan(1000)
  expect(points[0]!.high).toBeGreaterThan(1000)
  expect(complete).toBe(false)
})

test('when nearly all fail it is complete', () => {
  expect(affectedPoints([{ at: 0, rows: [row(2, 1), row(5, 99)] }], 10).complete).toBe(true)
})

test('too few requests, or users that nobody knows, are no number', () => {
  expect(affectedPoints([{ at: 0, rows: [row(5, 19)] }], 10)).toEqual({ points: [], complete: false })
  expect(affectedPoints([{ at: 0, rows: [row(5, 100)] }], null)).toEqual({ points: [], complete: false })
})
