// The next best question: the one after which the fewest questions are expected until every verdict is settled.
//
// Who the entity is comes first, since it decides which regimes count at all. Then each open regime names the first
// questions on its own cheapest way to a verdict (effort.ts); every answer of each is tried, and the question is taken whose
// own cost plus the cost that is left on average, over all open regimes, is least. Regimes that only invite weigh less.
// Ties go to the law's own order, so that the same situation always gets the same question.
import type { FactValue } from '../../model/law.ts'
import type { NextQuestion } from '../../model/verdict.ts'
import { visitOpen } from './because.ts'
import {
  askedFor,
  type Candidate,
  costOf,
  type Effort,
  type Efforts,
  effortOfRule,
  firstQuestions,
  likelihoodMet,
  newEfforts,
  toldOf,
  untilOneMet,
} from './effort.ts'
import { stepOf } from './outcomes.ts'
import type { Known, PreparedFact } from './prepared.ts'
import { type Standing, standingOf } from './regime.ts'
import { suppose } from './suppose.ts'
import { unknown } from './three-valued.ts'

const firstsOfRegime = 3
const mostCandidates = 10
const mostOutcomes = 6
const weightOfInvitation = 0.3

/** Null only when nothing is open. Never asks what is known, nor what can change neither a verdict nor a duty. */
export function nextQuestion(known: Known, standings: readonly Standing[], day: string | null): NextQuestion | null {
  const open = standings.filter((one) => one.open.length > 0)
  if (open.length === 0) return null
  const efforts = newEfforts()
  let best: { candidate: Candidate; value: number; settles: number } | null = null
  for (const candidate of candidatesOf(known, open, efforts)) {
    const tried = tryOut(known, open, day, candidate, efforts)
    if (best === null || tried.value < best.value - 1e-9) best = { candidate, ...tried }
  }
  return best === null ? null : question(known, open, best.candidate, best.settles)
}

function candidatesOf(known: Known, open: readonly Standing[], efforts: Efforts): Candidate[] {
  const { nis2Class } = known.law
  const doubtful = open.find((one) => one.applies === unknown)
  const rule = doubtful?.open[0]
  if (rule && nis2Class) return [{ fact: nis2Class, service: -1, rule }]
  const found: Candidate[] = []
  for (const { open: rules } of open)
    for (const top of rules)
      for (const one of firstQuestions(known, top, efforts, firstsOfRegime))
        if (!found.some(({ fact, service }) => fact === one.fact && service === one.service)) found.push(one)
  return found
    .sort((a, b) => a.fact.index - b.fact.index || a.service - b.service)
    .slice(0, Math.max(mostCandidates, open.length))
}

function tryOut(
  known: Known,
  open: readonly Standing[],
  day: string | null,
  { fact, service }: Candidate,
  efforts: Efforts,
) {
  const moved = open.filter(
    ({ open: rules, applies }) => applies === unknown || rules.some(({ index }) => fact.moves[index] === 1),
  )
  let value = costOf(fact)
  for (const standing of open)
    if (!moved.includes(standing)) value += weighed(standing, effortLeft(known, standing, efforts))
  const outcomes = answersTo(known, fact, service)
  const likelihoods = likelihoodsOf(fact, outcomes)
  let settles = 0
  for (const [at, outcome] of outcomes.entries()) {
    const likely = likelihoods[at] ?? 0
    const then = suppose(known, fact, service, outcome)
    const after = newEfforts(efforts, fact === known.law.nis2Class ? null : fact.moves)
    let settled = 0
    for (const { regime, verdict } of moved) {
      const standing = standingOf(then, regime, day)
      if (standing.open.length > 0) value += likely * weighed(standing, effortLeft(then, standing, after))
      if (standing.open.length === 0 || standing.verdict !== verdict) settled += 1
    }
    settles = Math.max(settles, settled)
  }
  return { value, settles }
}

/** Answers that meet a comparison of the law share the likelihood of one that is met; the others share the rest. */
function likelihoodsOf({ leaves }: PreparedFact, outcomes: readonly FactValue[]): number[] {
  const meets = outcomes.map((outcome) => leaves.some((leaf) => leaf.meets(outcome)))
  const met = meets.filter(Boolean).length
  const failed = meets.length - met
  if (met === 0 || failed === 0) return outcomes.map(() => 1 / outcomes.length)
  return meets.map((one) => (one ? likelihoodMet / met : (1 - likelihoodMet) / failed))
}

function weighed({ regime }: Standing, { cost }: Effort): number {
  return regime.regime.mandatory ? cost : weightOfInvitation * cost
}

function effortLeft(known: Known, { open }: Standing, efforts: Efforts): Effort {
  return untilOneMet(open.map((rule) => effortOfRule(known, rule, -1, efforts)).filter(({ cost }) => cost > 0))
}

/** Answers that can make a difference here; for the parts of a share also those around its thresholds. */
export function answersTo(known: Known, fact: PreparedFact, service: number): FactValue[] {
  const found: FactValue[] = [...fact.outcomes]
  for (const share of fact.sharesOf) {
    if (share.share === null) continue
    const isPart = share.share.part === fact
    const other = toldOf(known, isPart ? share.share.whole : share.share.part, service)
    if (isPart) found.push(fact.fact.minimum ?? 0)
    if (typeof other !== 'number' || other <= 0) continue
    for (const { leaf } of share.leaves) {
      if (typeof leaf.value !== 'number' || leaf.value <= 0) continue
      const edge = Math.floor(isPart ? (leaf.value * other) / 100 : (100 * other) / leaf.value)
      for (const at of [edge, edge + stepOf(fact.fact)]) if (isLegal(fact, at)) found.push(at)
    }
  }
  const distinct = [...new Set(found)]
  return distinct.length <= mostOutcomes ? distinct : distinct.slice(0, mostOutcomes)
}

export function isLegal({ fact }: PreparedFact, value: number): boolean {
  return value >= (fact.minimum ?? Number.NEGATIVE_INFINITY) && value <= (fact.maximum ?? Number.POSITIVE_INFINITY)
}

function question(
  known: Known,
  open: readonly Standing[],
  { fact, service, rule }: Candidate,
  settles: number,
): NextQuestion {
  const { id, question: text, help, unit, basis } = fact.fact
  return {
    fact: id,
    service: fact.fact.scope === 'service' ? (known.services[service]?.label ?? null) : null,
    text,
    help: help ?? null,
    unit: unit ?? null,
    article: fact === known.law.nis2Class ? (basis ?? rule.rule.article) : rule.rule.article,
    settles,
    left: questionsLeft(known, open),
  }
}

/** At most so many: every fact that is open somewhere, each asked once. A share may cost its two numbers, and itself. */
function questionsLeft(known: Known, open: readonly Standing[]): number {
  const found = new Set<number>()
  const count = (fact: PreparedFact, service: number) =>
    found.add(fact.index * (known.services.length + 1) + (fact.fact.scope === 'service' ? service + 1 : 0))
  const tops = open.flatMap((one) => one.open)
  visitOpen(known, tops, (fact, service) => {
    for (const one of askedFor(known, fact, service)) count(one, service)
    if (fact.share !== null && wholeCanBeNone(known, fact.share.whole, service)) count(fact, service)
  })
  if (open.some(({ applies }) => applies === unknown) && known.law.nis2Class) count(known.law.nis2Class, -1)
  return found.size
}

function wholeCanBeNone(known: Known, whole: PreparedFact, service: number): boolean {
  const value = toldOf(known, whole, service)
  return value === undefined ? (whole.fact.minimum ?? 0) <= 0 : value === 0
}
