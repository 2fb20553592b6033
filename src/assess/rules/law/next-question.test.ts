// Which question comes next, on the released law and on a law of a few lines.
import { expect, test } from 'vitest'
import { daysOff, law } from '../../../../test/setup/situations.ts'
import { regimeOf, ruleOf, smallLaw } from '../../../../test/setup/small-law.ts'
import type { Condition, FactValue, Rule } from '../../model/law.ts'
import type { Situation } from '../../model/verdict.ts'
import { judge } from './judge.ts'
import { prepareLaw } from './prepare-law.ts'

const red: Condition = { fact: 'x.red', op: 'eq', value: true }
const green: Condition = { fact: 'x.green', op: 'eq', value: true }
const blue: Condition = { fact: 'x.blue', op: 'eq', value: true }

function asked(
  whens: Condition[],
  facts: Record<string, FactValue> = {},
  more: Partial<Situation> = {},
  rule: Partial<Rule> = {},
) {
  const rules = [ruleOf('small.loss', red), ...whens.map((when, at) => ruleOf(`small.r${at}`, when, rule))]
  const regimes = whens.map((_, at) => regimeOf(`regime-${at}`, [{ rule: `small.r${at}` }]))
  return judge(
    prepareLaw(smallLaw(rules, regimes)),
    { entity: { types: [], countries: [] }, facts, ...more },
    () => null,
  ).nextQuestion
}

test('nothing is asked when every verdict is settled', () => {
  expect(asked([red], { 'x.red': false })).toBeNull()
})

test('the fact that settles more regimes is asked first', () => {
  expect(asked([{ any: [blue, red] }, red, red])).toMatchObject({ fact: 'x.red', settles: 3, left: 2 })
})

test('what can settle alone comes before what needs another', () => {
  expect(asked([{ any: [{ all: [blue, { fact: 'x.grade', op: 'eq', value: 'high' }] }, red] }])).toMatchObject({
    fact: 'x.red',
  })
})

test('a fact that is easily known comes before a weighing', () => {
  expect(asked([{ all: [green, red] }])?.fact).toBe('x.red')
  expect(asked([{ any: [green, red] }])?.fact).toBe('x.red')
})

test('whether the regime concerns the entity comes before everything else', () => {
  expect(asked([red], {}, {}, { appliesTo: ['*nis2'] })).toMatchObject({ fact: 'entity.nis2_class', left: 2 })
})

test('of a share the number is asked, then the whole, and not the whole when the number is none', () => {
  const share: Condition = { fact: 'x.loss_pct', op: 'gt', value: 5, unit: 'percent' }
  expect(asked([share])).toMatchObject({ fact: 'x.loss', unit: 'EUR' })
  expect(asked([share], { 'x.loss': 10 })?.fact).toBe('entity.turnover')
  expect(asked([share], { 'x.loss': 10, 'entity.turnover': 100 })).toBeNull()
  expect(asked([share], { 'x.loss': 0 })).toBeNull()
  expect(asked([share], { 'x.loss': 10, 'entity.turnover': 0 })?.fact).toBe('x.loss_pct')
})

test('a fact of a service is asked of the service that it is missing of', () => {
  const down: Condition = { fact: 's.down', op: 'eq', value: true }
  const of = (...services: NonNullable<Situation['services']>) => asked([down], {}, { services }, { scope: 'service' })
  expect(of({ name: 'Mail', facts: { 's.down': false } }, { name: 'Shop', facts: {} })).toMatchObject({
    fact: 's.down',
    service: 'Shop',
    left: 1,
  })
  expect(of({ name: 'Mail', facts: { 's.down': false } }, { name: 'Mail', facts: {} })?.service).toBe('Mail (2)')
  expect(of({ facts: { 's.down': false } }, { facts: {} })?.service).toBe('service 2')
  expect(of({ name: 'Mail', facts: {} })?.service).toBeNull()
})

test('of two of three, none is asked any more once two failed', () => {
  const twoOf: Condition = { atLeast: { n: 2, of: [red, green, blue] } }
  expect(asked([twoOf], { 'x.red': false, 'x.blue': false })).toBeNull()
  expect(asked([twoOf], { 'x.red': true, 'x.blue': false })?.fact).toBe('x.green')
})

test('by the released law a bank is asked for what settles DORA, not whether it is essential', () => {
  const bank = { entity: { types: ['credit_institution'], countries: ['DE'] }, facts: {} }
  const question = judge(law, bank, daysOff).nextQuestion
  expect(question?.fact).toMatch(/^(dora|incident)[.]/)
  expect(question?.text).toMatch(/[?]$/)
})

test('by the released law few questions settle a cloud provider with an outage of an hour that nobody planned', () => {
  const facts: Record<string, FactValue> = {
    'service.completely_unavailable': true,
    'service.complete_unavailability_minutes': 60,
  }
  const cloud = { entity: { types: ['cloud_computing_service_provider'], countries: ['DE'] }, facts }
  expect(judge(law, cloud, daysOff).nextQuestion).toMatchObject({
    fact: 'incident.scheduled_interruption_or_maintenance',
    left: 1,
  })
})

test('the same situation gets the same question', () => {
  const given = { entity: { types: ['data_controller', 'critical_entity'], countries: [] }, facts: {} }
  expect(judge(law, given, daysOff).nextQuestion).toEqual(judge(law, structuredClone(given), daysOff).nextQuestion)
})

test('the class of the entity comes first also where another fact would settle more regimes', () => {
  const rules = [ruleOf('small.loss', red), ruleOf('small.nis2', red, { appliesTo: ['*nis2'] })]
  const regimes = [1, 2, 3].map((at) => regimeOf(`plain-${at}`, [{ rule: 'small.loss' }]))
  const law = prepareLaw(
    smallLaw(rules, [...regimes, regimeOf('nis2', [{ rule: 'small.nis2' }], { who: { entityTypes: ['*nis2'] } })]),
  )
  const question = judge(law, { entity: { types: [], countries: [] } }, () => null).nextQuestion
  expect(question).toMatchObject({ fact: 'entity.nis2_class', settles: 1 })
})
