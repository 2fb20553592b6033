// What complaints of one minute are worth.
import { expect, test } from 'vitest'
import type { Bucket, Heavy } from '../model/bucket.ts'
import { addHash, createRegisters } from '../tally/hyperloglog.ts'
import { weighedReports } from './reports-seen.ts'

function minuteOf(reports: number, reporters: number, heavy: Heavy[] = []): Bucket {
  const sources = createRegisters()
  for (let at = 0; at < reporters; at++) addHash(sources, Math.imul(at + 1, 0x9e3779b1) >>> 0)
  return {
    ...{ series: 'x', channel: 'complaint', at: 1_741_599_960, seconds: 60, records: reports, squares: 0 },
    rows: [{ country: 'BE', part: 0, direction: 'in', bytes: 0, packets: 0, flows: reports }],
    ...{ sources, destinations: null, heavy, shapes: {}, values: null, marks: [] },
  }
}

test('many people who complain once each count fully', () => {
  expect(weighedReports(minuteOf(600, 600))).toBe(600)
})

test('few who complain often count little', () => {
  expect(weighedReports(minuteOf(600, 6))).toBeLessThan(30)
})

test('one text sent by hundreds is one voice', () => {
  const text: Heavy = { kind: 'text', key: 'abc', amount: 590, error: 0 }
  expect(weighedReports(minuteOf(600, 600, [text]))).toBeLessThan(60)
})

test('a handful is never too few to count', () => {
  expect(weighedReports(minuteOf(6, 6))).toBe(6)
})
