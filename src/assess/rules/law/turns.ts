// What would turn a verdict: each single fact whose other value, with all else as it is, gives another answer.
import type { FactValue } from '../../model/law.ts'
import type { Situation, Turn } from '../../model/verdict.ts'
import { toldOf } from './effort.ts'
import { faultsOf } from './faults.ts'
import { knownOf } from './known.ts'
import { answersTo } from './next-question.ts'
import type { Known, Node, PreparedFact, PreparedLaw, PreparedRule } from './prepared.ts'
import { dayOfJudging, type Standing, standingOf } from './regime.ts'
import { suppose } from './suppose.ts'
import { answerOf, no, type Trit } from './three-valued.ts'
import { timesOf } from './times.ts'
import { valueInWords } from './words.ts'

const mostTurns = 200

/**
 * Values just beside the thresholds of the law, for known and for unknown facts; of each fact and verdict the one that is
 * nearest to what is known. A value that contradicts the other facts is left out.
 */
export function turnsOf(law: PreparedLaw, situation: Situation, regimeId: string): Turn[] {
  const regime = law.regimeOf.get(regimeId)
  if (regime === undefined) return []
  const known = knownOf(law, situation)
  const day = dayOfJudging(timesOf(law, situation, known))
  const standing = standingOf(known, regime, day)
  if (standing.applies === no) return []
  const found: Turn[] = []
  for (const fact of factsInside(law, standing)) {
    const places = fact.fact.scope === 'service' ? known.services.map((_, at) => at) : [-1]
    for (const place of places) {
      found.push(...turnsOfFact(known, situation, standing, day, fact, place))
      if (found.length >= mostTurns) return found.slice(0, mostTurns)
    }
  }
  return found
}

/** Every fact below the deciding rules, in the order of the law; of a share its numbers, which are what people count. */
function factsInside(law: PreparedLaw, { tops }: Standing): PreparedFact[] {
  const found = new Set<PreparedFact>()
  const seen = new Set<PreparedRule>()
  const look = (node: Node) => {
    if (node.join === 'rule') lookAtRule(node.rule)
    else if (node.join !== 'leaf') node.parts.forEach(look)
    else if (node.fact.share === null) found.add(node.fact)
    else for (const one of [node.fact.share.part, node.fact.share.whole, node.fact]) found.add(one)
  }
  const lookAtRule = (rule: PreparedRule) => {
    if (seen.has(rule)) return
    seen.add(rule)
    if (rule.applies.nis2 && law.nis2Class) found.add(law.nis2Class)
    look(rule.node)
  }
  tops.forEach(lookAtRule)
  return [...found].sort((a, b) => a.index - b.index)
}

function turnsOfFact(
  known: Known,
  situation: Situation,
  { regime, verdict }: Standing,
  day: string | null,
  fact: PreparedFact,
  place: number,
): Turn[] {
  const now = toldOf(known, fact, place)
  const derived = (place >= 0 ? known.services[place]?.derived : known.derived)?.has(fact.index) === true
  // A share that was computed turns with its numbers; told beside them it would contradict them.
  if (derived) return []
  const nearest = new Map<Trit, FactValue>()
  for (const value of answersTo(known, fact, place)) {
    if (same(value, now)) continue
    const then = standingOf(suppose(known, fact, place, value), regime, day).verdict
    if (then === verdict || !isNearer(value, nearest.get(then), now)) continue
    if (faultsOf(known.law, withFact(known, situation, fact, place, value)).length === 0) nearest.set(then, value)
  }
  const label = place >= 0 ? known.services[place]?.label : null
  return [...nearest].map(([then, value]) => ({
    fact: fact.fact.id,
    ...(label ? { service: label } : {}),
    to: edgeInWords(fact, value, now),
    value,
    verdict: answerOf(then),
  }))
}

function same(a: FactValue, b: FactValue | undefined): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one) => b.includes(one)))
}

function isNearer(value: FactValue, before: FactValue | undefined, now: FactValue | undefined): boolean {
  if (before === undefined) return true
  if (typeof value !== 'number' || typeof before !== 'number') return false
  return typeof now === 'number' ? Math.abs(value - now) < Math.abs(before - now) : value < before
}

/** A threshold is said as such: 'more than 30 minutes' for 31, 'at most 30 minutes' for 30. */
function edgeInWords({ fact, leaves }: PreparedFact, value: FactValue, now: FactValue | undefined): string {
  if (typeof value !== 'number') return valueInWords(value, fact)
  const said = (words: string, at: number) => `${words} ${valueInWords(at, fact)}`
  for (const { leaf, meets } of leaves) {
    if (typeof leaf.value !== 'number' || Math.abs(leaf.value - value) > 1) continue
    if (typeof now === 'number' && meets(now) === meets(value)) continue
    if (leaf.op === 'gt') return said(meets(value) ? 'more than' : 'at most', leaf.value)
    if (leaf.op === 'gte') return said(meets(value) ? 'at least' : 'less than', leaf.value)
    if (leaf.op === 'lt') return said(meets(value) ? 'less than' : 'at least', leaf.value)
    if (leaf.op === 'lte') return said(meets(value) ? 'at most' : 'more than', leaf.value)
  }
  return valueInWords(value, fact)
}

function withFact(
  { services: known }: Known,
  situation: Situation,
  { fact }: PreparedFact,
  place: number,
  value: FactValue,
): Situation {
  const { services } = situation
  if (place < 0 || services === undefined || services.length === 0 || known[place] === undefined)
    return { ...situation, facts: { ...situation.facts, [fact.id]: value } }
  const changed = services.map((one, at) =>
    at === place ? { ...one, facts: { ...one.facts, [fact.id]: value } } : one,
  )
  return { ...situation, services: changed }
}
