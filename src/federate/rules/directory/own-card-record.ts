// The own card as a record: each card that was issued, and what was decided about the signature keys.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { NamedOnCard, OwnCard } from '../../model/own-card.ts'
import { Card, HybridSignature, SignatureKeys } from '../../model/wire.ts'

const closed = { additionalProperties: false } as const
const Reason = Type.String({ minLength: 3, maxLength: 500 })

const Revoking = Type.Union([HybridSignature, Type.Null()])

export const ownCardRecord = recordKind({
  name: 'federate.ownCard',
  state: OwnCard,
  kinds: {
    'federate.ownCardOpened': opening(
      Type.Object({ card: Card }, closed),
      ({ card }): OwnCard => ({ card, announced: null, previous: null, revoked: [] }),
    ),
    /** `previous: null` when the old keys stop to vouch. */
    'federate.ownCardIssued': change(
      Type.Object({ card: Card, previous: Type.Optional(Type.Null()) }, closed),
      (before: OwnCard, { card, ...rest }): OwnCard => ({ ...before, ...rest, card }),
    ),
    'federate.ownCardNamesPersons': change(
      Type.Object({ named: Type.Array(NamedOnCard, { maxItems: 20 }) }, closed),
      (before: OwnCard, { named }): OwnCard => ({ ...before, named }),
    ),
    'federate.ownKeysAnnounced': change(
      Type.Object({ card: Card, signs: SignatureKeys, key: Type.String({ maxLength: 16 }), reason: Reason }, closed),
      (before: OwnCard, { card, ...told }, { actor, recordedAt }): OwnCard => ({
        ...before,
        card,
        announced: { ...told, by: actor, at: recordedAt },
      }),
    ),
    'federate.ownAnnouncementDropped': change(
      Type.Object({ card: Card }, closed),
      (before: OwnCard, { card }): OwnCard => ({ ...before, card, announced: null }),
    ),
    'federate.ownKeysRolledOver': change(
      Type.Object({ card: Card, vouchUntil: Instant }, closed),
      (before: OwnCard, { card, vouchUntil }): OwnCard => ({
        ...before,
        card,
        announced: null,
        previous: { signs: before.card.content.signs, until: vouchUntil },
      }),
    ),
    'federate.ownKeysRevoked': change(
      Type.Object({ card: Card, at: Instant, reason: Reason, signature: Revoking }, closed),
      (before: OwnCard, { card, ...told }, { actor }): OwnCard => ({
        ...(before.named ? { named: before.named } : {}),
        card,
        announced: null,
        previous: null,
        revoked: [{ signs: before.card.content.signs, by: actor, ...told }, ...before.revoked.slice(0, 49)],
      }),
    ),
  },
  index: ({ card: { content } }) => ({ title: `Own card, ${content.organisation.name}`, words: content.address ?? '' }),
})
