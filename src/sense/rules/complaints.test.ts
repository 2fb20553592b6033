// Surges of complaints are found at their onset, counted rightly, and not called over while their tail comes and goes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complaintEvents } from './complaints/states.ts'
import {
  complaintStates,
  complaintTable,
  createComplaintWatch,
  followComplaints,
  judgeBrigading,
  pushMinute,
} from './complaints.ts'
import { createChance } from './generate/chance.ts'
import { drawSurge, type GeneratedComplaints, generateComplaints, type Surge } from './generate/complaints.ts'
import { storyComplaints } from './generate/story.ts'

const start = 1_741_046_400 // Tuesday 4 March 2025
const hour = 3600

function complaints(surges: Surge[], seed: number, basePerMinute = 0.1, days = 8): GeneratedComplaints {
  return generateComplaints({ seed, start, days, bucketSeconds: 60, basePerMinute, surges })
}

const one = (onset: number, more: Partial<Surge> = {}): Surge => ({
  onset,
  riseSeconds: 600,
  peakPerMinute: 60,
  plateauSeconds: 1200,
  halfLifeSeconds: 1200,
  bursts: [],
  ...more,
})

test('every cell of the table is filled, and over comes from the tail alone, by silence alone', () => {
  for (const state of complaintStates)
    for (const event of complaintEvents) {
      const next = complaintTable[state][event]
      expect(complaintStates).toContain(next)
      if (next === 'over' && state !== 'over') expect([state, event]).toEqual(['tail', 'silence'])
    }
})

test('a week of stray complaints is quiet', () => {
  for (const base of [0.02, 0.1, 0.5, 4])
    for (let seed = 0; seed < 5; seed += 1) {
      const found = followComplaints(complaints([], seed, base).points)
      expect(found.surges, `base ${base}, seed ${seed}`).toEqual([])
    }
})

test('a surge goes through all its states in order', () => {
  const { points } = complaints([one(start + 6 * 24 * hour)], 3)
  const { states, surges } = followComplaints(points)
  expect(surges).toHaveLength(1)
  const seen = states.map(({ state }) => state)
  expect(seen.indexOf('rising')).toBe(0)
  for (const [earlier, next] of [
    ['rising', 'peak'],
    ['peak', 'declining'],
    ['declining', 'tail'],
    ['tail', 'over'],
  ] as const)
    expect(seen.indexOf(earlier), `${earlier} before ${next}: ${seen}`).toBeLessThan(seen.lastIndexOf(next))
  expect(seen.at(-1)).toBe('quiet')
})

test('it is not over before the last burst of its tail, and the end is that of the last burst', () => {
  const onset = start + 6 * 24 * hour
  const tail = onset + 600 + 1200 + 1200 * Math.log2(20)
  const bursts = [40, 100, 170].map((minutes) => ({ onset: tail + minutes * 60, seconds: 600, perMinute: 4 }))
  const { points, truth } = complaints([one(onset, { bursts })], 5)
  const { states, surges } = followComplaints(points)
  const over = states.find(({ state }) => state === 'over')?.at ?? 0
  expect(over).toBeGreaterThan(truth[0]?.end ?? 0)
  expect(Math.abs((surges[0]?.end ?? 0) - (truth[0]?.end ?? 0))).toBeLessThanOrEqual(600)
  expect(surges).toHaveLength(1)
  expect(surges[0]?.bursts).toBe(3)
})

test('a second surge out of the decline of the first is a surge of its own', () => {
  const first = one(start + 6 * 24 * hour, { halfLifeSeconds: 1800 })
  const { points } = complaints([first, one(first.onset + 2 * hour, { peakPerMinute: 90 })], 7)
  const { surges } = followComplaints(points)
  expect(surges).toHaveLength(2)
  expect(Math.abs((surges[1]?.onset ?? 0) - first.onset - 2 * hour)).toBeLessThanOrEqual(300)
})

test('in the story both surges are found, with the onset within five minutes and the peak in the afternoon', () => {
  const { points, truth } = storyComplaints(1, 6, 60)
  const { surges } = followComplaints(points)
  const near = truth.map((told) => surges.some((surge) => Math.abs(surge.onset - told.onset) <= 300))
  expect(near).toEqual([true, true])
  const highest = [...surges].sort((a, b) => b.peakPerMinute - a.peakPerMinute)[0]
  expect(new Date((highest?.peak ?? 0) * 1000).toISOString().slice(0, 13)).toBe('2025-03-10T13')
})

test('of 200 drawn incidents, onsets, counts and ends are as measured', { timeout: 60_000 }, () => {
  const chance = createChance(42)
  const told = { found: 0, onset: 0, count: 0, early: 0, end: 0 }
  for (let round = 0; round < 200; round += 1) {
    const surge = drawSurge(start + 5 * 86_400 + chance.whole(0, 86_400), chance)
    const { points, truth } = complaints([surge], round, Math.exp(chance.between(Math.log(0.02), Math.log(1))))
    const { surges, states } = followComplaints(points)
    const [truly] = truth
    const first = surges.find((found) => Math.abs(found.onset - surge.onset) < 1800)
    told.found += first === undefined ? 0 : 1
    told.onset += first !== undefined && Math.abs(first.onset - surge.onset) <= 180 ? 1 : 0
    told.count += surges.length === 1 ? 1 : 0
    told.early += states.some((state) => state.state === 'over' && state.at < (truly?.end ?? 0)) ? 1 : 0
    told.end += Math.abs((surges.at(-1)?.end ?? 0) - (truly?.end ?? 0)) <= 900 ? 1 : 0
  }
  // Measured when this was written: 200 found, 193 onsets within three minutes, 200 counted rightly, 194 ends within a quarter of an hour, 1 over too early.
  expect(told.found).toBeGreaterThanOrEqual(198)
  expect(told.onset).toBeGreaterThanOrEqual(188)
  expect(told.count).toBeGreaterThanOrEqual(196)
  expect(told.early).toBeLessThanOrEqual(4)
})

test('whatever comes, the watch stays small and its surges in order', () => {
  const counts = fc.array(
    fc.record({ step: fc.integer({ min: -60, max: 7200 }), count: fc.double({ min: -5, max: 1e9 }) }),
    { maxLength: 300 },
  )
  fc.assert(
    fc.property(counts, (steps) => {
      const watch = createComplaintWatch()
      let at = start
      for (const { step, count } of steps) {
        at += step
        expect(complaintStates).toContain(pushMinute(watch, at, count))
      }
      expect(JSON.stringify(watch).length).toBeLessThan(10_000)
      for (const surge of watch.surges) expect(surge.end === null || surge.end >= surge.onset).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('a hundred people who complain are people; three, or one text, are not', () => {
  const people = {
    reports: 120,
    reporters: 110,
    mostByReporter: 2,
    mostByText: 9,
    mostByNetwork: 30,
    usualNetworkShare: 0.25,
  }
  expect(judgeBrigading(people)).toMatchObject({ verdict: 'people', weight: 1 })
  expect(judgeBrigading({ ...people, reporters: 3, mostByReporter: 60 })).toMatchObject({ verdict: 'brigading' })
  expect(judgeBrigading({ ...people, mostByText: 110 }).verdict).toBe('brigading')
  expect(judgeBrigading({ ...people, mostByNetwork: 115 }).verdict).toBe('undetermined')
  const blind = judgeBrigading({ ...people, reporters: null, mostByText: null })
  expect(blind.verdict).toBe('undetermined')
  expect(blind.missing.length).toBeGreaterThan(0)
})
