// The nouns of the question whether an answer can still come in time.
import Type, { type Static } from 'typebox'
import { Instant } from '#kernel/time.ts'
import { closed, Day, Key, orNull } from '../words.ts'

/** A share of one. */
export const Share = Type.Number({ minimum: 0, maximum: 1 })

/** `unknown`: a fact is missing, and `missing` says which. */
export const inTimeVerdicts = [
  'in-time',
  'endangered',
  'too-late',
  'unknown',
  'answered-in-time',
  'answered-late',
  'ended',
] as const
export const InTimeVerdict = Type.Enum(inTimeVerdicts)
export type InTimeVerdict = Static<typeof InTimeVerdict>

/** With its range: durations are known from so many cases only. */
export const Probability = Type.Object({ low: Share, middle: Share, high: Share }, closed)
export type Probability = Static<typeof Probability>

export const LastMoment = Type.Object(
  {
    step: Key,
    text: Type.String(),
    /** The last day to begin it with the odds that are asked for; null: it is past, or there is none. */
    likely: orNull(Day),
    /** The last day to begin it at all, by set dates and least times alone. */
    possible: orNull(Day),
    because: Type.String(),
  },
  closed,
)
export type LastMoment = Static<typeof LastMoment>

/** How long a step is taken to last, and from what that is known. */
export const StepDuration = Type.Object(
  {
    step: Key,
    kind: Type.String(),
    counts: Type.Enum(['working', 'calendar']),
    /** Ended steps of this register that count, and how many of them before the same court. */
    cases: Type.Integer({ minimum: 0 }),
    sameForum: Type.Integer({ minimum: 0 }),
    /** What is assumed beside them, in so many cases, and from where. */
    priorCases: Type.Number({ minimum: 0 }),
    priorSource: Type.String(),
    shortest: orNull(Type.Number()),
    median: orNull(Type.Number()),
    longest: orNull(Type.Number()),
  },
  closed,
)
export type StepDuration = Static<typeof StepDuration>

export const InTime = Type.Object(
  {
    verdict: InTimeVerdict,
    today: Day,
    neededBy: orNull(Day),
    /** That the answer is there on the last day on which it helps; null: it cannot be said. */
    probability: orNull(Probability),
    /** Days by which it comes with one, five and nine chances in ten; null: not within the years that are looked at. */
    expected: orNull(Type.Object({ early: orNull(Day), middle: orNull(Day), late: orNull(Day) }, closed)),
    /** Not before this day, by set dates and least times alone. */
    earliest: orNull(Day),
    certainlyTooLate: orNull(Type.Object({ since: Instant, because: Type.String() }, closed)),
    lastMoments: Type.Array(LastMoment),
    durations: Type.Array(StepDuration),
    /** The chance by day that the answer is there. */
    curve: Type.Array(Type.Object({ day: Day, low: Share, middle: Share, high: Share }, closed)),
    reasons: Type.Array(Type.String()),
    missing: Type.Array(Type.String()),
    /** Other ways that are there in time, without the other party. */
    alternatives: Type.Array(Key),
  },
  closed,
)
export type InTime = Static<typeof InTime>
