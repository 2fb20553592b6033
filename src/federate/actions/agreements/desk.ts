// The few steps that all actions on agreements take.
import type { Id } from '#kernel/id.ts'
import { actorOf } from '#kernel/reader.ts'
import type { Appended, Held, Unit } from '#platform/journal/index.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { Agreement, AgreementSignature, AgreementTerms } from '../../model/agreement.ts'
import type { AgreementPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import {
  agreementContext,
  type Fault,
  signedWords,
  termsFaults,
  whyNotParties,
} from '../../rules/agreements/check-terms.ts'
import type { FederateRoom } from '../room.ts'
import { type AgreementRoom, severitiesOf } from './room.ts'

export interface Changed {
  id: Id
  version: number
  entry: Id
}

export function changed<S>({ entry, held }: Appended<S>): Changed {
  return { id: held.id, version: held.version, entry }
}

export async function agreementOf(unit: Unit, id: Id, version?: number): Promise<Held<Agreement>> {
  const held = await unit.read(agreementRecord, id)
  if (!held) return unit.refuse('unknown', `No agreement with the id ${id} that you may read.`)
  if (version !== undefined && held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  return held
}

/** The person who does this: named, and of the organisation whose node this is, which alone an agreement binds. */
export function ourPerson(unit: Unit, { journal }: FederateRoom, what: string): Id {
  const { person, organisation } = unit.view.reader
  if (person === null) return unit.refuse('person-needed', `Only a named person can ${what}.`)
  if (organisation !== journal.home)
    return unit.refuse('not-our-person', `Only people of the organisation whose node this is can ${what}.`)
  return person
}

/** Refuses `person-needed` for another organisation's people too: its contracts name no other refusal. */
export function drafter(unit: Unit, { journal }: FederateRoom): void {
  const { person, organisation } = unit.view.reader
  if (person === null || organisation !== journal.home)
    unit.refuse('person-needed', 'Agreements are made by named people of the organisation whose node this is.')
}

export async function peerOf(unit: Unit, { trust }: FederateRoom, id: Id): Promise<Held<Peer>> {
  return (await trust.peer(id)) ?? unit.refuse('unknown-peer', `No peer of this node has the id ${id}.`)
}

export async function trustedPeer(unit: Unit, room: FederateRoom, id: Id): Promise<Held<Peer>> {
  const peer = await peerOf(unit, room, id)
  if (peer.state.status !== 'trusted') unit.refuse('not-trusted', `${peer.state.name} is ${peer.state.status}.`)
  return peer
}

/** Every fault of the terms, as they would be signed between this node and that peer. */
export async function faultsOf(it: AgreementRoom, terms: AgreementTerms, peer: Held<Peer>): Promise<Fault[]> {
  const { content } = await it.room.trust.ownCard()
  const sides = {
    own: { node: content.node, organisation: content.organisation.id },
    peer: { node: peer.id, organisation: peer.state.organisation },
  }
  const parties = whyNotParties(terms, sides)
  return [...(parties ? [{ where: '/parties', what: parties }] : []), ...termsFaults(terms, severitiesOf(it))]
}

export async function soundTerms(
  unit: Unit,
  it: AgreementRoom,
  terms: AgreementTerms,
  peer: Held<Peer>,
): Promise<void> {
  const faults = await faultsOf(it, terms, peer)
  const [first] = faults
  if (first)
    unit.refuse(
      'bad-terms',
      faults
        .map(({ where, what }) => `${where}: ${what}`)
        .join(' ')
        .slice(0, 1000),
      first.where,
    )
}

/** Signs terms for this node under the name of the person who asks. */
export async function signedBy(
  unit: Unit,
  { people, trust, journal }: FederateRoom,
  terms: AgreementTerms,
  person: Id,
  duty: string,
): Promise<AgreementSignature> {
  const colleague = await people.colleague(person)
  if (!colleague) return unit.refuse('person-needed', 'Only a person who may work here can sign.')
  const by = { node: journal.nodeId, person: colleague.name, function: duty, at: unit.now }
  return { ...by, ...(await trust.sign(agreementContext, signedWords(terms, by))) }
}

/** Null where the signature is by the peer's believed keys over exactly these terms. */
export function whyNotSignedBy(
  { trust }: FederateRoom,
  peer: Held<Peer>,
  terms: AgreementTerms,
  by: AgreementSignature,
): string | null {
  if (by.node !== peer.id) return 'The signature is for another node than the one that sent it.'
  if (!Number.isFinite(Date.parse(by.at))) return 'The signature names a moment that does not exist.'
  const { signs } = peer.state.card.content
  if (canonicalJson(by.signs) !== canonicalJson(signs)) return 'The signature is by other keys than those we believe.'
  return trust.verify(agreementContext, signedWords(terms, by), by.signature, by.signs)
    ? null
    : 'The signature does not fit the terms, the person or the moment that it names.'
}

export function tell(
  unit: Unit,
  { post }: FederateRoom,
  held: Pick<Held<Agreement>, 'id' | 'realm'> & { peer: Id },
  part: Omit<AgreementPart, 'part' | 'id' | 'at'>,
): void {
  const urgent = part.act === 'suspended' || part.act === 'ended'
  post.put(unit, held.peer, held.realm, [{ part: 'agreement', id: held.id, at: unit.now, ...part }], { urgent })
}

export function actorIn(unit: Unit): string {
  return actorOf(unit.view.reader)
}
