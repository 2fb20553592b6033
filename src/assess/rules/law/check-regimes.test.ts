// Regimes, reports, clocks, forms and overlays that do not fit together: each kind of fault by breaking the law once.
import { expect, test } from 'vitest'
import { brokenLaw, type Loose, lawFiles } from '../../../../test/setup/broken-law.ts'
import { bindLaw } from './bind-law.ts'

/** What is broken, where, how, which words tell it, and where it is told if not there. */
type Row = [title: string, where: string, to: unknown, words: string, told?: string]

const limit = { kind: 'within', duration: 'P1D' }
const sooner = { report: 'final_report', deadline: { ...limit, from: 'awareness' }, article: 'none' }

function mutual(reports: Loose[]): Loose[] {
  return reports.map((one, at) => ({
    ...one,
    deadline: { ...limit, from: `report_submitted:${reports[(at + 1) % reports.length].id}` },
  }))
}

const rows: Row[] = [
  ['an unknown rule as a trigger', 'regimes/gdpr.json/trigger/rules/0/rule', 'gdpr.notify', "no rule 'gdpr.notify'"],
  [
    'a trigger only for an unknown type',
    'regimes/gdpr.json/trigger/rules/0/only/0',
    'controller',
    "no entity type 'controller'",
  ],
  [
    'an unknown supporting rule',
    'regimes/eidas-wallet.json/trigger/supporting/0',
    'eidas.none',
    "no rule 'eidas.none'",
  ],
  [
    'an unknown rule of a communication',
    'regimes/gdpr.json/communications/0/whenRule',
    'gdpr.none',
    "no rule 'gdpr.none'",
  ],
  [
    'an unknown rule of a report',
    'regimes/gdpr.json/reports/processor_to_controller/trigger',
    'gdpr.none',
    "no rule 'gdpr.none'",
  ],
  ['a mandatory regime that nothing triggers', 'regimes/gdpr.json/trigger/rules', [], 'needs a rule'],
  [
    'an unknown anchor',
    'regimes/nis2.json/reports/early_warning/deadline/from',
    'awarness',
    "Did you mean 'awareness'?",
  ],
  [
    'the submission of a report that is not there',
    'regimes/nis2.json/reports/final_report/deadline/from',
    'report_submitted:notification',
    "no report 'notification'",
  ],
  [
    'the submission of a report of an unknown regime',
    'regimes/nis2.json/reports/final_report/deadline/from',
    'report_submitted:nis3/early_warning',
    "no regime 'nis3'",
  ],
  [
    'an unknown anchor among the earliest',
    'regimes/dora.json/reports/initial_notification/deadline/of/0/from',
    'classified',
    "no anchor 'classified'",
  ],
  [
    'an unknown anchor of an exception',
    'regimes/dora.json/reports/initial_notification/deadline/exception/anchor',
    'classified',
    "no anchor 'classified'",
  ],
  [
    'the earliest of something that has no end',
    'regimes/dora.json/reports/initial_notification/deadline/of/0',
    { kind: 'none' },
    'Only limits that end',
    'regimes/dora.json/reports/0/deadline/of/0/kind',
  ],
  [
    'an unknown anchor of an authority',
    'regimes/nis2.json/authorityDuties/initial_response_to_entity/deadline/from',
    'answered',
    "no anchor 'answered'",
  ],
  [
    'the latest of reports that nobody has',
    'law.json/anchors/report_submitted:latest_intermediate_report/latestOf/0',
    'report_submitted:weekly',
    'No regime has',
  ],
  [
    'a report that waits for itself',
    'regimes/nis2.json/reports/final_report/deadline/from',
    'report_submitted:final_report',
    'can never start',
    'regimes/nis2.json/reports/3/deadline',
  ],
  [
    'reports that wait for each other',
    'regimes/cer.json/reports',
    mutual,
    'can never start',
    'regimes/cer.json/reports/0/deadline',
  ],
  [
    'an unknown report that replaces',
    'regimes/nis2.json/reports/final_report/replacedWhen/by/0',
    'progres_report',
    "Did you mean 'progress_report'?",
  ],
  [
    'an unknown report in the calendar',
    'regimes/dora.json/calendar/appliesToReports/0',
    'weekly',
    "no report 'weekly'",
  ],
  [
    'an exclusion that nothing decides',
    'regimes/dora.json/calendar/exclusions/0/entityTypes',
    undefined,
    'Nothing decides',
    'regimes/dora.json/calendar/exclusions/0',
  ],
  [
    'a variant that nothing decides',
    'regimes/nis2.json/reports/incident_notification/variants/0/entityTypes',
    undefined,
    'Nothing decides',
    'regimes/nis2.json/reports/1/variants/0',
  ],
  [
    'an unknown fact in a variant',
    'regimes/ai-act.json/reports/report/variants/0/when/any/0/fact',
    'ai.widespread',
    "no fact 'ai.widespread'",
  ],
  [
    'the same report twice',
    'regimes/eui.json/reports/incident_notification/id',
    'early_warning',
    "report 'early_warning' stands",
  ],
  [
    'the same content twice',
    'regimes/nis2.json/reports/early_warning/contents/1/id',
    'suspected_unlawful_or_malicious',
    'stands',
  ],
  [
    'the same field of a form twice',
    'templates/dora.json/fields/1.2/no',
    '1.1',
    "field '1.1' stands",
    'templates/dora.json/fields/1/id',
  ],
  ['a choice of a form that offers nothing', 'templates/dora.json/fields/1.1/choices', undefined, 'nothing to choose'],
  [
    'the choices of a field that has none',
    'templates/dora-threat.json/fields/3/choicesOf',
    'dora/1.2',
    "'dora/1.2'",
    'templates/dora-threat.json/fields/2/choicesOf',
  ],
  ['a field under a condition that is not named', 'templates/dora.json/fields/1.5/condition', undefined, 'not named'],
  ['a form of no regime', 'templates/mica.json', { instrument: 'none', fields: [] }, "no regime 'mica'"],
  ['a stage that the form does not have', 'regimes/dora.json/reports/final_report/template', 'last', "stage 'last'"],
  [
    'a form that is not there',
    'regimes/gdpr.json/reports/authority_notification/template',
    'any',
    'templates/gdpr.json would hold it',
  ],
  ['a day that does not exist', 'regimes/gdpr.json/appliesFrom', '2018-02-30', 'no day 2018-02-30'],
  ['an end before the beginning', 'regimes/gdpr.json/appliesUntil', '2016-01-01', 'before it begins'],
  [
    'a regime that is in no order',
    'law.json/regimes',
    (all: string[]) => all.slice(0, -1),
    'does not list',
    'regimes/psd2.json/id',
  ],
  ['a regime that is listed and has no file', 'law.json/regimes/0', 'nis3', 'no file regimes/nis3.json'],
  ['a regime that is listed twice', 'law.json/regimes/1', 'nis2', 'twice'],
  ['a regime in the file of another', 'regimes/gdpr.json/id', 'gdpr2', 'The file of', 'regimes/gdpr.json/id'],
  [
    'an overlay that changes without proof',
    'overlays/cz.json/overlays/0/deadlines',
    [sooner],
    'read in the national act',
    'overlays/cz.json/overlays/0',
  ],
  ['an overlay of no regime', 'overlays/cz.json/overlays/0/regime', 'nis', "Did you mean 'nis2'?"],
  ['a relation to no regime', 'law.json/relations/dora_over_nis2/second/0', 'nis', "no regime 'nis'"],
  [
    'something that displaces nothing',
    'law.json/relations/dora_over_nis2/second',
    [],
    'Both sides',
    'law.json/relations/0',
  ],
  [
    'something that displaces itself',
    'law.json/relations/dora_over_nis2/second',
    ['dora'],
    'displace itself',
    'law.json/relations/0',
  ],
  [
    'a setting for no regime',
    'law.json/time/settings',
    [{ regime: 'nis', reading: 'plain', basis: 'none' }],
    "no regime 'nis'",
    'law.json/time/settings/0/regime',
  ],
  ['a source that stands there twice', 'law.json/sources/1/id', 'nis2', "source 'nis2' stands"],
]

test.each(rows)('%s', (_title, where, to, words, told) => {
  const { files, file, field } = brokenLaw(where, to)
  const { law, faults } = bindLaw(files)
  const found = faults.filter((one) => one.reason.includes(words)).map((one) => `${one.file}${one.field}`)
  expect(law).toBeNull()
  expect(found, JSON.stringify(faults.slice(0, 5), null, 1)).toContain(told ?? `${file}${field}`)
})

/** The GDPR as it is until `end`, and again from `begin` on. */
function periods(end: string | undefined, begin: string): Record<string, Loose> {
  const files = lawFiles()
  const gdpr = files['regimes/gdpr.json']
  files[`regimes/gdpr@${begin}.json`] = { ...gdpr, appliesFrom: begin }
  files['regimes/gdpr.json'] = { ...gdpr, ...(end ? { appliesUntil: end } : {}) }
  return files
}

test.each([
  ['2027-01-01', 'a gap: nothing holds from 2027-01-01 to 2027-02-01'],
  ['2027-03-01', 'overlaps: from 2027-02-01 to 2027-03-01'],
  [undefined, 'need an end'],
])('two periods of one regime, the first until %s', (end, words) => {
  const { faults } = bindLaw(periods(end, '2027-02-01'))
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatchObject({ file: 'regimes/gdpr@2027-02-01.json', field: '/appliesFrom' })
  expect(faults[0]?.reason).toContain(words)
})

test('a period that follows another to the day is taken: the act as it is, and as it will be', () => {
  const { law, faults } = bindLaw(periods('2027-02-01', '2027-02-01'))
  expect(faults).toEqual([])
  const both = law?.regimes.filter(({ id }) => id === 'gdpr').map(({ appliesFrom }) => appliesFrom)
  expect(both).toEqual(['2018-05-25', '2027-02-01'])
})
