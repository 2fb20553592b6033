// The wire between nodes, version 1. FROZEN: within this version only optional fields may be added. The vectors of test/interop are
// what other implementers check against. All bytes are base64url without padding; all text to be signed is canonical JSON (RFC 8785).
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Realm } from '#kernel/realm.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength })

export const wireVersion = 1

/** Both must verify. Ed25519 (RFC 8032) and ML-DSA-65 (FIPS 204) over the same bytes. */
export const HybridSignature = Type.Object({ ed25519: bytes(86), mlDsa65: bytes(4412) }, closed)
export type HybridSignature = Static<typeof HybridSignature>

/** Public halves: Ed25519 32 bytes, ML-DSA-65 1952 bytes. */
export const SignatureKeys = Type.Object({ ed25519: bytes(43), mlDsa65: bytes(2603) }, closed)
export type SignatureKeys = Static<typeof SignatureKeys>

/**
 * A sealing key is X-Wing (X25519 with ML-KEM-768): 1216 bytes. It lives for days: the private half is destroyed when it ends, so that a
 * stored copy of the traffic cannot be opened later by anybody, its receiver included.
 */
export const SealingKey = Type.Object(
  { id: Type.String({ pattern: '^[0-9a-f]{16}$' }), xWing: bytes(1622), from: Instant, until: Instant },
  closed,
)
export type SealingKey = Static<typeof SealingKey>

/** What a node says of itself. `serial` only grows; the newest card that our believed keys sign counts. */
export const CardContent = Type.Object(
  {
    v: Type.Literal(wireVersion),
    node: Id,
    serial: Type.Integer({ minimum: 1 }),
    organisation: Type.Object({
      id: Id,
      name: Type.String({ minLength: 1, maxLength: 200 }),
      kind: Type.String({ maxLength: 40 }),
      country: Type.Union([Type.String({ pattern: '^[A-Z]{2}$' }), Type.Null()]),
      sectors: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 60 }),
      groups: Type.Array(Type.String({ maxLength: 12 }), { maxItems: 10 }),
    }),
    /** Where letters are taken, https://host/federate/v1; null: only by files and by fetching. */
    address: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
    contacts: Type.Array(
      Type.Object({
        purpose: Type.String({ minLength: 1, maxLength: 80 }),
        email: Type.Optional(Type.String({ maxLength: 254 })),
        phone: Type.Optional(Type.String({ maxLength: 40 })),
        /** Named persons who may receive TLP:RED: the id by which markings name them. */
        person: Type.Optional(Id),
        name: Type.Optional(Type.String({ maxLength: 200 })),
      }),
      { maxItems: 50 },
    ),
    /** 'envelopes/1', 'taxii/2.1', 'misp', 'post-quantum' and the like. */
    capabilities: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 60 }),
    signs: SignatureKeys,
    /** Signature keys to come, announced in advance; a later card may sign with them. */
    nextSigns: Type.Optional(SignatureKeys),
    /** Current first. Empty: nothing can be sealed to this node. */
    seals: Type.Array(SealingKey, { maxItems: 8 }),
    /** The verifier key of the node's log (C2SP signed note: name+id+key). */
    log: Type.String({ maxLength: 500 }),
    issuedAt: Instant,
    expiresAt: Instant,
  },
  closed,
)
export type CardContent = Static<typeof CardContent>

/** `by` holds more than one signature when keys roll over: the old keys vouch for the new ones. */
export const Card = Type.Object(
  {
    content: CardContent,
    signatures: Type.Array(Type.Object({ signs: SignatureKeys, signature: HybridSignature }, closed), {
      minItems: 1,
      maxItems: 2,
    }),
  },
  closed,
)
export type Card = Static<typeof Card>

/** The address on the outside of an envelope. It is bound into the seal, and must equal what the letter inside says. */
export const EnvelopeHead = Type.Object(
  {
    v: Type.Literal(wireVersion),
    id: Id,
    from: Id,
    to: Id,
    realm: Realm,
    /** The sealing key that it is sealed to. */
    key: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    /** After this nobody needs to take it. */
    expiresAt: Instant,
  },
  closed,
)
export type EnvelopeHead = Static<typeof EnvelopeHead>

/** X-Wing encapsulation (1120 bytes) and AES-256-GCM of the signed letter; the canonical head is the additional data. */
export const Envelope = Type.Object({ head: EnvelopeHead, enc: bytes(1494), sealed: bytes(12_000_000) }, closed)
export type Envelope = Static<typeof Envelope>

/** What is inside: signed first, then sealed, so that nobody but the receiver sees who signed. */
export const Letter = Type.Object(
  {
    head: EnvelopeHead,
    /** Letters of one sender to one receiver in one realm, without a gap: 1, 2, 3. */
    sequence: Type.Integer({ minimum: 1 }),
    issuedAt: Instant,
    /** The version of the agreement that it is sent under; null for letters about trust and agreements themselves. */
    agreement: Type.Union([Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }) }, closed), Type.Null()]),
    /** Parts, see letter.ts; each by its `part`. What a receiver does not know it names in its receipt, and takes the rest. */
    parts: Type.Array(Type.Unknown(), { maxItems: 2000 }),
  },
  closed,
)
export type Letter = Static<typeof Letter>

export const SignedLetter = Type.Object({ letter: Letter, signature: HybridSignature }, closed)
export type SignedLetter = Static<typeof SignedLetter>
