// The line of the cockpit: what is not known stays a hole, and the share follows who changed their mind.
import { expect, test } from 'vitest'
import { badShares } from './bad-shares.ts'

const at = (second: number) => new Date(second * 1000).toISOString()
const pair = (vantage: string) => ({ vantage, upstream: 'Usual' })

test('one of two that finds it failing is half, from the moment on at which it said so', () => {
  const shares = badShares({
    upstreams: ['Usual'],
    changes: [
      { ...pair('A'), at: at(6), health: 'failing' },
      { ...pair('A'), at: at(0), health: 'well' },
    ],
    now: [
      { ...pair('A'), health: 'failing' },
      { ...pair('B'), health: 'well' },
      { vantage: 'A', upstream: 'Fallback', health: 'failing' },
    ],
    ...{ from: 0, to: 10_000, steps: 6 },
  })
  expect(shares).toEqual([0, 0, 0, 0.5, 0.5, 0.5])
})

test('before anybody said anything there is a hole, and no zero', () => {
  const changes = [{ ...pair('A'), at: at(5), health: 'slow' as const }]
  const now = [{ ...pair('A'), health: 'slow' as const }]
  expect(badShares({ upstreams: ['Usual'], changes, now, from: 0, to: 10_000, steps: 3 })).toEqual([null, 1, 1])
})
