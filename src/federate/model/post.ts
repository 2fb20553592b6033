// The post between nodes: what travels over HTTP and in files, and what people see of it. Part of the wire, version 1 (wire.ts).
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import type { WithdrawPart } from './letter.ts'
import { Envelope, HybridSignature, wireVersion } from './wire.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Sequence = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** Where letters are taken and fetched, under the address that a card names. */
export const lettersPath = 'letters'
/** Limits of one request: an envelope may have 12 MB sealed. */
export const mostRequestBytes = 17_000_000
const mostLettersAtOnce = 64

/** POST letters: what one node brings to another. Each envelope stands alone. */
export const LettersBrought = Type.Object(
  { v: Type.Literal(wireVersion), letters: Type.Array(Type.Unknown(), { minItems: 1, maxItems: mostLettersAtOnce }) },
  closed,
)
export type LettersBrought = Static<typeof LettersBrought>

/**
 * How one envelope fared, in clear, so it says little: taken (also when it came before); held, since letters before it are missing;
 * refused; later, when the receiver has too much to do. What was refused inside is in the receipt, which is sealed.
 */
export const LetterFate = Type.Object(
  {
    envelope: orNull(Id),
    fate: Type.Enum(['taken', 'held', 'refused', 'later']),
    refusal: Type.Optional(Type.String({ maxLength: 60 })),
    /** held: the sequence that is missing. */
    awaits: Type.Optional(Sequence),
    /** later: after so many seconds. */
    afterSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
  },
  closed,
)
export type LetterFate = Static<typeof LetterFate>

/**
 * Receipts travel in envelopes whose letter holds receipts alone. Such a letter stands outside the order, gets no receipt, and its
 * `sequence` is that of the letter that its sender awaits next.
 */
export const LettersAnswer = Type.Object({
  v: Type.Literal(wireVersion),
  fates: Type.Array(LetterFate, { maxItems: mostLettersAtOnce }),
  receipts: Type.Array(Envelope, { maxItems: 20 }),
})
export type LettersAnswer = Static<typeof LettersAnswer>

/** GET letters: who asks, signed with both algorithms (context 'tocsin/fetch/1'), good for five minutes and for once. */
export const FetchAsk = Type.Object(
  {
    v: Type.Literal(wireVersion),
    from: Id,
    to: Id,
    at: Instant,
    nonce: Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }),
  },
  closed,
)
export type FetchAsk = Static<typeof FetchAsk>
export const SignedAsk = Type.Object({ ask: FetchAsk, signature: HybridSignature }, closed)
export type SignedAsk = Static<typeof SignedAsk>
export const fetchContext = 'tocsin/fetch/1'
/** base64url of the JSON of a SignedAsk. */
export const fetchHeader = 'tocsin-ask'

export const LettersFetched = Type.Object({
  v: Type.Literal(wireVersion),
  letters: Type.Array(Envelope, { maxItems: mostLettersAtOnce }),
  /** There are more: ask again after the receipts went out. */
  more: Type.Boolean(),
})
export type LettersFetched = Static<typeof LettersFetched>

/** The same as a file, for mail or a stick: nothing in it can be read by anybody but the receiver. */
export const lettersFileKind = 'tocsin-letters/1'
export const mostFileBytes = 64 * 1024 * 1024
export const LettersFile = Type.Object(
  {
    kind: Type.Literal(lettersFileKind),
    from: Id,
    to: Id,
    at: Instant,
    letters: Type.Array(Type.Unknown(), { maxItems: 2000 }),
    receipts: Type.Array(Type.Unknown(), { maxItems: 200 }),
    /** More waits than the file holds. */
    more: Type.Boolean(),
  },
  closed,
)
export type LettersFile = Static<typeof LettersFile>

/** For people: one part of a letter, and why it was not taken. */
export interface PartSeen {
  part: string
  record?: string
  subject?: Id
  version?: number
  /** withdraw: as it was said, so that it can be said again to a peer that lost it. */
  how?: WithdrawPart['how']
  refusal?: string
  why?: string
}
