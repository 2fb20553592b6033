// Each criterion of readiness: met, partly, not or unknown, with the reason. What is not known is never taken for no.
import type { DnsUse, UsedResolver } from '../../model/dns-use.ts'
import type { Answer, CriterionId } from '../../model/readiness.ts'
import { calledOf } from '../configuration/proposals.ts'
import { isInside } from '../resolvers/known.ts'

/** What stands beside the record itself. `complete`: the reader sees all that the organisation has, so what is not seen is not there. */
export interface Beside {
  guideline: 'approved' | 'draft' | null
  plan: boolean
  /** The last day of a drill, from drills and from what was stated. */
  drilledOn: string | null
  complete: boolean
}

export interface Facts {
  use: DnsUse
  beside: Beside
  /** Of the organisation: under whose law a server of its own runs. */
  country: string | null
  memberStates: ReadonlySet<string>
  drillDays: number
  evidenceDays: number
  now: string
}

export type Says = { answer: Answer; because: string }
const met = (because: string): Says => ({ answer: 'met', because })
const partly = (because: string): Says => ({ answer: 'partly', because })
const not = (because: string): Says => ({ answer: 'not', because })
const unknown = (because: string): Says => ({ answer: 'unknown', because })
const noResolver = unknown('No resolver is known of this network.')

export const criteria: Record<CriterionId, (facts: Facts) => Says> = {
  'union-resolver': unionResolver,
  'second-resolver': secondResolver,
  encrypted,
  validation,
  bootstrap,
  'internal-zones': internalZones,
  guideline,
  plan,
  drilled,
  fresh,
}

/** A server of the operator's own runs under the law of the operator. */
function isUnionBased(one: UsedResolver, { country, memberStates }: Facts): boolean | null {
  if (one.unionBased !== null) return one.unionBased
  return one.how === 'recursion' && country !== null ? memberStates.has(country) : null
}

function unionResolver(facts: Facts): Says {
  const { resolvers } = facts.use
  if (resolvers.length === 0) return noResolver
  const based = resolvers.filter((one) => isUnionBased(one, facts) === true)
  const used = based.find(({ role, how }) => role === 'used' && how === 'forwards')
  if (used) return met(`${calledOf(used)} is run from inside the Union, and in use.`)
  const fallback = based.find(({ how }) => how === 'forwards')
  if (fallback) return met(`${calledOf(fallback)} is run from inside the Union, and stands by.`)
  if (based.length > 0)
    return partly(
      'A server of its own asks the authoritative servers, under the law of the Union; no Union-based service stands by.',
    )
  const open = resolvers.filter((one) => isUnionBased(one, facts) === null)
  if (open.length > 0)
    return unknown(`Of ${open.map(calledOf).slice(0, 3).join(', ')} it is not known who runs it, and under whose law.`)
  return not(
    `None of ${resolvers.length} is run from inside the Union: ${resolvers.map(calledOf).slice(0, 3).join(', ')}.`,
  )
}

function secondResolver({ use, country }: Facts): Says {
  const list = use.resolvers.map((one) => ({
    operator: one.operator ?? (one.how === 'recursion' ? 'the operator itself' : null),
    country: one.country ?? (one.how === 'recursion' ? country : null),
  }))
  if (list.length === 0) return noResolver
  let best: Says | null = null
  for (const [at, one] of list.entries()) {
    for (const other of list.slice(at + 1)) {
      if (one.operator === null || other.operator === null || one.operator === other.operator) continue
      if (one.country !== null && other.country !== null && one.country !== other.country)
        return met(
          `${one.operator} (${one.country}) and ${other.operator} (${other.country}) do not stand on each other.`,
        )
      const same = one.country !== null && one.country === other.country
      best ??= same
        ? partly(`${one.operator} and ${other.operator} are two, both under the law of ${one.country}.`)
        : unknown(`${one.operator} and ${other.operator} are two; the country of one is not known.`)
    }
  }
  if (best) return best
  const open = list.some(({ operator }) => operator === null)
  if (open) return unknown('Who runs the resolvers is not known of all of them.')
  return not(`All names hang on one: ${list[0]?.operator}.`)
}

function encrypted({ use }: Facts): Says {
  const outside = use.resolvers.filter(
    (one) => one.how === 'recursion' || one.address === null || !isInside(one.address),
  )
  if (use.resolvers.length === 0) return noResolver
  if (outside.length === 0) return unknown('Only resolvers inside the network are known; how those ask further is not.')
  const safe = outside.filter(({ transport }) => transport === 'dot' || transport === 'doh')
  if (safe.length === outside.length) return met('Every resolver outside is asked over TLS or HTTPS.')
  const plain = outside.filter((one) => !safe.includes(one)).map(calledOf)
  if (safe.length > 0) return partly(`Asked in plain: ${plain.slice(0, 3).join(', ')}.`)
  return not(`All are asked in plain: ${plain.slice(0, 3).join(', ')}.`)
}

function validation({ use }: Facts): Says {
  if (use.validates === true) return met('A validator of its own checks signatures.')
  if (use.resolvers.length === 0) return use.validates === false ? not('It does not validate.') : noResolver
  const says = use.resolvers.map(({ validates }) => validates)
  if (says.every((one) => one === true))
    return partly('The resolvers validate; on the way from them nobody checks again.')
  if (use.validates === null) return unknown('Whether a validator of its own checks signatures is not known.')
  if (says.includes(true)) return partly('It does not validate itself; only some of the resolvers do.')
  if (says.includes(null)) return unknown('It does not validate itself; whether its resolvers do is not known.')
  return not('Nobody checks signatures: neither the network nor its resolvers.')
}

function bootstrap({ use }: Facts): Says {
  switch (use.bootstrap) {
    case 'address':
      return met('Resolvers are written down as addresses: nothing must be found first.')
    case 'dhcp':
      return partly('Addresses are handed out by the network: a move reaches clients when their lease is renewed.')
    case 'ddr':
      return partly(
        'Encrypted resolvers are looked up by way of a plain one (RFC 9462), which may be the one that fails.',
      )
    case 'name':
      return not('Resolvers are written down as names, which another resolver must find first.')
    case null:
      return unknown('How clients find their resolvers is not known.')
  }
}

function internalZones({ use: { internalZones: zones } }: Facts): Says {
  if (zones === null) return unknown('Whether there are internal zones is not known.')
  if (zones.length === 0) return met('There are no internal zones.')
  const lost = zones.filter(({ survives }) => survives === false).map(({ name }) => name)
  const open = zones.filter(({ survives }) => survives === null).map(({ name }) => name)
  if (lost.length === zones.length) return not(`Would be lost in a move: ${lost.slice(0, 5).join(', ')}.`)
  if (lost.length > 0) return partly(`Would be lost in a move: ${lost.slice(0, 5).join(', ')}.`)
  if (open.length > 0) return unknown(`Whether they survive is not known of ${open.slice(0, 5).join(', ')}.`)
  return met(
    zones.length === 1 ? `${zones[0]?.name} has a way of its own.` : `All ${zones.length} have a way of their own.`,
  )
}

function guideline({ use, beside }: Facts): Says {
  if (beside.guideline === 'approved') return met('A guideline of its own is approved by a second person.')
  if (use.guideline?.agreedOn) return met(`"${use.guideline.name}" was agreed on ${use.guideline.agreedOn}.`)
  if (use.guideline) return partly(`"${use.guideline.name}" is there, and not agreed.`)
  if (beside.guideline === 'draft') return partly('A guideline is drafted, and not approved.')
  return beside.complete
    ? not('There is no guideline.')
    : unknown('No guideline can be seen here; its owner may have one.')
}

function plan({ beside }: Facts): Says {
  if (beside.plan) return met('A plan for a real resolver is active.')
  return beside.complete
    ? not('No plan applies a guideline to a real resolver.')
    : unknown('No plan can be seen here; its owner may have one.')
}

/** Whole days between two moments. */
function daysSince(then: string, now: string): number {
  return Math.floor((Date.parse(now) - Date.parse(then)) / 86_400_000)
}

function drilled({ beside, drillDays, now }: Facts): Says {
  const { drilledOn, complete } = beside
  if (drilledOn === null)
    return complete
      ? not('Nobody recorded a drill.')
      : unknown('No drill can be seen here; its owner may have had one.')
  const days = daysSince(drilledOn, now)
  const when = `The last drill was on ${drilledOn.slice(0, 10)}, ${days} days ago`
  if (days <= drillDays) return met(`${when}.`)
  return days <= 2 * drillDays
    ? partly(`${when}; at most ${drillDays} are asked.`)
    : not(`${when}; at most ${drillDays} are asked.`)
}

function fresh({ use, evidenceDays, now }: Facts): Says {
  const newest = use.evidence
    .map(({ seenAt }) => seenAt)
    .sort()
    .at(-1)
  if (newest === undefined) return not('Nothing says how all this is known.')
  const days = daysSince(newest, now)
  const when = `The newest evidence is ${days} days old`
  if (days <= evidenceDays) return met(`${when}.`)
  return days <= 2 * evidenceDays
    ? partly(`${when}; at most ${evidenceDays} are asked.`)
    : not(`${when}; at most ${evidenceDays} are asked.`)
}
