// Waves become attacks by their gaps; the state follows from them; an alarm is three numbers and a sentence.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStandards } from '../actions/standards.ts'
import type { AttackWave } from '../model/attacks.ts'
import { belongsTo, explainAlarm, gatherAttacks, stateAt, threeNumbers } from './attack.ts'

const at = (minutes: number) => new Date(Date.parse('2025-03-10T09:45:00Z') + minutes * 60_000).toISOString()

function wave(from: number, to: number | null, more: Partial<AttackWave> = {}): AttackWave {
  return {
    measure: 'bits',
    onset: at(from),
    refined: true,
    peak: at(from + 2),
    end: to === null ? null : at(to),
    peakValue: 5e9,
    baseline: 1e9,
    confidence: 0.9,
    ...more,
  }
}

test('waves with less than the gap between them are one attack, with more they are two', () => {
  const waves = [wave(0, 38), wave(85, 110), wave(225, 300)]
  expect(gatherAttacks(waves, 7200).map((attack) => attack.length)).toEqual([3])
  expect(gatherAttacks(waves, 3600).map((attack) => attack.length)).toEqual([2, 1])
  expect(gatherAttacks(waves, 600).map((attack) => attack.length)).toEqual([1, 1, 1])
})

test('exactly the gap still belongs, a second more does not; a wave that runs takes what follows', () => {
  expect(belongsTo([wave(0, 10)], wave(20, 30), 600)).toBe(true)
  expect(belongsTo([wave(0, 10)], wave(20, 30), 599)).toBe(false)
  expect(belongsTo([wave(0, null)], wave(5000, 5010), 60)).toBe(true)
  expect(belongsTo([], wave(0, 10), 600)).toBe(false)
})

test('the order of waves does not matter, and none is lost', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 300 })), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(some, (pairs) => {
      const waves = pairs.map(([from, length]) => wave(from, from + length))
      const attacks = gatherAttacks(waves, 3600)
      expect(attacks.flat()).toHaveLength(waves.length)
      expect(gatherAttacks([...waves].reverse(), 3600).map((attack) => attack.length)).toEqual(
        attacks.map((attack) => attack.length),
      )
    }),
  )
})

test('an attack rises, stands, pauses between waves, and is over after the gap', () => {
  const waves = [wave(0, 10), wave(30, 40)]
  expect(stateAt(waves, at(2.5), 3600)).toBe('rising')
  expect(stateAt(waves, at(6), 3600)).toBe('standing')
  expect(stateAt(waves, at(41), 3600)).toBe('between waves')
  expect(stateAt(waves, at(100), 3600)).toBe('between waves')
  expect(stateAt(waves, at(101), 3600)).toBe('over')
})

test('an alarm is explained by what is usual, what was seen, and how sure that is', () => {
  const waves = [wave(0, 10, { confidence: 0.97, peakValue: 2e9 }), wave(30, 40)]
  expect(threeNumbers(waves)).toEqual({ usual: 1e9, seen: 5e9, sure: 0.97 })
  const explained = explainAlarm('bits', waves, readStandards())
  expect(explained.says).toBe('Usual 1G bit/s, seen 5G bit/s, 5 times the usual (strong); 97 % sure.')
})

test('where nothing is usual no number of times is made up', () => {
  const explained = explainAlarm(
    'complaints',
    [wave(0, 10, { measure: 'complaints', baseline: 0, peakValue: 2600 })],
    readStandards(),
  )
  expect(explained.intensity).toBeNull()
  expect(explained.says).toContain('2.6k complaints a minute')
})
