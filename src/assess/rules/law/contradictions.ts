// Facts of one situation that cannot be true together: such a situation is refused, since any verdict on it would be luck.
import type { Condition, Fact } from '../../model/law.ts'
import type { Situation } from '../../model/verdict.ts'
import type { FaultList } from './fault-list.ts'
import { knownOf, shareOf } from './known.ts'
import type { Known, Node, PreparedFact, PreparedLaw, Values } from './prepared.ts'
import { yes } from './three-valued.ts'
import { momentOf } from './times.ts'

/** Points of a percentage by which a told share may differ from the computed one: people round. */
const rounding = 0.5

interface Never {
  /** The fact that is pointed at. */
  fact: string
  never: Condition
  reason: string
}

const is = (fact: string, value: boolean | string): Condition => ({ fact, op: 'eq', value })
const some = (fact: string): Condition => ({ fact, op: 'gt', value: 0 })
const not = (gate: string, fact: string, reason: string): Never => ({
  fact,
  never: { all: [is(gate, false), some(fact)] },
  reason,
})

const notUnavailable = 'the service was not completely unavailable'
const notLimited = 'the availability was not limited'
const notCompromised = 'no data were compromised'
const nevers: readonly Never[] = [
  not('service.completely_unavailable', 'service.complete_unavailability_minutes', notUnavailable),
  not('service.completely_unavailable', 'service.unavailable_users_union', notUnavailable),
  not('service.completely_unavailable', 'service.unavailable_users_union_pct', notUnavailable),
  not('service.limited_availability', 'service.limited_availability_minutes', notLimited),
  not('service.limited_availability', 'service.limited_users_union', notLimited),
  not('service.limited_availability', 'service.limited_users_union_pct', notLimited),
  not('service.limited_availability', 'service.trust_limited_users_union', notLimited),
  not('service.limited_availability', 'service.trust_limited_relying_parties_union', notLimited),
  not('service.data_compromised', 'service.data_compromised_users_union', notCompromised),
  not('service.data_compromised', 'service.data_compromised_users_union_pct', notCompromised),
  not('service.data_compromised', 'service.trust_data_compromised_users_union', notCompromised),
  not('service.data_compromised', 'service.trust_data_compromised_relying_parties_union', notCompromised),
  {
    fact: 'incident.access_suspectedly_malicious',
    never: { all: [is('incident.access_malicious', true), is('incident.access_suspectedly_malicious', false)] },
    reason: 'access that is malicious is also suspected to be',
  },
  {
    fact: 'incident.death_of_natural_person',
    never: {
      all: [
        { fact: 'incident.death_of_natural_person', op: 'in', value: ['none', 'capable'] },
        { fact: 'ai.serious_incident_kinds', op: 'contains_any', value: ['death'] },
      ],
    },
    reason: 'ai.serious_incident_kinds says that a person died',
  },
  {
    fact: 'entity.is_dora_microenterprise',
    never: {
      all: [
        is('entity.is_dora_microenterprise', true),
        {
          fact: 'entity.types',
          op: 'contains_any',
          value: ['trading_venue', 'central_counterparty', 'trade_repository', 'central_securities_depository'],
        },
      ],
    },
    reason: 'an entity of this type is never a microenterprise (DORA Art. 3(60))',
  },
]

/** For situations whose parts are sound one by one. */
export function findContradictions(law: PreparedLaw, situation: Situation, list: FaultList): void {
  const known = knownOf(law, situation)
  const services = situation.services ?? []
  for (const { fact, reason, node, ofService } of neversOf(law)) {
    const places = ofService ? known.services.map((_, at) => at) : [-1]
    for (const at of places) {
      if (node.ask(known, at) !== yes) continue
      list.add(pointTo(situation, fact, at), 'contradiction', `${fact}: ${reason}.`)
    }
  }
  checkShares(law, known.values, list, ['facts'], situation.facts)
  for (const [at, one] of known.services.entries())
    if (services[at]) checkShares(law, one.values, list, ['services', String(at), 'facts'], services[at].facts)
  checkTypes(law, situation, known, list)
  checkGroup(law, situation, list)
  checkOngoing(law, situation, known, list)
}

interface PreparedNever {
  fact: string
  reason: string
  node: Node
  ofService: boolean
}

const prepared = new WeakMap<PreparedLaw, readonly PreparedNever[]>()

/** Those of whose facts the law holds all. */
function neversOf(law: PreparedLaw): readonly PreparedNever[] {
  const before = prepared.get(law)
  if (before) return before
  const found = nevers.flatMap(({ fact, never, reason }) => {
    if (!factsOf(never).every((id) => law.factOf.has(id))) return []
    const node = law.nodeOf(never)
    return [{ fact, reason, node, ofService: law.factOf.get(fact)?.fact.scope === 'service' }]
  })
  prepared.set(law, found)
  return found
}

function factsOf(condition: Condition): string[] {
  if ('fact' in condition) return [condition.fact]
  return 'all' in condition ? condition.all.flatMap(factsOf) : []
}

function pointTo({ services }: Situation, fact: string, at: number): string[] {
  const own = at >= 0 && services?.[at] !== undefined && Object.hasOwn(services[at].facts, fact)
  return own ? ['services', String(at), 'facts', fact] : ['facts', fact]
}

function checkShares(law: PreparedLaw, values: Values, list: FaultList, at: string[], told: Situation['facts']) {
  for (const one of law.shares) {
    if (one.share === null || told === undefined) continue
    const { part, whole } = one.share
    if (![one, part, whole].some(({ fact }) => Object.hasOwn(told, fact.id))) continue
    checkShare(list, at, one, values, part, whole)
  }
}

function checkShare(
  list: FaultList,
  at: string[],
  share: PreparedFact,
  values: Values,
  part: PreparedFact,
  whole: PreparedFact,
) {
  const [told, some, all] = [share, part, whole].map(({ index }) => values[index])
  if (typeof some === 'number' && typeof all === 'number' && some > all && part.fact.unit === 'count') {
    list.add(
      [...at, part.fact.id],
      'contradiction',
      `${part.fact.id} is ${some}, more than the whole: ${whole.fact.id} is ${all}.`,
    )
    return
  }
  const computed = shareOf(some, all)
  if (typeof told !== 'number' || computed === undefined || Math.abs(told - computed) <= rounding) return
  const reason = `${share.fact.id} is ${told} %, yet ${part.fact.id} and ${whole.fact.id} make ${rounded(computed)} %.`
  list.add([...at, share.fact.id], 'contradiction', reason)
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/** What a type implies, and the list of types told twice. */
function checkTypes(law: PreparedLaw, { entity, facts = {} }: Situation, known: Known, list: FaultList): void {
  const told = facts['entity.types']
  if (Array.isArray(told) && (told.length !== entity.types.length || told.some((type) => !entity.types.includes(type))))
    list.add(
      ['facts', 'entity.types'],
      'contradiction',
      'entity.types differs from /entity/types; tell the types there alone.',
    )
  for (const type of known.types) {
    const { id, implies = {} } = law.law.entityTypes[type] ?? { id: '' }
    for (const [fact, value] of Object.entries(implies)) {
      if (!Object.hasOwn(facts, fact) || facts[fact] === value) continue
      list.add(['facts', fact], 'contradiction', `${fact}: a ${id} is always ${String(value)}.`)
    }
  }
}

function checkGroup(law: PreparedLaw, { facts = {}, group }: Situation, list: FaultList): void {
  for (const [id, value] of Object.entries(group?.facts ?? {})) {
    const scope: Fact['scope'] | undefined = law.factOf.get(id)?.fact.scope
    if (scope !== 'group' || !Object.hasOwn(facts, id) || facts[id] === value) continue
    list.add(['group', 'facts', id], 'contradiction', `${id} has another value under /facts.`)
  }
}

/**
 * Ongoing, yet handled. Where a report was sent before the incident was handled, the fact can be about the time of that
 * report, which is what NIS2 Art. 23(4)(e) asks about; then both stand.
 */
function checkOngoing(law: PreparedLaw, situation: Situation, known: Known, list: FaultList): void {
  const fact = law.factOf.get('incident.is_ongoing')
  const anchors = situation.anchors ?? {}
  const handled = Object.hasOwn(anchors, 'incident_handled') ? momentOf(anchors.incident_handled) : null
  if (fact === undefined || handled === null || known.values[fact.index] !== true) return
  const sent = Object.keys(anchors).some(
    (id) => id.startsWith('report_submitted:') && (momentOf(anchors[id]) ?? '~') <= handled,
  )
  if (sent) return
  const reason = 'incident.is_ongoing: the incident was handled (anchor incident_handled) before any report was sent.'
  list.add(['facts', 'incident.is_ongoing'], 'contradiction', reason)
}
