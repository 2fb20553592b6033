// The own card: issued when what it says changes, renewed at half its life, and told to all peers that we trust.
import { randomBytes } from 'node:crypto'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import { type Held, nodeKey, type Unit, type View, type Writer } from '#platform/journal/index.ts'
import { canonicalJson, formatVerifierKey } from '#platform/journal/proof/index.ts'
import type { OwnCard } from '../../model/own-card.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card, SignatureKeys } from '../../model/wire.ts'
import { ownCardRecord } from '../../rules/directory/own-card-record.ts'
import { capabilitiesOf, issued, mustRenew, type OwnContent, ownContent } from '../../rules/directory/own-content.ts'
import { needsNewKey } from '../../rules/directory/sealing-keys.ts'
import { peersIn } from '../../store/directory/peers.ts'
import { signCard, signRevocation } from '../../wire/card.ts'
import type { SigningSecrets } from '../../wire/sign.ts'
import type { FederateRoom } from '../room.ts'
import type { OwnKeys } from './own-keys.ts'

/** Peers and keys are there once, in the live realm; an exercise has agreements of its own, not keys. */
export const realm = 'live'

export interface Desk {
  room: FederateRoom
  keys: OwnKeys
  /** Paths of the addresses that this node answers: what it can do stands on its card. */
  addresses: string[]
}

export function ownView({ journal }: Pick<FederateRoom, 'journal'>): View {
  return { reader: systemReader('federate', [realm], journal.home), realm }
}

export function ownWriter(room: FederateRoom, verb: string): Writer {
  return { view: ownView(room), verb }
}

export function nowOf({ clock }: Pick<FederateRoom, 'clock'>): Instant {
  return instant(clock.now())
}

export function heldOwnCard({ journal }: FederateRoom): Promise<Held<OwnCard> | undefined> {
  return journal.reads.one(ownCardRecord, ownView({ journal }), journal.nodeId)
}

/** What a card must say now, with keys that are made where they are missing. */
export interface Wanted {
  signs: SignatureKeys
  nextSigns: SignatureKeys | null
}

/** Issues a card if there is none, or if it no longer says what is so. Refusal: not-set-up. */
export async function ensureOwnCard(desk: Desk): Promise<Reply<Held<OwnCard>>> {
  const { room, keys } = desk
  const now = nowOf(room)
  const before = await heldOwnCard(room)
  if (before && !keys.signing(before.state.card.content.signs)) return replaceLostKeys(desk)
  if (needsNewKey(keys.announced(now), now)) keys.makeSealing(now)
  const fresh = before ? undefined : keys.makeSigning(now)
  const written = await room.journal.commit(ownWriter(room, 'federate.issueCard'), async (unit) => {
    const held = await unit.read(ownCardRecord, room.journal.nodeId)
    if (!held) {
      const signs = fresh?.signs
      if (!signs) return refuse('not-set-up', 'The own card went away while it was renewed.')
      const content = await contentNow(desk, unit, { signs, nextSigns: null })
      const card = sign(desk, content, 1, now, [signs])
      const options = { subject: room.journal.nodeId, marking: { tlp: 'GREEN' as const } }
      return done((await unit.open(ownCardRecord, 'federate.ownCardOpened', { card }, options)).held)
    }
    const { state } = held
    const ended = state.previous && Date.parse(state.previous.until) <= Date.parse(now)
    const wanted = { signs: state.card.content.signs, nextSigns: state.announced?.signs ?? null }
    const content = await contentNow(desk, unit, wanted)
    if (!ended && says(state.card, content) && !mustRenew(state.card.content.expiresAt, now)) return done(held)
    const vouching = state.previous && !ended ? [state.previous.signs] : []
    const card = sign(desk, content, state.card.content.serial + 1, now, [wanted.signs, ...vouching])
    const body = { card, ...(ended ? { previous: null } : {}) }
    const made = await unit.append(ownCardRecord, 'federate.ownCardIssued', room.journal.nodeId, body)
    await tellPeers(room, unit, card)
    return done(made.held)
  })
  const gone = before?.state.previous
  if (written.ok && gone && written.value.state.previous === null) keys.destroySigning(gone.signs)
  if (fresh && written.ok && written.value.state.card.content.signs.ed25519 !== fresh.signs.ed25519)
    keys.destroySigning(fresh.signs) // another process was quicker
  return written
}

/** The record names keys whose private half is gone (a database without its data folder): new ones, which nobody vouches for. */
function replaceLostKeys(desk: Desk): Promise<Reply<Held<OwnCard>>> {
  const { room } = desk
  room.log.warn(
    {},
    'the signing keys of this node are not in its data folder: new ones are made, and peers must compare them',
  )
  const reason = 'The private keys are no longer in the data folder of this node.'
  return giveUpKeys(desk, ownWriter(room, 'federate.replaceLostKeys'), reason)
}

/** New keys in place of those of now, which say of themselves that they no longer count, as long as they are there. */
export async function giveUpKeys(desk: Desk, writer: Writer, reason: string): Promise<Reply<Held<OwnCard>>> {
  const { room, keys } = desk
  const now = nowOf(room)
  const fresh = keys.makeSigning(now)
  // Whoever has the old signing keys may have the sealing keys as well.
  keys.makeSealing(now)
  const reply = await room.journal.commit(writer, async (unit) => {
    const before = await unit.read(ownCardRecord, room.journal.nodeId)
    if (!before) return refuse('not-set-up')
    const old = before.state.card.content.signs
    const secrets = keys.signing(old)
    const signature = secrets ? signRevocation(room.journal.nodeId, reason, now, secrets, randomBytes(32)) : null
    const content = await contentNow(desk, unit, { signs: fresh.signs, nextSigns: null })
    const card = sign(desk, content, before.state.card.content.serial + 1, now, [fresh.signs])
    const body = { card, at: now, reason, signature }
    const made = await unit.append(ownCardRecord, 'federate.ownKeysRevoked', room.journal.nodeId, body)
    for (const { id } of await trustedPeers(room))
      room.post.put(unit, id, realm, [
        ...(signature ? [{ part: 'revocation' as const, node: room.journal.nodeId, reason, at: now, signature }] : []),
        { part: 'card', card },
      ])
    return done({ held: made.held, old: [old, before.state.previous?.signs, before.state.announced?.signs] })
  })
  if (!reply.ok) {
    keys.destroySigning(fresh.signs)
    return reply
  }
  for (const old of reply.value.old) if (old) keys.destroySigning(old)
  return done(reply.value.held)
}

export async function contentNow(desk: Desk, unit: Unit, wanted: Wanted): Promise<OwnContent> {
  const { room, keys, addresses } = desk
  const { home, nodeId } = room.journal
  const organisation = await room.journal.reads.one(organisationRecord, ownView(room), home)
  if (!organisation)
    return unit.refuse('not-set-up', 'This node is not set up yet: it has no organisation to speak for.')
  const own = await unit.read(ownCardRecord, nodeId)
  return ownContent({
    named: own?.state.named ?? [],
    ...{ node: nodeId, home, organisation: organisation.state, origin: room.settings.origin, ...wanted },
    capabilities: capabilitiesOf(addresses),
    log: formatVerifierKey(nodeKey(room.settings.dataDir, nodeId)),
    seals: keys.announced(nowOf(room)),
  })
}

/** Throws when a private half is missing: the caller has looked. */
export function sign(
  { keys }: Desk,
  content: OwnContent,
  serial: number,
  now: Instant,
  by: readonly SignatureKeys[],
): Card {
  const secrets = by.map((signs): SigningSecrets => {
    const found = keys.signing(signs)
    if (!found) throw new Error('A private signing key of this node is not in its data folder.')
    return found
  })
  const chances = secrets.map(() => randomBytes(32))
  return signCard(issued(content, serial, now), secrets, chances)
}

function says(card: Card, content: OwnContent): boolean {
  const { serial: _serial, issuedAt: _issued, expiresAt: _expires, ...said } = card.content
  return canonicalJson(said) === canonicalJson(content)
}

/** With the unit that issued it, so that no peer is forgotten. */
export async function tellPeers(room: FederateRoom, unit: Unit, card: Card): Promise<void> {
  for (const { id } of await trustedPeers(room)) room.post.put(unit, id, realm, [{ part: 'card', card }])
}

export function trustedPeers(room: FederateRoom): Promise<Held<Peer>[]> {
  return peersIn(room.journal.reads, ownView(room), { status: 'trusted' })
}
