// What never came is told from what came late, twice, or after a restart.
import { expect, test } from 'vitest'
import {
  advance,
  countsDatagrams,
  countsRecords,
  createSequence,
  fingerprintOf,
  giveUp,
  judgeArrival,
  type SequenceUnit,
} from './sequence.ts'

/** Sends datagrams by number; the content is the number, or the second of a pair. Uptime runs with them. */
function run(unit: SequenceUnit, numbers: readonly (number | [number, number])[], units = 1, uptimes: number[] = []) {
  const state = createSequence()
  const counts = { missing: 0, late: 0, restarts: 0 }
  let duplicates = 0
  for (const [index, each] of numbers.entries()) {
    const [sequence, content] = typeof each === 'number' ? [each, each] : each
    const arrival = judgeArrival(state, counts, unit, sequence >>> 0, content + 1, uptimes[index] ?? index * 1000)
    if (arrival === 'duplicate') duplicates++
    else advance(state, arrival, sequence, units)
  }
  giveUp(state, counts)
  return { ...counts, duplicates }
}

const nothing = { missing: 0, late: 0, restarts: 0, duplicates: 0 }
const steps = (from: number, count: number, by = 1) => Array.from({ length: count }, (_, index) => from + index * by)

test('numbers in a row lose nothing, nor does the wrap after 2^32', () => {
  expect(run(countsDatagrams, steps(5, 100))).toEqual(nothing)
  expect(run(countsDatagrams, steps(2 ** 32 - 3, 6))).toEqual(nothing)
})

test('a gap counts in the unit of the protocol', () => {
  expect(run(countsDatagrams, [1, 2, 6, 7])).toEqual({ ...nothing, missing: 3 })
  expect(run(countsRecords, [0, 30, 120], 30)).toEqual({ ...nothing, missing: 60 })
})

test('what comes late fills its gap', () => {
  expect(run(countsDatagrams, [1, 2, 4, 3, 5])).toEqual({ ...nothing, late: 1 })
  expect(run(countsRecords, [0, 60, 30, 90], 30)).toEqual({ ...nothing, late: 1 })
})

test('a datagram that comes twice is known by number and content, at once and a little later', () => {
  expect(run(countsDatagrams, [1, 2, 2, 3, 2, 4])).toEqual({ ...nothing, duplicates: 2 })
})

test('an exporter that never counts is no duplicate of itself', () => {
  const same = steps(0, 40).map((content): [number, number] => [0, content])
  expect(run(countsDatagrams, same).duplicates).toBe(0)
})

test('a restart is no loss: by uptime, by a great step, and by going on near to where it was', () => {
  const restarted = run(countsDatagrams, [...steps(40, 10), ...steps(5, 10)], 1, [
    ...steps(90_000, 10, 1000),
    ...steps(10, 10, 1000),
  ])
  expect(restarted).toEqual({ ...nothing, restarts: 1 })
  expect(run(countsDatagrams, [...steps(5_000_000, 3), ...steps(0, 3)])).toEqual({ ...nothing, restarts: 1 })
  expect(
    run(countsRecords, [...steps(40, 10), ...steps(5, 20).map((n): [number, number] => [n, n + 1000])]),
  ).toMatchObject({
    missing: 0,
    restarts: 1,
  })
})

test('after records that could not be counted nothing is said of a gap', () => {
  const state = createSequence()
  const counts = { missing: 0, late: 0, restarts: 0 }
  for (const [sequence, units] of [
    [0, 5],
    [5, null],
    [900, 5],
    [905, 5],
  ] as const) {
    // biome-ignore format: pairs
    advance(state, judgeArrival(state, counts, countsRecords, sequence, sequence + 1, 0), sequence, units)
  }
  giveUp(state, counts)
  expect(counts.missing).toBe(0)
})

test('fingerprints differ when any record of a full datagram differs', () => {
  const bytes = new Uint8Array(1464)
  const view = new DataView(bytes.buffer)
  const seen = new Set([fingerprintOf(view, 0, bytes.length)])
  for (let record = 24; record + 45 <= bytes.length; record += 45) {
    bytes.fill(1, record, record + 24)
    seen.add(fingerprintOf(view, 0, bytes.length))
    bytes.fill(0, record, record + 24)
  }
  expect(seen.size).toBe(33)
})
