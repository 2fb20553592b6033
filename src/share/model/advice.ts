// The noun of advice: why a record is marked as it is, what its content asks for, and the lowest marking that would be enough.
import Type, { type Static } from 'typebox'
import { By, closed, orNull } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Marking, Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { ContentKind } from './guideline.ts'
import { RecordName } from './release.ts'

/**
 * fits: as it should be. lower: less would be enough. read-first: less would be enough unless a person finds something in
 * the text. raise: its content asks for more than it is marked.
 */
export const adviceAnswers = ['fits', 'lower', 'read-first', 'raise'] as const
export const AdviceAnswer = Type.Enum(adviceAnswers)
export type AdviceAnswer = Static<typeof AdviceAnswer>

/** How the present marking came about. */
export const markedHow = ['default', 'chosen', 'inherited', 'released', 'by-the-node'] as const
export const MarkedHow = Type.Enum(markedHow)
export type MarkedHow = Static<typeof MarkedHow>

const Words = Type.String({ maxLength: 1_000 })

/** Something in the record that asks for a marking, where it stands, and whether a program can be sure of it. */
export const Asked = Type.Object(
  {
    content: ContentKind,
    tlp: Tlp,
    sure: Type.Boolean(),
    because: Words,
    /** JSON pointers into the state. */
    where: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 }),
    rule: orNull(Type.String({ maxLength: 60 })),
  },
  closed,
)
export type Asked = Static<typeof Asked>

/** A record that it was derived from, and the lowest marking that reaches nobody who may not read that one. */
export const Bound = Type.Object(
  {
    tlp: Tlp,
    because: Words,
    /** Null where the reader may not read it. */
    basis: orNull(
      Type.Object({ record: RecordName, id: Id, title: Type.String({ maxLength: 1_000 }), tlp: Tlp }, closed),
    ),
  },
  closed,
)
export type Bound = Static<typeof Bound>

/** A rule of the guideline that the record breaks. */
export const Fault = Type.Object({ rule: Type.String({ maxLength: 60 }), text: Words }, closed)
export type Fault = Static<typeof Fault>

export const Advice = Type.Object(
  {
    marking: Marking,
    how: MarkedHow,
    /** Sentences: who marked it so, when, with which reason; or that nobody chose. */
    why: Type.Array(Words, { maxItems: 10 }),
    markedBy: By,
    markedAt: Instant,
    asks: Type.Array(Asked, { maxItems: 40 }),
    bounds: Type.Array(Bound, { maxItems: 200 }),
    answer: AdviceAnswer,
    /** The lowest marking that would be enough as far as a program can tell. */
    enough: Tlp,
    because: Words,
    /** Texts that a person must read before it is lowered: JSON pointers into the state, or `/marking/reason`. */
    toRead: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 100 }),
    faults: Type.Array(Fault, { maxItems: 40 }),
  },
  closed,
)
export type Advice = Static<typeof Advice>
