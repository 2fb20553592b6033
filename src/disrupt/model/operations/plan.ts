// What an action day is made of: steps that wait for each other, the word of each partner, and how far their clocks are apart.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Key, Line, orNull } from '../words.ts'

const Told = Type.String({ maxLength: 2_000 })
export const stepStates = ['planned', 'started', 'done', 'failed', 'dropped'] as const
/** before: may be done without the go of all. action: not without. after: what follows. */
export const stepPhases = ['before', 'action', 'after'] as const

export const Step = Type.Object(
  {
    key: Key,
    phase: Type.Enum(stepPhases),
    title: Type.String({ minLength: 3, maxLength: 200 }),
    /** What is to be done, in words for whoever does it. */
    what: Told,
    /** Whose step it is. */
    partner: Key,
    targets: Type.Array(Id, { maxItems: 500, uniqueItems: true }),
    /** Steps that must be done before. */
    after: Type.Array(Key, { maxItems: 50, uniqueItems: true }),
    /** Counted from the H hour; below zero before it. */
    minutes: Type.Integer({ minimum: -100_000, maximum: 100_000 }),
    /** What is done where it fails. */
    fallback: Told,
    state: Type.Enum(stepStates),
    startedAt: orNull(Instant),
    startedBy: orNull(By),
    endedAt: orNull(Instant),
    result: Told,
    /** Why it was started although its time had not come. */
    despite: orNull(Line),
  },
  closed,
)
export type Step = Static<typeof Step>

/** The word of a partner on one revision of the plan. */
export const Go = Type.Object(
  {
    partner: Key,
    says: Type.Enum(['go', 'no-go']),
    revision: Type.Integer({ minimum: 1 }),
    at: Instant,
    by: By,
    /** Somebody else wrote it down for the partner: how it was said. */
    heard: orNull(Line),
    words: Told,
  },
  closed,
)
export type Go = Static<typeof Go>

export const Clock = Type.Object(
  {
    partner: Key,
    /** Theirs minus ours: above zero, theirs is ahead. */
    offsetMilliseconds: Type.Integer({ minimum: -31_536_000_000, maximum: 31_536_000_000 }),
    at: Instant,
    by: By,
  },
  closed,
)
export type Clock = Static<typeof Clock>
