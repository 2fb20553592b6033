// What several vantage points say together. One that is wrong decides nothing as long as two are needed; one that is silent is not heard.
import type { Instant } from '#kernel/time.ts'
import type { Plan, Quorum } from '../../model/failover.ts'
import type { Health, Verdict } from '../../model/resolvers.ts'

export type Said = Exclude<Health, 'unknown'> | 'undecided'

export interface Judged {
  says: Said
  because: string[]
  /** What each vantage point that was heard says of all these upstreams together. */
  votes: { vantage: string; health: Health }[]
  /** Vantage points that count and were not heard lately. */
  unheard: string[]
  /** The verdicts that it rests on. */
  evidence: Verdict[]
}

export interface QuorumAsk {
  /** Names of upstreams that stand in for each other: the usual ones, or those to move to. */
  upstreams: readonly string[]
  quorum: Quorum
  /** Vantage points that count; empty: all. */
  vantages: readonly string[]
  freshSeconds: number
  now: Instant
}

/** A vantage point that missed three rounds is silent. Never less than ten seconds: letters between nodes take their time. */
export function freshSecondsOf({
  everySeconds,
  timeoutMilliseconds,
}: Pick<Plan, 'everySeconds' | 'timeoutMilliseconds'>): number {
  return Math.max(10, 3 * everySeconds + timeoutMilliseconds / 1000)
}

/** What a plan's verdicts say of the usual upstreams and of those to move to. */
export function judgePlan(plan: Plan, verdicts: readonly Verdict[], now: Instant): { usual: Judged; fallback: Judged } {
  const { quorum, vantages } = plan
  const ask = { quorum, vantages, freshSeconds: freshSecondsOf(plan), now }
  const names = (upstreams: Plan['usual']) => upstreams.map(({ name }) => name)
  return {
    usual: judgeQuorum(verdicts, { ...ask, upstreams: names(plan.usual) }),
    fallback: judgeQuorum(verdicts, { ...ask, upstreams: names(plan.fallback) }),
  }
}

export function judgeQuorum(verdicts: readonly Verdict[], ask: QuorumAsk): Judged {
  const evidence = newest(verdicts, ask)
  const byVantage = new Map<string, Verdict[]>()
  for (const one of evidence) byVantage.set(one.vantage, [...(byVantage.get(one.vantage) ?? []), one])
  const votes = [...byVantage].map(([vantage, own]) => ({ vantage, health: together(own, ask.upstreams) }))
  const unheard = [...new Set([...ask.vantages, ...verdicts.map(({ vantage }) => vantage)])].filter(
    (vantage) => !byVantage.has(vantage) && counts(vantage, ask),
  )
  return { ...decide(votes, unheard, ask), votes, unheard, evidence }
}

const counts = (vantage: string, { vantages }: QuorumAsk) => vantages.length === 0 || vantages.includes(vantage)

/** The newest verdict of each vantage point on each upstream, where it is fresh. What comes from the future is not believed. */
function newest(verdicts: readonly Verdict[], ask: QuorumAsk): Verdict[] {
  const now = Date.parse(ask.now)
  const found = new Map<string, Verdict>()
  for (const one of verdicts) {
    const age = (now - Date.parse(one.at)) / 1000
    if (!ask.upstreams.includes(one.upstream) || !counts(one.vantage, ask)) continue
    if (!(age <= ask.freshSeconds && age >= -ask.freshSeconds)) continue
    const key = JSON.stringify([one.vantage, one.upstream])
    const known = found.get(key)
    if (!known || known.at < one.at) found.set(key, one)
  }
  return [...found.values()]
}

/** A resolver goes on while one of its upstreams is well. But where one lies, some who ask are lied to. */
function together(verdicts: readonly Verdict[], upstreams: readonly string[]): Health {
  const has = (health: Health) => verdicts.some((one) => one.health === health)
  if (has('lying')) return 'lying'
  if (has('well')) return 'well'
  if (has('slow')) return 'slow'
  const complete = upstreams.every((name) => verdicts.some(({ upstream }) => upstream === name))
  return complete && !has('unknown') ? 'failing' : 'unknown'
}

/** Where more are heard than the quorum speaks of, as large a part of them is needed. */
export function votesNeeded({ least, of }: Quorum, heard: number): number {
  return Math.max(least, heard > of ? Math.ceil((heard * least) / of) : 0)
}

type Vote = Judged['votes'][number]

function decide(
  votes: readonly Vote[],
  unheard: readonly string[],
  { quorum }: QuorumAsk,
): Pick<Judged, 'says' | 'because'> {
  const heard = votes.filter(({ health }) => health !== 'unknown')
  const silent = unheard.length > 0 ? [`Not heard lately: ${unheard.slice(0, 10).join(', ')}.`] : []
  if (heard.length < quorum.least) {
    const because = `${heard.length} of at least ${quorum.least} vantage points have something to say.`
    return { says: 'undecided', because: [because, ...silent] }
  }
  const needed = votesNeeded(quorum, heard.length)
  const say = (...healths: Health[]) => heard.filter(({ health }) => healths.includes(health))
  // Each line is as much as those who are counted on it all support.
  const lines: [Said, Vote[]][] = [
    ['failing', say('failing')],
    ['lying', say('lying')],
    ['well', say('well')],
    ['failing', say('failing', 'lying')],
    ['slow', say('failing', 'lying', 'slow')],
  ]
  const found = lines.find(([, with_]) => with_.length >= needed)
  if (!found) {
    const spread = heard.map(({ vantage, health }) => `${vantage}: ${health}`).join(', ')
    return {
      says: 'undecided',
      because: [`No ${needed} of ${heard.length} vantage points agree (${spread}).`.slice(0, 400), ...silent],
    }
  }
  const [says, agreeing] = found
  const who = agreeing.map(({ vantage, health }) => (health === says ? vantage : `${vantage} (${health})`)).join(', ')
  return {
    says,
    because: [
      `${agreeing.length} of ${heard.length} vantage points say ${says}; ${needed} are needed: ${who}.`.slice(0, 400),
      ...silent,
    ],
  }
}
