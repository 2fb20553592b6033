// Responses: what one organisation says about a record of another. It changes nothing by itself.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { ResponsePart, responseKinds } from './letter.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const ResponseKind = Type.Enum(responseKinds)
export type ResponseKind = Static<typeof ResponseKind>

/** open: nobody has said what became of it. answered: a request has its answer. taken, declined: what became of a proposal. */
export const responseStatuses = ['open', 'answered', 'taken', 'declined'] as const
export const ResponseStatus = Type.Enum(responseStatuses)
export type ResponseStatus = Static<typeof ResponseStatus>

const part = ResponsePart.properties

/** The state of the record federate.response; it has the same id on both nodes. */
export const Response = Type.Object(
  {
    kind: ResponseKind,
    about: part.about,
    text: part.text,
    seen: orNull(Type.Object({ first: Instant, last: Instant, count: Type.Integer({ minimum: 0 }) }, closed)),
    changes: Type.Array(Type.Object({ at: Type.String({ maxLength: 500 }), value: Type.Unknown() }, closed), {
      maxItems: 50,
    }),
    /** request: until when an answer is of use. */
    by: orNull(Instant),
    /** answer: to which response. */
    answers: orNull(Id),
    author: Type.String({ maxLength: 200 }),
    organisation: Id,
    /** The node that it was written on; and those that it went to. */
    node: Id,
    to: Type.Array(Id, { maxItems: 100 }),
    at: Instant,
    status: ResponseStatus,
    /** Said in MISP and not by a letter: the record of it. Then `node` is whoever said it, which is no node. */
    misp: Type.Optional(Id),
    /** Who said here what became of it, in which words, and the entry by which it was done. */
    settled: orNull(
      Type.Object(
        { by: Type.String(), at: Instant, words: Type.String({ maxLength: 10_000 }), entry: orNull(Id) },
        closed,
      ),
    ),
  },
  closed,
)
export type Response = Static<typeof Response>
