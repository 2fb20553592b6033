// First contact and what follows: introduced, trusted by a named person, accepted anew, revoked.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/index.ts'
import type { Appended, Held, Unit, Writer } from '#platform/journal/index.ts'
import type * as api from '../../api/directory.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card } from '../../model/wire.ts'
import { organisationOn } from '../../rules/directory/organisation-on-card.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { peersOf } from '../../store/directory/peers.ts'
import { readCard } from '../../wire/card.ts'
import { sameKeys } from '../../wire/sign.ts'
import type { FederateRoom } from '../room.ts'
import { type CardTaken, takeCard } from './cards-come.ts'
import { type Compared, refuseUnproven } from './compare.ts'
import { heldOwnCard, nowOf, ownView, realm } from './own-card.ts'
import { addressFrom, fetchCard } from './refresh.ts'

type Changed = OutputOf<typeof api.trustPeer>

/** Peers are in the live realm, also for somebody who is in an exercise. */
export function liveWriter(call: Call): Writer {
  return { ...call.writer, view: { reader: call.reader, realm } }
}

function changed({ entry, held }: Appended<Peer>): Changed {
  return { id: held.id, version: held.version, entry }
}

export async function introducePeer(
  room: FederateRoom,
  { address, card: text }: InputOf<typeof api.introducePeer>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.introducePeer>>> {
  if ((address === undefined) === (text === undefined)) return refuse('one-source')
  const read =
    text === undefined ? await fetchCard(room, addressFrom(address ?? '')) : readCard(Buffer.from(text.trim(), 'utf8'))
  if (!read.ok) return read
  const card = read.value
  const unfit = await refuseUnfit(room, card, nowOf(room))
  if (unfit) return unfit
  return room.journal.commit(liveWriter(call), async (unit) => {
    const held = await unit.read(peerRecord, card.content.node)
    if (held && held.state.status !== 'revoked') return introduced(held, await takeCard(unit, held, card, unit.now))
    if (!held) {
      const options = { subject: card.content.node, owner: room.journal.home }
      const made = await unit.open(peerRecord, 'federate.peerIntroduced', { card }, options)
      return introduced(made.held, done({ taken: 'introduced', made }))
    }
    if (held.state.revoked?.ownWord && sameKeys(held.state.card.content.signs, card.content.signs))
      return refuse('wrong-state', 'The node itself gave these keys up. Ask its people for a card with new ones.')
    const made = await unit.append(peerRecord, 'federate.peerIntroducedAgain', held.id, { card })
    return introduced(made.held, done({ taken: 'introduced', made }))
  })
}

function introduced(held: Held<Peer>, reply: Reply<CardTaken>): Reply<OutputOf<typeof api.introducePeer>> {
  if (!reply.ok) return reply
  const { taken, made, older } = reply.value
  // Who brings a file by hand is told; one that comes by itself is only counted.
  if (older !== undefined) return refuse('older-card', older)
  const { id, version, state } = made?.held ?? held
  return done({ id, version, entry: made?.entry ?? null, status: state.status, taken })
}

/** A card may be well made and still not be one that this node could ever trust. */
async function refuseUnfit(room: FederateRoom, card: Card, now: string): Promise<Refused | undefined> {
  const { content } = card
  if (content.node === room.journal.nodeId) return refuse('own-card')
  if (!(Date.parse(content.expiresAt) > Date.parse(now))) return refuse('expired', `It ended at ${content.expiresAt}.`)
  const organisation = organisationOf(room, card)
  if (!organisation.ok) return organisation
  return refuseTaken(room, content.node, organisation.value.id)
}

function organisationOf({ people }: FederateRoom, card: Card) {
  const sectors = new Set(people.sectors.flatMap((one) => [one.id, ...one.subsectors.map((sub) => sub.id)]))
  return organisationOn(card, { countries: new Set(people.countries.map((one) => one.code)), sectors })
}

/**
 * Markings name organisations by their ids, so nobody may bring an id that stands for somebody else here: that of this node's own
 * organisation, of one that was registered by hand, or of another node.
 */
async function refuseTaken(room: FederateRoom, node: Id, organisation: Id): Promise<Refused | undefined> {
  if (organisation === room.journal.home)
    return refuse('organisation-taken', 'It speaks for the organisation of this node.')
  const view = ownView(room)
  const speaking = await peersOf(room.journal.reads, view, organisation)
  const other = speaking.find((peer) => peer.id !== node && peer.state.status !== 'revoked')
  if (other)
    return refuse('organisation-taken', `${other.state.name} speaks for the same organisation, as node ${other.id}.`)
  if (speaking.some((peer) => peer.id === node && peer.state.verified)) return undefined
  const registered = await room.journal.reads.one(organisationRecord, view, organisation)
  const byPeer = speaking.some((peer) => peer.state.verified)
  return registered && !byPeer
    ? refuse('organisation-taken', `${registered.state.name} is registered here under the same id, and not by a peer.`)
    : undefined
}

export async function comparedWith(
  room: FederateRoom,
  words: readonly string[],
  held: Held<Peer>,
  card: Card,
): Promise<Compared | undefined> {
  const own = await heldOwnCard(room)
  if (!own) return undefined
  return {
    own: { node: room.journal.nodeId, signs: own.state.card.content.signs },
    peer: { node: held.id, signs: card.content.signs, version: held.version },
    words,
  }
}

interface Proof {
  words?: readonly string[]
  fingerprint?: string
}

/** What is asked of a person before a card counts: who they are, that they compared, and that the organisation can be registered. */
async function adopt(
  room: FederateRoom,
  unit: Unit,
  held: Held<Peer>,
  card: Card,
  list: readonly string[],
  proof: Proof,
): Promise<void> {
  if (unit.view.reader.person === null) unit.refuse('person-needed', 'Only a named person can vouch for a fingerprint.')
  const compared = await comparedWith(room, list, held, card)
  if (!compared) return unit.refuse('not-set-up')
  const unproven = refuseUnproven(compared, unit.view.reader, proof)
  if (unproven) return unit.refuse(unproven.refusal, unproven.detail, unproven.where)
  const unfit = await refuseUnfit(room, card, unit.now)
  if (unfit) return unit.refuse(unfit.refusal, unfit.detail)
  const organisation = organisationOf(room, card)
  if (!organisation.ok) return unit.refuse(organisation.refusal, organisation.detail)
  const { id, ...facts } = organisation.value
  const refused = await room.people.adoptOrganisation(unit, id, facts)
  if (refused) unit.refuse('unusable-card', refused.detail)
}

async function seenPeer(unit: Unit, { id, version }: { id: Id; version: number }): Promise<Held<Peer>> {
  const held = await unit.read(peerRecord, id)
  if (!held) return unit.refuse('unknown', `No peer with the id ${id} that you may read.`)
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  return held
}

export function trustPeer(
  room: FederateRoom,
  list: readonly string[],
  input: InputOf<typeof api.trustPeer>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(liveWriter(call), async (unit) => {
    const held = await seenPeer(unit, input)
    if (held.state.status !== 'introduced')
      unit.refuse('wrong-state', held.state.status === 'trusted' ? 'It is trusted already.' : 'It was revoked.')
    await adopt(room, unit, held, held.state.card, list, input)
    const body = { way: input.way, note: input.note ?? '' }
    return done(changed(await unit.append(peerRecord, 'federate.peerTrusted', held.id, body)))
  })
}

/** The keys that are trusted stay trusted either way: what does not fit is refused, and a person decides about revoking. */
export function compareAgain(
  room: FederateRoom,
  input: InputOf<typeof api.compareAgain>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(liveWriter(call), async (unit) => {
    if (unit.view.reader.person === null) unit.refuse('person-needed', 'Only a named person can compare a fingerprint.')
    const held = await seenPeer(unit, input)
    if (held.state.status !== 'trusted') unit.refuse('wrong-state', `${held.state.name} is ${held.state.status}.`)
    const compared = await comparedWith(room, [], held, held.state.card)
    if (!compared) return unit.refuse('not-set-up')
    const unproven = refuseUnproven(compared, unit.view.reader, { fingerprint: input.fingerprint })
    if (unproven) return unit.refuse(unproven.refusal, unproven.detail, unproven.where)
    const body = { way: input.way, note: input.note ?? '' }
    return done(changed(await unit.append(peerRecord, 'federate.peerComparedAgain', held.id, body)))
  })
}

export function acceptOfferedKeys(
  room: FederateRoom,
  list: readonly string[],
  input: InputOf<typeof api.acceptOfferedKeys>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(liveWriter(call), async (unit) => {
    const held = await seenPeer(unit, input)
    const { offered } = held.state
    if (!offered) return unit.refuse('nothing-offered')
    await adopt(room, unit, held, offered, list, input)
    const body = { way: input.way, note: input.note ?? '' }
    return done(changed(await unit.append(peerRecord, 'federate.peerOfferAccepted', held.id, body)))
  })
}

export function refuseOfferedKeys(
  room: FederateRoom,
  input: InputOf<typeof api.refuseOfferedKeys>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(liveWriter(call), async (unit) => {
    const held = await seenPeer(unit, input)
    if (!held.state.offered) unit.refuse('nothing-offered')
    const { reason } = input
    return done(changed(await unit.append(peerRecord, 'federate.peerOfferRefused', held.id, { reason })))
  })
}

export function revokePeer(
  room: FederateRoom,
  input: InputOf<typeof api.revokePeer>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(liveWriter(call), async (unit) => {
    if (unit.view.reader.person === null) unit.refuse('person-needed', 'Only a named person can revoke a peer.')
    const held = await seenPeer(unit, input)
    if (held.state.status === 'revoked') unit.refuse('wrong-state', 'It is revoked already.')
    const { reason } = input
    return done(changed(await unit.append(peerRecord, 'federate.peerRevoked', held.id, { reason })))
  })
}
