// A peer as a record: how it was introduced, trusted, renewed and revoked, and what waits for a person.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Peer, VerifiedWay } from '../../model/peer.ts'
import { Card } from '../../model/wire.ts'

const closed = { additionalProperties: false } as const
const Carded = Type.Object({ card: Card }, closed)
const Verified = Type.Object({ way: VerifiedWay, note: Type.String({ maxLength: 500 }) }, closed)
const Reasoned = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, closed)

const carded = (card: Card) => ({
  organisation: card.content.organisation.id,
  name: card.content.organisation.name,
  card,
})

function introduced(card: Card, { recordedAt }: EntryHeader): Peer {
  return {
    ...carded(card),
    status: 'introduced',
    ...{ offered: null, verified: null, revoked: null, caught: null },
    introducedAt: recordedAt,
    changedAt: recordedAt,
  }
}

export const peerRecord = recordKind({
  name: 'federate.peer',
  state: Peer,
  kinds: {
    'federate.peerIntroduced': opening(Carded, ({ card }, entry): Peer => introduced(card, entry)),
    /** Read anew while nobody had trusted it, or after it was revoked: it begins from the start. What was caught stays known. */
    'federate.peerIntroducedAgain': change(
      Carded,
      (before: Peer, { card }, entry): Peer => ({ ...introduced(card, entry), caught: before.caught }),
    ),
    'federate.peerTrusted': change(
      Verified,
      (before: Peer, given, { actor, recordedAt }): Peer => ({
        ...before,
        status: 'trusted',
        verified: { ...given, by: actor, at: recordedAt },
        changedAt: recordedAt,
      }),
    ),
    'federate.peerComparedAgain': change(
      Verified,
      (before: Peer, given, { actor, recordedAt }): Peer => ({
        ...before,
        verified: { ...given, by: actor, at: recordedAt },
        changedAt: recordedAt,
      }),
    ),
    'federate.peerCardRenewed': change(
      Carded,
      (before: Peer, { card }, { recordedAt }): Peer => ({
        ...before,
        ...carded(card),
        offered: null,
        changedAt: recordedAt,
      }),
    ),
    'federate.peerKeysOffered': change(
      Carded,
      (before: Peer, { card }, { recordedAt }): Peer => ({ ...before, offered: card, changedAt: recordedAt }),
    ),
    'federate.peerOfferAccepted': change(
      Verified,
      (before: Peer, given, { actor, recordedAt }): Peer => ({
        ...before,
        ...carded(before.offered ?? before.card),
        status: 'trusted',
        offered: null,
        revoked: null,
        verified: { ...given, by: actor, at: recordedAt },
        changedAt: recordedAt,
      }),
    ),
    'federate.peerOfferRefused': change(
      Reasoned,
      (before: Peer, _given, { recordedAt }): Peer => ({
        ...before,
        offered: null,
        ...(before.offered ? { putAside: before.offered.content.serial } : {}),
        changedAt: recordedAt,
      }),
    ),
    'federate.peerRevoked': change(
      Type.Object({ ...Reasoned.properties, ownWord: Type.Optional(Type.Boolean()) }, closed),
      (before: Peer, given, { actor, recordedAt }): Peer => ({
        ...before,
        status: 'revoked',
        revoked: { ...given, by: actor, at: recordedAt },
        changedAt: recordedAt,
      }),
    ),
    /** It showed two histories of its log. */
    'federate.peerCaught': change(
      Type.Object({ what: Type.String({ minLength: 3, maxLength: 1000 }) }, closed),
      (before: Peer, { what }, { recordedAt }): Peer => ({
        ...before,
        caught: { at: recordedAt, what },
        changedAt: recordedAt,
      }),
    ),
  },
  index: ({ name, card: { content } }) => ({
    title: name,
    words: [content.organisation.kind, content.organisation.country, content.address, ...content.capabilities]
      .filter(Boolean)
      .join(' '),
  }),
})
