// The law by its ids, for words on the screen: what a fact is called, how its value reads, what a rule and a report are named.
import {
  type EntityType,
  type Fact,
  type FactValue,
  factScopes,
  type Law,
  type Regime,
  type Rule,
} from '../../model/law.ts'
import { valueText } from './values.ts'

export interface LawIndex {
  law: Law
  fact: (id: string) => Fact | undefined
  rule: (id: string) => Rule | undefined
  regime: (id: string) => Regime | undefined
  /** What a fact is about, short enough for a line. */
  factWord: (id: string) => string
  valueWord: (fact: string, value: FactValue | null | undefined) => string
  ruleWord: (id: string) => string
  regimeWord: (id: string) => string
  reportWord: (regime: string, report: string) => string
  typeWord: (id: string) => string
  entityTypes: readonly EntityType[]
  regimes: readonly Regime[]
}

export function indexLaw(law: Law): LawIndex {
  const facts = new Map(law.facts.map((it) => [it.id, it]))
  const rules = new Map(law.rules.map((it) => [it.id, it]))
  const regimes = new Map(law.regimes.map((it) => [it.id, it]))
  const types = new Map(law.entityTypes.map((it) => [it.id, it.label]))
  return {
    law,
    fact: (id) => facts.get(id),
    rule: (id) => rules.get(id),
    regime: (id) => regimes.get(id),
    factWord: (id) => withoutStop(facts.get(id)?.description ?? id),
    valueWord: (fact, value) => valueText(facts.get(fact), value, law.entityTypes),
    ruleWord: (id) => rules.get(id)?.label ?? id,
    regimeWord: (id) => regimes.get(id)?.title ?? id,
    reportWord: (regime, report) =>
      regimes.get(regime)?.reports.find((it) => it.id === report)?.name ?? report.replaceAll('_', ' '),
    typeWord: (id) => types.get(id) ?? id,
    entityTypes: law.entityTypes,
    regimes: law.regimes,
  }
}

/** Descriptions are sentences; in a line of a table the stop is in the way. */
function withoutStop(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text
}

/** In which order the facts are shown: who it is first, then what happened, then the rest. */
export function scopeOrder(scope: Fact['scope']): number {
  return factScopes.indexOf(scope)
}

export type LawWords = Omit<LawIndex, 'law'>

/** Before the law has come: ids as they are, so that no page waits for words. */
export function noLaw(): LawWords {
  return {
    fact: () => undefined,
    rule: () => undefined,
    regime: () => undefined,
    factWord: (id) => id,
    valueWord: (_fact, value) => valueText(undefined, value),
    ruleWord: (id) => id,
    regimeWord: (id) => id,
    reportWord: (_regime, report) => report.replaceAll('_', ' '),
    typeWord: (id) => id,
    entityTypes: [],
    regimes: [],
  }
}
