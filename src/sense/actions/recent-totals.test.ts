// The wall is read once as a whole; after that only what is new.
import { expect, test } from 'vitest'
import type { Span, Total } from '../store/telemetry-store.ts'
import { createRecentTotals } from './recent-totals.ts'

const start = 1_741_600_800

function total(at: number, flows: number): Total {
  return { at, bytes: 0, packets: 0, flows, sources: null, records: 1, marks: [] }
}

function setUp() {
  const kept = new Map<number, number>()
  const asked: Span[] = []
  const recent = createRecentTotals({
    async wall(_realm, span) {
      asked.push(span)
      const totals = [...kept].filter(([at]) => at >= span.from && at < span.to).map(([at, flows]) => total(at, flows))
      return totals.length > 0 ? [{ series: 'a', channel: 'web', totals: totals.sort((a, b) => a.at - b.at) }] : []
    },
  })
  const line = async (now: number) =>
    ((await recent.of('live', now)).get('a')?.get('web') ?? []).map(({ at, flows }) => [at - start, flows])
  return { kept, asked, recent, line }
}

test('what was read is read again only where it may have changed', async () => {
  const { kept, asked, line } = setUp()
  for (let at = start - 600; at < start; at += 60) kept.set(at, 1)
  expect(await line(start)).toHaveLength(10)
  kept.set(start - 60, 5)
  kept.set(start, 7)
  expect((await line(start + 10)).slice(-2)).toEqual([
    [-60, 5],
    [0, 7],
  ])
  expect(asked.map(({ from }) => from - start)).toEqual([-1800, -120])
})

test('what came late is seen at once where this process kept it, and else within minutes', async () => {
  const { kept, recent, line } = setUp()
  kept.set(start - 10, 1)
  await line(start)
  kept.set(start - 900, 9)
  expect(await line(start + 10)).toEqual([[-10, 1]])
  recent.came('live', start - 100)
  expect(await line(start + 20)).toEqual([[-10, 1]])
  expect(await line(start + 300)).toEqual([
    [-900, 9],
    [-10, 1],
  ])
  kept.set(start - 890, 3)
  recent.came('live', start - 890)
  expect(await line(start + 310)).toEqual([
    [-900, 9],
    [-890, 3],
    [-10, 1],
  ])
})

test('what is older than half an hour goes, and a clock that is set back begins anew', async () => {
  const { kept, asked, line } = setUp()
  kept.set(start - 1800, 1)
  expect(await line(start)).toEqual([[-1800, 1]])
  expect(await line(start + 60)).toEqual([])
  await line(start - 30)
  expect(asked.at(-1)!.from).toBe(start - 60 - 1800)
})

test('those who ask at the same moment share one question', async () => {
  const { asked, recent } = setUp()
  await Promise.all([recent.of('live', start), recent.of('live', start), recent.of('live', start)])
  expect(asked).toHaveLength(1)
})
