// When an item says that a disturbance began.
import { expect, test } from 'vitest'
import { onsetSaid, tellsOfDisturbance } from './news-of-target.ts'

const publishedAt = '2025-03-10T12:00:00.000Z'
const time = (value: string | null, floating = false) => ({ value, floating })

test('a time of day in the text is when it began, to a quarter of an hour', () => {
  expect(onsetSaid({ publishedAt, reliability: 'A' }, [time('2025-03-10T09:45Z')])).toEqual({
    onset: { at: '2025-03-10T09:45:00.000Z', earliest: '2025-03-10T09:30:00.000Z', latest: '2025-03-10T10:00:00.000Z' },
    confidence: 0.9,
  })
})

test('the earliest of several times counts, but nothing after the publication or more than a day before', () => {
  const times = [
    time('2025-03-10T10:30Z'),
    time('2025-03-10T10:00Z'),
    time('2025-03-10T12:30Z'),
    time('2025-03-01T08:00Z'),
  ]
  expect(onsetSaid({ publishedAt, reliability: 'B' }, times)?.onset.at).toBe('2025-03-10T10:00:00.000Z')
})

test('without a time of day it began some hours before it was published, and that is worth half', () => {
  for (const times of [[], [time('2025-03-10')], [time(null)], [time('2025-03-10T09:45Z', true)]])
    expect(onsetSaid({ publishedAt, reliability: 'F' }, times)).toEqual({
      onset: { at: publishedAt, earliest: '2025-03-10T06:00:00.000Z', latest: publishedAt },
      confidence: 0.25,
    })
})

test('an item that nobody can date says nothing of when', () => {
  expect(onsetSaid({ publishedAt: null, reliability: 'A' }, [time('2025-03-10T09:45Z')])).toBeNull()
})

test('only what tells of a denial of service or an outage is asked', () => {
  const topic = (name: string) => ({ topics: [{ topic: name, score: 1, hits: [] }] })
  expect(tellsOfDisturbance(topic('incident.dos'))).toBe(true)
  expect(tellsOfDisturbance(topic('incident.outage'))).toBe(true)
  expect(tellsOfDisturbance(topic('incident.ransomware'))).toBe(false)
})
