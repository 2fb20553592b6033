// Why an answer is what it is: the rules met, the rules that failed, the facts that can still change it.
import { applies } from './applies.ts'
import { askRule } from './compile-condition.ts'
import type { Known, Node, PreparedFact, PreparedRule } from './prepared.ts'
import { no, unknown, yes } from './three-valued.ts'

/** For yes: the deciding rules first, then the rules inside them that are met, in the order of the law. */
export function metBy(known: Known, tops: readonly PreparedRule[]): PreparedRule[] {
  const deciding = tops.filter((rule) => askRule(known, rule, -1) === yes)
  const found = new Set(deciding)
  for (const rule of deciding) collectMet(known, rule.node, serviceThatSays(known, rule, yes), found)
  return [...found]
}

function collectMet(known: Known, node: Node, service: number, found: Set<PreparedRule>): void {
  if (node.join === 'leaf' || node.join === 'not' || node.ask(known, service) !== yes) return
  if (node.join !== 'rule') {
    for (const part of node.parts) collectMet(known, part, service, found)
    return
  }
  if (found.has(node.rule)) return
  found.add(node.rule)
  const inside = node.rule.ofService && service < 0 ? serviceThatSays(known, node.rule, yes) : service
  collectMet(known, node.rule.node, inside, found)
}

/** For no: an exclusion that is met; where there is none, the deciding rules themselves. */
export function settledBy(known: Known, tops: readonly PreparedRule[]): PreparedRule[] {
  const exclusions = new Set<PreparedRule>()
  for (const rule of tops) if (askRule(known, rule, -1) === no) collectExclusions(known, rule.node, exclusions)
  return exclusions.size > 0 ? [...exclusions] : tops.filter((rule) => applies(known, rule.applies) !== no)
}

function collectExclusions(known: Known, node: Node, found: Set<PreparedRule>): void {
  if (node.join === 'leaf' || node.join === 'rule' || node.ask(known, -1) !== no) return
  for (const part of node.parts) {
    if (node.join !== 'not') collectExclusions(known, part, found)
    else if (part.join === 'rule' && part.ask(known, -1) === yes) found.add(part.rule)
  }
}

/** Rules that were looked at and failed; one that does not concern the entity was not looked at. */
export function failedOf(known: Known, tops: readonly PreparedRule[]): PreparedRule[] {
  const found = new Set<PreparedRule>()
  const seen = new Set<PreparedRule>()
  const look = (rule: PreparedRule) => {
    if (seen.has(rule) || applies(known, rule.applies) === no) return
    seen.add(rule)
    if (askRule(known, rule, -1) === no) found.add(rule)
    visitRules(rule.node, look)
  }
  for (const rule of tops) look(rule)
  return [...found]
}

function visitRules(node: Node, visit: (rule: PreparedRule) => void): void {
  if (node.join === 'leaf') return
  if (node.join === 'rule') visit(node.rule)
  else for (const part of node.parts) visitRules(part, visit)
}

/** Facts, as the rules name them, that stand where the answer is open. In the order in which the law comes to them. */
export function missingOf(known: Known, tops: readonly PreparedRule[]): PreparedFact[] {
  const found = new Set<PreparedFact>()
  visitOpen(known, tops, (fact) => found.add(fact))
  return [...found]
}

type Visit = (fact: PreparedFact, service: number, rule: PreparedRule) => void

/** Every leaf, with its service, that is unknown and stands below nothing that is settled. Each rule is entered once. */
export function visitOpen(known: Known, tops: readonly PreparedRule[], visit: Visit): void {
  const seen = new Set<number>()
  for (const rule of tops) visitOpenRule(known, rule, -1, visit, seen)
}

/** The unknown facts that a condition of a report hangs on. */
export function visitOpenFacts(known: Known, node: Node, visit: (fact: PreparedFact) => void): void {
  if (node.ask(known, -1) !== unknown) return
  if (node.join === 'leaf') visit(node.fact)
  else if (node.join === 'rule') visitOpen(known, [node.rule], visit)
  else for (const part of node.parts) visitOpenFacts(known, part, visit)
}

function visitOpenRule(known: Known, rule: PreparedRule, service: number, visit: Visit, seen: Set<number>): void {
  if (askRule(known, rule, service) !== unknown) return
  if (rule.ofService && service < 0) {
    for (let at = 0; at < known.services.length; at += 1) visitOpenRule(known, rule, at, visit, seen)
    return
  }
  const inside = rule.ofService ? service : -1
  const place = rule.index * (known.services.length + 1) + inside + 1
  if (seen.has(place)) return
  seen.add(place)
  const { nis2Class } = known.law
  if (nis2Class && applies(known, rule.applies) === unknown) visit(nis2Class, -1, rule)
  visitOpenNode(known, rule, rule.node, inside, visit, seen)
}

function visitOpenNode(
  known: Known,
  rule: PreparedRule,
  node: Node,
  service: number,
  visit: Visit,
  seen: Set<number>,
): void {
  if (node.ask(known, service) !== unknown) return
  if (node.join === 'rule') {
    visitOpenRule(known, node.rule, service, visit, seen)
    return
  }
  if (node.join !== 'leaf') {
    for (const part of node.parts) visitOpenNode(known, rule, part, service, visit, seen)
    return
  }
  if (service >= 0 || node.fact.fact.scope !== 'service') {
    visit(node.fact, service, rule)
    return
  }
  for (let at = 0; at < known.services.length; at += 1)
    if (known.services[at]?.values[node.fact.index] === undefined) visit(node.fact, at, rule)
}

/** The first service of which a rule says this; -1 for a rule that is not asked of services. */
export function serviceThatSays(known: Known, rule: PreparedRule, answer: 0 | 1 | 2): number {
  if (!rule.ofService) return -1
  for (let at = 0; at < known.services.length; at += 1) if (askRule(known, rule, at) === answer) return at
  return 0
}
