// The parts of a letter: everything that one node may say to another. Frozen with the wire (wire.ts).
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { AgreementSignature, AgreementTerms } from './agreement.ts'
import { Card, HybridSignature } from './wire.ts'

const closed = { additionalProperties: false } as const
const RecordName = Type.String({ pattern: '^[a-z]+\\.[a-z][A-Za-z]+$', maxLength: 80 })
const About = Type.Object({ record: RecordName, subject: Id, version: Type.Integer({ minimum: 1 }) }, closed)
const base64 = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9+/=]*$', maxLength })

/** The newest state of one record of the sender's own, with the entry that made it and the proof that the entry is in its log. */
export const CopyPart = Type.Object(
  {
    part: Type.Literal('copy'),
    record: RecordName,
    subject: Id,
    version: Type.Integer({ minimum: 1 }),
    marking: Marking,
    /** As the receiver may see it: ids of what it may not read are blinded. */
    state: Type.Unknown(),
    /** The header that the leaf hashes, and the hash of the body; the body itself is not sent. */
    entry: Type.Object({ header: Type.Unknown(), bodyHash: base64(88) }, closed),
    /** Under the checkpoint of the same letter (RFC 9162). Absent when the notary has not numbered it yet: it follows. */
    proof: Type.Optional(
      Type.Object({ index: Type.Integer({ minimum: 0 }), path: Type.Array(base64(44), { maxItems: 64 }) }, closed),
    ),
    /** A warning goes before everything else. */
    urgent: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type CopyPart = Static<typeof CopyPart>

/** The owner takes a record back: wrong, erased by law, or no longer to be held there. */
export const WithdrawPart = Type.Object(
  {
    part: Type.Literal('withdraw'),
    record: RecordName,
    subject: Id,
    version: Type.Integer({ minimum: 1 }),
    /** erase: the receiver must erase its copy. withdrawn: it stays readable in the past only. */
    how: Type.Enum(['withdrawn', 'erase']),
    reason: Type.String({ maxLength: 500 }),
  },
  closed,
)
export type WithdrawPart = Static<typeof WithdrawPart>

/** What travels back to the owner about one of its records, or to a peer about one of ours. It changes nothing by itself. */
export const responseKinds = ['comment', 'sighting', 'proposal', 'request', 'answer'] as const
export const ResponsePart = Type.Object(
  {
    part: Type.Literal('response'),
    id: Id,
    kind: Type.Enum(responseKinds),
    about: About,
    marking: Marking,
    text: Type.String({ minLength: 1, maxLength: 10_000 }),
    /** sighting: seen when, how often. */
    seen: Type.Optional(Type.Object({ first: Instant, last: Instant, count: Type.Integer({ minimum: 0 }) }, closed)),
    /** proposal: JSON pointer of the state to the value that it should have. */
    changes: Type.Optional(
      Type.Array(Type.Object({ at: Type.String({ maxLength: 500 }), value: Type.Unknown() }, closed), { maxItems: 50 }),
    ),
    /** request: until when an answer is of use. answer: to which request. */
    by: Type.Optional(Instant),
    answers: Type.Optional(Id),
    author: Type.String({ maxLength: 200 }),
    at: Instant,
  },
  closed,
)
export type ResponsePart = Static<typeof ResponsePart>

/** The sender's newest signed checkpoint; the proof that it continues the one that the receiver named last. */
export const CheckpointPart = Type.Object(
  {
    part: Type.Literal('checkpoint'),
    note: Type.String({ maxLength: 262_144 }),
    since: Type.Optional(
      Type.Object({ size: Type.Integer({ minimum: 0 }), path: Type.Array(base64(44), { maxItems: 128 }) }, closed),
    ),
  },
  closed,
)
export type CheckpointPart = Static<typeof CheckpointPart>

/** A checkpoint of somebody, co-signed by the sender or by others: shown around, so that two histories are found out. */
export const WitnessPart = Type.Object(
  { part: Type.Literal('witness'), of: Id, note: Type.String({ maxLength: 262_144 }) },
  closed,
)
export type WitnessPart = Static<typeof WitnessPart>

/** A node that showed two histories, with both signed checkpoints: anybody can check it. */
export const EquivocationPart = Type.Object(
  {
    part: Type.Literal('equivocation'),
    of: Id,
    notes: Type.Tuple([Type.String({ maxLength: 262_144 }), Type.String({ maxLength: 262_144 })]),
  },
  closed,
)
export type EquivocationPart = Static<typeof EquivocationPart>

export const CardPart = Type.Object({ part: Type.Literal('card'), card: Card }, closed)
export type CardPart = Static<typeof CardPart>

/** Keys that are lost: signed by the keys that are revoked, or by keys announced before as the next ones. */
export const RevocationPart = Type.Object(
  {
    part: Type.Literal('revocation'),
    node: Id,
    reason: Type.String({ maxLength: 500 }),
    at: Instant,
    signature: HybridSignature,
  },
  closed,
)
export type RevocationPart = Static<typeof RevocationPart>

export const AgreementPart = Type.Object(
  {
    part: Type.Literal('agreement'),
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    /** proposed: here are the terms and my signature. signed: and here is mine. The others take effect by themselves. */
    act: Type.Enum(['proposed', 'signed', 'declined', 'suspended', 'resumed', 'ended']),
    terms: Type.Optional(AgreementTerms),
    signatures: Type.Array(AgreementSignature, { maxItems: 2 }),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
    at: Instant,
  },
  closed,
)
export type AgreementPart = Static<typeof AgreementPart>

/** How letters that came were taken: by sequence, with the reasons of what was refused. A receipt gets no receipt. */
export const ReceiptPart = Type.Object(
  {
    part: Type.Literal('receipt'),
    envelope: Id,
    sequence: Type.Integer({ minimum: 1 }),
    at: Instant,
    refused: Type.Array(
      Type.Object(
        {
          part: Type.Integer({ minimum: 0 }),
          refusal: Type.String({ maxLength: 60 }),
          why: Type.String({ maxLength: 500 }),
        },
        closed,
      ),
      { maxItems: 2000 },
    ),
  },
  closed,
)
export type ReceiptPart = Static<typeof ReceiptPart>

export const letterParts = {
  copy: CopyPart,
  withdraw: WithdrawPart,
  response: ResponsePart,
  checkpoint: CheckpointPart,
  witness: WitnessPart,
  equivocation: EquivocationPart,
  card: CardPart,
  revocation: RevocationPart,
  agreement: AgreementPart,
  receipt: ReceiptPart,
} as const
export type LetterPart =
  | CopyPart
  | WithdrawPart
  | ResponsePart
  | CheckpointPart
  | WitnessPart
  | EquivocationPart
  | CardPart
  | RevocationPart
  | AgreementPart
  | ReceiptPart
