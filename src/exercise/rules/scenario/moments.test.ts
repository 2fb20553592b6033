// When injects are planned.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Inject } from '../../model/scenario.ts'
import { momentMs, plannedMoments, spanMs, spanOf } from './moments.ts'

const startsAt = '2025-03-10T08:00:00.000Z'
const phone = { channel: 'phone', caller: 'Somebody', to: 'desk', text: 'It rings.' } as const
const inject = (id: string, rest: Partial<Inject>): Inject => ({ id, title: id, content: phone, ...rest })

test('a span is read and written the same, to the second', () => {
  expect(spanMs('1d 2h 30m 5s')).toBe(95_405_000)
  expect(spanMs('1.5h')).toBe(5_400_000)
  expect(spanOf(0)).toBe('0s')
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      (seconds) => spanMs(spanOf(seconds * 1_000)) === seconds * 1_000,
    ),
  )
})

test('a moment is counted from the start, or is a date of the story', () => {
  expect(new Date(momentMs('1h 45m', startsAt)).toISOString()).toBe('2025-03-10T09:45:00.000Z')
  expect(new Date(momentMs('2025-03-10T10:45:00+01:00', startsAt)).toISOString()).toBe('2025-03-10T09:45:00.000Z')
})

test('an inject follows another one, through any chain, whatever order they stand in', () => {
  const injects = [
    inject('third', { after: { inject: 'second', by: '10m' } }),
    inject('second', { after: { inject: 'first', by: '5m' } }),
    inject('first', { at: '1h' }),
  ]
  const planned = plannedMoments({ startsAt, injects })
  expect(planned.get('third')).toBe(momentMs('1h 15m', startsAt))
  expect(planned.size).toBe(3)
})

test('a ring, and what hangs on it or on nothing, has no moment', () => {
  const injects = [
    inject('a', { after: { inject: 'b', by: '1m' } }),
    inject('b', { after: { inject: 'a', by: '1m' } }),
    inject('c', { after: { inject: 'a', by: '1m' } }),
    inject('d', { after: { inject: 'nowhere', by: '1m' } }),
    inject('e', { at: '0s' }),
  ]
  expect([...plannedMoments({ startsAt, injects }).keys()]).toEqual(['e'])
})

test('a chain of ten thousand is planned at once', () => {
  const injects = Array.from({ length: 10_000 }, (_, at) =>
    inject(`i-${at}`, at === 0 ? { at: '0s' } : { after: { inject: `i-${at - 1}`, by: '1s' } }),
  ).reverse()
  expect(plannedMoments({ startsAt, injects }).get('i-9999')).toBe(momentMs('9999s', startsAt))
})
