// What the record suggests for an assessment, and what it leaves to persons.
import { expect, test } from 'vitest'
import type { Assessment } from '../../model/assessment.ts'
import type { Incident, Report } from '../../model.ts'
import { type Known, proposalsFor } from './proposals.ts'

const now = '2027-01-26T10:00:00.000Z'
const incident: Incident = {
  ...{ reference: 'INC-2027-0001', year: 2027, number: 1, title: 'An outage', summary: '', status: 'investigating' },
  ...{ observations: [], reports: [], classification: null, severity: null, priority: 'normal', assigned: [] },
  affected: { organisations: [], services: [], sectors: [], countries: [], users: null },
  times: { detectedAt: null, startedAt: null, endedAt: null, awarenessAt: null },
  ...{ declaredAt: now, declaredBy: 'person:1', changedAt: now, statusSince: now, merged: null, took: [] },
  ...{ splitFrom: null, splitInto: [] },
}
const blank: Known['assessment'] = {
  entity: { name: 'Made-up plc', types: [], countries: [], jurisdiction: null, timeZone: 'UTC' },
  ...{ facts: {}, services: [], group: {}, anchors: {} },
}

function known(more: Partial<Known> = {}, state: Partial<Incident> = {}): Known {
  return {
    assessment: blank,
    incident: { id: 'i', state: { ...incident, ...state } },
    ...{ profile: null, measured: [], figures: [], reports: [] },
    memberStates: new Set(['DE', 'AT']),
    now,
    ...more,
  }
}

const facts = (given: Known) => Object.fromEntries(proposalsFor(given).facts.map((one) => [one.fact, one.value]))

test('without times nothing is said of how long it lasted', () => {
  expect(facts(known())).toEqual({ 'incident.is_ongoing': true })
})

test('how long it lasted counts from the beginning, else from the detection, to the end, else to now', () => {
  const times = { ...incident.times, startedAt: '2027-01-26T08:00:00.000Z', detectedAt: '2027-01-26T09:00:00.000Z' }
  expect(facts(known({}, { times }))['incident.duration_minutes']).toBe(120)
  expect(facts(known({}, { times: { ...times, startedAt: null } }))['incident.duration_minutes']).toBe(60)
  const over = facts(known({}, { times: { ...times, endedAt: '2027-01-26T08:45:00.000Z' } }))
  expect(over).toMatchObject({ 'incident.duration_minutes': 45, 'incident.is_ongoing': false })
})

test('an incident that was resolved without an end is said neither to go on nor to be over', () => {
  expect(facts(known({}, { status: 'resolved' }))).toEqual({})
})

test('classes say what somebody did; a plain outage says nothing of it', () => {
  const classified = (rsit: { class: string; type: string }[], rootCause: string | null = null) =>
    facts(
      known(
        {},
        {
          classification: {
            rsit: rsit.map((one, at) => ({ ...one, main: at === 0 })),
            ...{ rootCause, threatSeverity: null, outlook: null },
          },
        },
      ),
    )
  const outage = classified([{ class: 'availability', type: 'outage' }])
  expect(outage['incident.is_incident']).toBe(true)
  expect(outage).not.toHaveProperty('incident.suspected_unlawful_or_malicious')
  const broken = classified([{ class: 'availability', type: 'outage' }], 'system-failures')
  expect(broken['incident.suspected_unlawful_or_malicious']).toBe(false)
  const flood = classified([{ class: 'availability', type: 'ddos' }], 'system-failures')
  expect(flood['incident.suspected_unlawful_or_malicious']).toBe(true)
  expect(flood).not.toHaveProperty('incident.unauthorised_access_successful')
  const leak = classified([{ class: 'information-content-security', type: 'data-leak' }])
  expect(leak).toMatchObject({ 'incident.unauthorised_access_successful': true, 'service.data_compromised': true })
})

test('countries count as far as they are Member States', () => {
  const affected = { ...incident.affected, countries: ['DE', 'US', 'AT'] }
  expect(facts(known({}, { affected }))).toMatchObject({
    'incident.could_have_cross_border_impact': true,
    'dora.member_states_impacted': 2,
  })
  const one = facts(known({}, { affected: { ...affected, countries: ['DE', 'US'] } }))
  expect(one['incident.could_have_cross_border_impact']).toBe(false)
  expect(facts(known({}, { affected: { ...affected, countries: ['US'] } }))).not.toHaveProperty(
    'dora.member_states_impacted',
  )
})

test('what was measured and what was accepted out of texts keeps its source', () => {
  const { facts: found } = proposalsFor(
    known({
      incident: null,
      measured: [
        {
          ...{ id: 'a', title: 'Flood' },
          facts: [
            { name: 'incident.duration_minutes', value: 38, unit: 'minutes so far', source: 'measured, 95 % sure' },
            { name: 'incident.is_ongoing', value: 'yes', unit: '', source: 'measured, 95 % sure' },
          ],
        },
      ],
      figures: [
        {
          item: 't',
          text: 'EUR 2 to 3 million',
          kind: 'money',
          value: 2_000_000,
          to: 3_000_000,
          unit: 'EUR',
          of: null,
        },
        { item: 't', text: '40,000 customers', kind: 'count', value: 40_000, to: null, unit: null, of: 'customers' },
        { item: 't', text: '12 servers', kind: 'count', value: 12, to: null, unit: null, of: 'servers' },
        { item: 't', text: '$5m', kind: 'money', value: 5_000_000, to: null, unit: 'USD', of: null },
      ],
    }),
  )
  expect(found.slice(0, 3)).toMatchObject([
    { fact: 'incident.duration_minutes', value: 38, source: { kind: 'traffic', record: 'a' } },
    { fact: 'incident.is_ongoing', value: true, source: { kind: 'traffic', text: 'Flood: measured, 95 % sure' } },
    { fact: 'incident.direct_financial_loss_eur', value: 3_000_000, source: { kind: 'watch', record: 't' } },
  ])
  expect(found.filter((one) => one.value === 40_000).length).toBeGreaterThan(0)
  expect(found.filter((one) => one.value === 12 || one.value === 5_000_000)).toEqual([])
})

test('what a person said is left alone; what a record said is proposed again when the record says otherwise', () => {
  const told = (kind: 'person' | 'incident', record: string | null): Assessment['facts'] => ({
    'incident.is_ongoing': { value: false, source: { kind, record, text: '' }, by: 'person:1', at: now },
  })
  expect(facts(known({ assessment: { ...blank, facts: told('person', null) } }))).toEqual({})
  expect(facts(known({ assessment: { ...blank, facts: told('incident', 'other') } }))).toEqual({})
  expect(facts(known({ assessment: { ...blank, facts: told('incident', 'i') } }))).toEqual({
    'incident.is_ongoing': true,
  })
})

test('an anchor that was taken back is proposed again', () => {
  const times = { ...incident.times, awarenessAt: '2027-01-26T09:00:00.000Z' }
  const history = (at: string | null): Known['assessment'] => ({
    ...blank,
    anchors: {
      awareness: [
        { at, reason: 'as told', source: { kind: 'person', record: null, text: '' }, by: 'person:1', recordedAt: now },
      ],
    },
  })
  const anchors = (at: string | null) => proposalsFor(known({ assessment: history(at) }, { times })).anchors
  expect(anchors(null)).toMatchObject([{ anchor: 'awareness', at: '2027-01-26T09:00:00.000Z' }])
  expect(anchors('2027-01-26T09:30:00.000Z')).toEqual([])
})

test('a report of an operator proposes what it told', () => {
  const told: Report['told'] = {
    ...{ title: 'Down', whatHappened: 'All is down', since: '2027-01-26T07:00:00.000Z', ongoing: true, services: [] },
    ...{ countries: [], users: { value: 900, qualifier: 'over', basis: 'calls' } },
    contact: { person: null, name: '', email: '', telephone: '' },
  }
  const report = { reference: 'RPT-2027-0003', told } as Report
  const { facts: found, anchors } = proposalsFor(known({ incident: null, reports: [{ id: 'r', state: report }] }))
  expect(found.find((one) => one.fact === 'cer.users_affected')).toMatchObject({
    value: 900,
    source: { kind: 'report', record: 'r', text: 'RPT-2027-0003: over 900 users: calls' },
  })
  expect(anchors).toMatchObject([{ anchor: 'incident_occurrence', at: told.since }])
})

test('what a cascade would reach is proposed as an estimate; countries outside the Union are left out, unknown users too', () => {
  const fall = {
    ...{ parts: [{ id: 'p', name: 'Link' }], partsTotal: 3, services: 2, users: 900, countries: ['AT', 'DE', 'US'] },
    ...{ sectors: ['health'], firstDownAfterMinutes: 30, horizonMinutes: 2880, at: now },
  }
  const proposed = proposalsFor(known({ fall }, { status: 'resolved' })).facts
  expect(Object.fromEntries(proposed.map((one) => [one.fact, one.value]))).toEqual({
    'service.unavailable_users_union': 900,
    'service.limited_users_union': 900,
    'cer.users_affected': 900,
    'dora.clients_affected': 900,
    'incident.could_have_cross_border_impact': true,
    'incident.member_states_significantly_impacted': 2,
    'dora.member_states_impacted': 2,
    'cer.member_states_service_continuity_impacted': 2,
  })
  expect(proposed[0]?.source).toEqual({
    kind: 'map',
    record: 'p',
    text: `cascade of “Link” and 2 more as simulated at ${now}: 2 services down within 48 hours, the first after 30 minutes; sectors: health`,
  })
  const outside = { ...fall, users: null, countries: ['US'] }
  expect(proposalsFor(known({ fall: outside }, { status: 'resolved' })).facts).toEqual([])
})
