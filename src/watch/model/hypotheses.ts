// Questions: competing hypotheses, the evidence that is laid against each of them, the marks of each rater, and the
// attribution that two analysts may come to.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { nullable } from './text.ts'

const closed = { additionalProperties: false } as const
const Why = Type.String({ minLength: 3, maxLength: 1000 })
/** `h1`, `e1`: keys within one question. */
export const Key = Type.String({ pattern: '^[he][0-9]{1,4}$' })

export const questionKinds = ['attribution', 'other'] as const
export const QuestionKind = Type.Enum(questionKinds)
export type QuestionKind = Static<typeof QuestionKind>

export const questionStatuses = ['open', 'closed'] as const
export const QuestionStatus = Type.Enum(questionStatuses)
export type QuestionStatus = Static<typeof QuestionStatus>

/** Very consistent, consistent, neither, inconsistent, very inconsistent. */
export const marks = ['CC', 'C', 'N', 'I', 'II'] as const
export const Mark = Type.Enum(marks)
export type Mark = Static<typeof Mark>

export const QuestionText = Type.String({ minLength: 5, maxLength: 500 })
export const HypothesisText = Type.String({ minLength: 3, maxLength: 1000 })
export const EvidenceText = Type.String({ minLength: 3, maxLength: 2000 })

export const Hypothesis = Type.Object(
  {
    key: Key,
    text: HypothesisText,
    /** Why it is no longer considered; null while it is. */
    dropped: nullable(Why),
    addedBy: Id,
    addedAt: Instant,
  },
  closed,
)
export type Hypothesis = Static<typeof Hypothesis>

/** One row of the board: a claim of the ledger, or what somebody knows otherwise, with the reason why it is evidence. */
export const EvidenceRow = Type.Object(
  {
    key: Key,
    claim: nullable(Id),
    text: nullable(EvidenceText),
    because: nullable(Why),
    dropped: nullable(Why),
    addedBy: Id,
    addedAt: Instant,
  },
  closed,
)
export type EvidenceRow = Static<typeof EvidenceRow>

export const CellMark = Type.Object(
  { row: Key, hypothesis: Key, by: Id, mark: Mark, because: nullable(Why), at: Instant },
  closed,
)
export type CellMark = Static<typeof CellMark>

/** An accepting analyst, by name and time. */
export const Acceptance = Type.Object(
  { person: Id, name: Type.String({ minLength: 1, maxLength: 200 }), at: Instant, because: nullable(Why) },
  closed,
)
export type Acceptance = Static<typeof Acceptance>

/** An attribution that was proposed. `standing`: two different analysts accept it, so that the picture may show it. */
export const Attribution = Type.Object(
  {
    /** The entry by which it was proposed: who accepts names it, so that nobody accepts other words than they read. */
    proposal: Id,
    hypothesis: Key,
    statement: HypothesisText,
    proposedBy: Id,
    proposedAt: Instant,
    acceptances: Type.Array(Acceptance, { maxItems: 100 }),
    standing: Type.Boolean(),
    standingSince: nullable(Instant),
    note: Type.String(),
  },
  closed,
)
export type Attribution = Static<typeof Attribution>

export const QuestionNote = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 5000 }), by: Id, at: Instant },
  closed,
)
export type QuestionNote = Static<typeof QuestionNote>

export const mostHypotheses = 20
export const mostRows = 300

export const Question = Type.Object(
  {
    text: QuestionText,
    kind: QuestionKind,
    /** Incidents that it is about. */
    about: Type.Array(Id, { maxItems: 100, uniqueItems: true }),
    /** The highest number given so far, to hypotheses and to rows. */
    keys: Type.Integer({ minimum: 0 }),
    hypotheses: Type.Array(Hypothesis, { maxItems: 200 }),
    rows: Type.Array(EvidenceRow, { maxItems: 1000 }),
    marks: Type.Array(CellMark, { maxItems: 100_000 }),
    notes: Type.Array(QuestionNote, { maxItems: 2000 }),
    status: QuestionStatus,
    statusBecause: nullable(Why),
    attribution: nullable(Attribution),
    askedBy: Id,
    askedAt: Instant,
  },
  closed,
)
export type Question = Static<typeof Question>
