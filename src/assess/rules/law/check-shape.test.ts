// Files that are not of the shape: told at their place, in words that need no knowledge of schemas.
import { expect, test } from 'vitest'
import { brokenLaw } from '../../../../test/setup/broken-law.ts'
import { bindLaw } from './bind-law.ts'

/** What is broken, where, how, which words tell it, and where it is told if not there. */
type Row = [title: string, where: string, to: unknown, words: string, told?: string]

const rows: Row[] = [
  ['a file that is missing', 'entity-types.json', undefined, 'The file is missing'],
  ['a file that has no place', 'notes.json', {}, 'stands in facts, rules'],
  ['a field that nobody knows', 'law.json/colour', 'red', 'no field of this name'],
  [
    'a question that is missing',
    'facts/ai.json/facts/ai.high_risk_system/question',
    undefined,
    "'question' is missing",
    'facts/ai.json/facts/0',
  ],
  ['a text where a list must be', 'law.json/regimes', 'nis2', 'must be a list, and is a text'],
  [
    'an operator that nobody knows',
    'rules/nis2.json/rules/nis2.significant_threat/when/op',
    'over',
    "'over' is none of: eq",
  ],
  [
    'a condition of no kind',
    'rules/nis2.json/rules/nis2.large_scale/when',
    { some: [] },
    'has one of: fact + op + value, rule, all',
  ],
  [
    'a condition without conditions',
    'rules/nis2.json/rules/nis2.large_scale/when',
    { any: [] },
    'needs at least 1',
    'rules/nis2.json/rules/1/when/any',
  ],
  [
    'a deadline of no kind',
    'regimes/nis2.json/reports/final_report/deadline/kind',
    'soon',
    "'soon' is none of: within",
  ],
  [
    'a period that is none',
    'regimes/nis2.json/reports/final_report/deadline/duration',
    '1 month',
    'a period such as PT24H',
  ],
  ['a day that is written otherwise', 'regimes/gdpr.json/appliesFrom', '25 May 2018', 'a day such as'],
  ['a month that is none', 'law.json/checkedAsOf', 'August', 'a month such as'],
  ['a form in the file of its regime', 'regimes/gdpr.json/template', { instrument: 'none' }, 'no field of this name'],
  ['an empty title', 'regimes/gdpr.json/title', '', 'empty'],
]

test.each(rows)('%s', (_title, where, to, words, told) => {
  const { files, file, field } = brokenLaw(where, to)
  const { law, faults } = bindLaw(files)
  const found = faults.filter((one) => one.reason.includes(words)).map((one) => `${one.file}${one.field}`)
  expect(law).toBeNull()
  expect(found, JSON.stringify(faults.slice(0, 5), null, 1)).toContain(told ?? `${file}${field}`)
})
