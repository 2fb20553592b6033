// What could stand in, what falls too, and the words for both.
import { expect, test } from 'vitest'
import type { Part } from '../../model/parts.ts'
import { idOf, mapOf, needOf, partOf } from '../../testdata/small-maps.ts'
import { compile } from '../long-run/compile.ts'
import { createLongRun } from '../long-run/settle.ts'
import { type FoundAlternatives, findAlternatives } from './find.ts'

const asked = { part: 1, today: '2026-03-10', memberStates: new Set(['FR', 'LU', 'EE']), limit: 20 }
const link = (n: number, name: string, country: string | null, more: Partial<Part> = {}) =>
  partOf(n, { name, kind: 'provider', layer: 'satellite', country, behind: { organisation: null, name }, ...more })
const byStandby = (n: number, more = {}) => ({ part: idOf(n), switching: { likely: 90 }, ...more })

function alternativesTo(parts: Parameters<typeof mapOf>[0], more = {}): FoundAlternatives {
  const mapped = mapOf(parts)
  const run = createLongRun(compile(mapped.graph, () => true))
  return findAlternatives(mapped, run, { ...asked, ...more })
}

const four = [
  partOf(0, {
    kind: 'service',
    needs: [
      needOf('link', [
        1,
        byStandby(2, { agreement: 'Contract 7', agreedUntil: '2026-12-31' }),
        byStandby(3, { agreement: 'Memo', agreedUntil: '2026-01-31' }),
      ]),
    ],
  }),
  link(1, 'Usual', 'US', { capacity: { amount: 100, unit: 'Gbit/s' } }),
  link(2, 'Agreed', 'LU', { capacity: { amount: 40, unit: 'Gbit/s' } }),
  link(3, 'Run out', 'FR'),
  link(4, 'Only announced', 'CN', { capacity: { amount: 200, unit: 'gbit/s' } }),
]

test('an agreed standby comes first, then one whose agreement ran out, then one that is only of the same layer', () => {
  const { alternatives, fallen } = alternativesTo(four)
  expect(fallen).toEqual([0])
  expect(
    alternatives.map(({ seen, saves, inUnion, switchMinutes }) => [seen.name, saves, inUnion, switchMinutes]),
  ).toEqual([
    ['Agreed', 1, true, 90],
    ['Run out', 1, true, 90],
    ['Only announced', 1, false, null],
  ])
  expect(alternatives.map(({ because }) => because)).toEqual([
    [
      'It stands by, and carries after 90 minutes.',
      '1 of 1 services that fall would stand with it.',
      '“Contract 7” holds until 2026-12-31.',
      'Its capacity is not enough: 40 of 100 Gbit/s.',
      'Under the law of a Member State (LU).',
    ],
    [
      'It stands by, and carries after 90 minutes.',
      '1 of 1 services that fall would stand with it.',
      '“Memo” ran out on 2026-01-31 (today: 2026-03-10).',
      'Whether its capacity is enough is not known.',
      'Under the law of a Member State (FR).',
    ],
    [
      'It is only of the same layer; nobody named it as a standby, and how long a move takes is not known.',
      '1 of 1 services that fall would stand with it.',
      'Nothing is agreed.',
      'Its capacity is enough: 200 of 100 Gbit/s.',
      'Under the law of CN, outside the Union.',
    ],
  ])
})

test('on the last day an agreement still holds, on the day after it does not', () => {
  const of = (today: string) => alternativesTo(four, { today }).alternatives.find(({ part }) => part === 2)?.agreed
  expect(of('2026-12-31')).toBe('agreed')
  expect(of('2027-01-01')).toBe('run-out')
})

test('whoever needs the part falls too, saves nothing and comes last, through others as well', () => {
  const { alternatives } = alternativesTo([
    partOf(0, { kind: 'service', needs: [needOf('link', [1, byStandby(2, { agreement: 'Contract' })])] }),
    link(1, 'Usual', 'US'),
    link(2, 'Reseller', 'EE', { needs: [needOf('ground', [3])] }),
    partOf(3, { layer: 'site', needs: [needOf('space', [1])] }),
    link(4, 'Other', null),
  ])
  expect(alternatives.map(({ seen, fallsToo, saves }) => [seen.name, fallsToo, saves])).toEqual([
    ['Other', false, 1],
    ['Reseller', true, 0],
  ])
  expect(alternatives[1]?.because).toContain('It falls itself when that part falls.')
  expect(alternatives[0]?.because).toContain('Under whose law it stands is not known.')
})

test('what takes both away is named, though neither falls with the other', () => {
  const station = (n: number) => partOf(n, { name: 'Ground station', layer: 'site' })
  const { alternatives } = alternativesTo([
    partOf(0, { kind: 'service', needs: [needOf('link', [1, byStandby(2, { agreement: 'Contract' })])] }),
    link(1, 'Usual', 'US', { needs: [needOf('ground', [3])] }),
    link(2, 'Second', 'LU', { needs: [needOf('ground', [3])] }),
    station(3),
  ])
  expect(alternatives[0]).toMatchObject({ fallsToo: false, saves: 1, common: ['Ground station'] })
  expect(alternatives[0]?.because).toContain('Both fall with Ground station.')
})

test('one of the same layer with too little capacity saves only what can live on that little', () => {
  const user = (n: number, usableFrom: number) =>
    partOf(n, { kind: 'service', usableFrom, needs: [needOf('link', [1])] })
  const { alternatives } = alternativesTo([
    user(0, 0.5),
    link(1, 'Usual', 'US', { capacity: { amount: 100, unit: 'Gbit/s' } }),
    link(2, 'Small', 'LU', { capacity: { amount: 20, unit: 'Gbit/s' } }),
    user(3, 0.1),
  ])
  expect(alternatives[0]).toMatchObject({ saves: 1 })
})
