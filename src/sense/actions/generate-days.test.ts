// The files of a synthetic day: each says the same day, and the story says that it is an exercise.
import { expect, test } from 'vitest'
import { type GenerateAsk, generateFiles } from './generate-days.ts'

const ask: GenerateAsk = {
  preset: 'days',
  options: { days: 1, quietDays: 0, attacks: 2, bucketSeconds: 60 },
  rows: true,
  series: 't',
  channel: 'flow',
}
const textOf = (asked: GenerateAsk, name: string) =>
  [...(generateFiles(asked).files.find((file) => file.name === name)?.text ?? [])].join('')

test('a set has its series, its truth, and rows when they are asked for', () => {
  const { files, told } = generateFiles(ask)
  expect(files.map((file) => file.name)).toEqual([
    'series.csv',
    'truth.json',
    'complaints.csv',
    'rows.csv',
    'sources.csv',
  ])
  expect(told.buckets).toBe(1440)
  const truth = JSON.parse(textOf(ask, 'truth.json'))
  expect(truth).toMatchObject({ synthetic: true, bucketSeconds: 60 })
  expect(truth.waves).toHaveLength(told.waves)
  expect(truth.complaints.length).toBeGreaterThanOrEqual(2)
  expect(textOf(ask, 'rows.csv').split('\n')[1]).toMatch(/^2025-03-10T00:0\d:00Z,[A-Z?*]{1,2},\d+,in,\d+,\d+,\d+$/)
  expect(generateFiles({ ...ask, rows: false }).files).toHaveLength(3)
})

test('the story comes with complaints and says that it is an exercise', () => {
  const story: GenerateAsk = { ...ask, preset: 'story', options: { quietDays: 1 }, rows: false }
  const truth = JSON.parse(textOf(story, 'truth.json'))
  expect(truth).toMatchObject({ exercise: true, synthetic: true })
  expect(new Date(truth.waves[0].onset * 1000).toISOString()).toBe('2025-03-10T09:45:00.000Z')
  expect(textOf(story, 'complaints.csv').split('\n')).toHaveLength(2 * 1440 + 2)
})
