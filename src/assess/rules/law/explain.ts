// A rule explained: in words, with its facts and their questions, and what hangs on it.
import type { Condition, Fact, Rule } from '../../model/law.ts'
import type { Node, PreparedLaw, PreparedRule } from './prepared.ts'
import { conditionInWords } from './words.ts'

export interface RuleExplained {
  rule: {
    id: string
    label: string
    result: string
    article: string
    regime: string
    scope: Rule['scope']
    top: boolean
    verified: boolean
    evidence: string | null
    note: string | null
    interpretation: { text: string; verified: boolean } | null
  }
  /** Whom it concerns: labels of entity types. */
  concerns: string[]
  /** The condition line by line, indented by two spaces a level. */
  words: string[]
  when: Condition
  facts: {
    id: string
    question: string
    help: string | null
    unit: string | null
    values: string[] | null
    humanJudgement: boolean
    computed: string | null
    basis: string | null
    verified: boolean
  }[]
  /** Rules that this one names, and those that name it. */
  names: { id: string; label: string }[]
  namedBy: { id: string; label: string }[]
  /** Regimes that it decides, alone or through other rules, and the reports that hang on it. */
  decides: {
    regime: string
    title: string
    direct: boolean
    reports: { id: string; name: string; article: string }[]
  }[]
}

/** Null for a rule that the law does not hold. */
export function explainRule(law: PreparedLaw, ruleId: string): RuleExplained | null {
  const prepared = law.ruleOf.get(ruleId)
  if (prepared === undefined) return null
  const { rule } = prepared
  const inside = lookInside(prepared)
  const above = rulesAbove(law, prepared)
  return {
    rule: {
      id: rule.id,
      label: rule.label,
      result: rule.result,
      article: rule.article,
      regime: rule.regime,
      scope: rule.scope,
      top: rule.top === true,
      verified: rule.verified !== false,
      evidence: rule.evidence ?? null,
      note: rule.note ?? null,
      interpretation: rule.interpretation
        ? { text: rule.interpretation.text, verified: rule.interpretation.verified !== false }
        : null,
    },
    concerns: concernsInWords(law, prepared),
    words: conditionInWords(law, rule.when),
    when: rule.when,
    facts: [...inside.facts]
      .map((id) => law.factOf.get(id)?.fact)
      .flatMap((fact) => (fact ? [factExplained(fact)] : [])),
    names: [...inside.rules].map(named),
    namedBy: law.rules.filter((other) => lookInside(other).rules.has(prepared)).map(named),
    decides: decidedBy(law, prepared, above),
  }
}

function lookInside({ node }: PreparedRule): { facts: Set<string>; rules: Set<PreparedRule> } {
  const facts = new Set<string>()
  const rules = new Set<PreparedRule>()
  const look = (one: Node) => {
    if (one.join === 'leaf') facts.add(one.fact.fact.id)
    else if (one.join === 'rule') rules.add(one.rule)
    else one.parts.forEach(look)
  }
  look(node)
  return { facts, rules }
}

/** The rule itself and every rule that names it, however far above. */
function rulesAbove(law: PreparedLaw, rule: PreparedRule): Set<PreparedRule> {
  const namedBy = new Map<PreparedRule, PreparedRule[]>()
  for (const other of law.rules)
    for (const one of lookInside(other).rules) namedBy.set(one, [...(namedBy.get(one) ?? []), other])
  const above = new Set([rule])
  for (const one of above) for (const other of namedBy.get(one) ?? []) above.add(other)
  return above
}

function decidedBy(law: PreparedLaw, rule: PreparedRule, above: ReadonlySet<PreparedRule>): RuleExplained['decides'] {
  return law.regimes.flatMap(({ regime, triggers, reports }) => {
    const deciding = triggers.filter((one) => above.has(one.rule))
    const own = reports.filter(({ trigger }) => (trigger === null ? deciding.length > 0 : above.has(trigger)))
    if (deciding.length === 0 && own.length === 0) return []
    return {
      regime: regime.id,
      title: regime.title,
      direct: deciding.some((one) => one.rule === rule),
      reports: own.map(({ report: { id, name, article } }) => ({ id, name, article })),
    }
  })
}

function concernsInWords(law: PreparedLaw, { rule, applies }: PreparedRule): string[] {
  if (applies.everybody) return ['everybody']
  const labels = law.law.entityTypes.filter((_, at) => applies.types[at] === 1).map(({ label }) => label)
  return rule.appliesTo.includes('*nis2') ? ['essential and important entities under NIS2', ...labels] : labels
}

function factExplained(fact: Fact): RuleExplained['facts'][number] {
  const { id, question, help, unit, values, humanJudgement, share, byRule, basis, verified } = fact
  return {
    id,
    question,
    help: help ?? null,
    unit: unit ?? null,
    values: Array.isArray(values) ? values : null,
    humanJudgement: humanJudgement === true,
    computed: share
      ? `100 * ${share.part} / ${share.whole}`
      : byRule
        ? `the rule ${byRule} on the facts of the group`
        : null,
    basis: basis ?? null,
    verified: verified !== false,
  }
}

function named({ rule: { id, label } }: PreparedRule): { id: string; label: string } {
  return { id, label }
}
