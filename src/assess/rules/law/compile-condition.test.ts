// Three-valued logic of conditions and rules, by tables.
import { expect, test } from 'vitest'
import { no as isNo, ruleOf, smallLaw } from '../../../../test/setup/small-law.ts'
import type { Condition, FactValue } from '../../model/law.ts'
import type { Situation } from '../../model/verdict.ts'
import { askRule } from './compile-condition.ts'
import { knownOf } from './known.ts'
import { prepareLaw } from './prepare-law.ts'
import { answerOf } from './three-valued.ts'

type Told = Partial<Situation> & { types?: string[] }

function ask(when: Condition, facts: Record<string, FactValue>, { types = [], ...more }: Told = {}, rule = {}): string {
  const law = prepareLaw(smallLaw([ruleOf('small.loss', isNo), ruleOf('small.tried', when, rule)], []))
  const tried = law.ruleOf.get('small.tried')
  if (tried === undefined) throw new Error('the rule is missing')
  return answerOf(askRule(knownOf(law, { entity: { types, countries: [] }, facts, ...more }), tried, -1))
}

const yes: Condition = { fact: 'x.red', op: 'eq', value: true }
const no: Condition = { fact: 'x.red', op: 'eq', value: false }
const open: Condition = { fact: 'x.green', op: 'eq', value: true }
const red = { 'x.red': true }

const table: [string, Condition, string][] = [
  ['all of yes and yes', { all: [yes, yes] }, 'yes'],
  ['all of yes and unknown', { all: [yes, open] }, 'undetermined'],
  ['all of unknown and no', { all: [open, no] }, 'no'],
  ['any of no and no', { any: [no, no] }, 'no'],
  ['any of no and unknown', { any: [no, open] }, 'undetermined'],
  ['any of unknown and yes', { any: [open, yes] }, 'yes'],
  ['not unknown', { not: open }, 'undetermined'],
  ['not yes', { not: yes }, 'no'],
  ['two of yes, yes and no', { atLeast: { n: 2, of: [yes, yes, no] } }, 'yes'],
  ['two of yes, unknown and no', { atLeast: { n: 2, of: [yes, open, no] } }, 'undetermined'],
  ['two of yes, no and no', { atLeast: { n: 2, of: [yes, no, no] } }, 'no'],
  ['two of unknown and no', { atLeast: { n: 2, of: [open, no] } }, 'no'],
]

test.each(table)('%s', (_title, when, expected) => {
  expect(ask(when, red)).toBe(expected)
})

const minutes = (op: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq'): Condition => ({
  fact: 'x.minutes',
  op,
  value: 30,
  unit: 'minutes',
})
const leaves: [Condition, FactValue, string][] = [
  [minutes('gt'), 30, 'no'],
  [minutes('gt'), 30.01, 'yes'],
  [minutes('gte'), 30, 'yes'],
  [minutes('gte'), 29.99, 'no'],
  [minutes('lt'), 30, 'no'],
  [minutes('lte'), 30, 'yes'],
  [minutes('eq'), 30, 'yes'],
  [minutes('neq'), 30, 'no'],
]

test.each(leaves)('%j of %j is %s', (when, value, expected) => {
  expect(ask(when, { 'x.minutes': value })).toBe(expected)
})

test('an enum is in a list, or not', () => {
  const when: Condition = { fact: 'x.grade', op: 'in', value: ['middle', 'high'] }
  expect([ask(when, { 'x.grade': 'high' }), ask(when, { 'x.grade': 'low' }), ask(when, {})]).toEqual([
    'yes',
    'no',
    'undetermined',
  ])
})

test('a set shares a value with a list; an empty set is known to share none', () => {
  const when: Condition = { fact: 'x.kinds', op: 'contains_any', value: ['water'] }
  expect([ask(when, { 'x.kinds': ['fire', 'water'] }), ask(when, { 'x.kinds': [] })]).toEqual(['yes', 'no'])
})

test('a rule of services is met by one of them, and fails only when all fail', () => {
  const when: Condition = { fact: 's.down', op: 'eq', value: true }
  const of = (...downs: (boolean | null)[]) =>
    ask(
      when,
      {},
      { services: downs.map((down) => ({ facts: down === null ? {} : { 's.down': down } })) },
      { scope: 'service' },
    )
  expect([of(false, true), of(false, null), of(false, false), of(null, true)]).toEqual([
    'yes',
    'undetermined',
    'no',
    'yes',
  ])
})

test('facts of different services do not make one service', () => {
  const when: Condition = {
    all: [
      { fact: 's.down', op: 'eq', value: true },
      { fact: 's.users', op: 'gt', value: 5 },
    ],
  }
  const services = [{ facts: { 's.down': true, 's.users': 1 } }, { facts: { 's.down': false, 's.users': 9 } }]
  expect(ask(when, {}, { services }, { scope: 'service' })).toBe('no')
})

test('a service fact that stands beside the services holds for all that do not say otherwise', () => {
  const when: Condition = { fact: 's.down', op: 'eq', value: true }
  const rule = { scope: 'service' }
  expect(ask(when, { 's.down': true }, { services: [{ facts: { 's.down': false } }, { facts: {} }] }, rule)).toBe('yes')
  expect(ask(when, { 's.down': true }, { services: [{ facts: { 's.down': false } }] }, rule)).toBe('no')
  expect(ask(when, { 's.down': true }, {}, rule)).toBe('yes')
})

test('a share is computed from its numbers, of each service apart; a told one goes before it', () => {
  const when: Condition = { fact: 's.hit_pct', op: 'gt', value: 5, unit: 'percent' }
  const rule = { scope: 'service' }
  const of = (facts: Record<string, FactValue>) => ask(when, { 's.users': 100 }, { services: [{ facts }] }, rule)
  expect([of({ 's.hit': 5 }), of({ 's.hit': 6 }), of({}), of({ 's.hit': 6, 's.hit_pct': 5 })]).toEqual([
    'no',
    'yes',
    'undetermined',
    'no',
  ])
  expect(of({ 's.hit': 6, 's.users': 200 })).toBe('no')
})

test('none of an unknown whole is no share of it, and some of nothing is unknown', () => {
  const when: Condition = { fact: 'x.loss_pct', op: 'gt', value: 5 }
  expect(ask(when, { 'x.loss': 0 })).toBe('no')
  expect(ask(when, { 'x.loss': 1, 'entity.turnover': 0 })).toBe('undetermined')
})

test('a fact of the group is the answer of its rule on the facts told of the group, not on those of the incident', () => {
  const when: Condition = { fact: 'g.together', op: 'eq', value: true }
  expect(ask(when, { 'x.red': true }, { group: { facts: { 'x.red': false } } })).toBe('yes')
  expect(ask(when, { 'x.red': false }, { group: { facts: {} } })).toBe('undetermined')
  expect(ask(when, { 'x.red': false })).toBe('undetermined')
  expect(ask(when, {}, { group: { facts: { 'g.together': false, 'x.red': false } } })).toBe('no')
})

test('a rule says no to whoever it does not concern, even where nothing is known', () => {
  expect(ask(open, {}, { types: ['bank'] }, { appliesTo: ['cloud'] })).toBe('no')
  expect(ask(yes, red, { types: ['bank'] }, { appliesTo: ['@listed'] })).toBe('yes')
})

test('essential and important: by class, by a type that the directive names, by a type that implies it; else unknown', () => {
  const of = (types: string[], facts = {}) => ask(yes, { ...red, ...facts }, { types }, { appliesTo: ['*nis2'] })
  expect([of(['cloud']), of(['hospital']), of(['bank']), of([])]).toEqual([
    'yes',
    'yes',
    'undetermined',
    'undetermined',
  ])
  expect(of(['cloud'], { 'entity.nis2_class': 'none' })).toBe('no')
  expect(of(['bank'], { 'entity.nis2_class': 'important' })).toBe('yes')
})

test('a rule that leads back to itself is undetermined, and ends', () => {
  expect(ask({ rule: 'small.tried' }, {})).toBe('undetermined')
})

test('a fact or rule that the law does not hold is undetermined', () => {
  expect(ask({ fact: 'x.gone', op: 'eq', value: true }, {})).toBe('undetermined')
  expect(ask({ not: { rule: 'small.gone' } }, {})).toBe('undetermined')
})
