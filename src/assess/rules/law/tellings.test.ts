// Whom else a regime wants told, by the law as it is shipped.
import { expect, test } from 'vitest'
import type { Facts, Situation } from '../../model/verdict.ts'
import { readDaysOff } from '../../store/days-off.ts'
import { readLaw } from '../../store/law/read-law.ts'
import { judge } from './judge.ts'
import { prepareLaw } from './prepare-law.ts'

const law = prepareLaw(readLaw())
const daysOff = readDaysOff()

function tellings(regime: string, types: string[], facts: Facts) {
  const anchors = { awareness: '2027-03-10T09:00:00Z' }
  const situation: Situation = { entity: { types, countries: ['DE'] }, facts, anchors, now: '2027-03-10T12:00:00Z' }
  return judge(law, situation, daysOff).regimes.find(({ id }) => id === regime)?.tellings
}
const breach = { 'personal_data.breach': true }

test('data subjects are told of a high risk, and nobody asks it of a lower one', () => {
  const safe = {
    'personal_data.unintelligible_to_unauthorised': false,
    'personal_data.high_risk_no_longer_likely': false,
    'personal_data.individual_communication_disproportionate': false,
  }
  const high = tellings('gdpr', ['data_controller'], { ...breach, ...safe, 'personal_data.risk': 'high_risk' })
  expect(high).toMatchObject([{ id: 'data_subjects', answer: 'yes', clock: { kind: 'promptly' } }])
  expect(tellings('gdpr', ['data_controller'], { ...breach, 'personal_data.risk': 'risk' })).toEqual([])
})

test('what hangs on a fact that nobody knows is open, and names it', () => {
  const open = tellings('gdpr', ['data_controller'], { ...breach, 'personal_data.risk': 'high_risk' })
  expect(open?.find(({ id }) => id === 'data_subjects')).toMatchObject({
    answer: 'undetermined',
    missing: expect.arrayContaining(['personal_data.unintelligible_to_unauthorised']),
  })
})

test('what the act leaves to be weighed is open, in its words', () => {
  const facts = { 'entity.nis2_class': 'essential', 'incident.severe_operational_disruption': 'caused' }
  const recipients = tellings('nis2', ['nis2_other_entity'], facts)?.find(
    ({ id }) => id === 'inform_service_recipients',
  )
  expect(recipients).toMatchObject({ answer: 'undetermined', article: '23(1)', missing: [] })
  expect(recipients?.when).toContain('likely to adversely affect')
})

test('a telling with a limit has a clock: the counterparts of a Union body within 24 hours', () => {
  const facts = { 'incident.severe_operational_disruption': 'caused', 'eui.is_euci_only': false }
  expect(tellings('eui', ['union_entity'], facts)?.find(({ id }) => id === 'member_state_counterparts')).toMatchObject({
    clock: { at: '2027-03-11T09:00:00.000Z' },
  })
})

test('a regime that does not say yes wants nobody told', () => {
  expect(tellings('gdpr', ['data_controller'], breach)).toEqual([])
})
