// What the record suggests for an assessment: from the incident, from traffic, from accepted texts, from reports and the profile.
// Only proposals: a person confirms each, and its source stays with the fact.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { FallEstimate } from '#sustain/model/estimate.ts'
import type { AnchorProposal, Assessment, FactProposal } from '../../model/assessment.ts'
import type { Entity } from '../../model/entity.ts'
import type { FactValue } from '../../model/law.ts'
import { type Incident, openStatuses, type Report } from '../../model.ts'
import { factsOfTimes } from '../clocks/anchors.ts'

export interface MeasuredFact {
  id: Id
  title: string
  facts: readonly { name: string; value: number | string; unit: string; source: string }[]
}
export interface AcceptedFigure {
  item: Id
  text: string
  kind: string
  value: number
  to: number | null
  unit: string | null
  of: string | null
}

/** All that may be looked at, as far as the reader may read it. */
export interface Known {
  assessment: Pick<Assessment, 'facts' | 'services' | 'group' | 'anchors' | 'entity'>
  incident: { id: Id; state: Incident } | null
  profile: { id: Id; state: Entity } | null
  measured: readonly MeasuredFact[]
  figures: readonly AcceptedFigure[]
  reports: readonly { id: Id; state: Report }[]
  /** What the dependency map says would fall with the services and organisations of the incident. */
  fall?: FallEstimate | null
  memberStates: ReadonlySet<string>
  now: Instant
}

export interface Proposed {
  facts: FactProposal[]
  anchors: AnchorProposal[]
  services: string[]
}

/** Whatever was told already is left alone, unless the very record that it came from says otherwise now. */
export function proposalsFor(known: Known): Proposed {
  const all = allProposals(known)
  const { facts, services, group, anchors } = known.assessment
  return {
    facts: all.facts.filter(({ fact, place, value, source }) => {
      const at = place === 'event' ? facts : place === 'group' ? group : services.find((one) => one.id === place)?.facts
      const told = at?.[fact]
      if (!told) return true
      return told.source.kind === source.kind && told.source.record === source.record && !same(told.value, value)
    }),
    anchors: all.anchors.filter(({ anchor, at, source }) => {
      const told = anchors[anchor]?.at(-1)
      if (!told || told.at === null) return true
      return told.source.kind === source.kind && told.source.record === source.record && told.at !== at
    }),
    services: all.services,
  }
}

export function allProposals(known: Known): Proposed {
  const { incident } = known
  return {
    facts: [
      ...(incident
        ? [...fromTimes(incident, known.now), ...fromClasses(incident), ...fromPlaces(incident, known)]
        : []),
      ...known.measured.flatMap(fromTraffic),
      ...known.figures.flatMap(fromFigure),
      ...known.reports.flatMap(fromReport),
      ...(known.fall ? fromFall(known.fall, known.memberStates) : []),
      ...(known.profile ? fromProfile(known.profile) : []),
    ],
    anchors: [...(incident ? anchorsFrom(incident) : []), ...known.reports.flatMap(anchorsFromReport)],
    services: incident ? servicesFrom(incident.state, known.assessment.services) : [],
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function proposal(
  fact: string,
  value: FactValue,
  source: FactProposal['source'],
  note: string | null = null,
): FactProposal {
  return { fact, place: 'event', value, source, note }
}

const goesOn: readonly string[] = openStatuses

function fromTimes({ id, state }: { id: Id; state: Incident }, now: Instant): FactProposal[] {
  const { startedAt, detectedAt, endedAt } = state.times
  const open = goesOn.includes(state.status)
  const from = (text: string) => ({ kind: 'incident' as const, record: id, text })
  const times = { occurredAt: startedAt, detectedAt, loggedAt: null, endedAt }
  // What was resolved without an end has lasted nobody knows how long.
  const told = endedAt || open ? factsOfTimes(times, now) : []
  const found = told.map(({ fact, value, text, soFar }) =>
    proposal(fact, value, from(text), soFar ? 'So far; it grows while the incident goes on.' : null),
  )
  const ongoing = proposal('incident.is_ongoing', true, from(`it is ${state.status}, and no end was told`))
  return endedAt === null && open ? [ongoing, ...found] : found
}

const malicious = new Set(['malicious-code', 'intrusion-attempts', 'intrusions', 'fraud'])
const maliciousTypes = new Set(['dos', 'ddos', 'sabotage'])
const compromising = new Set(['availability', 'intrusions', 'information-content-security'])
const accessed = new Set(['unauthorised-information-access', 'unauthorised-information-modification', 'data-leak'])

/** From the Reference Security Incident Taxonomy and the root cause of CG 2018, as a person chose them. */
function fromClasses({ id, state }: { id: Id; state: Incident }): FactProposal[] {
  const { rsit = [], rootCause = null } = state.classification ?? {}
  const named = (choice: { class: string; type: string | null }) =>
    [choice.class, choice.type].filter(Boolean).join('/')
  const from = (text: string) => ({ kind: 'incident' as const, record: id, text: `classified as ${text}` })
  const found: FactProposal[] = []
  const compromised = rsit.find((one) => compromising.has(one.class))
  if (compromised) found.push(proposal('incident.is_incident', true, from(named(compromised))))
  const attack = rsit.find((one) => malicious.has(one.class) || maliciousTypes.has(one.type ?? ''))
  if (attack) found.push(proposal('incident.suspected_unlawful_or_malicious', true, from(named(attack))))
  else if (rootCause) {
    const value = rootCause === 'malicious-actions'
    found.push(proposal('incident.suspected_unlawful_or_malicious', value, from(`root cause ${rootCause}`)))
  }
  const access = rsit.find((one) => one.class === 'intrusions' || accessed.has(one.type ?? ''))
  if (access) found.push(proposal('incident.unauthorised_access_successful', true, from(named(access))))
  const content = rsit.find((one) => one.class === 'information-content-security')
  if (content) found.push(proposal('service.data_compromised', true, from(named(content))))
  return found
}

const userWords = { about: 'about ', over: 'over ', 'up-to': 'up to ', exact: '' } as const

function fromPlaces({ id, state }: { id: Id; state: Incident }, { memberStates }: Known): FactProposal[] {
  const { countries, users } = state.affected
  const within = countries.filter((country) => memberStates.has(country))
  const from = (text: string) => ({ kind: 'incident' as const, record: id, text })
  const found: FactProposal[] = []
  if (within.length > 0) {
    const text = from(`affected: ${within.join(', ')}`)
    const note = 'These are affected; how much, a person must weigh.'
    found.push(proposal('incident.could_have_cross_border_impact', within.length > 1, text, note))
    found.push(proposal('incident.member_states_significantly_impacted', within.length, text, note))
    found.push(proposal('dora.member_states_impacted', within.length, text, note))
    found.push(proposal('cer.member_states_service_continuity_impacted', within.length, text, note))
  }
  if (users)
    found.push(...asUsers(users.value, from(`${userWords[users.qualifier]}${users.value} users: ${users.basis}`)))
  return found
}

/** A number of people affected, for each act that asks for one in its own words. */
function asUsers(value: number, source: FactProposal['source']): FactProposal[] {
  const note = 'All that were told of; those in the Union, and how they were affected, a person must say.'
  return [
    'service.unavailable_users_union',
    'service.limited_users_union',
    'cer.users_affected',
    'dora.clients_affected',
  ].map((fact) => proposal(fact, value, source, note))
}

function fromTraffic({ id, title, facts }: MeasuredFact): FactProposal[] {
  return facts.map(({ name, value, unit, source }) =>
    proposal(
      name,
      value === 'yes' ? true : value === 'no' ? false : value,
      { kind: 'traffic', record: id, text: `${title}: ${source}`.slice(0, 500) },
      unit.includes('so far') ? 'So far; it grows while the attack goes on.' : null,
    ),
  )
}

const people = /\b(users?|customers?|clients?|people|persons?|accounts?|subscribers?|passengers?|patients?)\b/i

/** Figures that a person accepted out of an item: money in euro as loss, people as users. */
function fromFigure({ item, text, kind, value, to, unit, of }: AcceptedFigure): FactProposal[] {
  const source = { kind: 'watch' as const, record: item, text: `“${text}”`.slice(0, 500) }
  const highest = to ?? value
  if (kind === 'money' && unit === 'EUR') {
    const note = 'A sum that was told of; whether it is a loss of this entity, a person must say.'
    return [proposal('incident.direct_financial_loss_eur', highest, source, note)]
  }
  if (kind === 'count' && Number.isInteger(highest) && people.test(`${of ?? ''} ${unit ?? ''}`))
    return asUsers(highest, source)
  return []
}

const estimated =
  'An estimate from the dependency map: what would fall, not what did. A person must say whether it came so.'

/** Who would be hit, by a cascade; how soon stands in the words of its source. */
function fromFall(fall: FallEstimate, memberStates: ReadonlySet<string>): FactProposal[] {
  const [first] = fall.parts
  if (!first) return []
  const source = { kind: 'map' as const, record: first.id, text: fallInWords(fall) }
  const within = fall.countries.filter((country) => memberStates.has(country))
  const states = [
    proposal('incident.could_have_cross_border_impact', within.length > 1, source, estimated),
    proposal('incident.member_states_significantly_impacted', within.length, source, estimated),
    proposal('dora.member_states_impacted', within.length, source, estimated),
    proposal('cer.member_states_service_continuity_impacted', within.length, source, estimated),
  ]
  const users = fall.users === null ? [] : asUsers(fall.users, source).map((one) => ({ ...one, note: estimated }))
  return [...users, ...(within.length > 0 ? states : [])]
}

function fallInWords({
  parts,
  partsTotal,
  services,
  sectors,
  firstDownAfterMinutes,
  horizonMinutes,
  at,
}: FallEstimate) {
  const names = parts.map(({ name }) => `“${name.slice(0, 60)}”`).join(', ')
  const more = partsTotal > parts.length ? ` and ${partsTotal - parts.length} more` : ''
  const after = firstDownAfterMinutes === null ? '' : `, the first after ${Math.round(firstDownAfterMinutes)} minutes`
  const where = sectors.length > 0 ? `; sectors: ${sectors.join(', ')}` : ''
  const what = `${services} ${services === 1 ? 'service' : 'services'} down within ${horizonMinutes / 60} hours${after}`
  return `cascade of ${names}${more} as simulated at ${at}: ${what}${where}`.slice(0, 500)
}

function fromReport({ id, state }: { id: Id; state: Report }): FactProposal[] {
  const { ongoing, users } = state.told
  const from = (text: string) => ({ kind: 'report' as const, record: id, text: `${state.reference}: ${text}` })
  return [
    ...(ongoing === null
      ? []
      : [proposal('incident.is_ongoing', ongoing, from(ongoing ? 'it goes on' : 'it is over'))]),
    ...(users ? asUsers(users.value, from(`${userWords[users.qualifier]}${users.value} users: ${users.basis}`)) : []),
  ]
}

function fromProfile({ id, state }: { id: Id; state: Entity }): FactProposal[] {
  return Object.entries(state.facts).map(([fact, { value }]) =>
    proposal(fact, value, { kind: 'entity', record: id, text: 'the legal profile of the organisation' }),
  )
}

function anchorsFrom({ id, state }: { id: Id; state: Incident }): AnchorProposal[] {
  const { awarenessAt, detectedAt, startedAt, endedAt } = state.times
  const from = (text: string) => ({ kind: 'incident' as const, record: id, text })
  return [
    ...(awarenessAt ? [{ anchor: 'awareness', at: awarenessAt, source: from('when it became known') }] : []),
    ...(detectedAt ? [{ anchor: 'detection', at: detectedAt, source: from('when it was detected') }] : []),
    ...(startedAt ? [{ anchor: 'incident_occurrence', at: startedAt, source: from('when it began') }] : []),
    ...(endedAt ? [{ anchor: 'regular_activities_recovered', at: endedAt, source: from('when it ended') }] : []),
  ]
}

function anchorsFromReport({ id, state }: { id: Id; state: Report }): AnchorProposal[] {
  const { since } = state.told
  const source = { kind: 'report' as const, record: id, text: `${state.reference}: since when` }
  return since ? [{ anchor: 'incident_occurrence', at: since, source }] : []
}

function servicesFrom({ affected }: Incident, named: Assessment['services']): string[] {
  const known = new Set(named.map((one) => one.name.toLowerCase()))
  return [...new Set(affected.services.map((one) => one.name))].filter((name) => !known.has(name.toLowerCase()))
}
