// Drafting: each report of each regime from little, from much and from strange, with every source where it says it is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  allReports,
  assessmentId,
  type Case,
  forms,
  incidentId,
  incidentOf,
  law,
  organisationId,
  subjectOf,
} from '../../../../test/setup/reporting.ts'
import type { DutyReportDoc } from '../../model/duty-report.ts'
import type { FactValue } from '../../model/law.ts'
import { askedFields } from './asked-fields.ts'
import { draftFields, redraft, titleOf } from './draft.ts'
import { factOf } from './fact-sentences.ts'
import type { Subject } from './subject.ts'

const bare: Case = { incident: null }
/** Every fact that the law knows, told in one of its values. */
const everything: Case = {
  facts: Object.fromEntries(
    law.law.facts.filter(({ scope }) => scope !== 'service').map((fact) => [fact.id, someOf(fact)]),
  ),
  services: [
    {
      id: 'portal',
      name: 'Online banking',
      facts: Object.fromEntries(
        law.law.facts.filter(({ scope }) => scope === 'service').map((fact) => [fact.id, someOf(fact)]),
      ),
    },
  ],
  anchors: Object.fromEntries(
    [
      ...law.law.anchors.map(({ id }) => id),
      'report_submitted:nis2/early_warning',
      'report_submitted:gdpr/authority_notification',
    ]
      .filter((id) => !id.includes('<'))
      .map((id) => [id, '2027-03-10T08:15:00.000Z']),
  ),
  incident: {
    classification: {
      rsit: [{ class: 'availability', type: 'ddos', main: true }],
      rootCause: 'malicious-actions',
      threatSeverity: null,
      outlook: 'worsening',
    },
    severity: { scale: 'cg-2018', value: 'red', reason: 'no payments', by: 'person:x', at: '2027-03-10T09:00:00.000Z' },
    affected: {
      ...{ organisations: [], sectors: [], countries: ['DE', 'FR'] },
      services: [{ name: 'Card payments', organisation: null }],
      users: { value: 40_000, qualifier: 'about', basis: 'first call' },
    },
    times: {
      startedAt: '2027-03-10T07:00:00.000Z',
      detectedAt: '2027-03-10T07:30:00.000Z',
      endedAt: '2027-03-11T07:00:00.000Z',
      awarenessAt: null,
    },
  },
  more: {
    contacts: [
      { purpose: '24/7 duty desk', email: 'desk@bank.example', phone: '+49 30 1' },
      { purpose: 'Data protection officer', email: 'dpo@bank.example' },
    ],
    because: ['dora.major', 'dora.major.single'],
    attacks: [
      {
        ...{ id: '01980f3c-8a00-7000-8000-0000000000b1', title: 'Card switch', measure: 'bits' },
        ...{ onset: '2027-03-10T07:00:00.000Z', end: null, judged: 'attack' },
      },
    ],
    claims: [
      {
        ...{ id: '01980f3c-8a00-7000-8000-0000000000c1', proposition: 'We did it', holder: 'A group', class: 'claim' },
        ...{ rating: 'F6', item: '01980f3c-8a00-7000-8000-0000000000d1' },
      },
    ],
    tasks: [
      {
        id: '01980f3c-8a00-7000-8000-0000000000e1',
        state: {
          ...{ incident: incidentId, title: 'Filter the flood', due: null, assignee: null, status: 'done' },
          ...{ outcome: 'The provider filters', addedAt: '2027-03-10T08:00:00.000Z', addedBy: 'person:x' },
          endedAt: '2027-03-10T08:30:00.000Z',
        },
      },
    ],
  },
}
const strange: Case = {
  timeZone: 'Mars/Olympus',
  facts: {
    'incident.duration_minutes': 0,
    'dora.data_loss_dimensions': [],
    'incident.is_ongoing': false,
    'no.such_fact': true,
  },
  services: [{ id: 'a', name: '</h1> {value} $& \\', facts: { 'service.users_union': 0 } }],
  anchors: {
    awareness: null,
    detection: '2027-03-10T08:15:00.000Z',
    'report_submitted:nope/nothing': '2027-03-10T08:15:00.000Z',
  },
  incident: {
    summary: '\ud83d\ude00 '.repeat(7_000),
    classification: {
      rsit: [{ class: 'gone', type: 'gone', main: true }],
      rootCause: 'gone',
      threatSeverity: null,
      outlook: 'gone',
    },
  },
}

function someOf({ type, values }: { type: string; values?: unknown }): FactValue {
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return 12.25
  const first = Array.isArray(values) ? String(values.at(-1)) : 'DE'
  return type === 'set' ? [first] : first
}

/** Whether a source stands where it says: as a fact, an anchor, a rule, a report of the law or a record of the case. */
function stands(subject: Subject, { kind, id }: { kind: string; id: string }): boolean {
  const { state } = subject.assessment
  if (kind === 'fact') {
    const [, service, fact] = /^services\/([^/]+)\/(.+)$/.exec(id) ?? []
    if (service) return fact !== undefined && fact in (state.services.find((one) => one.id === service)?.facts ?? {})
    return id in state.facts || id in state.group
  }
  if (kind === 'anchor') return id in state.anchors
  if (kind === 'rule') return subject.law.rules.some((rule) => rule.id === id)
  if (kind === 'law') return allReports.some(([regime, report]) => `${regime}/${report}` === id)
  const records = [assessmentId, organisationId, ...(subject.incident ? [incidentId] : [])]
  const evidence = [...subject.attacks, ...subject.claims, ...subject.tasks].map((one) => one.id)
  return [...records, ...evidence, ...subject.names.map((one) => one.item)].includes(id)
}

test('whatever is told of whatever fact, and wherever, drafting ends without a throw', () => {
  const ids = [...law.law.facts.map(({ id }) => id), 'no.such_fact', 'constructor', '__proto__', 'toString']
  const value = fc.oneof(fc.boolean(), fc.double(), fc.string(), fc.array(fc.string(), { maxLength: 4 }))
  const facts = fc.dictionary(fc.constantFrom(...ids), value, { maxKeys: 30 })
  const anchors = fc.dictionary(
    fc.constantFrom('awareness', 'detection', 'classification', 'report_submitted:nis2/early_warning', 'constructor'),
    fc.option(fc.oneof(fc.constant('2027-03-10T08:15:00.000Z'), fc.constant('+275760-09-13T00:00:00.000Z'))),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...allReports),
      facts,
      facts,
      facts,
      anchors,
      fc.string(),
      ([regime, report], a, b, c, at, timeZone) => {
        const services = [{ id: 'a', name: 'Portal', facts: b }]
        const subject = subjectOf(regime, report, { facts: a, services, group: c, anchors: at, timeZone })
        for (const { value: drafted, sources } of Object.values(draftFields(subject)))
          expect(drafted === null || sources.length > 0).toBe(true)
      },
    ),
  )
})

test('there are 52 reports under 22 regimes', () => {
  expect(allReports.length).toBe(52)
  expect(law.law.regimes.length).toBe(22)
})

test.each(allReports)(
  '%s/%s is drafted from little, much and strange, each value with a source that stands',
  (regime, report) => {
    for (const given of [bare, everything, strange]) {
      const subject = subjectOf(regime, report, given)
      const fields = draftFields(subject)
      expect(titleOf(subject).length).toBeLessThanOrEqual(400)
      expect(Object.keys(fields)).toEqual(askedFields(subject, forms).map(({ id }) => id))
      for (const [id, { value, sources }] of Object.entries(fields)) {
        if (value === null) expect([id, sources]).toEqual([id, []])
        else expect([id, sources.length]).not.toEqual([id, 0])
        for (const source of sources) expect([source, stands(subject, source)]).toEqual([source, true])
        if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(20_000)
      }
    }
  },
)

test('of a bare assessment nothing is said that nobody recorded', () => {
  const {
    'head.entity': entity,
    'head.references': references,
    ...rest
  } = draftFields(subjectOf('nis2', 'incident_notification', bare))
  expect(entity?.value).toBe(
    'Made-up Bank plc\nType: Credit institution.\nProvides services in Germany (DE) and Greece (GR). Under the jurisdiction of Germany (DE).',
  )
  expect(references?.value).toBe('ASM-2027-0007')
  expect(Object.values(rest).every(({ value }) => value === null)).toBe(true)
})

test('an early warning says whether malice is suspected, and what may happen abroad, with local time and UTC', () => {
  const subject = subjectOf('nis2', 'early_warning', {
    facts: { 'incident.suspected_unlawful_or_malicious': true, 'incident.could_have_cross_border_impact': false },
    anchors: { awareness: '2027-03-10T23:30:00.000Z' },
  })
  const fields = draftFields(subject)
  expect(fields.suspected_unlawful_or_malicious?.value).toBe('Unlawful or malicious acts are suspected as the cause.')
  expect(fields.possible_cross_border_impact?.value).toBe(
    'An impact in another Member State is not expected.\nProvides services in Germany (DE) and Greece (GR). Under the jurisdiction of Germany (DE).',
  )
  expect(fields['head.aware']).toEqual({
    value: 'The entity became aware of it on 11 March 2027, 00:30 (Europe/Berlin; 10 March 2027, 23:30 UTC).',
    sources: [{ kind: 'anchor', id: 'awareness', label: 'awareness: 2027-03-10T23:30:00.000Z; call of the duty desk' }],
  })
})

test('figures of a service are said with its name, and units in words', () => {
  const subject = subjectOf('nis2', 'incident_notification', {
    services: [
      {
        id: 'a',
        name: 'Portal',
        facts: { 'service.complete_unavailability_minutes': 95, 'service.users_union': 1_234_567 },
      },
      { id: 'b', name: 'App', facts: { 'service.unavailable_users_union_pct': 5.5 } },
    ],
  })
  expect(draftFields(subject).impact).toEqual({
    value: [
      'Portal: Complete unavailability: 1 hour 35 minutes.',
      'App: Share of users in the Union for whom the service is or was unavailable: 5.5\u00a0%.',
      'Portal: Users of the service in the Union: 1\u00a0234\u00a0567.',
    ].join('\n'),
    sources: [
      expect.objectContaining({ kind: 'fact', id: 'services/a/service.complete_unavailability_minutes' }),
      expect.objectContaining({ id: 'services/b/service.unavailable_users_union_pct' }),
      expect.objectContaining({ id: 'services/a/service.users_union' }),
    ],
  })
})

test('every fact of the law can be said, and no phrase is about a fact that the law does not have', () => {
  const subject = subjectOf('nis2', 'early_warning', everything)
  for (const id of Object.keys(forms.phrases)) expect([id, factOf(subject, id)?.id]).toEqual([id, id])
  for (const { id, type, values } of law.law.facts) {
    const phrase = forms.phrases[id]
    if (typeof phrase !== 'object') continue
    const wanted = type === 'boolean' ? ['no', 'yes'] : Array.isArray(values) ? [...values].sort() : []
    expect([id, Object.keys(phrase).sort()]).toEqual([id, wanted])
  }
})

test('every content and every condition of the law has its line in the forms', () => {
  for (const regime of law.law.regimes) {
    for (const report of regime.reports) {
      if (report.template) continue
      for (const { id } of report.contents)
        expect([regime.id, report.id, id, id in forms.contents || id in forms.alike]).toEqual([
          regime.id,
          report.id,
          id,
          true,
        ])
    }
    for (const field of regime.template?.fields ?? []) {
      if (field.condition) expect([field.no, field.condition in forms.conditions]).toEqual([field.no, true])
    }
  }
})

test('the words of a person stand in quotes, as they were said', () => {
  const summary = 'We saw  "strange" <things>.\nThen nothing.'
  const fields = draftFields(subjectOf('gdpr', 'authority_notification', { incident: { summary } }))
  expect(String(fields.nature?.value)).toContain(`“${summary}”`)
})

test('the same contents as another report are those of that report', () => {
  const ids = (report: string) => askedFields(subjectOf('cer', report), forms).map(({ id }) => id)
  expect(ids('detailed_report')).toEqual(ids('initial_notification'))
  const wallet = askedFields(subjectOf('eidas-wallet', 'reestablishment_information'), forms).map(({ id }) => id)
  expect(wallet.slice(5, 10)).toEqual(['provider', 'solution', 'contacts', 'description', 'data_compromised'])
})

const written = (value: string, edited: boolean) => ({
  value,
  sources: [],
  edited,
  by: 'person:x',
  at: '2027-03-10T09:45:00.000Z',
})
const doc = (fields: DutyReportDoc['fields']) =>
  ({ fields, sendings: [] as DutyReportDoc['sendings'] }) as DutyReportDoc

test('drafting again takes what is new into untouched fields, and only shows it for edited ones', () => {
  const before = doc({
    a: written('old', false),
    b: written('mine', true),
    c: written('same', false),
    e: written('mine', true),
  })
  const fresh = {
    a: { value: 'new', sources: [] },
    b: { value: 'theirs', sources: [] },
    c: { value: 'same', sources: [] },
    d: { value: 'first', sources: [] },
    e: { value: null, sources: [] },
  }
  expect(redraft(before, fresh)).toEqual({ taken: { a: fresh.a, d: fresh.d }, would: { b: fresh.b } })
  expect(redraft(before, fresh, ['b']).taken).toHaveProperty('b', fresh.b)
})

test('what a person wrote in an earlier report of the form is taken over, what was drafted there is not', () => {
  const earlier = [
    {
      id: '01980f3c-8a00-7000-8000-0000000000f1',
      state: {
        ...doc({ '1.3': written('5493001KJTIIGC8Y1R12', true), '2.7': written('staff', false) }),
        title: 'Initial',
      },
    },
  ]
  const fields = draftFields(subjectOf('dora', 'intermediate_report', { more: { earlier } }))
  expect(fields['1.3']).toMatchObject({
    value: '5493001KJTIIGC8Y1R12',
    sources: [{ kind: 'duty-report', id: earlier[0]?.id }],
  })
  expect(fields['2.7']?.value).toBeNull()
})

test('a moment that was taken back is as if nobody had named it', () => {
  const fields = draftFields(subjectOf('nis2', 'early_warning', { anchors: { awareness: null } }))
  expect(fields['head.aware']).toEqual({ value: null, sources: [] })
  const form = draftFields(subjectOf('dora', 'initial_notification', { anchors: { classification: null } }))
  expect(form['2.3']?.value).toBeNull()
})

test('an incident that must not go into the report leaves no word in it', () => {
  const fields = draftFields(subjectOf('gdpr', 'authority_notification', { incident: null }))
  expect(JSON.stringify(fields)).not.toContain(incidentOf().summary)
})
