// What people are shown of peers and of the own card.
import encodeQr from 'qr'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayRead } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call, Download } from '#platform/http/index.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type * as api from '../../api/directory.ts'
import type { OwnCard } from '../../model/own-card.ts'
import type { Peer } from '../../model/peer.ts'
import { cardShown } from '../../rules/directory/card-shown.ts'
import { decisive } from '../../rules/directory/judge-card.ts'
import { peerKeysReviewOn } from '../../rules/directory/key-review.ts'
import { peerHistory } from '../../rules/directory/peer-history.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { type Heard, heardFrom, peersIn } from '../../store/directory/peers.ts'
import { fingerprint, fingerprintLink, wordsOf } from '../../wire/fingerprint.ts'
import { sameKeys } from '../../wire/sign.ts'
import type { FederateRoom } from '../room.ts'
import { comparing } from './compare.ts'
import { type Desk, ensureOwnCard, heldOwnCard, realm } from './own-card.ts'

type Line = OutputOf<typeof api.listPeers>['items'][number]

/** Peers are in the live realm, also for somebody who looks from an exercise. */
function liveView({ view }: Call): View {
  return { ...view, realm }
}

function lineOf(
  { id, version, marking, since, state }: Held<Peer>,
  heard: Heard | undefined,
  agreements: number,
): Line {
  return {
    ...{ id, version, marking, since },
    name: state.name,
    organisation: state.organisation,
    status: state.status,
    verified: state.verified,
    revoked: state.revoked,
    caught: state.caught,
    offers: state.offered !== null,
    card: cardShown(state.card),
    agreements,
    heardAt: heard?.at ?? null,
  }
}

/** How many agreements are in force with each peer, in the realm that the caller looks at, of those that they may read. */
async function agreementsByPeer(room: FederateRoom, { view }: Call): Promise<Map<Id, number>> {
  const counts = new Map<Id, number>()
  for (const { state, marking, realm: of } of await room.terms.inForce(view.realm))
    if (mayRead(view.reader, of, marking)) counts.set(state.peer, (counts.get(state.peer) ?? 0) + 1)
  return counts
}

export async function listPeers(
  room: FederateRoom,
  { status }: InputOf<typeof api.listPeers>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listPeers>>> {
  const { journal } = room
  const held = await peersIn(journal.reads, liveView(call), status ? { status } : {})
  const agreements = await agreementsByPeer(room, call)
  const heard = await heardFrom(
    journal.sql,
    held.map(({ id }) => id),
  )
  return done({ items: held.map((peer) => lineOf(peer, heard.get(peer.id), agreements.get(peer.id) ?? 0)) })
}

export async function getPeer(
  room: FederateRoom,
  list: readonly string[],
  { id }: InputOf<typeof api.getPeer>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getPeer>>> {
  const held = await room.journal.reads.one(peerRecord, liveView(call), id)
  if (!held) return refuse('unknown', `No peer with the id ${id} that you may read.`)
  const own = await heldOwnCard(room)
  if (!own) return refuse('not-set-up')
  const heard = (await heardFrom(room.journal.sql, [id])).get(id)
  const { card, offered, status } = held.state
  const compare = (signs: Peer['card']['content']['signs']) =>
    comparing(
      {
        own: { node: room.journal.nodeId, signs: own.state.card.content.signs },
        peer: { node: id, signs, version: held.version },
        words: list,
      },
      call.reader,
    )
  const hex = fingerprint(card.content.signs)
  return done({
    ...lineOf(held, heard, (await agreementsByPeer(room, call)).get(id) ?? 0),
    compareAgainOn: peerKeysReviewOn(held.state),
    fingerprint: status === 'introduced' ? null : { hex, words: wordsOf(hex, list) },
    compare: status === 'introduced' ? compare(card.content.signs) : null,
    offered: offered && {
      card: cardShown(offered),
      compare: compare(offered.content.signs),
      newKeys: !sameKeys(offered.content.signs, card.content.signs),
      changed: decisive(card, offered),
    },
    knowsOurCard: knows(own, heard),
    history: peerHistory(await room.journal.reads.entriesOf(liveView(call), id)),
  })
}

/** Our sealing keys are announced by our cards: whoever seals to the newest has read the newest. */
function knows({ state }: Held<OwnCard>, heard: Heard | undefined): boolean {
  const newest = state.card.content.seals[0]
  return Boolean(newest && heard && Date.parse(heard.keyFrom) >= Date.parse(newest.from))
}

export async function getOwnCard(
  desk: Desk,
  list: readonly string[],
  call: Call,
): Promise<Reply<OutputOf<typeof api.getOwnCard>>> {
  const { room } = desk
  const kept = await heldOwnCard(room)
  const own = kept ? done(kept) : await ensureOwnCard(desk)
  if (!own.ok) return own
  const { card, announced, previous, revoked } = own.value.state
  const hex = fingerprint(card.content.signs)
  const link = fingerprintLink(room.journal.nodeId, hex)
  return done({
    node: room.journal.nodeId,
    card: cardShown(card),
    text: canonicalJson(card),
    fingerprint: { hex, words: wordsOf(hex, list), link },
    qr: encodeQr(link, 'svg', { ecc: 'medium', border: 2 }),
    rollOver: announced && {
      ...{ at: announced.at, by: announced.by, reason: announced.reason, hex: fingerprint(announced.signs) },
      ...(await whoKnows(desk, announced.key, liveView(call))),
    },
    vouchedUntil: previous?.until ?? null,
    revoked: revoked.map(({ at, by, reason }) => ({ at, by, reason })),
  })
}

/** Among the peers that the caller may see. */
async function whoKnows({ room, keys }: Desk, key: string, view: View): Promise<{ confirmed: Id[]; waiting: Id[] }> {
  const from = keys.sealing(key)?.from
  const trusted = await peersIn(room.journal.reads, view, { status: 'trusted' })
  const heard = await heardFrom(
    room.journal.sql,
    trusted.map(({ id }) => id),
  )
  const confirmed = trusted.filter(({ id }) => {
    const last = heard.get(id)
    return from !== undefined && last !== undefined && Date.parse(last.keyFrom) >= Date.parse(from)
  })
  const known = new Set(confirmed.map(({ id }) => id))
  return { confirmed: [...known], waiting: trusted.map(({ id }) => id).filter((id) => !known.has(id)) }
}

export async function exportOwnCard(desk: Desk): Promise<Reply<Download>> {
  const kept = await heldOwnCard(desk.room)
  const own = kept ? done(kept) : await ensureOwnCard(desk)
  if (!own.ok) return own
  const { card } = own.value.state
  const name = card.content.organisation.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
  return done({ name: `tocsin-card-${name}.json`, type: 'application/json', bytes: Buffer.from(canonicalJson(card)) })
}
