// What the other areas ask of agreements: which are in force, where a record flows, what may come, how long copies are kept.
import type { Id } from '#kernel/id.ts'
import { type Marking, type Tlp, tlpRank } from '#kernel/marking.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Agreement } from '../../model/agreement.ts'
import { flows, type RecordFacts, type Ways, whyNotStanding } from '../../rules/agreements/flows.ts'
import { kindsByName, type RecordIs, whatItIs } from '../../rules/agreements/kinds.ts'
import { handReleases } from '../../store/agreements/agreements.ts'
import type { Terms, Verdict } from '../parts.ts'
import { type AgreementRoom, nodeView, severitiesOf } from './room.ts'
import type { Side } from './standing.ts'

export function termsOffer(it: AgreementRoom): Terms {
  return {
    inForce: (realm, peer) => inForce(it, realm, peer),
    readerOf: (peer, realm) => readerOf(it, peer, realm),
    whereTo: (held, realm, peer) => whereTo(it, held, realm, peer),
    mayCome: (from, realm, record, marking, state) => mayCome(it, from, realm, record, marking, state),
    retentionOf: (peer, realm, record) => retentionOf(it, peer, realm, record),
  }
}

async function inForce({ room, standing }: AgreementRoom, realm: Realm, peer?: Id): Promise<Held<Agreement>[]> {
  const now = instant(room.clock.in(realm))
  const trusted = new Set((await standing.sides()).filter((side) => side.trusted).map((side) => side.peer.id))
  return (await standing.agreements(realm)).filter(
    ({ state }) =>
      (peer === undefined || state.peer === peer) &&
      trusted.has(state.peer) &&
      whyNotStanding(state, realm, now) === null,
  )
}

async function readerOf(it: AgreementRoom, peer: Id, realm: Realm): Promise<Reader | undefined> {
  const own = it.room.journal.nodeId
  let highest: Tlp | undefined
  for (const { state } of await inForce(it, realm, peer))
    for (const flow of state.terms.flows)
      if (flow.from === own && (highest === undefined || tlpRank(flow.highest) > tlpRank(highest)))
        highest = flow.highest
  const side = (await it.standing.sides()).find((one) => one.peer.id === peer)
  if (highest === undefined || !side) return undefined
  // TLP:RED reaches persons, never an organisation: `whereTo` decides about that record by record.
  return { kind: 'peer', person: null, ...side.reader, roles: [], realms: [realm], agreement: { highest } }
}

export function factsOf(it: RecordIs, marking: Marking, realm: Realm, releasedByHand: boolean): RecordFacts {
  return { realm, marking, kinds: it.kinds, severity: it.severity, warning: it.warning, releasedByHand }
}

/** The way from this node to a peer. */
export function waysTo({ room, kinds }: AgreementRoom, side: Side): Ways {
  return {
    ...{ from: room.journal.nodeId, to: side.peer.id, owner: room.journal.home },
    ...{ sender: 'this node', receiver: side.name, reader: side.reader, persons: side.persons },
    severities: severitiesOf({ kinds }),
  }
}

/** The way from a peer to this node. */
export function waysFrom(
  it: Pick<AgreementRoom, 'kinds'>,
  side: Side,
  own: { node: Id } & Pick<Side, 'reader' | 'persons'>,
): Ways {
  return {
    ...{ from: side.peer.id, to: own.node, owner: side.peer.state.organisation },
    ...{ sender: side.name, receiver: 'this node', reader: own.reader, persons: own.persons },
    severities: severitiesOf(it),
  }
}

async function whereTo(it: AgreementRoom, held: Held<unknown>, realm: Realm, only?: Id): Promise<Verdict[]> {
  const { room, standing, kinds } = it
  const now = instant(room.clock.in(realm))
  const [all, agreements] = await Promise.all([standing.sides(), standing.agreements(realm)])
  const sides = only === undefined ? all : all.filter(({ peer }) => peer.id === only)
  if (sides.length === 0) return []
  const is = whatItIs(kinds, held.record, held.state)
  const released = await releasedTo(it, held, realm, agreements)
  return sides.map((side) => {
    const peer = side.peer.id
    const facts = factsOf(is, held.marking, held.realm, released.has(peer))
    return verdict(
      side,
      agreements.filter(({ state }) => state.peer === peer),
      facts,
      waysTo(it, side),
      now,
    )
  })
}

/** To whom somebody let this record go; asked only where an agreement asks for it. */
async function releasedTo(
  { room }: AgreementRoom,
  held: Held<unknown>,
  realm: Realm,
  agreements: readonly Held<Agreement>[],
): Promise<ReadonlySet<Id>> {
  const asks = agreements.some(({ state }) =>
    state.terms.flows.some(({ trigger }) => trigger.when === 'released-by-hand'),
  )
  if (!asks) return new Set()
  const found = await handReleases(room.journal.reads, nodeView(room, realm), { subject: held.id })
  return new Set(found.filter(({ state }) => state.record === held.record).map(({ state }) => state.peer))
}

function verdict(
  { peer, name, trusted }: Side,
  agreements: readonly Held<Agreement>[],
  facts: RecordFacts,
  ways: Ways,
  now: string,
): Verdict {
  const not = { peer: peer.id, flows: false, agreement: null, urgent: false }
  if (!trusted)
    return {
      ...not,
      because: [`${name} is not trusted: nobody has compared its fingerprint, or its keys are revoked.`],
    }
  if (agreements.length === 0) return { ...not, because: [`There is no agreement with ${name}.`] }
  const against: string[] = []
  for (const { id, state } of agreements) {
    const judged = flows(facts, state, ways, now)
    const agreement = { id, version: state.terms.version }
    if (judged.yes) return { peer: peer.id, flows: true, agreement, urgent: judged.urgent, because: judged.because }
    against.push(...judged.because.map((why) => (agreements.length > 1 ? `${state.terms.title}: ${why}` : why)))
  }
  return { ...not, because: [...new Set(against)] }
}

async function mayCome(
  it: AgreementRoom,
  from: Id,
  realm: Realm,
  record: string,
  marking: Marking,
  state: unknown,
): Promise<Refused | undefined> {
  const { room, standing } = it
  const side = (await standing.sides()).find(({ peer }) => peer.id === from)
  const agreements = await inForce(it, realm, from)
  if (!side || agreements.length === 0) return refuse('no-agreement', 'No agreement with the sender is in force.')
  const ways = waysFrom(it, side, await standing.own())
  const facts = incoming(it, record, marking, realm, state)
  const now = instant(room.clock.in(realm))
  const against: string[] = []
  for (const agreement of agreements) {
    const judged = flows(facts, agreement.state, ways, now)
    if (judged.yes) return undefined
    against.push(...judged.because)
  }
  return refuse('outside-agreement', [...new Set(against)].join(' ').slice(0, 500))
}

/** Without its state a record is whatever its name lets it be, and its severity is for the sender to judge. */
export function incoming(
  { kinds }: AgreementRoom,
  record: string,
  marking: Marking,
  realm: Realm,
  state: unknown,
): RecordFacts {
  const byName = kindsByName(kinds, record).map((kind) => ({ kind, why: `records ${record} may be that` }))
  if (state === undefined)
    return {
      ...{ realm, marking, kinds: byName, severity: null, warning: false, releasedByHand: false },
      unknown: ['severity', 'by-hand', 'state'],
    }
  const is = whatItIs(kinds, record, state)
  return { ...factsOf(is, marking, realm, false), unknown: ['by-hand'] }
}

async function retentionOf(
  { standing, kinds }: AgreementRoom,
  peer: Id,
  realm: Realm,
  record: string,
): Promise<number | null> {
  const named = kindsByName(kinds, record)
  let days: number | null = null
  for (const { state } of await standing.agreements(realm)) {
    const { status } = state
    if (state.peer !== peer || status === 'draft' || status === 'proposed' || status === 'declined') continue
    for (const flow of state.terms.flows) {
      if (flow.from !== peer || flow.retentionDays === null || !flow.kinds.some((kind) => named.includes(kind)))
        continue
      days = days === null ? flow.retentionDays : Math.min(days, flow.retentionDays)
    }
  }
  return days
}
