// What a report by law is drafted from, made up in memory by the real law and the real forms.
import type { Assessment } from '#assess/model/assessment.ts'
import type { FactValue } from '#assess/model/law.ts'
import type { Told } from '#assess/model/told.ts'
import type { Incident } from '#assess/model.ts'
import { situationOf } from '#assess/rules/assessing/situation-of.ts'
import { placeOf } from '#assess/rules/drafting/asked-fields.ts'
import { ruleAnswers } from '#assess/rules/drafting/rule-answers.ts'
import type { Subject } from '#assess/rules/drafting/subject.ts'
import { prepareLaw } from '#assess/rules/law/prepare-law.ts'
import { readDutyForms } from '#assess/store/duty-forms.ts'
import { readLaw } from '#assess/store/law/read-law.ts'
import { readTaxonomies } from '#assess/store/taxonomies.ts'

export const law = prepareLaw(readLaw())
export const forms = readDutyForms()
const taxonomies = readTaxonomies()
export const countries: ReadonlySet<string> = new Set(taxonomies.countries.map((country) => country.value))

export const assessmentId = '01980f3c-8a00-7000-8000-000000000001'
export const incidentId = '01980f3c-8a00-7000-8000-000000000002'
export const organisationId = '01980f3c-8a00-7000-8000-000000000003'
const at = '2027-03-10T09:45:00.000Z'
const person = 'person:01980f3c-8a00-7000-8000-00000000000a'

export interface Case {
  types?: string[]
  facts?: Record<string, FactValue>
  services?: { id: string; name: string; facts: Record<string, FactValue> }[]
  group?: Record<string, FactValue>
  anchors?: Record<string, string | null>
  timeZone?: string
  incident?: Partial<Incident> | null
  more?: Partial<Subject>
}

function told(facts: Record<string, FactValue> = {}): Record<string, Told> {
  const source = { kind: 'person' as const, record: null, text: '' }
  return Object.fromEntries(Object.entries(facts).map(([id, value]) => [id, { value, source, by: person, at }]))
}

function assessmentOf({ types, facts, services = [], group, anchors = {}, timeZone }: Case): Assessment {
  const source = { kind: 'person' as const, record: null, text: 'call of the duty desk' }
  return {
    ...{ reference: 'ASM-2027-0007', year: 2027, number: 7, title: 'Outage of payments' },
    ...{ incident: incidentId, organisation: organisationId },
    entity: {
      name: 'Made-up Bank plc',
      types: types ?? ['credit_institution'],
      countries: ['DE', 'GR'],
      jurisdiction: 'DE',
      timeZone: timeZone ?? 'Europe/Berlin',
    },
    facts: told(facts),
    services: services.map((one) => ({ ...one, facts: told(one.facts) })),
    group: told(group),
    anchors: Object.fromEntries(
      Object.entries(anchors).map(([id, moment]) => [
        id,
        [{ at: moment, reason: '', source, by: person, recordedAt: at }],
      ]),
    ),
    judged: { at, by: person, dataVersion: law.law.version, regimes: [] },
    ...{ closed: null, openedAt: at, openedBy: person, changedAt: at },
  }
}

export function incidentOf(more: Partial<Incident> = {}): Incident {
  return {
    ...{ reference: 'INC-2027-0007', year: 2027, number: 7, title: 'Payments fail' },
    ...{ summary: 'Card payments fail since the morning.', status: 'contained', observations: [], reports: [] },
    ...{ classification: null, severity: null, priority: 'high' },
    affected: { organisations: [], services: [], sectors: [], countries: [], users: null },
    times: { detectedAt: null, startedAt: null, endedAt: null, awarenessAt: null },
    ...{ assigned: [], declaredAt: at, declaredBy: person, changedAt: at, statusSince: at },
    ...{ merged: null, took: [], splitFrom: null, splitInto: [] },
    ...more,
  }
}

export function subjectOf(regime: string, report: string, given: Case = {}): Subject {
  const place = placeOf(law.law, regime, report)
  if (!place) throw new Error(`The law has no report ${regime}/${report}`)
  const state = assessmentOf(given)
  return {
    ...place,
    assessment: { id: assessmentId, tlp: 'AMBER', state },
    organisation: organisationId,
    contacts: [],
    incident: given.incident === null ? null : { id: incidentId, state: incidentOf(given.incident) },
    ...{ tasks: [], attacks: [], claims: [], names: [], earlier: [], because: [] },
    answers: ruleAnswers(law, situationOf(state, at)),
    ...{ taxonomies, forms },
    ...given.more,
  }
}

/** Every report of every regime, as 'nis2/early_warning'. */
export const allReports = law.law.regimes.flatMap((regime) =>
  regime.reports.map((report) => [regime.id, report.id] as const),
)
