// The tree of reasons: every rule and every comparison that a verdict hangs on, with its answer, article and value.
import type { Reason, Situation } from '../../model/verdict.ts'
import { applies } from './applies.ts'
import { serviceThatSays } from './because.ts'
import { askRule } from './compile-condition.ts'
import { knownOf } from './known.ts'
import type { Known, Node, PreparedLaw, PreparedRule } from './prepared.ts'
import { dayOfJudging, standingOf } from './regime.ts'
import { answerOf, no, unknown } from './three-valued.ts'
import { timesOf } from './times.ts'
import { comparisonInWords } from './words.ts'

/** A rule that many others name is shown in full that often at most; beyond, it shows its answer alone. */
const mostNodes = 2_000

/**
 * One tree for each rule that decides the regime for this entity; empty where the regime does not concern it. Rules that
 * concern other types of entities are left out: they were not looked at.
 */
export function reasonsOf(law: PreparedLaw, situation: Situation, regimeId: string): Reason[] {
  const regime = law.regimeOf.get(regimeId)
  if (regime === undefined) return []
  const known = knownOf(law, situation)
  const standing = standingOf(known, regime, dayOfJudging(timesOf(law, situation, known)))
  if (standing.applies === no) return []
  const budget = { left: mostNodes }
  return standing.tops
    .filter((rule) => applies(known, rule.applies) !== no)
    .map((rule) => reasonOfRule(known, rule, -1, budget))
}

interface Budget {
  left: number
}

function reasonOfRule(known: Known, rule: PreparedRule, service: number, budget: Budget): Reason {
  budget.left -= 1
  const answer = askRule(known, rule, service)
  const inside = rule.ofService && service < 0 ? serviceThatSays(known, rule, answer) : rule.ofService ? service : -1
  const label = inside >= 0 ? known.services[inside]?.label : null
  const { node } = rule
  const parts = budget.left <= 0 ? [] : [...concern(known, rule), ...partsOf(known, node, rule, inside, budget)]
  return {
    rule: rule.rule.id,
    label: rule.rule.label,
    article: rule.rule.article,
    answer: answerOf(answer),
    join: node.join === 'leaf' || node.join === 'rule' || node.join === 'not' ? 'all' : node.join,
    ...(node.join === 'at-least' ? { n: node.n } : {}),
    ...(label ? { service: label } : {}),
    verified: rule.rule.verified !== false,
    parts,
  }
}

/** A rule that is a single comparison shows it as its only part; else the parts of what joins them. */
function partsOf(known: Known, node: Node, rule: PreparedRule, service: number, budget: Budget): Reason[] {
  if (node.join === 'leaf' || node.join === 'rule' || node.join === 'not')
    return reasonsOfNode(known, node, rule, service, budget)
  return node.parts.flatMap((part) => reasonsOfNode(known, part, rule, service, budget))
}

function reasonsOfNode(known: Known, node: Node, rule: PreparedRule, service: number, budget: Budget): Reason[] {
  if (node.join === 'rule')
    return applies(known, node.rule.applies) === no ? [] : [reasonOfRule(known, node.rule, service, budget)]
  if (node.join === 'leaf') return [reasonOfLeaf(known, node, rule, service, budget)]
  budget.left -= 1
  const parts = budget.left <= 0 ? [] : node.parts.flatMap((part) => reasonsOfNode(known, part, rule, service, budget))
  return [
    {
      rule: null,
      label: joinInWords(node),
      article: null,
      answer: answerOf(node.ask(known, service)),
      join: node.join,
      ...(node.join === 'at-least' ? { n: node.n } : {}),
      verified: rule.rule.verified !== false,
      parts,
    },
  ]
}

function joinInWords(node: Node & { join: 'all' | 'any' | 'not' | 'at-least' }): string {
  if (node.join === 'at-least') return `at least ${node.n} of these`
  return node.join === 'all' ? 'all of these' : node.join === 'any' ? 'at least one of these' : 'not this'
}

function reasonOfLeaf(
  known: Known,
  node: Node & { join: 'leaf' },
  rule: PreparedRule,
  service: number,
  budget: Budget,
): Reason {
  budget.left -= 1
  const { fact, leaf } = node
  const values =
    service >= 0
      ? known.services[service]?.values
      : fact.fact.scope === 'service'
        ? known.services[0]?.values
        : known.values
  const value = values?.[fact.index]
  const derived = service >= 0 ? known.services[service]?.derived.has(fact.index) : known.derived.has(fact.index)
  return {
    rule: null,
    label: fact.fact.description,
    article: fact.fact.basis ?? null,
    answer: answerOf(node.ask(known, service)),
    join: 'leaf',
    fact: fact.fact.id,
    asked: comparisonInWords(leaf, fact.fact),
    ...(value === undefined ? {} : { value }),
    ...(derived ? { derived: true } : {}),
    verified: rule.rule.verified !== false && fact.fact.verified !== false,
    parts: [],
  }
}

/** Where a rule is only for essential and important entities and nobody knows whether this is one, that stands first. */
function concern(known: Known, rule: PreparedRule): Reason[] {
  const { nis2Class } = known.law
  if (nis2Class === null || applies(known, rule.applies) !== unknown) return []
  return [
    {
      rule: null,
      label: nis2Class.fact.description,
      article: nis2Class.fact.basis ?? null,
      answer: 'undetermined',
      join: 'leaf',
      fact: nis2Class.fact.id,
      asked: 'essential or important',
      verified: nis2Class.fact.verified !== false,
      parts: [],
    },
  ]
}
