// One regime and one situation: whether it concerns the entity, what it says, why, and what is due by it.
import type { RegimeVerdict } from '../../model/verdict.ts'
import { applies } from './applies.ts'
import { failedOf, metBy, missingOf, settledBy } from './because.ts'
import { askRule } from './compile-condition.ts'
import type { Known, PreparedFact, PreparedLaw, PreparedRegime, PreparedRule } from './prepared.ts'
import { type Asking, reportsOf } from './reports.ts'
import { tellingsOf } from './tellings.ts'
import { answerOf, both, either, no, opposite, type Trit, unknown, yes } from './three-valued.ts'
import { dayOf, type Times } from './times.ts'

/** What can be said about a regime before its rules are looked into in detail; cheap, for whoever tries many answers. */
export interface Standing {
  regime: PreparedRegime
  applies: Trit
  verdict: Trit
  /** The rules that decide for this entity. */
  tops: readonly PreparedRule[]
  /** The rules that are still to be settled: those that decide, or those of single reports beside a verdict of yes. */
  open: readonly PreparedRule[]
  displacedBy: RegimeVerdict['displacedBy']
  note: string | null
}

/** The day by which the law in force is chosen: of awareness, else of now; null where neither is known. */
export function dayOfJudging(times: Times): string | null {
  const moment = times.anchor('', 'awareness') ?? times.now
  return moment === null ? null : dayOf(moment, times.timeZone)
}

/** Every regime of the law, in its order. */
export function standingsOf(known: Known, day: string | null): Standing[] {
  return known.law.regimes.map((regime) => standingOf(known, regime, day))
}

export function standingOf(known: Known, regime: PreparedRegime, day: string | null): Standing {
  const tops = topsOf(known, regime)
  const nobody = { regime, applies: no as Trit, verdict: no as Trit, tops, open: [], displacedBy: null }
  const byTypes = applies(known, regime.applies)
  if (byTypes === no) return { ...nobody, note: notConcerned(known.law, regime) }
  const outOfForce = whyOutOfForce(regime, day)
  if (outOfForce !== null) return { ...nobody, note: outOfForce }
  const { displaced, by } = displacementOf(known, regime, day)
  if (displaced === yes && by !== null) return { ...nobody, displacedBy: by, note: by.text }
  const concerned = both(byTypes, opposite(displaced))
  if (regime.triggers.length === 0)
    return { regime, applies: concerned, verdict: no, tops, open: [], displacedBy: null, note: 'voluntary' }
  let said: Trit = no
  for (const rule of tops) said = either(said, askRule(known, rule, -1))
  const verdict = both(concerned, said)
  return {
    regime,
    applies: concerned,
    verdict,
    tops,
    open: verdict === unknown ? tops : verdict === yes ? openTriggers(known, regime) : [],
    displacedBy: null,
    note:
      concerned === unknown ? 'Whether this regime concerns the entity hangs on facts that are not known yet.' : null,
  }
}

/**
 * The rules that decide: those meant for the types of the entity alone, else those meant for everybody. Where no such rule
 * concerns the entity, the triggers of single reports decide: a processor who tells the controller (GDPR Art. 33(2)).
 */
function topsOf(known: Known, { triggers, reports }: PreparedRegime): PreparedRule[] {
  const special = triggers.filter(({ only }) => only !== null && applies(known, only) === yes)
  const chosen =
    special.length > 0 ? special : triggers.filter(({ only }) => only === null || applies(known, only) === unknown)
  const tops = chosen.map(({ rule }) => rule)
  if (tops.some((rule) => applies(known, rule.applies) !== no)) return tops
  const ofReports = reports.flatMap(({ trigger }) => (trigger === null ? [] : [trigger]))
  const concerning = ofReports.filter((rule) => applies(known, rule.applies) !== no)
  return concerning.length > 0 ? [...new Set(concerning)] : tops
}

/** GDPR for who is controller and processor at once: the one duty is certain, the other still hangs on the risk. */
function openTriggers(known: Known, { reports }: PreparedRegime): PreparedRule[] {
  const found = new Set<PreparedRule>()
  for (const { trigger, report } of reports)
    if (trigger !== null && report.mandatory && askRule(known, trigger, -1) === unknown) found.add(trigger)
  return [...found]
}

function whyOutOfForce({ regime }: PreparedRegime, day: string | null): string | null {
  if (day === null) return null
  if (regime.appliesFrom !== undefined && day < regime.appliesFrom)
    return `Applies from ${regime.appliesFrom}; this is judged as of ${day}.`
  if (regime.appliesUntil !== undefined && day >= regime.appliesUntil)
    return `Does not apply any more since ${regime.appliesUntil}; this is judged as of ${day}.`
  return null
}

/** Lex specialis: where the first regime concerns the entity and is in force, the second asks for no reports. */
function displacementOf(known: Known, { regime }: PreparedRegime, day: string | null) {
  let displaced: Trit = no
  for (const { relation, first, second, applies: to } of known.law.displacements) {
    if (!second.has(regime.id)) continue
    const ofType = applies(known, to)
    for (const other of first) {
      if (whyOutOfForce(other, day) !== null) continue
      displaced = either(displaced, both(ofType, applies(known, other.applies)))
      if (displaced !== yes) continue
      return { displaced, by: { regime: other.regime.id, text: relation.text, articles: relation.articles } }
    }
  }
  return { displaced, by: null }
}

function notConcerned({ law }: PreparedLaw, { regime }: PreparedRegime): string {
  const { text, entityTypes } = regime.who
  if (entityTypes.length === 1 && entityTypes[0] === '*nis2' && text === undefined)
    return 'Concerns essential and important entities; this entity is neither.'
  if (text !== undefined) return `Concerns: ${text} This entity is none of them.`
  const labels = law.entityTypes.filter(({ id }) => entityTypes.includes(id)).map(({ label }) => label)
  return `Concerns: ${labels.join('; ') || entityTypes.join(', ')}. This entity is none of them.`
}

export function regimeVerdict(asking: Asking, standing: Standing): RegimeVerdict {
  const { known } = asking
  const { regime, verdict, tops } = standing
  const concerned = standing.applies !== no && regime.triggers.length > 0
  const because = !concerned ? [] : verdict === yes ? metBy(known, tops) : verdict === no ? settledBy(known, tops) : []
  const named = because.length > 0 ? because : concerned ? tops : []
  const lists = standing.applies !== no && (verdict !== no || regime.triggers.length === 0 || hasOwnTriggers(regime))
  return {
    id: regime.regime.id,
    title: regime.regime.title,
    applies: answerOf(standing.applies),
    verdict: answerOf(verdict),
    because: because.map(({ rule }) => rule.id),
    failed: concerned && verdict !== yes ? failedOf(known, tops).map(({ rule }) => rule.id) : [],
    missing: verdict === unknown ? missingFor(known, standing).map(({ fact }) => fact.id) : [],
    displacedBy: standing.displacedBy,
    note: standing.note,
    articles: articlesOf(standing, named),
    verified:
      regime.regime.verified !== false &&
      regime.regime.appliesFromVerified !== false &&
      named.every(({ rule }) => rule.verified !== false),
    reports: lists ? reportsOf(asking, regime, regime.triggers.length === 0 ? unknown : verdict) : [],
    tellings: verdict === yes ? tellingsOf(asking, regime) : [],
  }
}

/** A report with a rule of its own can be due where the regime itself asks for nothing. */
function hasOwnTriggers({ reports }: PreparedRegime): boolean {
  return reports.some(({ trigger }) => trigger !== null)
}

/** The facts that can still change the verdict; whether the regime concerns the entity comes first. */
export function missingFor(known: Known, { applies: concerned, tops, verdict }: Standing): PreparedFact[] {
  if (verdict !== unknown) return []
  const found = missingOf(known, tops)
  const { nis2Class } = known.law
  if (concerned !== unknown || nis2Class === null) return found
  return [nis2Class, ...found.filter((fact) => fact !== nis2Class)]
}

function articlesOf({ displacedBy, regime }: Standing, rules: readonly PreparedRule[]): string[] {
  if (displacedBy !== null) return displacedBy.articles
  const found = new Set(rules.map(({ rule }) => rule.article))
  if (found.size === 0) for (const { report } of regime.reports) found.add(report.article)
  return [...found]
}
