// What is refused: each kind of fault with its field and rule, and what must not be refused.
import { expect, test } from 'vitest'
import { busyMs } from '../../../../test/setup/busy.ts'
import { law } from '../../../../test/setup/situations.ts'
import { faultsOf } from './faults.ts'

const cloud = { types: ['cloud_computing_service_provider'], countries: ['DE'] }
const facts = (told: object) => ({ entity: cloud, facts: told })
const service = (told: object) => ({ entity: cloud, services: [{ name: 'Mail', facts: {} }, { facts: told }] })
const anchors = (told: object, now = '2026-05-10T00:00:00Z') => ({ entity: cloud, anchors: told, now })

const refused: [title: string, given: unknown, field: string, rule: string, words: string][] = [
  ['no object', [], '', 'shape', 'a list of 0'],
  ['null', null, '', 'shape', 'null'],
  ['no entity', {}, '/entity', 'shape', 'missing'],
  ['a field that is not known', { entity: cloud, fact: {} }, '/fact', 'shape', 'did you mean facts?'],
  ['types that are no list', { entity: { types: 'cloud', countries: [] } }, '/entity/types', 'shape', "'cloud'"],
  [
    'an unknown entity type',
    { entity: { types: ['cloud_computing_provider'], countries: [] } },
    '/entity/types/0',
    'entity-type',
    'Did you mean cloud_computing_service_provider?',
  ],
  ['a country in words', { entity: { ...cloud, countries: ['Germany'] } }, '/entity/countries/0', 'member-state', 'DE'],
  [
    'an unknown fact',
    facts({ 'incident.duration_minute': 3 }),
    '/facts/incident.duration_minute',
    'known-fact',
    'Did you mean incident.duration_minutes?',
  ],
  [
    'a fact without its scope',
    facts({ duration_minutes: 3 }),
    '/facts/duration_minutes',
    'known-fact',
    'incident.duration_minutes',
  ],
  ['a null', facts({ 'incident.is_ongoing': null }), '/facts/incident.is_ongoing', 'value', 'leave out'],
  ['a text for yes', facts({ 'incident.is_ongoing': 'yes' }), '/facts/incident.is_ongoing', 'value', 'true or false'],
  [
    'a text for a number',
    facts({ 'incident.duration_minutes': '30' }),
    '/facts/incident.duration_minutes',
    'value',
    'minutes',
  ],
  ['half a user', service({ 'service.users_union': 2.5 }), '/services/1/facts/service.users_union', 'value', 'whole'],
  [
    '130 %',
    service({ 'service.limited_users_union_pct': 130 }),
    '/services/1/facts/service.limited_users_union_pct',
    'range',
    'at most 100 %',
  ],
  [
    'minutes below nothing',
    facts({ 'incident.duration_minutes': -1 }),
    '/facts/incident.duration_minutes',
    'range',
    'at least 0',
  ],
  [
    'a value that the enum has not',
    facts({ 'personal_data.risk': 'highrisk' }),
    '/facts/personal_data.risk',
    'value',
    'Did you mean high_risk?',
  ],
  [
    'a set with a value too many',
    facts({ 'dora.data_loss_dimensions': ['integrity', 'beauty'] }),
    '/facts/dora.data_loss_dimensions',
    'value',
    "'beauty'",
  ],
  [
    'a fact of the incident told of a service',
    service({ 'incident.duration_minutes': 3 }),
    '/services/1/facts/incident.duration_minutes',
    'known-fact',
    '/facts',
  ],
  ['services that are no list', { entity: cloud, services: {} }, '/services', 'shape', 'list'],
  ['a service without facts', { entity: cloud, services: [{ name: 'Mail' }] }, '/services/0/facts', 'shape', 'missing'],
  ['a group without facts', { entity: cloud, group: {} }, '/group', 'shape', 'facts'],
  ['a time without offset', anchors({ awareness: '2026-05-01T10:00:00' }), '/anchors/awareness', 'time', 'offset'],
  [
    'the thirtieth of February',
    anchors({ awareness: '2026-02-30T10:00:00Z' }),
    '/anchors/awareness',
    'time',
    'no such moment',
  ],
  [
    'an unknown anchor',
    anchors({ awarenes: '2026-05-01T10:00:00Z' }),
    '/anchors/awarenes',
    'known-anchor',
    'Did you mean awareness?',
  ],
  [
    'a report that the regime has not',
    anchors({ 'report_submitted:dora/early_warning': '2026-05-01T10:00:00Z' }),
    '/anchors/report_submitted:dora~1early_warning',
    'known-anchor',
    'early_warning',
  ],
  [
    'a time zone that is not there',
    { entity: cloud, timeZone: 'Europe/Atlantis' },
    '/timeZone',
    'time',
    'Europe/Atlantis',
  ],
  ['no moment as now', { entity: cloud, now: 'today' }, '/now', 'time', "'today'"],
  [
    'sent before anybody was aware',
    anchors({ awareness: '2026-05-02T10:00:00Z', 'report_submitted:early_warning': '2026-05-02T11:59:59+02:00' }),
    '/anchors/report_submitted:early_warning',
    'time-order',
    'before awareness',
  ],
  [
    'ended before it began',
    anchors({ incident_occurrence: '2026-05-02T10:00:00Z', incident_handled: '2026-05-02T09:59:00Z' }),
    '/anchors/incident_handled',
    'time-order',
    'before incident_occurrence',
  ],
  [
    'classified before aware',
    anchors({ awareness: '2026-05-02T10:00:00Z', classification: '2026-05-02T09:00:00Z' }),
    '/anchors/classification',
    'time-order',
    'aware',
  ],
  [
    'more than a day ahead',
    anchors({ awareness: '2026-05-11T00:00:01Z' }),
    '/anchors/awareness',
    'time-order',
    'after now',
  ],
  [
    'minutes of an outage that was none',
    facts({ 'service.completely_unavailable': false, 'service.complete_unavailability_minutes': 5 }),
    '/facts/service.complete_unavailability_minutes',
    'contradiction',
    'not completely unavailable',
  ],
  [
    'the same of one of several services',
    service({ 'service.completely_unavailable': false, 'service.complete_unavailability_minutes': 5 }),
    '/services/1/facts/service.complete_unavailability_minutes',
    'contradiction',
    'not completely unavailable',
  ],
  [
    'more users hit than there are',
    service({ 'service.limited_users_union': 11, 'service.users_union': 10 }),
    '/services/1/facts/service.limited_users_union',
    'contradiction',
    'more than the whole',
  ],
  [
    'a share against its numbers',
    service({ 'service.limited_users_union': 5, 'service.users_union': 100, 'service.limited_users_union_pct': 6 }),
    '/services/1/facts/service.limited_users_union_pct',
    'contradiction',
    'make 5 %',
  ],
  [
    'a loss against its share of the turnover',
    facts({
      'incident.direct_financial_loss_eur': 600_000,
      'entity.annual_turnover_eur': 6_000_000,
      'incident.direct_financial_loss_pct_turnover': 2,
    }),
    '/facts/incident.direct_financial_loss_pct_turnover',
    'contradiction',
    'make 10 %',
  ],
  [
    'nobody died, yet somebody did',
    facts({ 'incident.death_of_natural_person': 'none', 'ai.serious_incident_kinds': ['death'] }),
    '/facts/incident.death_of_natural_person',
    'contradiction',
    'a person died',
  ],
  [
    'ongoing, yet handled before any report',
    { ...facts({ 'incident.is_ongoing': true }), anchors: { incident_handled: '2026-05-01T10:00:00Z' } },
    '/facts/incident.is_ongoing',
    'contradiction',
    'handled',
  ],
  [
    'a critical entity of no class',
    { entity: { types: ['critical_entity'], countries: [] }, facts: { 'entity.nis2_class': 'none' } },
    '/facts/entity.nis2_class',
    'contradiction',
    'always essential',
  ],
  [
    'a trading venue as microenterprise',
    { entity: { types: ['trading_venue'], countries: [] }, facts: { 'entity.is_dora_microenterprise': true } },
    '/facts/entity.is_dora_microenterprise',
    'contradiction',
    'never a microenterprise',
  ],
  [
    'types told twice, differently',
    facts({ 'entity.types': ['credit_institution'] }),
    '/facts/entity.types',
    'contradiction',
    '/entity/types',
  ],
  [
    'a fact of the group told twice, differently',
    { ...facts({ 'recurring.count_within_6_months': 2 }), group: { facts: { 'recurring.count_within_6_months': 3 } } },
    '/group/facts/recurring.count_within_6_months',
    'contradiction',
    'another value',
  ],
]

test.each(refused)('%s is refused', (_title, given, field, rule, words) => {
  const faults = faultsOf(law, given)
  expect(faults.map((fault) => ({ field: fault.field, rule: fault.rule }))).toEqual([{ field, rule }])
  expect(faults[0]?.reason).toContain(words)
})

const accepted: [string, unknown][] = [
  ['nothing but the entity', { entity: { types: [], countries: [] } }],
  [
    'a share that was rounded',
    service({ 'service.limited_users_union': 5, 'service.users_union': 99, 'service.limited_users_union_pct': 5.5 }),
  ],
  ['a loss above the turnover', facts({ 'incident.direct_financial_loss_eur': 2, 'entity.annual_turnover_eur': 1 })],
  [
    'sent at the moment of awareness',
    anchors({ awareness: '2026-05-02T10:00:00Z', 'report_submitted:early_warning': '2026-05-02T12:00:00+02:00' }),
  ],
  [
    'a voluntary notification of a near miss before',
    anchors({ awareness: '2026-05-02T10:00:00Z', 'report_submitted:voluntary_notification': '2026-05-01T10:00:00Z' }),
  ],
  [
    'a voluntary notification before the incident that it warned of',
    anchors({
      incident_occurrence: '2026-05-02T10:00:00Z',
      'report_submitted:voluntary_notification': '2026-05-01T10:00:00Z',
    }),
  ],
  ['a day ahead at most', anchors({ awareness: '2026-05-11T00:00:00Z' })],
  ['a leap day', anchors({ awareness: '2028-02-29T10:00:00Z' }, '2028-03-01T00:00:00Z')],
  ['a report named with its regime', anchors({ 'report_submitted:dora/initial_notification': '2026-05-01T10:00:00Z' })],
  [
    'ongoing when a report was sent, handled later',
    {
      ...facts({ 'incident.is_ongoing': true }),
      anchors: {
        'report_submitted:incident_notification': '2026-05-01T10:00:00Z',
        incident_handled: '2026-06-20T10:00:00Z',
      },
    },
  ],
]

test.each(accepted)('%s is not refused', (_title, given) => {
  expect(faultsOf(law, given)).toEqual([])
})

test('hostile input is answered with few faults and short reasons, soon', () => {
  const many = Object.fromEntries(
    Array.from({ length: 200_000 }, (_, at) => [`incident.${'x'.repeat(60)}${at}`, 'y'.repeat(100)]),
  )
  const began = busyMs()
  const faults = faultsOf(law, {
    entity: cloud,
    facts: many,
    services: Array.from({ length: 400 }, () => ({ facts: many })),
  })
  expect(busyMs() - began).toBeLessThan(2_000)
  expect(faults.length).toBeLessThanOrEqual(50)
  for (const { reason, field } of faults) expect(reason.length + field.length).toBeLessThan(700)
})
