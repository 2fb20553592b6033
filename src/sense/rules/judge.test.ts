// Judges tell rises once each: opened, seen better, ended; and go on from their state as if they had never stopped.
import { expect, test } from 'vitest'
import { createDetector } from './detect.ts'
import { complaintJudge, type Judge, levelJudge, type Told } from './judge.ts'
import { judgeFor, type Standard } from './target-judge.ts'

const start = Date.parse('2025-03-10T00:00:00Z') / 1000
const even = (i: number) => 1000 + (i % 7) * 12 - (i % 5) * 9
const level = () => levelJudge(createDetector({ bucketSeconds: 10, kind: 'volume' }))

/** Buckets of ten seconds; between `from` and `to` four times as much. */
function feed(judge: Judge, from: number, to: number, wave: [number, number], times = 4): Told[] {
  const told: Told[] = []
  for (let i = from; i < to; i++) {
    const value = even(i) * (i >= wave[0] && i < wave[1] ? times : 1)
    told.push(...judge.push(start + i * 10, value))
  }
  return told
}

test('a wave is opened, looked at again and ended, with its onset to the bucket', () => {
  const told = feed(level(), 0, 1200, [800, 900])
  expect(told.map(({ kind }) => kind)).toEqual(['opened', 'seen', 'ended'])
  const [wave] = told.at(-1)?.waves ?? []
  expect(Math.abs((wave?.onset ?? 0) - (start + 8000))).toBeLessThanOrEqual(10)
  expect(Math.abs((wave?.end ?? 0) - (start + 9000))).toBeLessThanOrEqual(20)
})

test('a fall is no rise', () => {
  expect(feed(level(), 0, 1200, [800, 900], 0.2)).toEqual([])
})

test('what goes on is told whenever it is asked for, and nothing else is', () => {
  const judge = level()
  feed(judge, 0, 850, [800, 900])
  expect(judge.now(start + 8490)).toMatchObject({ kind: 'lasts', waves: [{ end: null }] })
  feed(judge, 850, 1200, [800, 900])
  expect(judge.now(start + 12_000)).toBeNull()
})

const standard: Standard = { leastRise: 1.15, leastRate: 5, leastComplaints: 3, evidence: 9, gapSeconds: 7200 }
const target = {
  name: 'Portal',
  organisation: '01980f3c-8a00-7000-8000-000000000001',
  ...{ prefixes: [], hosts: [], services: [], users: null, country: null, thresholds: {}, active: true },
}

test.each(['bits', 'complaints'] as const)('stopped in the middle of a rise of %s, it goes on the same', (measure) => {
  const judged = {
    measure,
    channel: measure === 'bits' ? ('flow' as const) : ('complaint' as const),
    seconds: measure === 'bits' ? (10 as const) : (60 as const),
    kind: measure === 'bits' ? ('volume' as const) : ('count' as const),
  }
  const made = (state: ReturnType<Judge['state']> | null) => judgeFor(judged, target, standard, () => false, state)
  const value = (i: number) => (measure === 'bits' ? even(i) : i % 3 === 0 ? 1 : 0) + (i >= 800 && i < 900 ? 4000 : 0)
  const push = (judge: Judge, from: number, to: number) => {
    const told: Told[] = []
    for (let i = from; i < to; i++) told.push(...judge.push(start + i * judged.seconds, value(i)))
    return told
  }
  const whole = push(made(null), 0, 2400)
  const first = made(null)
  const before = push(first, 0, 850)
  const second = made(JSON.parse(JSON.stringify(first.state())))
  expect([...before, ...push(second, 850, 2400)]).toEqual(whole)
  expect(whole[0]?.kind).toBe('opened')
  expect(whole.at(-1)?.kind).toBe('ended')
})

test('complaints rise again out of their tail: one rise, two waves', () => {
  const judge = complaintJudge(null, 3)
  const told: Told[] = []
  for (let i = 0; i < 1000; i++) {
    const high = (i >= 300 && i < 330) || (i >= 360 && i < 380)
    told.push(...judge.push(start + i * 60, high ? 200 : i % 10 === 0 ? 1 : 0))
  }
  expect(told.filter(({ kind }) => kind === 'opened')).toHaveLength(1)
  expect(told.at(-1)).toMatchObject({ kind: 'ended' })
  expect(told.at(-1)?.waves).toHaveLength(2)
  expect(judge.now(start + 60_000)).toBeNull()
})
