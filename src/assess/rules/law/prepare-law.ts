// The law made ready to be asked: facts, rules and types numbered, conditions compiled, and what hangs on what.
import type { Condition, DutyReport, Law } from '../../model/law.ts'
import { compileCondition, type Names } from './compile-condition.ts'
import { outcomesOf } from './outcomes.ts'
import type {
  Applies,
  Node,
  PreparedFact,
  PreparedLaw,
  PreparedRegime,
  PreparedReport,
  PreparedRule,
} from './prepared.ts'

export type { PreparedLaw } from './prepared.ts'

type Growing<T> = { -readonly [K in keyof T]: T[K] }

/** Takes a law that was bound: references that lead nowhere stay undetermined. Some milliseconds; do it once per version. */
export function prepareLaw(law: Law): PreparedLaw {
  const typeOf = new Map(law.entityTypes.map(({ id }, at) => [id, at]))
  const appliesOf = (appliesTo: readonly string[]) => expand(appliesTo, law, typeOf)
  const facts: Growing<PreparedFact>[] = law.facts.map((fact, index) => ({
    index,
    fact,
    outcomes: [],
    leaves: [],
    rules: [],
    moves: new Uint8Array(law.rules.length),
    share: null,
    byRule: null,
    sharesOf: [],
  }))
  const factOf = new Map(facts.map((one) => [one.fact.id, one]))
  const rules: Growing<PreparedRule>[] = law.rules.map((rule, index) => ({
    index,
    rule,
    applies: appliesOf(rule.appliesTo),
    ofService: rule.scope === 'service',
    node: { join: 'any', parts: [], ask: () => 1 },
  }))
  const ruleOf = new Map(rules.map((one) => [one.rule.id, one]))
  const names: Names = { fact: (id) => factOf.get(id), rule: (id) => ruleOf.get(id) }
  for (const one of rules) one.node = compileCondition(one.rule.when, names)
  bindDerived(facts, factOf, ruleOf)
  const nis2Class = factOf.get('entity.nis2_class') ?? null
  bindDependents(facts, rules, nis2Class)
  const entityTypes = law.entityTypes.map(({ id }) => id)
  for (const one of facts) one.outcomes = outcomesOf(one.fact, one.leaves, entityTypes)
  // No comparison names it, yet every value decides whom rules concern.
  if (nis2Class && Array.isArray(nis2Class.fact.values)) nis2Class.outcomes = nis2Class.fact.values
  const nodes = new Map<Condition, Node>()
  const nodeOf = (condition: Condition) => {
    const before = nodes.get(condition)
    if (before) return before
    const node = compileCondition(condition, names)
    nodes.set(condition, node)
    return node
  }
  const regimes: PreparedRegime[] = law.regimes.map((regime, index) => ({
    index,
    regime,
    applies: appliesOf(regime.who.entityTypes),
    triggers: regime.trigger.rules.flatMap(({ rule, only }) => {
      const found = ruleOf.get(rule)
      return found ? [{ rule: found, only: only ? appliesOf(only) : null }] : []
    }),
    reports: regime.reports.map((report) => prepareReport(report, nodeOf, appliesOf, ruleOf)),
  }))
  const regimeOf = new Map(regimes.map((one) => [one.regime.id, one]))
  return {
    law,
    facts,
    factOf,
    rules,
    ruleOf,
    typeOf,
    nis2Types: Uint8Array.from(law.entityTypes, ({ acts }) => (acts.includes('nis2') ? 1 : 0)),
    nis2Class,
    regimes,
    regimeOf,
    displacements: law.relations
      .filter(({ kind }) => kind === 'displaces')
      .map((relation) => ({
        relation,
        first: relation.first.flatMap((id) => regimeOf.get(id) ?? []),
        second: new Set(relation.second),
        applies: appliesOf(relation.forTypes ?? ['*']),
      })),
    overlays: law.overlays.filter(({ verified }) => verified === true),
    shares: facts.filter(({ share }) => share !== null),
    byRules: facts.filter(({ byRule }) => byRule !== null),
    nodeOf,
    appliesOf,
  }
}

export function prepareReport(
  report: DutyReport,
  nodeOf: (condition: Condition) => Node,
  appliesOf: (appliesTo: readonly string[]) => Applies,
  ruleOf: ReadonlyMap<string, PreparedRule>,
): PreparedReport {
  return {
    report,
    trigger: report.trigger === undefined ? null : (ruleOf.get(report.trigger) ?? null),
    onlyIf: report.onlyIf ? nodeOf(report.onlyIf) : null,
    replacedWhen: report.replacedWhen ? nodeOf(report.replacedWhen.condition) : null,
    variants: (report.variants ?? []).map(({ entityTypes, when }, at) => ({
      applies: entityTypes ? appliesOf(entityTypes) : null,
      when: when ? nodeOf(when) : null,
      at,
    })),
  }
}

function expand(appliesTo: readonly string[], law: Law, typeOf: ReadonlyMap<string, number>): Applies {
  const types = new Uint8Array(law.entityTypes.length)
  for (const name of appliesTo) {
    const group = name.startsWith('@') ? (law.groups[name] ?? law.groups[name.slice(1)]) : [name]
    for (const type of group ?? []) {
      const at = typeOf.get(type)
      if (at !== undefined) types[at] = 1
    }
  }
  return { everybody: appliesTo.includes('*'), nis2: appliesTo.includes('*nis2'), types }
}

function bindDerived(
  facts: readonly Growing<PreparedFact>[],
  factOf: ReadonlyMap<string, Growing<PreparedFact>>,
  ruleOf: ReadonlyMap<string, PreparedRule>,
): void {
  for (const one of facts) {
    const { share, byRule } = one.fact
    if (byRule) one.byRule = ruleOf.get(byRule) ?? null
    const part = share && factOf.get(share.part)
    const whole = share && factOf.get(share.whole)
    if (!part || !whole) continue
    one.share = { part, whole }
    part.sharesOf = [...part.sharesOf, one]
    whole.sharesOf = [...whole.sharesOf, one]
  }
}

/** Which rules a fact can move: those that compare it or a share of it, and all that name those rules. */
function bindDependents(
  facts: readonly Growing<PreparedFact>[],
  rules: readonly PreparedRule[],
  nis2Class: PreparedFact | null,
): void {
  const namedBy = rules.map((): number[] => [])
  const direct = facts.map(() => new Set<number>())
  for (const rule of rules) {
    walk(rule.node, (node) => {
      if (node.join === 'rule') namedBy[node.rule.index]?.push(rule.index)
      if (node.join !== 'leaf') return
      const fact = facts[node.fact.index]
      if (fact) fact.leaves = [...fact.leaves, node]
      direct[node.fact.index]?.add(rule.index)
      for (const from of [node.fact.share?.part, node.fact.share?.whole]) if (from) direct[from.index]?.add(rule.index)
    })
    if (rule.applies.nis2 && nis2Class) direct[nis2Class.index]?.add(rule.index)
  }
  for (const fact of facts) {
    const all = new Set(direct[fact.index])
    for (const rule of all) for (const above of namedBy[rule] ?? []) all.add(above)
    fact.rules = [...all]
    for (const rule of all) fact.moves[rule] = 1
  }
}

export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  if (node.join === 'leaf' || node.join === 'rule') return
  for (const part of node.parts) walk(part, visit)
}
