// An alarm is explained by three numbers.
import { expect, test } from 'vitest'
import type { AttackWave } from '../model/attacks.ts'
import { threeNumbers } from './attack.ts'

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

test('an alarm is explained by what is usual, what was seen, and how sure that is', () => {
  const waves = [wave(0, 10, { confidence: 0.97, peakValue: 2e9 }), wave(30, 40)]
  expect(threeNumbers(waves)).toEqual({ usual: 1e9, seen: 5e9, sure: 0.97 })
})
