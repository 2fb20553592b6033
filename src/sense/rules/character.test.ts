// How an attack is done is told from what was counted, and what cannot be told is said to be missing.
import { expect, test } from 'vitest'
import type { Attack } from '../model/attacks.ts'
import type { Bucket } from '../model/bucket.ts'
import { readVectors } from '../tally/vectors.ts'
import { type CharacterKnown, changedMuch, characterOf } from './character.ts'
import { storyBuckets, storyComplaintBuckets, storyComplaints, storyTraffic } from './generate/story.ts'
import { noListLoaded } from './mix.ts'

const at = (time: string) => Date.parse(`2025-03-10T${time}Z`) / 1000
const id = '01980f3c-8a00-7000-8000-000000000001'
const known: CharacterKnown = {
  vectors: readVectors(),
  shapes: { syn: 'syn-only', bogon: 'bogon', amplification: ['amplification-dns'] },
  mixWith: () => ({
    kinds: noListLoaded,
    nameOf: (_kind, key) => key,
    spoofing: { bogonShape: 'bogon', synShape: 'syn-only', amplificationShapes: [], addressSpace: null },
    tables: 'Test tables of 2026-11-22, CC0',
  }),
}

function attack(measure: Attack['measure']): Attack {
  const numbers = { peakValue: 160_000, baseline: 40_000, confidence: 0.9 }
  const times = { onset: '2025-03-10T09:45:00.000Z', peak: '2025-03-10T09:50:00.000Z', end: '2025-03-10T10:23:00.000Z' }
  return {
    ...{ target: id, title: 'X', measure, state: 'standing', onset: times.onset, end: null },
    waves: [{ measure, refined: true, ...times, ...numbers }],
    ...{ usual: 1, seen: 4, sure: 0.9, vectors: [], mix: null, doubts: [], judged: null },
    crowd: { verdict: 'undetermined', confidence: 0, for: [], against: [], missing: [] },
  }
}

const traffic = [...storyBuckets(storyTraffic(3, 1), id, { from: at('07:45:00'), to: at('10:23:00') })]
const counted = {
  seen: traffic.filter((bucket) => bucket.at >= at('09:45:00')),
  usual: traffic.filter((bucket) => bucket.at < at('09:44:00')),
}

test('a flood of the story is one: vectors, mix with its caveat, and no crowd', () => {
  const { vectors, mix, crowd, doubts } = characterOf(attack('packets'), { flow: counted }, known)
  expect(vectors[0]).toMatchObject({ vector: 'syn-flood' })
  expect(mix?.caveat).toMatch(/not who sent them/)
  expect(mix?.countries.find(({ key }) => key === 'VN')?.share).toBeGreaterThan(0.05)
  expect(crowd.verdict).not.toBe('flash-crowd')
  expect(crowd.missing).not.toContain('how fast it rose')
  expect(doubts).toEqual([])
})

test('doubts are counted by their mark', () => {
  const seen: Bucket[] = counted.seen.map((bucket, i) => (i < 3 ? { ...bucket, marks: ['shed'] } : bucket))
  expect(characterOf(attack('packets'), { flow: { ...counted, seen } }, known).doubts).toEqual([
    { mark: 'shed', buckets: 3 },
  ])
})

test('nothing counted is nothing told', () => {
  const { vectors, mix, crowd } = characterOf(attack('bits'), {}, known)
  expect([vectors, mix, crowd.verdict]).toEqual([[], null, 'undetermined'])
  expect(crowd.missing.length).toBeGreaterThan(0)
})

test('complaints have no sources of packets, and do not say why people complain', () => {
  const seen = [...storyComplaintBuckets(storyComplaints(3, 0, 60), id)]
  const { mix, crowd } = characterOf(attack('complaints'), { complaint: { seen, usual: [] } }, known)
  expect(mix).toBeNull()
  expect(crowd).toMatchObject({ verdict: 'undetermined' })
  expect(crowd.missing[0]).toMatch(/^Complaints alone/)
})

test('another vector or another share is much of a change; a little is not', () => {
  const before = characterOf(attack('packets'), { flow: counted }, known)
  expect(changedMuch(before, before)).toBe(false)
  expect(changedMuch(before, { ...before, vectors: [] })).toBe(true)
  expect(changedMuch({ ...before, mix: null }, before)).toBe(true)
  const moved = (by: number) => {
    const { mix } = before
    if (!mix) throw new Error('no mix')
    return {
      ...before,
      mix: { ...mix, countries: mix.countries.map((one, i) => (i === 0 ? { ...one, share: one.share - by } : one)) },
    }
  }
  expect(changedMuch(before, moved(0.02))).toBe(false)
  expect(changedMuch(before, moved(0.08))).toBe(true)
})
