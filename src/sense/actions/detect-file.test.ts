// A file in, waves out, in the times of the file.
import Value from 'typebox/value'
import { expect, test } from 'vitest'
import { DetectOutput } from '../model/detect-output.ts'
import { detectFile } from './detect-file.ts'

const start = Date.UTC(2025, 2, 10, 8, 0, 0) / 1000
/** Small fixed ups and downs, so that nothing is by chance. */
const noise = (i: number) => 1 + 0.05 * Math.sin(i * 12.9898) + 0.03 * Math.sin(i * 78.233)
const value = (i: number) => Math.round(1000 * noise(i) * (i >= 300 && i < 360 ? 4 : 1))
const rows = (time: (i: number) => string | number) =>
  ['timestamp,value', ...Array.from({ length: 600 }, (_, i) => `${time(i)},${value(i)}`)].join('\n')
const dated = rows((i) => new Date((start + i * 10) * 1000).toISOString())
const first = { onset: '2025-03-10T08:50:00Z', end: '2025-03-10T09:00:00Z' }

test('a wave is told in the dates of the file, with scores for each line', () => {
  const output = detectFile('a.csv', new TextEncoder().encode(dated))
  expect(output).toMatchObject({ bucketSeconds: 10, kind: 'volume', waves: [first] })
  expect(output.scores).toHaveLength(600)
  expect(output.scores[300]?.[1]).toBeGreaterThan(0.5)
  expect(Value.Errors(DetectOutput, output)).toEqual([])
})

test('a file with epochs gets epochs back, in its own unit', () => {
  const seconds = detectFile(
    'a.csv',
    rows((i) => start + i * 10),
  )
  const milliseconds = detectFile(
    'a.csv',
    rows((i) => (start + i * 10) * 1000),
  )
  expect(seconds.waves[0]).toMatchObject({ onset: start + 3000, end: start + 3600 })
  expect(milliseconds.waves[0]).toMatchObject({ onset: (start + 3000) * 1000, end: (start + 3600) * 1000 })
})

test('what is no series has no waves, and says why', () => {
  for (const text of ['', 'timestamp,value\n', 'one,two\nthree', '\u0000\u0001', '1,2\n'])
    expect(detectFile('b.csv', text)).toMatchObject({ waves: [], surges: [] })
  expect(detectFile('b.csv', 'timestamp,value\nnever,1\n').problems.length).toBeGreaterThan(0)
})

test('a line without a value is a hole and no wave or dip', () => {
  const holed = dated.replace(/^(2025-03-10T08:2\d:\d0\.000Z),\d+$/gm, '$1,')
  expect(detectFile('c.csv', holed)).toMatchObject({ waves: [first], dips: [], counts: { missing: 60 } })
})

test('reports are counts: the surge is told as a whole', () => {
  const reports = (i: number) =>
    i >= 200 && i < 320 ? Math.round(900 * Math.exp(-(i - 200) / 40)) : i % 7 === 0 ? 1 : 0
  const text = Array.from({ length: 600 }, (_, i) => `${start + i * 60},${reports(i)}`).join('\n')
  const output = detectFile('d.csv', text)
  expect(output.kind).toBe('count')
  expect(output.surges).toHaveLength(1)
  expect(output.surges[0]).toMatchObject({ onset: start + 200 * 60, peak: start + 200 * 60, peakValue: 900 })
})
