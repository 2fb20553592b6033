// What an attack that was measured proposes to an incident.
import { expect, test } from 'vitest'
import type { Attack } from '#sense/model.ts'
import { measuredAttack } from './measured.ts'

const id = '01980f3c-8a00-7000-8000-000000000001'
const marking = { tlp: 'AMBER' as const, owner: id, audience: [], persons: [], releasableTo: [] }
const onset = '2025-03-10T09:45:00.000Z'
const wave = {
  measure: 'bits',
  onset,
  refined: true,
  peak: onset,
  end: null,
  peakValue: 8,
  baseline: 1,
  confidence: 0.9,
} as const
const attack: Attack = {
  ...{ target: id, title: 'Exercise Platform', measure: 'bits', state: 'standing', onset, end: null, waves: [wave] },
  ...{ usual: 1, seen: 8, sure: 0.9, vectors: [], mix: null, doubts: [], judged: null },
  crowd: { verdict: 'undetermined', confidence: 0.5, for: [], against: [], missing: [] },
}
const now = '2025-03-10T10:15:00.000Z'
const named = (state: Attack) =>
  Object.fromEntries(measuredAttack({ id, marking, state }, now).facts.map((fact) => [fact.name, fact.value]))
const judged = (as: 'attack' | 'flash crowd' | 'outage' | 'false alarm') => ({
  ...attack,
  judged: { as, by: id, at: now, reason: 'Looked at.' },
})

test('while it lasts its length is so far, and that it goes on is proposed', () => {
  expect(named(attack)).toEqual({ 'incident.duration_minutes': 30, 'incident.is_ongoing': 'yes' })
})

test('when it is over its length is whole', () => {
  const over = { ...attack, state: 'over' as const, end: '2025-03-10T10:45:00.000Z' }
  expect(named(over)).toEqual({ 'incident.duration_minutes': 60, 'incident.is_ongoing': 'no' })
})

test('malice is proposed where counters or a person say attack, and never from an undetermined verdict', () => {
  const looks = { ...attack, crowd: { ...attack.crowd, verdict: 'attack' as const, confidence: 0.8 } }
  expect(named(looks)['incident.suspected_unlawful_or_malicious']).toBe('yes')
  expect(named(judged('attack'))['incident.suspected_unlawful_or_malicious']).toBe('yes')
  expect(named(judged('outage'))).toEqual(named(attack))
})

test('what a person said was a crowd or a false alarm proposes nothing', () => {
  expect(named(judged('flash crowd'))).toEqual({})
  expect(named(judged('false alarm'))).toEqual({})
})
