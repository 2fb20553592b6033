// One rise is one wave, whoever tells of it and however often.
import { expect, test } from 'vitest'
import type { Attack, AttackWave } from '../model/attacks.ts'
import type { WaveSeen } from './judge.ts'
import { attackWave, belongsTo, isOver, lastEnd, partOf } from './waves.ts'

const start = Date.parse('2025-03-10T09:45:00Z') / 1000

function seen(onset: number, end: number | null): WaveSeen {
  return {
    onset: start + onset,
    peak: start + onset + 10,
    end: end === null ? null : start + end,
    peakValue: 400,
    baseline: 100,
    confidence: 0.9,
    refined: true,
  }
}

function attack(measure: AttackWave['measure'], waves: WaveSeen[], state: Attack['state'] = 'standing'): Attack {
  const list = waves.map((wave) => attackWave(measure, wave))
  return {
    target: '01980f3c-8a00-7000-8000-000000000001',
    title: 'Tax portal, 10 March 2025',
    measure,
    state,
    onset: list[0]?.onset ?? '',
    end: null,
    waves: list,
    usual: 100,
    seen: 400,
    sure: 0.9,
    vectors: [],
    mix: null,
    crowd: { verdict: 'undetermined', confidence: 0, for: [], against: [], missing: [] },
    doubts: [],
    judged: null,
  }
}

test('the same rise again is known, and not written twice', () => {
  const attacks = [{ id: 'a', state: attack('bits', [seen(0, 600)], 'over') }]
  expect(belongsTo('bits', seen(10, 590), attacks, 3600)).toEqual({ as: 'known', attack: 'a', place: 0 })
})

test('packets that rise with the bits are the same rise; complaints are not', () => {
  const attacks = [{ id: 'a', state: attack('bits', [seen(0, null)]) }]
  expect(belongsTo('packets', seen(-20, null), attacks, 3600)).toMatchObject({ as: 'same rise', place: 0 })
  expect(belongsTo('complaints', seen(60, null), attacks, 3600)).toEqual({ as: 'new attack' })
  expect(partOf('value')).toBe('traffic')
})

test('within the gap it is the next wave, after it another attack', () => {
  const attacks = [{ id: 'a', state: attack('bits', [seen(0, 600)], 'between waves') }]
  expect(belongsTo('bits', seen(600 + 3600, null), attacks, 3600)).toEqual({ as: 'next wave', attack: 'a' })
  expect(belongsTo('bits', seen(600 + 3601, null), attacks, 3600)).toEqual({ as: 'new attack' })
})

test('an attack that is over is not continued', () => {
  const attacks = [{ id: 'a', state: attack('bits', [seen(0, 600)], 'over') }]
  expect(belongsTo('bits', seen(700, null), attacks, 3600)).toEqual({ as: 'new attack' })
})

test('a full list begins a new attack', () => {
  const many = Array.from({ length: 200 }, (_, i) => seen(i * 100, i * 100 + 50))
  const attacks = [{ id: 'a', state: attack('bits', many, 'between waves') }]
  expect(belongsTo('bits', seen(20_000, null), attacks, 3600)).toEqual({ as: 'new attack' })
})

test('an attack is over when the gap has passed in measurements, not on the clock', () => {
  const one = attack('bits', [seen(0, 600)], 'between waves')
  expect(lastEnd(one)).toBe(start + 600)
  expect(isOver(one, start + 600 + 3600, start + 600 + 3600, 3600)).toEqual({ over: false })
  expect(isOver(one, start + 600 + 3610, start + 600 + 3610, 3600)).toMatchObject({
    over: true,
    end: '2025-03-10T09:55:00.000Z',
  })
  expect(isOver(one, start + 1000, start + 6 * 3600, 3600)).toEqual({ over: false })
})

test('a hole is not an end, but after hours nobody knows', () => {
  const one = attack('bits', [seen(0, null)])
  expect(isOver(one, start + 600, start + 600 + 6 * 3600, 3600)).toEqual({ over: false })
  const over = isOver(one, start + 600, start + 601 + 6 * 3600, 3600)
  expect(over).toMatchObject({ over: true, end: '2025-03-10T09:55:00.000Z' })
  expect(over.over && over.because).toContain('not known')
  expect(isOver({ ...one, state: 'over' }, start + 600, start + 99 * 3600, 3600)).toEqual({ over: false })
})
