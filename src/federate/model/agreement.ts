// Agreements: the interface that two organisations define together. Without one nothing flows; inside it everything flows by itself.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { HybridSignature, SignatureKeys } from './wire.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** What may flow, in the words of people; `kinds.ts` in rules says which records each of them is. */
export const agreementKinds = [
  'warnings',
  'incidents',
  'observations',
  'claims',
  'crises',
  'decisions',
  'situation-reports',
  'notices',
  'responses',
  'exercises',
] as const
export const AgreementKind = Type.Enum(agreementKinds)
export type AgreementKind = Static<typeof AgreementKind>

/** When something of these kinds flows: at once; from a severity on; only when its marking or a release names the other side. */
export const Trigger = Type.Union([
  Type.Object({ when: Type.Literal('always') }, closed),
  Type.Object({ when: Type.Literal('severity-from'), severity: Type.String({ maxLength: 40 }) }, closed),
  Type.Object({ when: Type.Literal('named-in-audience') }, closed),
  Type.Object({ when: Type.Literal('released-by-hand') }, closed),
])
export type Trigger = Static<typeof Trigger>

/** One direction of flow. `from` and `to` are the nodes of the two parties. */
export const Flow = Type.Object(
  {
    from: Id,
    to: Id,
    kinds: Type.Array(AgreementKind, { minItems: 1, maxItems: agreementKinds.length, uniqueItems: true }),
    highest: Tlp,
    trigger: Trigger,
    /** Within how many minutes the receiver's people look at it, as promised. */
    responseMinutes: orNull(Type.Integer({ minimum: 1, maximum: 525_600 })),
    /** 'envelopes/1', 'taxii/2.1', 'misp', 'mail' in order of preference. */
    formats: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 10 }),
    /** The receiver keeps copies for so many days after their last change, then erases them; null: as the law asks. */
    retentionDays: orNull(Type.Integer({ minimum: 1, maximum: 36_500 })),
  },
  closed,
)
export type Flow = Static<typeof Flow>

export const AgreementContact = Type.Object(
  {
    organisation: Id,
    purpose: Type.String({ minLength: 1, maxLength: 80 }),
    name: Type.Optional(Type.String({ maxLength: 200 })),
    email: Type.Optional(Type.String({ maxLength: 254 })),
    phone: Type.Optional(Type.String({ maxLength: 40 })),
  },
  closed,
)

/**
 * What both sign: canonical JSON of this, together with who signs for which node, in which function and when (see
 * `signedWords` in rules). The parties are nodes and their organisations.
 */
export const AgreementTerms = Type.Object(
  {
    v: Type.Literal(1),
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    title: Type.String({ minLength: 3, maxLength: 200 }),
    purpose: Type.String({ minLength: 3, maxLength: 2000 }),
    parties: Type.Tuple([
      Type.Object({ node: Id, organisation: Id, name: Type.String({ maxLength: 200 }) }, closed),
      Type.Object({ node: Id, organisation: Id, name: Type.String({ maxLength: 200 }) }, closed),
    ]),
    /** 'live', or the exercise that it is for: an exercise has agreements of its own. */
    realm: Type.String({ maxLength: 80 }),
    flows: Type.Array(Flow, { minItems: 1, maxItems: 10 }),
    contacts: Type.Array(AgreementContact, { maxItems: 40 }),
    /** What to do when nodes cannot reach one another. */
    fallback: Type.String({ minLength: 3, maxLength: 1000 }),
    /** Limits of what one side sends the other. */
    limits: Type.Object(
      {
        lettersPerMinute: Type.Integer({ minimum: 1, maximum: 100_000 }),
        kilobytesPerSecond: orNull(Type.Integer({ minimum: 1 })),
      },
      closed,
    ),
    /** Articles and documents it rests on. */
    basis: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 }),
    validFrom: Day,
    reviewOn: Day,
    endsOn: orNull(Day),
  },
  closed,
)
export type AgreementTerms = Static<typeof AgreementTerms>

export const AgreementSignature = Type.Object(
  {
    node: Id,
    /** The person who signed, as their organisation names them, and in which function. */
    person: Type.String({ minLength: 1, maxLength: 200 }),
    function: Type.String({ minLength: 1, maxLength: 200 }),
    at: Instant,
    signs: SignatureKeys,
    signature: HybridSignature,
  },
  closed,
)
export type AgreementSignature = Static<typeof AgreementSignature>

/** draft: ours alone. proposed: signed by one side. in-force, suspended, ended, declined, superseded: as they say. */
export const agreementStatuses = [
  'draft',
  'proposed',
  'in-force',
  'suspended',
  'ended',
  'declined',
  'superseded',
] as const
export const AgreementStatus = Type.Enum(agreementStatuses)
export type AgreementStatus = Static<typeof AgreementStatus>

/** What may happen to one version of an agreement. day-passed: its last day. replaced: both have signed a newer version. */
export const agreementEvents = [
  'draft-changed',
  'proposed',
  'signed',
  'declined',
  'suspended',
  'resumed',
  'ended',
  'review',
  'day-passed',
  'replaced',
] as const
export type AgreementEvent = (typeof agreementEvents)[number]

const Stopped = orNull(
  Type.Object({ by: Type.String(), at: Instant, reason: Type.String({ maxLength: 1000 }) }, closed),
)

/** The state of the record; its subject is `terms.id`. A newer version waits in `next` until both have signed it. */
export const Agreement = Type.Object(
  {
    peer: Id,
    status: AgreementStatus,
    terms: AgreementTerms,
    signatures: Type.Array(AgreementSignature, { maxItems: 2 }),
    next: orNull(
      Type.Object({ terms: AgreementTerms, signatures: Type.Array(AgreementSignature, { maxItems: 2 }) }, closed),
    ),
    /** By our side; by theirs. Either alone is enough, and only the side that suspended it can resume. */
    suspended: Stopped,
    suspendedByPeer: Stopped,
    ended: Stopped,
    /** The last time that a version of it was declined or taken back. */
    declined: Stopped,
    /** Whose words the version is that nobody has signed yet: none of them alone can propose what is marked high. */
    authors: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
    /** What the simulator had shown when our side signed: SHA-256 (hex) of it. */
    shown: Type.Array(
      Type.Object(
        {
          version: Type.Integer({ minimum: 1 }),
          digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
          by: Type.String(),
          at: Instant,
        },
        closed,
      ),
      { maxItems: 200 },
    ),
    /** The day of review of which somebody was reminded last. */
    reminded: orNull(Day),
    reviews: Type.Array(
      Type.Object({ by: Type.String(), at: Instant, note: Type.String({ maxLength: 1000 }), next: Day }, closed),
      {
        maxItems: 200,
      },
    ),
    /** Terms that were in force before, newest first. */
    history: Type.Array(
      Type.Object({ terms: AgreementTerms, signatures: Type.Array(AgreementSignature), until: Instant }, closed),
      {
        maxItems: 200,
      },
    ),
    changedAt: Instant,
  },
  closed,
)
export type Agreement = Static<typeof Agreement>
