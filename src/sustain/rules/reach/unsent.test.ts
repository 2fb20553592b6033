// What waits to be sent: in order, within its limit, and never lost without being counted.
import { expect, test } from 'vitest'
import type { ReachSample } from '../../model/reach.ts'
import { createUnsent } from './unsent.ts'

const at = (second: number): ReachSample =>
  ({ at: new Date(second * 1000).toISOString(), role: 'service', endpoint: 0 }) as unknown as ReachSample
const never = at(0).at

test('what was measured first goes first, a handful at a time', () => {
  const unsent = createUnsent(100, 2)
  unsent.add('b', [at(5), at(6), at(7)])
  unsent.add('a', [at(1)])
  expect(unsent.next(never)).toEqual({ service: 'a', samples: [at(1)] })
  unsent.done('a', 1)
  expect(unsent.next(never)).toEqual({ service: 'b', samples: [at(5), at(6)] })
  unsent.done('b', 2)
  expect(unsent.next(never)).toEqual({ service: 'b', samples: [at(7)] })
  unsent.done('b', 1)
  expect([unsent.next(never), unsent.waiting(), unsent.lost()]).toEqual([null, 0, 0])
})

test('what is not done stays, and comes again', () => {
  const unsent = createUnsent(100, 10)
  unsent.add('a', [at(1)])
  expect(unsent.next(never)).toEqual(unsent.next(never))
})

test('beyond the limit the oldest of all go, and are counted once', () => {
  const unsent = createUnsent(3, 10)
  unsent.add('a', [at(1), at(4)])
  unsent.add('b', [at(2), at(3), at(5)])
  expect([unsent.waiting(), unsent.lost(), unsent.lost()]).toEqual([3, 2, 0])
  expect(unsent.next(never)).toEqual({ service: 'b', samples: [at(3), at(5)] })
})

test('what nobody takes any more is let go and counted', () => {
  const unsent = createUnsent(100, 10)
  unsent.add('a', [at(1), at(2)])
  unsent.add('b', [at(9)])
  expect(unsent.next(at(5).at)).toEqual({ service: 'b', samples: [at(9)] })
  expect([unsent.lost(), unsent.waiting()]).toEqual([2, 1])
})
