// Facts, rules and entity types that do not fit together: each kind of fault by breaking the released law once.
import { expect, test } from 'vitest'
import { brokenLaw, type Loose } from '../../../../test/setup/broken-law.ts'
import { bindLaw } from './bind-law.ts'

/** What is broken, where, how, which words tell it, and where it is told if not there. */
type Row = [title: string, where: string, to: unknown, words: string, told?: string]

/** Rules that each rest on the next. */
function chain(length: number, like: Loose): Loose[] {
  const rest = (at: number) => (at + 1 < length ? { rule: `chain.r${at + 1}` } : like.when)
  return Array.from({ length }, (_, at) => ({ ...like, id: `chain.r${at}`, when: rest(at) }))
}

const rows: Row[] = [
  [
    'an unknown fact',
    'rules/nis2.json/rules/nis2.large_scale/when/any/1/fact',
    'incident.member_state_significantly_impacted',
    "Did you mean 'incident.member_states_significantly_impacted'?",
  ],
  [
    'an unknown rule',
    'rules/dora.json/rules/dora.major/when/any/0/rule',
    'dora.major.sinlge',
    "Did you mean 'dora.major.single'?",
  ],
  [
    'an unknown entity type',
    'rules/cer.json/rules/cer.notify/appliesTo/0',
    'critical_entities',
    "Did you mean 'critical_entity'?",
  ],
  ['a rule for nobody', 'rules/cer.json/rules/cer.notify/appliesTo', [], 'for nobody'],
  ['an unknown group', 'regimes/dora.json/who/entityTypes/0', '@banks', "no group of law.json '@banks'"],
  ['an unknown type in a group', 'law.json/groups/trust_service_providers/1', 'notary', "no entity type 'notary'"],
  [
    'a rule that rests on itself',
    'rules/dora.json/rules/dora.critical_services/when',
    { rule: 'dora.major' },
    'circle: dora.critical_services > dora.major >',
  ],
  [
    'a circle by way of a fact that a rule answers',
    'facts/recurring.json/facts/recurring.collectively_fulfils_dora_major/byRule',
    'dora.major',
    'circle',
    'rules/dora.json/rules/9/when',
  ],
  [
    'a chain of thirteen rules',
    'rules/psd2.json/rules',
    (rules: Loose[]) => [...rules, ...chain(13, rules[0])],
    'chain of 13 rules',
    'rules/psd2.json/rules/1/when',
  ],
  [
    'a unit that is not the one of the fact',
    'rules/nis2-ir.json/rules/nis2ir.7.a/when/all/1/unit',
    'seconds',
    'counted in minutes, not in seconds',
  ],
  [
    'a unit that is left out',
    'rules/nis2-ir.json/rules/nis2ir.7.a/when/all/1/unit',
    undefined,
    'counted in minutes; say so',
  ],
  [
    'a unit of something that has none',
    'rules/nis2.json/rules/nis2.significant_threat/when/unit',
    'count',
    'has no unit',
  ],
  [
    'a text where a number is compared',
    'rules/nis2-ir.json/rules/nis2ir.7.a/when/all/1/value',
    'thirty',
    'is a number',
  ],
  ['a share above a hundred', 'rules/nis2-ir.json/rules/nis2ir.7.b/when/all/1/any/0/value', 500, 'never above 100'],
  ['fewer than none', 'rules/nis2-ir.json/rules/nis2ir.7.a/when/all/1/value', -1, 'never below 0'],
  ['half a Member State', 'rules/nis2.json/rules/nis2.large_scale/when/any/1/value', 1.5, 'whole number'],
  [
    'an order of things that have none',
    'rules/nis2.json/rules/nis2.significant_threat/when/op',
    'gt',
    'compares numbers',
  ],
  ['yes or no as a text', 'rules/nis2.json/rules/nis2.significant_threat/when/value', 'yes', 'true or false'],
  [
    'a value that the fact cannot have',
    'rules/gdpr.json/rules/gdpr.inform_subjects/when/all/1/value',
    'high',
    'it can be: unlikely, risk, high_risk',
  ],
  [
    'a list where one value is compared',
    'rules/gdpr.json/rules/gdpr.inform_subjects/when/all/1/value',
    ['high_risk'],
    'takes one value',
  ],
  [
    'one value where a list is asked',
    'rules/gdpr.json/rules/gdpr.notify_authority/when/all/1/value',
    'risk',
    'takes a list',
  ],
  [
    'a set that is asked like one value',
    'rules/ai-act.json/rules/ai.serious_incident/when/all/1/op',
    'in',
    'ask it by contains_any',
  ],
  [
    'one value that is asked like a set',
    'rules/gdpr.json/rules/gdpr.notify_authority/when/all/1/op',
    'contains_any',
    'asks a set',
  ],
  [
    'more conditions asked than there are',
    'rules/dora.json/rules/dora.major.single/when/all/1/any/1/atLeast/n',
    9,
    'can never be met',
  ],
  ['the same rule twice', 'rules/cer.json/rules/cer.commission/id', 'cer.notify', 'stands in rules/cer.json already'],
  [
    'the same fact in two files',
    'facts/eui.json/facts/eui.is_euci_only/id',
    'ai.high_risk_system',
    'stands in facts/ai.json already',
  ],
  ['the same entity type twice', 'entity-types.json/entityTypes/1/id', 'dns_service_provider', 'already'],
  [
    'labels that do not fit the values',
    'facts/personal_data.json/facts/personal_data.risk/labels',
    ['a', 'b'],
    '3 values and 2 labels',
  ],
  ['a choice of nothing', 'facts/personal_data.json/facts/personal_data.risk/values', undefined, 'needs the values'],
  [
    'a value that stands there twice',
    'facts/personal_data.json/facts/personal_data.risk/values',
    ['risk', 'risk', 'high_risk'],
    'twice',
  ],
  [
    'values of something that is yes or no',
    'facts/personal_data.json/facts/personal_data.breach/values',
    ['a'],
    'no list of values',
  ],
  [
    'a maximum below the minimum',
    'facts/incident.json/facts/incident.duration_minutes/maximum',
    -1,
    'below the minimum',
  ],
  [
    'a unit of something that is no number',
    'facts/incident.json/facts/incident.is_ongoing/unit',
    'minutes',
    'only numbers',
  ],
  [
    'a share of a fact that is not there',
    'facts/service.json/facts/service.limited_users_union_pct/share/whole',
    'service.user_union',
    "Did you mean 'service.users_union'?",
  ],
  [
    'a share of different things',
    'facts/service.json/facts/service.limited_users_union_pct/share/whole',
    'service.limited_availability_minutes',
    'in count',
    'facts/service.json/facts/6/share',
  ],
  [
    'an answer of a rule that is not there',
    'facts/recurring.json/facts/recurring.collectively_fulfils_dora_major/byRule',
    'dora.no',
    "no rule 'dora.no'",
  ],
  [
    'a question that asks nothing',
    'facts/personal_data.json/facts/personal_data.breach/question',
    'A breach.',
    'question mark',
  ],
  [
    'a type that implies what cannot be',
    'entity-types.json/entityTypes/critical_entity/implies/entity.nis2_class',
    'critical',
    "'critical' is no value",
  ],
  [
    'a type that implies an unknown fact',
    'entity-types.json/entityTypes/critical_entity/implies',
    { 'entity.class': 'essential' },
    "no fact 'entity.class'",
    'entity-types.json/entityTypes/37/implies/entity.class',
  ],
  [
    'what is not verified, without what there was instead',
    'rules/nccs.json/evidence',
    undefined,
    'not verified',
    'rules/nccs.json/rules/0/evidence',
  ],
  [
    'nothing said about how well a fact is known',
    'facts/ai.json/verified',
    undefined,
    'read in the act',
    'facts/ai.json/facts/0/verified',
  ],
]

test.each(rows)('%s', (_title, where, to, words, told) => {
  const { files, file, field } = brokenLaw(where, to)
  const { law, faults } = bindLaw(files)
  const found = faults.filter((one) => one.reason.includes(words)).map((one) => `${one.file}${one.field}`)
  expect(law).toBeNull()
  expect(found, JSON.stringify(faults.slice(0, 5), null, 1)).toContain(told ?? `${file}${field}`)
})
