// The forms of DORA: 76 fields by stage and 20 of the threat notification, typed, checked, and asked for as their conditions say.
import { expect, test } from 'vitest'
import { type Case, countries, forms, subjectOf } from '../../../../test/setup/reporting.ts'
import type { FieldValue, ReportField, ReportFields } from '../../model/duty-report.ts'
import { askedFields } from './asked-fields.ts'
import { faultIn, isLei } from './check-value.ts'
import { draftFields } from './draft.ts'
import { formOf } from './form.ts'

const stages = {
  initial_notification: 25,
  intermediate_report: 60,
  updated_intermediate_report: 60,
  final_report: 76,
} as const

function formWith(report: string, given: Case, own: Record<string, FieldValue> = {}) {
  const subject = subjectOf('dora', report, given)
  type Told = [string, Omit<ReportField, 'by' | 'at'>]
  const drafted = Object.entries(draftFields(subject)).map(([id, field]): Told => [id, { ...field, edited: false }])
  const written = Object.entries(own).map(([id, value]): Told => [id, { value, sources: [], edited: true }])
  const whence = { by: 'person:x', at: '2027-03-10T09:45:00.000Z' }
  const fields: ReportFields = Object.fromEntries(
    [...drafted, ...written].map(([id, field]) => [id, { ...field, ...whence }]),
  )
  const doc = { fields, regime: 'dora', report, lawVersion: subject.law.version }
  const form = formOf({ doc, place: subject, subject, forms, countries })
  return { ...form, field: (id: string) => form.fields.find((one) => one.id === id) }
}

test.each(Object.entries(stages))('%s asks for %i fields', (report, count) => {
  expect(askedFields(subjectOf('dora', report), forms).length).toBe(count)
})

test('the notification of a threat has 20 fields, and borrows its types of entity from the other form', () => {
  const fields = askedFields(subjectOf('dora-threat', 'threat_notification'), forms)
  expect(fields.length).toBe(20)
  expect(fields.find(({ id }) => id === '3')?.choices).toContain('credit institution')
})

test('facts become typed values: shares rounded half up, lengths as dd:hh:mm, moments in UTC to the second', () => {
  const { field } = formWith('final_report', {
    facts: {
      'dora.clients_affected': 1_200,
      'dora.clients_affected_pct': 12.25,
      'dora.counterparts_affected_pct': 0.05,
      'incident.duration_minutes': 1_500,
      'dora.downtime_minutes_critical_ict': 59.6,
      'dora.costs_and_losses_eur': 1_234_567.5,
      'dora.data_loss_dimensions': ['integrity'],
      'dora.impact_on_clients_financial_interests': false,
    },
    anchors: { classification: '2027-03-10T10:15:30.500+01:00' },
  })
  const value = (id: string) => field(id)?.value
  expect(['3.4', '3.5', '3.7', '3.15', '3.16', '4.13', '3.20', '3.30', '2.3', '1.15'].map(value)).toEqual([
    1_200,
    12.3,
    0.1,
    '01:01:00',
    '00:01:00',
    1_234_567.5,
    ['integrity'],
    'No',
    '2027-03-10T09:15:30Z',
    'EUR',
  ])
  expect(field('3.5')?.shown).toBe('12.3\u00a0%')
  expect(field('4.13')?.shown).toBe('1\u00a0234\u00a0567.5')
})

test('criteria are those whose rule is met, and open the fields that depend on them', () => {
  const facts = { 'dora.reflected_in_media': true, 'dora.member_states_impacted': 3, 'incident.duration_minutes': 10 }
  const { field } = formWith('intermediate_report', { facts, incident: { affected: affected(['DE', 'FR']) } })
  expect(field('2.5')).toMatchObject({ value: ['reputational impact', 'geographical spread'] })
  expect(field('2.5')?.sources.map(({ id }) => id)).toEqual(['dora.c.reputation', 'dora.c.geography'])
  expect(field('2.6')).toMatchObject({ value: ['DE', 'FR'], demand: 'needed', condition: { answer: 'yes' } })
  expect(field('3.13')).toMatchObject({ value: ['reflected in the media'], demand: 'needed' })
  expect(field('3.14')).toMatchObject({ missing: true })
})

const affected = (codes: string[]) => ({ organisations: [], services: [], sectors: [], countries: codes, users: null })

test('a condition that nothing is known of stays open, one that does not hold asks for nothing', () => {
  const facts = { 'dora.downtime_minutes_critical_ict': 0, 'dora.relevant_clients_or_counterparts_affected': false }
  const { field, missing, open } = formWith('intermediate_report', { facts })
  expect(field('2.6')).toMatchObject({ demand: 'if-it-applies', missing: false, condition: { answer: 'undetermined' } })
  expect(open).toContain('2.6')
  expect(field('3.8')).toMatchObject({ demand: 'not-needed', condition: { answer: 'no' } })
  expect(field('3.16')).toMatchObject({ value: '00:00:00', demand: 'not-needed' })
  expect(missing).toContain('2.2')
  expect(missing).not.toContain('3.8')
})

test('a field can make others needed: what is other must be specified, and recovery needs a time', () => {
  const blank = formWith('intermediate_report', {})
  expect(blank.field('3.24')).toMatchObject({ demand: 'if-it-applies' })
  const { field } = formWith(
    'intermediate_report',
    {},
    {
      '3.23': ['Cybersecurity-related', 'Other (please specify)'],
      '3.16': '00:02:10',
      '3.28': 'No',
      '3.33': true,
    },
  )
  expect(field('3.24')).toMatchObject({ demand: 'needed', missing: true })
  expect(field('3.25')).toMatchObject({ demand: 'needed', missing: true })
  expect(field('3.3')).toMatchObject({ demand: 'needed', missing: true })
  expect(field('3.29')).toMatchObject({ demand: 'not-needed' })
  expect(field('3.34')).toMatchObject({ demand: 'needed', missing: true })
})

test('the moments of an incident must be in order, and figures must not exclude each other', () => {
  const { field, faulty } = formWith(
    'final_report',
    {},
    {
      '3.2': '2027-03-10T10:00:00Z',
      '2.2': '2027-03-10T09:00:00Z',
      '3.12': ['estimates for clients affected', 'no impact on clients'],
      '3.31': ['CSIRT', 'None'],
    },
  )
  expect(field('2.2')?.faults).toEqual([
    'The incident occurred (field 3.2) after it was detected (field 2.2). Correct one of them.',
  ])
  expect(faulty).toEqual(['2.2', '3.12', '3.31'])
})

const taking = (type: string, more = {}) => ({ type, choices: null, countries, ...more })

test.each<[string, FieldValue[], FieldValue[]]>([
  [
    'lei',
    ['5493001KJTIIGC8Y1R12', '529900T8BM49AURSDO55'],
    ['5493001KJTIIGC8Y1R13', '5493001kjtiigc8y1r12', 'X', 5, ''],
  ],
  ['percent_1dp', [0, 12.3, 0.1, 99.9, 9_999.9], [-0.1, 12.34, 10_000, Number.NaN, '12']],
  ['integer', [0, 7], [-1, 1.5, 2 ** 60, '7', true]],
  ['money_thousands', [0, 1_000, 1_234.56, 1e15], [-1, 0.001, 2e15, Number.POSITIVE_INFINITY, '5']],
  ['duration_ddhhmm', ['00:00:00', '120:23:59'], ['1:00:00', '00:24:00', '00:00:60', 5, '00:00']],
  [
    'datetime_utc',
    ['2027-03-10T09:45:00Z', '2028-02-29T00:00:00Z'],
    ['2027-02-29T00:00:00Z', '2027-03-10 09:45', '2027-03-10T09:45:00.000Z', '2027-03-10T25:00:00Z', 5],
  ],
  ['iso3166_alpha2[]', [['DE', 'GR'], []], [['EL'], ['XX'], ['de'], 'DE', ['Deutschland']]],
  ['iso4217', ['EUR', 'SEK'], ['EURO', 'eur', 'ZZZ', 5]],
  ['boolean', [true, false], ['yes', 1]],
  ['text', ['ein Wort', 'α\nβ'], [5, true, 'a\u0000b', '\ud800', ['a']]],
])('%s takes what the form asks, and says why where it does not', (type, right, wrong) => {
  for (const value of right) expect([value, faultIn(value, taking(type))]).toEqual([value, null])
  for (const value of wrong)
    expect([value, faultIn(value, taking(type))]).toEqual([value, expect.stringMatching(/[.]$/)])
  expect(faultIn(null, taking(type))).toBeNull()
})

test('a choice is one of its list, and a list names each once', () => {
  const choices = ['active', 'inactive']
  expect(faultIn('active', taking('choice', { choices }))).toBeNull()
  expect(faultIn('Active', taking('choice', { choices }))).toBe('“Active” is none of its choices: active; inactive.')
  expect(faultIn(['active', 'active'], taking('choice[]', { choices }))).toBe('It takes each choice once.')
  expect(faultIn(['idle'], taking('choice[]', { choices }))).toMatch(/none of its choices/)
  expect(faultIn(100.1, taking('percent_1dp', { most: 100 }))).toMatch(/from 0 to 100/)
})

test('every single digit or letter of an identifier that is mistaken for another is noticed', () => {
  const code = '5493001KJTIIGC8Y1R12'
  expect(isLei(code)).toBe(true)
  for (let at = 0; at < code.length; at++) {
    const [one, two] = /[0-9]/.test(code[at] ?? '') ? ['7', '8'] : ['Q', 'Z']
    const other = code[at] === one ? two : one
    expect(isLei(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
  }
})
