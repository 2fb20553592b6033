// The question before anything leaves or comes in: does this record flow to that side under these terms, now? Yes or no, with reasons.
import type { Id } from '#kernel/id.ts'
import type { Marking, Tlp } from '#kernel/marking.ts'
import { tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'
import type { Agreement, AgreementKind, Flow } from '../../model/agreement.ts'
import { dayOf } from './days.ts'
import type { KindOfRecord } from './kinds.ts'

/** One record, as far as an agreement asks about it. */
export interface RecordFacts {
  realm: Realm
  marking: Marking
  kinds: readonly KindOfRecord[]
  severity: string | null
  warning: boolean
  /** A named person let it go to this peer. */
  releasedByHand: boolean
  /** What the receiving side cannot know of records that are sent to it: it believes the sender there. */
  unknown?: readonly ('severity' | 'by-hand' | 'state')[]
}

/** One side that sends and one that receives. */
export interface Ways {
  from: Id
  to: Id
  /** The organisation whose records the sender may send: its own. */
  owner: Id
  sender: string
  receiver: string
  /** The receiving organisation, and what it may read by where it stands. `agreement` is filled in by the flow. */
  reader: Pick<Reader, 'id' | 'organisation' | 'clientOf' | 'communities'>
  /** Named persons of the receiver who may be given TLP:RED. */
  persons: readonly Id[]
  /** The order of severities, least first. */
  severities: readonly string[]
}

export interface Judged {
  yes: boolean
  urgent: boolean
  /** As which kind it flows. */
  kind: AgreementKind | null
  because: string[]
}

const no = (...because: string[]): Judged => ({ yes: false, urgent: false, kind: null, because })

export function flows(
  facts: RecordFacts,
  agreement: Pick<Agreement, 'status' | 'terms'>,
  ways: Ways,
  now: Instant,
): Judged {
  const standing = whyNotStanding(agreement, facts.realm, now)
  if (standing) return no(standing)
  if (facts.marking.owner !== ways.owner)
    return no(`It belongs to another organisation than ${ways.sender}: what came from somebody else never goes on.`)
  const { parties } = agreement.terms
  if (!parties.some(({ node }) => node === ways.from) || !parties.some(({ node }) => node === ways.to))
    return no('The agreement is between other nodes.')
  if (facts.kinds.length === 0) return no('It is of no kind that agreements speak of, in the state that it is in.')
  const directed = agreement.terms.flows.filter((flow) => flow.from === ways.from && flow.to === ways.to)
  if (directed.length === 0) return no(`By this agreement ${ways.sender} tells ${ways.receiver} nothing.`)
  // A flow of other kinds has nothing to say about it, unless no flow names its kinds.
  const named = directed.filter((flow) => facts.kinds.some(({ kind }) => flow.kinds.includes(kind)))
  const against: string[] = []
  for (const flow of named.length > 0 ? named : directed) {
    const judged = within(facts, flow, ways)
    if (judged.yes) return judged
    against.push(...judged.because)
  }
  return no(...new Set(against))
}

/** Null where the agreement is in force in that realm on that day. */
export function whyNotStanding(
  { status, terms }: Pick<Agreement, 'status' | 'terms'>,
  realm: Realm,
  now: Instant,
): string | null {
  if (terms.realm !== realm)
    return isExercise(terms.realm)
      ? 'The agreement is for an exercise, and this is not of that exercise.'
      : 'The agreement is for what is real, and this is of an exercise.'
  if (status === 'suspended') return 'The agreement is suspended.'
  if (status === 'ended') return 'The agreement has ended.'
  if (status !== 'in-force') return 'The agreement is not in force: both sides must sign it first.'
  const today = dayOf(now)
  if (today < terms.validFrom) return `The agreement is valid from ${terms.validFrom} on.`
  if (terms.endsOn !== null && today > terms.endsOn) return `The last day of the agreement was ${terms.endsOn}.`
  return null
}

function within(facts: RecordFacts, flow: Flow, ways: Ways): Judged {
  const kind = facts.kinds.find((one) => flow.kinds.includes(one.kind))
  if (!kind) return no(`It is ${facts.kinds.map((one) => one.kind).join(', ')}; to flow are ${flow.kinds.join(', ')}.`)
  const read = whyNotRead(facts, flow.highest, ways)
  if (read) return no(read)
  const triggered = whyNotTriggered(facts, flow, ways)
  if ('not' in triggered) return no(triggered.not)
  const because = [
    `It is of the kind ${kind.kind}: ${kind.why}.`,
    `Its marking TLP:${facts.marking.tlp} is within TLP:${flow.highest}, and ${ways.receiver} may read it.`,
    triggered.because,
  ]
  return { yes: true, urgent: facts.warning, kind: kind.kind, because }
}

/** The gate of the kernel with the eyes of the receiver; TLP:RED by the eyes of the persons that it names. */
function whyNotRead({ realm, marking }: RecordFacts, highest: Tlp, { reader, persons, receiver }: Ways): string | null {
  if (tlpRank(marking.tlp) > tlpRank(highest)) return `Its marking TLP:${marking.tlp} is above TLP:${highest}.`
  const named = marking.tlp === 'RED' ? persons.find((person) => marking.persons.includes(person)) : undefined
  if (marking.tlp === 'RED' && named === undefined)
    return `It is TLP:RED and names nobody whom ${receiver} names as a contact.`
  const eyes: Reader = {
    ...{ kind: 'peer', id: reader.id, person: named ?? null, organisation: reader.organisation },
    ...{ clientOf: reader.clientOf, communities: reader.communities, roles: [], realms: [realm] },
    agreement: { highest },
  }
  if (mayRead(eyes, realm, marking)) return null
  if (!mayRead(eyes, realm, { ...marking, releasableTo: [] }))
    return `Its marking TLP:${marking.tlp} does not reach ${receiver}: it is not among those who received it.`
  return `It is releasable to ${marking.releasableTo.join(', ')} only, and ${receiver} is not among these.`
}

function whyNotTriggered(
  { marking, severity, releasedByHand, unknown = [] }: RecordFacts,
  { trigger }: Flow,
  { reader, persons, severities, receiver }: Ways,
): { not: string } | { because: string } {
  switch (trigger.when) {
    case 'always':
      return { because: 'Everything of this kind flows at once.' }
    case 'severity-from': {
      if (unknown.includes('severity')) return { because: 'Its severity is for the sender to judge.' }
      const asked = severities.indexOf(trigger.severity)
      if (asked < 0) return { not: `Nobody here knows the severity ${trigger.severity} that the agreement asks for.` }
      if (severity === null) return { not: `It flows from severity ${trigger.severity} on, and has no severity yet.` }
      if (severities.indexOf(severity) < asked)
        return { not: `It flows from severity ${trigger.severity} on; it is ${severity}.` }
      return { because: `Its severity ${severity} is at least ${trigger.severity}.` }
    }
    case 'named-in-audience': {
      const named =
        marking.tlp === 'RED'
          ? persons.some((person) => marking.persons.includes(person))
          : reader.organisation !== null && marking.audience.includes(reader.organisation)
      return named
        ? { because: `Its marking names ${receiver}.` }
        : { not: `It flows only when its marking names ${receiver}, and it does not.` }
    }
    case 'released-by-hand':
      if (unknown.includes('by-hand')) return { because: 'That somebody released it is for the sender to know.' }
      return releasedByHand
        ? { because: 'A named person released it.' }
        : { not: 'It flows only when a named person releases it, and nobody has.' }
  }
}
