// How many questions an open rule still costs, and which one to ask first.
//
// Each open node gets two numbers: the cost that is expected until it is settled, and how likely it turns out to be met.
// An `any` is over with the first part that is met, so its parts are taken by likelihood per cost; an `all` with the first
// that fails. Parts are treated as independent, which is exact for one level of parts without shared facts, and good
// enough to order questions: the choice between the few first ones is made by trying their answers (next-question.ts).
import { applies } from './applies.ts'
import { askRule } from './compile-condition.ts'
import type { Known, Node, PreparedFact, PreparedRule } from './prepared.ts'
import { unknown, yes } from './three-valued.ts'

export interface Effort {
  cost: number
  met: number
}

export interface Candidate {
  fact: PreparedFact
  /** Place of the service it is asked of; -1 for a fact that is of none. */
  service: number
  /** The rule in which it came up. */
  rule: PreparedRule
}

/** Efforts already found, by rule and service. With one more answer supposed, those stay that the answer does not move. */
export interface Efforts {
  found: Map<number, Effort>
  before: Efforts | null
  /** By number of the rule: 1 where the supposed answer moves it. */
  moves: Uint8Array | null
}

export function newEfforts(before: Efforts | null = null, moves: Uint8Array | null = null): Efforts {
  return { found: new Map(), before, moves }
}

const settledNo: Effort = { cost: 0, met: 0 }
const settledYes: Effort = { cost: 0, met: 1 }
/** How likely a comparison of the law is met: most incidents miss most thresholds. */
export const likelihoodMet = 0.25
/** How likely the class under NIS2 brings an entity in, and what a circle of rules is worth. */
const evens = 0.5

/** Easy ones cost little: who the entity is stands in its papers; a weighing takes a person, and time. */
export function costOf({ fact }: PreparedFact): number {
  const byType = fact.type === 'boolean' || fact.type === 'enum' ? 1 : fact.type === 'text' ? 2 : 1.5
  const judgement = fact.humanJudgement === true ? 0.35 : 0
  return (byType + judgement) * (fact.scope === 'entity' ? 0.4 : fact.scope === 'group' ? 1.5 : 1)
}

/** What must be asked to know a fact: of a share the number first, then the whole; the share itself where that leads nowhere. */
export function askedFor(known: Known, fact: PreparedFact, service: number): PreparedFact[] {
  if (fact.share === null) return [fact]
  const { part, whole } = fact.share
  const open = [part, whole].filter((one) => toldOf(known, one, service) === undefined)
  return open.length > 0 ? open : [fact]
}

export function toldOf(known: Known, fact: PreparedFact, service: number) {
  return (service >= 0 ? known.services[service]?.values : known.values)?.[fact.index]
}

export function effortOfRule(known: Known, rule: PreparedRule, service: number, efforts: Efforts): Effort {
  const answer = askRule(known, rule, service)
  if (answer !== unknown) return answer === yes ? settledYes : settledNo
  if (rule.ofService && service < 0) {
    const parts = known.services.map((_, at) => effortOfRule(known, rule, at, efforts))
    return parts.length === 1 ? (parts[0] ?? settledNo) : untilOneMet(parts)
  }
  const inside = rule.ofService ? service : -1
  const place = rule.index * (known.services.length + 1) + inside + 1
  const before =
    efforts.found.get(place) ?? (efforts.moves?.[rule.index] === 0 ? efforts.before?.found.get(place) : undefined)
  if (before) return before
  // A rule that leads back to itself finds this, and ends.
  efforts.found.set(place, { cost: 1, met: evens })
  const found = withConcern(known, rule, effortOf(known, rule.node, inside, efforts))
  efforts.found.set(place, found)
  return found
}

function withConcern(known: Known, rule: PreparedRule, inner: Effort): Effort {
  const { nis2Class } = known.law
  if (nis2Class === null || applies(known, rule.applies) !== unknown) return inner
  return { cost: costOf(nis2Class) + evens * inner.cost, met: evens * inner.met }
}

function effortOf(known: Known, node: Node, service: number, efforts: Efforts): Effort {
  const answer = node.ask(known, service)
  if (answer !== unknown) return answer === yes ? settledYes : settledNo
  if (node.join === 'rule') return effortOfRule(known, node.rule, service, efforts)
  if (node.join === 'leaf') {
    let cost = 0
    for (const fact of askedFor(known, node.fact, service)) cost += costOf(fact)
    return { cost, met: likelihoodMet }
  }
  const parts = node.parts.filter((part) => part.ask(known, service) === unknown)
  const inner = parts.map((part) => effortOf(known, part, service, efforts))
  if (node.join === 'not') {
    const [part = settledNo] = inner
    return { cost: part.cost, met: 1 - part.met }
  }
  if (node.join === 'any') return untilOneMet(inner)
  if (node.join === 'all') {
    const found = untilOneMet(inner.map(({ cost, met }) => ({ cost, met: 1 - met })))
    return { cost: found.cost, met: 1 - found.met }
  }
  if (node.join !== 'at-least') return settledNo
  const met = node.parts.filter((part) => part.ask(known, service) === yes).length
  return untilEnough(inner, node.n - met)
}

/** Sequential tests: the likeliest per cost first; each is only paid for where all before it failed. */
export function untilOneMet(parts: Effort[]): Effort {
  if (parts.length === 1 && parts[0]) return parts[0]
  parts.sort((a, b) => b.met * a.cost - a.met * b.cost)
  let cost = 0
  let goesOn = 1
  for (const part of parts) {
    cost += goesOn * part.cost
    goesOn *= 1 - part.met
  }
  return { cost, met: 1 - goesOn }
}

/** Cheapest first, until `need` are met or too few are left; `chances[k]` is how likely k are met so far. */
function untilEnough(parts: Effort[], need: number): Effort {
  parts.sort((a, b) => a.cost - b.cost)
  let chances = [1]
  let cost = 0
  for (const [at, part] of parts.entries()) {
    const left = parts.length - at
    const next = new Array<number>(chances.length + 1).fill(0)
    for (const [met, chance] of chances.entries()) {
      const open = met < need && met + left >= need
      if (open) cost += chance * part.cost
      next[met] = (next[met] ?? 0) + chance * (open ? 1 - part.met : 1)
      if (open) next[met + 1] = (next[met + 1] ?? 0) + chance * part.met
    }
    chances = next
  }
  return { cost, met: chances.slice(need).reduce((sum, chance) => sum + chance, 0) }
}

/** The first questions on the cheapest way to settle a rule, at most `most`, the best first. */
export function firstQuestions(known: Known, rule: PreparedRule, efforts: Efforts, most: number): Candidate[] {
  const found: Candidate[] = []
  pickFromRule(known, rule, -1, efforts, found, most)
  return found
}

function pickFromRule(
  known: Known,
  rule: PreparedRule,
  service: number,
  efforts: Efforts,
  found: Candidate[],
  most: number,
): void {
  if (found.length >= most || askRule(known, rule, service) !== unknown) return
  if (rule.ofService && service < 0) {
    const order = known.services
      .map((_, at) => ({ at, effort: effortOfRule(known, rule, at, efforts) }))
      .filter(({ at }) => askRule(known, rule, at) === unknown)
      .sort((a, b) => b.effort.met * a.effort.cost - a.effort.met * b.effort.cost || a.at - b.at)
    for (const { at } of order) pickFromRule(known, rule, at, efforts, found, most)
    return
  }
  const { nis2Class } = known.law
  if (nis2Class && applies(known, rule.applies) === unknown) {
    found.push({ fact: nis2Class, service: -1, rule })
    return
  }
  pick(known, rule, rule.node, rule.ofService ? service : -1, efforts, found, most)
}

function pick(
  known: Known,
  rule: PreparedRule,
  node: Node,
  service: number,
  efforts: Efforts,
  found: Candidate[],
  most: number,
): void {
  if (found.length >= most || node.ask(known, service) !== unknown) return
  if (node.join === 'rule') {
    pickFromRule(known, node.rule, service, efforts, found, most)
    return
  }
  if (node.join === 'leaf') {
    const place = service >= 0 || node.fact.fact.scope !== 'service' ? service : firstWithout(known, node.fact)
    const [fact = node.fact] = askedFor(known, node.fact, place)
    const asked = fact.fact.scope === 'service' ? place : -1
    if (!found.some((one) => one.fact === fact && one.service === asked)) found.push({ fact, service: asked, rule })
    return
  }
  const order = node.parts
    .filter((part) => part.ask(known, service) === unknown)
    .map((part, at) => ({ part, at, effort: effortOf(known, part, service, efforts) }))
  if (node.join === 'all')
    order.sort((a, b) => (1 - b.effort.met) * a.effort.cost - (1 - a.effort.met) * b.effort.cost || a.at - b.at)
  else if (node.join === 'any')
    order.sort((a, b) => b.effort.met * a.effort.cost - a.effort.met * b.effort.cost || a.at - b.at)
  else order.sort((a, b) => a.effort.cost - b.effort.cost || a.at - b.at)
  for (const { part } of order) pick(known, rule, part, service, efforts, found, most)
}

function firstWithout(known: Known, fact: PreparedFact): number {
  const at = known.services.findIndex(({ values }) => values[fact.index] === undefined)
  return Math.max(at, 0)
}
