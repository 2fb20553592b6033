// Contracts: questions with competing hypotheses, the board of evidence and marks, and attributions by two analysts.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  Acceptance,
  Attribution,
  CellMark,
  EvidenceRow,
  EvidenceText,
  Hypothesis,
  HypothesisText,
  Key,
  Mark,
  Question,
  QuestionKind,
  QuestionNote,
  QuestionStatus,
  QuestionText,
} from '../model/hypotheses.ts'
import { ClaimBrief } from './claims.ts'
import { refusals } from './ledger-refusals.ts'
import { orNull, Reason } from './nouns.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const attributing: Policy = { who: ['analyst'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)
const Keyed = Type.Object({ ...Changed.properties, key: Key }, closed)
const about = Type.Array(Id, { maxItems: 100, uniqueItems: true, description: 'Incidents that it is about' })

export const askQuestion = contract({
  name: 'watch.askQuestion',
  does: 'action',
  summary: 'Ask a question with the hypotheses that compete for its answer',
  input: Type.Object(
    {
      text: QuestionText,
      kind: QuestionKind,
      about: optional(about),
      hypotheses: optional(Type.Array(HypothesisText, { maxItems: 20 })),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  arguments: ['text'],
  example: {
    text: 'Who is behind the flood of requests on the payment switch?',
    kind: 'attribution',
    about: [anId],
    hypotheses: ['A group that wants money', 'A group that wants attention', 'No attack: a fault of the switch itself'],
  },
})

export const changeQuestion = contract({
  name: 'watch.changeQuestion',
  does: 'action',
  summary: 'Change the words of a question, or which incidents it is about',
  input: Type.Object({ id: Id, version: Version, text: optional(QuestionText), about: optional(about) }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'nothing-to-change'),
  policy: judging,
  example: { id: anId, version: 1, about: [another] },
})

export const addHypothesis = contract({
  name: 'watch.addHypothesis',
  does: 'action',
  summary: 'Add a hypothesis to a question',
  input: Type.Object({ id: Id, text: HypothesisText }, closed),
  output: Keyed,
  refusals: refusals('person-needed', 'board-full', 'already-there'),
  policy: judging,
  arguments: ['id', 'text'],
  example: { id: anId, text: 'A test by the operator that went wrong' },
})

export const changeHypothesis = contract({
  name: 'watch.changeHypothesis',
  does: 'action',
  summary: 'Change the words of a hypothesis, drop it, or consider it again, with the reason',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      key: Key,
      text: optional(HypothesisText),
      dropped: optional(Type.Boolean()),
      reason: Reason,
    },
    closed,
  ),
  output: Changed,
  refusals: refusals('person-needed', 'no-such-key', 'nothing-to-change', 'board-full'),
  policy: judging,
  example: {
    id: anId,
    version: 2,
    key: 'h3',
    dropped: true,
    reason: 'The operator has shown that the switch was sound.',
  },
})

export const layEvidence = contract({
  name: 'watch.layEvidence',
  does: 'action',
  summary: 'Lay a claim of the ledger on the board, or other evidence with the reason why it is some',
  input: Type.Object({ id: Id, claim: optional(Id), text: optional(EvidenceText), because: optional(Reason) }, closed),
  output: Keyed,
  refusals: refusals('person-needed', 'board-full', 'already-there', 'no-such-claim'),
  policy: judging,
  example: { id: anId, claim: another },
})

export const takeEvidenceAway = contract({
  name: 'watch.takeEvidenceAway',
  does: 'action',
  summary: 'Take a row off the board, with the reason; its marks stay in the journal',
  input: Type.Object({ id: Id, version: Version, key: Key, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'no-such-key'),
  policy: judging,
  example: { id: anId, version: 3, key: 'e4', reason: 'It is about another outage.' },
})

export const markCells = contract({
  name: 'watch.markCells',
  does: 'action',
  summary: 'Mark how well rows fit hypotheses (CC, C, N, I, II), as your own judgement beside those of others',
  input: Type.Object(
    {
      id: Id,
      marks: Type.Array(
        Type.Object({ row: Key, hypothesis: Key, mark: orNull(Mark), because: optional(Reason) }, closed),
        { minItems: 1, maxItems: 500 },
      ),
    },
    closed,
  ),
  output: Changed,
  refusals: refusals('person-needed', 'no-such-key'),
  policy: judging,
  example: {
    id: anId,
    marks: [
      { row: 'e4', hypothesis: 'h1', mark: 'II', because: 'Nobody asked for money in four days.' },
      { row: 'e4', hypothesis: 'h2', mark: 'C' },
    ],
  },
})

export const noteOnQuestion = contract({
  name: 'watch.noteOnQuestion',
  does: 'action',
  summary: 'Write a note on the board of a question',
  input: Type.Object({ id: Id, text: QuestionNote.properties.text }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'board-full'),
  policy: judging,
  arguments: ['id', 'text'],
  example: { id: anId, text: 'Ask the operator for the logs of the second night.' },
})

export const closeQuestion = contract({
  name: 'watch.closeQuestion',
  does: 'action',
  summary: 'Close a question: the board stays readable, and nobody adds to it',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  example: { id: anId, version: 5, reason: 'The operator has found the cause.' },
})

export const reopenQuestion = contract({
  name: 'watch.reopenQuestion',
  does: 'action',
  summary: 'Open a question again',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  example: { id: anId, version: 6, reason: 'The cause that was found explains only the first night.' },
})

export const proposeAttribution = contract({
  name: 'watch.proposeAttribution',
  does: 'action',
  summary: 'Propose an attribution from a hypothesis; it counts for nothing until two analysts accept it',
  input: Type.Object({ id: Id, version: Version, hypothesis: Key, statement: optional(HypothesisText) }, closed),
  output: Type.Object({ ...Changed.properties, proposal: Id }, closed),
  refusals: refusals('person-needed', 'no-such-key', 'no-attribution'),
  policy: attributing,
  example: {
    id: anId,
    version: 4,
    hypothesis: 'h2',
    statement: 'A group that wants attention is behind the flood of requests.',
  },
})

export const acceptAttribution = contract({
  name: 'watch.acceptAttribution',
  does: 'action',
  summary: 'Accept an attribution under your name; the picture shows it when two different analysts do',
  input: Type.Object({ id: Id, proposal: Id, because: optional(Reason) }, closed),
  output: Type.Object({ ...Changed.properties, standing: Type.Boolean(), note: Type.String() }, closed),
  refusals: refusals('person-needed', 'no-attribution', 'another-proposal', 'accepted-already'),
  policy: attributing,
  example: { id: anId, proposal: another, because: 'Their announcement named the hour before it began.' },
})

export const withdrawAcceptance = contract({
  name: 'watch.withdrawAcceptance',
  does: 'action',
  summary: 'Withdraw your acceptance of an attribution: with fewer than two it leaves the picture at once',
  input: Type.Object({ id: Id, reason: Reason }, closed),
  output: Type.Object({ ...Changed.properties, standing: Type.Boolean() }, closed),
  refusals: refusals('person-needed', 'no-attribution', 'not-accepted'),
  policy: reading,
  example: { id: anId, reason: 'The announcement was written afterwards.' },
})

export const dropAttribution = contract({
  name: 'watch.dropAttribution',
  does: 'action',
  summary: 'Drop a proposed attribution with all its acceptances, with the reason',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'no-attribution'),
  policy: attributing,
  example: { id: anId, version: 7, reason: 'The statement says more than the evidence does.' },
})

const Score = Type.Object({ hypothesis: Key, score: Type.Number(), rank: Type.Integer() }, closed)

export const BoardShown = Type.Object(
  {
    raters: Type.Array(Type.Object({ by: Id, scores: Type.Array(Score), incomplete: Type.Array(Key) }, closed)),
    together: Type.Array(Score),
    unweighted: Type.Array(Score),
    rows: Type.Array(
      Type.Object(
        {
          key: Key,
          weight: Type.Number(),
          diagnosticity: Type.Number(),
          spread: Type.Integer(),
          raters: Type.Array(Id),
          says: Type.String(),
        },
        closed,
      ),
    ),
    agree: Type.Boolean(),
    weightsMatter: Type.Boolean(),
    wording: Type.String(),
    /** Single rows that carry the order: without them, or turned round, it would be another one. */
    sensitivity: Type.Array(
      Type.Object(
        {
          row: Key,
          how: Type.Enum(['removed', 'reversed']),
          changes: Type.Enum(['order', 'lead']),
          order: Type.Array(Score),
          why: Type.String(),
        },
        closed,
      ),
    ),
    limits: Type.Array(Type.String()),
    references: Type.Array(Type.String()),
  },
  closed,
)
export type BoardShown = Static<typeof BoardShown>

export const QuestionShown = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    since: Instant,
    text: QuestionText,
    kind: QuestionKind,
    about: Question.properties.about,
    status: QuestionStatus,
    statusBecause: orNull(Type.String()),
    askedBy: Id,
    askedAt: Instant,
    hypotheses: Type.Array(Hypothesis),
    attribution: orNull(Attribution),
  },
  closed,
)
export type QuestionShown = Static<typeof QuestionShown>

export const listQuestions = contract({
  name: 'watch.listQuestions',
  does: 'query',
  summary: 'Questions that you may read, newest first',
  input: Type.Object(
    {
      status: optional(QuestionStatus),
      kind: optional(QuestionKind),
      about: optional(Id),
      text: optional(Type.String({ minLength: 1, maxLength: 200 })),
      after: optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(QuestionShown), next: orNull(Type.String()), total: Type.Integer() }, closed),
  refusals: {},
  policy: reading,
  example: { status: 'open', kind: 'attribution' },
})

export const getQuestion = contract({
  name: 'watch.getQuestion',
  does: 'query',
  summary:
    'A question with its board as far as you may read the claims on it: marks of each rater, what speaks against what',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...QuestionShown.properties,
      rows: Type.Array(
        Type.Object(
          { ...Type.Omit(EvidenceRow, ['claim']).properties, claim: orNull(ClaimBrief), counts: Type.Boolean() },
          closed,
        ),
      ),
      marks: Type.Array(CellMark),
      notes: Type.Array(QuestionNote),
      board: BoardShown,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

/** An attribution that two analysts accept, as the rooms downstream show it. */
export const StandingAttribution = Type.Object(
  {
    question: Id,
    text: QuestionText,
    about: Question.properties.about,
    statement: HypothesisText,
    since: Instant,
    analysts: Type.Array(Acceptance, { minItems: 2 }),
    note: Type.String(),
    marking: Marking,
  },
  closed,
)
export type StandingAttribution = Static<typeof StandingAttribution>
