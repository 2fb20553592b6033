// A cascade at one minute, and the way back to the shock.
import { expect, test } from 'vitest'
import type { Fallen, Step } from '../../model/analysis.ts'
import { chainOf, levelAt, momentsOf } from './levels.ts'

const step = (at: number, level: number, because: string | null = null): Step => ({
  at,
  level,
  because,
  need: because ? 'Power' : null,
})
const part = (id: string, ...steps: Step[]): [string, Fallen] => [
  id,
  {
    ...{ part: id, name: id, kind: 'component', layer: 'energy' },
    degradedAt: 0,
    downAt: null,
    backAt: null,
    lowest: 0,
    steps,
  },
]

test('a part is whole until its first step, and has the level of its last step after that', () => {
  const steps = [step(30, 0.5), step(60, 0)]
  expect([29.9, 30, 59, 60, 900].map((minute) => levelAt(steps, minute))).toEqual([1, 0.5, 0.5, 0, 0])
  expect(levelAt([], 10)).toBe(1)
})

test('each moment of change is told once, in order', () => {
  const fallen = [part('b', step(60, 0)), part('a', step(0, 0), step(60, 1))].map(([, it]) => it)
  expect(momentsOf(fallen)).toEqual([0, 60])
})

test('the chain leads from the service back to what the shock struck', () => {
  const fallen = new Map([
    part('site', step(0, 0)),
    part('cloud', step(240, 0, 'site')),
    part('tax', step(255, 0, 'cloud')),
  ])
  expect(chainOf(fallen, 'tax').map((link) => `${link.part}@${link.at}`)).toEqual(['tax@255', 'cloud@240', 'site@0'])
})

test('a chain that comes back to itself ends there', () => {
  const fallen = new Map([part('a', step(5, 0, 'b')), part('b', step(5, 0, 'a'))])
  expect(chainOf(fallen, 'a').map((link) => link.part)).toEqual(['a', 'b'])
  expect(chainOf(fallen, 'nobody')).toEqual([])
})
