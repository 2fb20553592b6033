// What two versions of the law differ in, said so that a lawyer can check it against the act.
import { expect, test } from 'vitest'
import { brokenLaw, lawFiles } from '../../../../test/setup/broken-law.ts'
import type { Law } from '../../model/law.ts'
import { bindLaw, type LawFiles } from './bind-law.ts'
import { differenceInWords, diffLaw } from './diff-law.ts'

function bound(files: LawFiles, version: string): Law {
  const { law, faults } = bindLaw(files, version)
  if (!law) throw new Error(`The law of this test must bind: ${JSON.stringify(faults[0])}`)
  return law
}

const before = bound(lawFiles(), 'before')

/** Sentences that tell what one change did. */
function told(where: string, to: unknown): string[] {
  return diffLaw(before, bound(brokenLaw(where, to).files, 'after')).changes.map(({ text }) => text)
}

test('the same law differs in nothing, also when its files are laid out otherwise', () => {
  const turned = Object.fromEntries(Object.entries(lawFiles()).reverse())
  const difference = diffLaw(before, bound(turned, 'after'))
  expect(difference).toEqual({ from: 'before', to: 'after', changes: [] })
  expect(differenceInWords(difference)).toBe('before -> after: nothing changed.')
})

test.each([
  [
    'a threshold that moved',
    'rules/nis2-ir.json/rules/nis2ir.9.a/when/all/1/value',
    20,
    'nis2ir.9.a (service.complete_unavailability_minutes): more than 30 minutes -> more than 20 minutes',
  ],
  [
    'a threshold that is now reached by its own value',
    'rules/nis2-ir.json/rules/nis2ir.7.b/when/all/1/any/0/op',
    'gte',
    'nis2ir.7.b (service.limited_users_union_pct): more than 5 % -> at least 5 %',
  ],
  [
    'a condition that came',
    'rules/cer.json/rules/cer.notify/when/all',
    (all: unknown[]) => [...all, { fact: 'cer.users_affected', op: 'gt', value: 1000, unit: 'count' }],
    'cer.notify (cer.users_affected): nothing -> cer.users_affected: more than 1 000',
  ],
  [
    'a condition that went',
    'rules/cer.json/rules/cer.notify/when/all',
    (all: unknown[]) => all.slice(1),
    'cer.notify (entity.cer_obligations_apply): entity.cer_obligations_apply: yes -> nothing',
  ],
  [
    'a number of criteria that are needed',
    'rules/dora.json/rules/dora.major.single/when/all/1/any/1/atLeast/n',
    3,
    'dora.major.single (when): at least 2 of these -> at least 3 of these',
  ],
  [
    'a deadline',
    'regimes/nis2.json/reports/early_warning/deadline/duration',
    'PT12H',
    'nis2 / early_warning (deadline): within 24 hours of awareness, without undue delay -> within 12 hours of awareness, without undue delay',
  ],
  [
    'the anchor of a deadline',
    'regimes/cer.json/reports/detailed_report/deadline/from',
    'report_submitted:initial_notification',
    'cer / detailed_report (deadline): within 1 month of awareness, where relevant -> within 1 month of submission of the initial notification, where relevant',
  ],
  [
    'a content that is asked in another strength',
    'regimes/nis2.json/reports/final_report/contents/cross_border_impact/required',
    'always',
    'nis2 / final_report / cross_border_impact (required): where_applicable -> always',
  ],
  [
    'a field of a form',
    'templates/dora.json/fields/2.8/required/initial',
    'M',
    'dora / 2.8 (required): {"initial":"C","intermediate":"C","final":"C"} -> {"initial":"M","intermediate":"C","final":"C"}',
  ],
  [
    'the day from which it holds',
    'regimes/gdpr.json/appliesFrom',
    '2018-06-01',
    'gdpr (appliesFrom): 2018-05-25 -> 2018-06-01',
  ],
  [
    'a question',
    'facts/personal_data.json/facts/personal_data.breach/question',
    'Was there a breach?',
    'personal_data.breach (question): ',
  ],
  ['how well it is known', 'rules/nccs.json/verified', true, 'nccs.reportable (verified): no -> yes'],
  ['the hour of relief', 'regimes/dora.json/calendar/until', '10:00', 'dora (until): 12:00 -> 10:00'],
  ['the time that periods are read by', 'law.json/time/reading', '1182/71', '(reading): plain -> 1182/71'],
  [
    'a group',
    'law.json/groups/trust_service_providers',
    ['qualified_trust_service_provider'],
    '@trust_service_providers (types): ',
  ],
])('%s is told from what to what', (_title, where, to, words) => {
  const texts = told(where, to)
  expect(texts[0]).toContain(words)
  expect(texts).toHaveLength(1)
})

test('what came and what went is told with its name', () => {
  const files = lawFiles()
  files['law.json'].regimes = files['law.json'].regimes.filter((id: string) => id !== 'nis2-voluntary')
  delete files['regimes/nis2-voluntary.json']
  files['rules/psd2.json'].rules.push({ ...files['rules/psd2.json'].rules[0], id: 'psd2.minor' })
  files['regimes/eui.json'].reports = files['regimes/eui.json'].reports.filter(
    (one: { id: string }) => one.id !== 'intermediate_report',
  )
  const difference = diffLaw(before, bound(files, 'after'))
  expect(difference.changes.map(({ part, id, change }) => [part, id, change])).toEqual([
    ['report', 'eui / intermediate_report', 'removed'],
    ['regime', 'nis2-voluntary', 'removed'],
    ['rule', 'psd2.minor', 'added'],
  ])
  const words = differenceInWords(difference)
  expect(words).toContain('before -> after: 3 changes')
  expect(words).toContain('nis2-voluntary: removed: NIS 2 Directive, Art. 30 (voluntary)')
  expect(words).toContain('eui / intermediate_report: removed: Intermediate report, on request of CERT-EU (21(2)(c))')
})

test('a regime that gets a second period is told as the end of the one and the beginning of the other', () => {
  const files = lawFiles()
  const gdpr = files['regimes/gdpr.json']
  files['regimes/gdpr@2027-02-01.json'] = { ...gdpr, appliesFrom: '2027-02-01' }
  files['regimes/gdpr.json'] = { ...gdpr, appliesUntil: '2027-02-01' }
  const { changes } = diffLaw(before, bound(files, 'after'))
  expect(changes.map(({ text }) => text)).toEqual([
    'gdpr (appliesUntil): nothing -> 2027-02-01',
    'gdpr from 2027-02-01: added: GDPR, Art. 33-34',
  ])
})

test('one condition in place of another is told as the one and the other', () => {
  const other = { not: { fact: 'entity.cer_obligations_apply', op: 'eq', value: false } }
  expect(told('rules/cer.json/rules/cer.notify/when/all/0', other)).toEqual([
    'cer.notify (when): entity.cer_obligations_apply: yes -> not entity.cer_obligations_apply: no',
  ])
})

test('every deadline of the released law is said in words, without an identifier left over', async () => {
  const { deadlineInWords } = await import('./diff-words.ts')
  for (const { reports } of before.regimes)
    for (const { deadline } of reports) expect(deadlineInWords(deadline)).toMatch(/^[^_]+$/)
})
