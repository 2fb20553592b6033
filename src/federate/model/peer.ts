// Peers: nodes of other organisations, as far as we know and trust them.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Contact, Country, Group, Name, OrganisationKind, Sector } from '#people/model.ts'
import { Card } from './wire.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * introduced: its card was read, nobody has compared fingerprints. trusted: a named person compared them over another way. revoked:
 * its keys are no longer believed (by its own word, or by ours). Letters count from trusted peers only.
 */
export const peerStatuses = ['introduced', 'trusted', 'revoked'] as const
export const PeerStatus = Type.Enum(peerStatuses)
export type PeerStatus = Static<typeof PeerStatus>

/** How somebody made sure that a fingerprint is the right one: never by the channel that the card came over. */
export const verifiedWays = ['spoken', 'qr', 'in-person', 'known-document'] as const
export const VerifiedWay = Type.Enum(verifiedWays)
export type VerifiedWay = Static<typeof VerifiedWay>

/** What an organisation says of itself on its card. Its id is the same on every node. */
export const PeerOrganisation = Type.Object(
  {
    id: Id,
    name: Name,
    kind: OrganisationKind,
    country: orNull(Country),
    sectors: Type.Array(Sector, { maxItems: 60 }),
    groups: Type.Array(Group, { maxItems: 2 }),
    contacts: Type.Array(Contact, { maxItems: 20 }),
  },
  closed,
)
export type PeerOrganisation = Static<typeof PeerOrganisation>

/** The subject of the record is the id of the peer's node. */
export const Peer = Type.Object(
  {
    organisation: Id,
    name: Name,
    status: PeerStatus,
    /** The newest card that is signed by keys we believe. */
    card: Card,
    /** A card whose signature keys are new and that the old keys have not signed: a person must look at it. */
    offered: orNull(Card),
    verified: orNull(
      Type.Object({ way: VerifiedWay, by: Type.String(), at: Instant, note: Type.String({ maxLength: 500 }) }, closed),
    ),
    /** `ownWord`: the node itself gave these keys up, so nobody here can take that back. */
    revoked: orNull(
      Type.Object(
        {
          by: Type.String(),
          at: Instant,
          reason: Type.String({ maxLength: 500 }),
          ownWord: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    /** The newest card that a person put aside: it is not offered again. */
    putAside: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Two different histories were seen from it: what was shown, and when. */
    caught: orNull(Type.Object({ at: Instant, what: Type.String({ maxLength: 1000 }) }, closed)),
    introducedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Peer = Static<typeof Peer>
