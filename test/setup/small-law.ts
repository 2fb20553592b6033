// A law of a few lines for tests of the engine: three kinds of entity, two regimes and one invitation.
import type { Condition, Law, Regime, Rule } from '../../src/assess/model/law.ts'

export const no = { fact: 'x.red', op: 'eq', value: false } as const satisfies Condition

export function ruleOf(id: string, when: Condition, more: Partial<Rule> = {}): Rule {
  return {
    id,
    regime: 'small',
    label: `Rule ${id}`,
    result: 'met',
    scope: 'incident',
    appliesTo: ['*'],
    when,
    article: `Art. ${id}`,
    ...more,
  }
}

export function regimeOf(id: string, rules: Regime['trigger']['rules'], more: Partial<Regime> = {}): Regime {
  return {
    id,
    title: `Regime ${id}`,
    instrument: 'An act',
    kind: 'regulation',
    mandatory: true,
    who: { entityTypes: ['*'] },
    trigger: { rules },
    recipient: { primary: ['national_csirt'] },
    reports: [],
    communications: [],
    authorityDuties: [],
    notes: [],
    effects: [],
    ...more,
  }
}

export const within24Hours: Regime['reports'][number] = {
  id: 'warning',
  name: 'Warning',
  mandatory: true,
  deadline: { kind: 'within', from: 'awareness', duration: 'PT24H' },
  contents: [],
  article: '1(1)',
}

/** Facts x.* are of the incident, s.* of a service, g.* of the group. */
export function smallLaw(rules: Rule[], regimes: Regime[], more: Partial<Law> = {}): Law {
  const fact = (id: string, type: Law['facts'][number]['type'], scope: Law['facts'][number]['scope'], rest = {}) => ({
    id,
    type,
    scope,
    description: `The fact ${id}.`,
    question: `What about ${id}?`,
    ...rest,
  })
  return {
    version: '2026-01.0123456789',
    title: 'A small law',
    checkedAsOf: '2026-01',
    disclaimer: 'Made up for tests.',
    verifiedLegend: {},
    sources: [],
    measurement: [],
    entityTypes: [
      { id: 'bank', label: 'Bank', acts: ['dora'] },
      { id: 'cloud', label: 'Cloud provider', acts: ['nis2'] },
      { id: 'hospital', label: 'Hospital', acts: [], implies: { 'entity.nis2_class': 'essential' } },
    ],
    groups: { listed: ['bank', 'cloud'] },
    anchors: [
      { id: 'awareness', meaning: 'Aware' },
      { id: 'report_submitted:<report id>', meaning: 'Sent' },
      {
        id: 'report_submitted:latest',
        meaning: 'The latest',
        latestOf: ['report_submitted:warning', 'report_submitted:update'],
      },
    ],
    time: { act: '1182/71', items: [], caution: { text: 'Careful.' }, reading: 'plain', settings: [] },
    relations: [],
    pending: [],
    overlays: [],
    facts: [
      fact('entity.nis2_class', 'enum', 'entity', { values: ['essential', 'important', 'none'] }),
      fact('entity.turnover', 'number', 'entity', { unit: 'EUR', minimum: 0 }),
      fact('x.red', 'boolean', 'incident'),
      fact('x.green', 'boolean', 'incident', { humanJudgement: true }),
      fact('x.blue', 'boolean', 'incident'),
      fact('x.grade', 'enum', 'incident', { values: ['low', 'middle', 'high'] }),
      fact('x.kinds', 'set', 'incident', { values: ['fire', 'water'] }),
      fact('x.minutes', 'number', 'incident', { unit: 'minutes', minimum: 0 }),
      fact('x.loss', 'number', 'incident', { unit: 'EUR', minimum: 0 }),
      fact('x.loss_pct', 'number', 'incident', {
        unit: 'percent',
        minimum: 0,
        share: { part: 'x.loss', whole: 'entity.turnover' },
      }),
      fact('s.down', 'boolean', 'service'),
      fact('s.users', 'integer', 'service', { unit: 'count', minimum: 0 }),
      fact('s.hit', 'integer', 'service', { unit: 'count', minimum: 0 }),
      fact('s.hit_pct', 'number', 'service', {
        unit: 'percent',
        minimum: 0,
        maximum: 100,
        share: { part: 's.hit', whole: 's.users' },
      }),
      fact('g.together', 'boolean', 'group', { byRule: 'small.loss' }),
    ],
    rules,
    regimes,
    ...more,
  }
}
