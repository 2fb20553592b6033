// Contracts: the claims ledger. Who says what on which evidence, who disputes it, and how each rater rates it.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  ClaimSaid,
  ClaimStatus,
  DueText,
  FollowUp,
  InformationGrade,
  KeptRelation,
  LedgerClaim,
  Relation,
  SourceGrade,
} from '../model/ledger.ts'
import { ClaimClass, ClaimRole, Evidence, Span } from '../model.ts'
import { FactsVersion, ItemBrief } from './facts.ts'
import { refusals } from './ledger-refusals.ts'
import { orNull, Reason } from './nouns.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Cursor = Type.String({ maxLength: 200, description: '`next` of the page before' })
const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 50 })
const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)

const Relate = Type.Object({ relation: Relation, claim: Id, why: Reason }, closed)
const said = ClaimSaid.properties
const correctable = {
  proposition: optional(said.proposition),
  holder: optional(said.holder),
  role: optional(ClaimRole),
  class: optional(ClaimClass),
  via: optional(said.via),
  outlet: optional(said.outlet),
  evidence: optional(said.evidence),
  saidAt: optional(said.saidAt),
  promise: optional(said.promise),
}

const Entered = Type.Object(
  {
    id: Id,
    version: Version,
    entry: Id,
    /** The promise that is followed up from now on, where the claim makes one. */
    followUp: orNull(Id),
  },
  closed,
)

export const acceptClaim = contract({
  name: 'watch.acceptClaim',
  does: 'action',
  summary: 'Take a claim of a document into the ledger under your name; what the rules got wrong can be said rightly',
  input: Type.Object(
    {
      document: Id,
      claim: Type.String({ minLength: 1, maxLength: 20, description: 'Its id in the document: c1' }),
      version: FactsVersion,
      ...correctable,
      relations: optional(Type.Array(Relate, { maxItems: 50 })),
      because: optional(Reason),
    },
    closed,
  ),
  output: Entered,
  refusals: refusals('person-needed', 'no-such-claim', 'already-accepted', 'too-many-judgements', 'would-leak'),
  policy: judging,
  arguments: ['document', 'claim'],
  example: { document: anId, claim: 'c1', version: 0, holder: 'The grid operator', role: 'first-hand' },
})

export const enterClaim = contract({
  name: 'watch.enterClaim',
  does: 'action',
  summary: 'Enter a claim by hand: what is said, by whom, in which role, on what evidence',
  input: Type.Object(
    {
      proposition: said.proposition,
      holder: said.holder,
      role: ClaimRole,
      class: ClaimClass,
      via: optional(said.via),
      outlet: optional(said.outlet),
      evidence: optional(said.evidence),
      saidAt: optional(said.saidAt),
      due: optional(Type.Union([DueText, Instant], { description: 'By when it is promised: PT24H, 2025-03-11' })),
      item: optional(Id),
      /** An attack of sense that it rests on: its cause, and its least marking. */
      attack: optional(Id),
      /** What sustain found about a service, likewise. */
      finding: optional(Id),
      relations: optional(Type.Array(Relate, { maxItems: 50 })),
      marking: optional(MarkingChoice),
      because: optional(Reason),
    },
    closed,
  ),
  output: Entered,
  refusals: refusals('person-needed', 'would-leak'),
  policy: judging,
  arguments: ['proposition'],
  example: {
    proposition: 'No data of customers was taken.',
    holder: 'The operator of the port',
    role: 'first-hand',
    class: 'denies',
    via: 'call with the duty officer',
    evidence: { kind: 'none offered', what: null },
    saidAt: '2025-03-10T11:30Z',
    marking: { tlp: 'AMBER' },
  },
})

export const changeClaim = contract({
  name: 'watch.changeClaim',
  does: 'action',
  summary:
    'Say rightly what a claim says or who holds it, with the reason; what was written before stays in the journal',
  input: Type.Object({ id: Id, version: Version, ...correctable, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'nothing-to-change'),
  policy: judging,
  example: { id: anId, version: 1, role: 'official', reason: 'The police spoke, not the company.' },
})

export const retractClaim = contract({
  name: 'watch.retractClaim',
  does: 'action',
  summary: 'Take a claim out of account: it stays readable, and counts nowhere any more',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  example: { id: anId, version: 1, reason: 'The outlet has corrected its report.' },
})

export const restoreClaim = contract({
  name: 'watch.restoreClaim',
  does: 'action',
  summary: 'Take a retraction back: the claim counts again',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed'),
  policy: judging,
  example: { id: anId, version: 2, reason: 'Retracted by mistake.' },
})

export const rateSource = contract({
  name: 'watch.rateSource',
  does: 'action',
  summary:
    'Rate how reliable the source of a claim is (Admiralty A to F), beside what others say; null takes yours back',
  input: Type.Object({ id: Id, value: orNull(SourceGrade), because: optional(Reason) }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'nothing-to-change'),
  policy: judging,
  arguments: ['id', 'value'],
  example: { id: anId, value: 'B', because: 'Has been right about this operator before.' },
})

export const rateInformation = contract({
  name: 'watch.rateInformation',
  does: 'action',
  summary: 'Rate how credible what a claim says is (Admiralty 1 to 6), apart from its source; null takes yours back',
  input: Type.Object({ id: Id, value: orNull(InformationGrade), because: optional(Reason) }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'nothing-to-change'),
  policy: judging,
  arguments: ['id', 'value'],
  example: { id: anId, value: 3, because: 'Fits what the operator published, nobody else has seen it.' },
})

export const relateClaims = contract({
  name: 'watch.relateClaims',
  does: 'action',
  summary: 'Say that a claim supports, disputes, repeats or retracts another one, with the reason',
  input: Type.Object({ id: Id, ...Relate.properties }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'same-claim', 'would-leak', 'nothing-to-change'),
  policy: judging,
  example: { id: anId, relation: 'disputes', claim: another, why: 'Each names another number of the same outage.' },
})

export const unrelateClaims = contract({
  name: 'watch.unrelateClaims',
  does: 'action',
  summary: 'Take a relation between two claims away',
  input: Type.Object({ id: Id, relation: Relation, claim: Id, reason: Reason }, closed),
  output: Changed,
  refusals: refusals('person-needed', 'not-related'),
  policy: judging,
  example: { id: anId, relation: 'disputes', claim: another, reason: 'They speak of two different days.' },
})

function axis<V extends Type.TSchema>(value: V) {
  return Type.Object(
    {
      given: Type.Array(Type.Object({ by: Id, value, because: orNull(Type.String()), at: Instant }, closed)),
      best: orNull(value),
      worst: orNull(value),
      /** Steps between the best and the worst grade. */
      spread: Type.Integer(),
      cannotJudge: Type.Integer(),
    },
    closed,
  )
}

export const RatingShown = Type.Object(
  {
    source: axis(SourceGrade),
    information: axis(InformationGrade),
    code: Type.String({ description: 'F6 while nobody rated; B2 where all agree; B-D 2 where they do not' }),
    ratedBy: Type.Integer(),
  },
  closed,
)
export type RatingShown = Static<typeof RatingShown>

/** As much of a claim as is shown beside another one. */
export const ClaimBrief = Type.Object(
  {
    id: Id,
    version: Version,
    proposition: Type.String(),
    holder: orNull(Type.String()),
    role: ClaimRole,
    class: ClaimClass,
    via: orNull(Type.String()),
    outlet: orNull(Type.String()),
    evidence: said.evidence,
    saidAt: said.saidAt,
    status: ClaimStatus,
    rating: RatingShown,
    item: orNull(ItemBrief),
    marking: Marking,
  },
  closed,
)
export type ClaimBrief = Static<typeof ClaimBrief>

export const RelationShown = Type.Object(
  {
    ...Type.Omit(KeptRelation, ['claim']).properties,
    other: ClaimBrief,
  },
  closed,
)
export type RelationShown = Static<typeof RelationShown>

export const ProposalShown = Type.Object(
  {
    information: Type.Literal(1),
    sourceAtMost: orNull(SourceGrade),
    holders: Type.Array(Type.Object({ claim: Id, holder: Type.String(), outlet: orNull(Type.String()) }, closed)),
    why: Type.String(),
  },
  closed,
)

const FollowUpBrief = Type.Object(
  { id: Id, version: Version, ...Type.Pick(FollowUp, ['what', 'due', 'dueText', 'status', 'overdueAt']).properties },
  closed,
)

/** A claim of the ledger with all that is shown of it. Ratings and relations are given with what stands behind them. */
export const ClaimShown = Type.Object(
  {
    id: Id,
    version: Version,
    marking: Marking,
    since: Instant,
    state: Type.Omit(LedgerClaim, ['relations', 'ratings'], closed),
    item: orNull(ItemBrief),
    /** The story that its item is in, and the item whose wire text that one carries: copies of one text are one source. */
    story: orNull(Id),
    wireOf: orNull(Id),
    rating: RatingShown,
    /** Proposed by a rule and stored nowhere: a person rates. */
    proposal: orNull(ProposalShown),
    relations: Type.Array(RelationShown),
    followUps: Type.Array(FollowUpBrief),
  },
  closed,
)
export type ClaimShown = Static<typeof ClaimShown>

export const listClaims = contract({
  name: 'watch.listClaims',
  does: 'query',
  summary: 'Claims of the ledger that you may read, newest first, with their ratings and relations',
  input: Type.Object(
    {
      holder: optional(Type.String({ minLength: 1, maxLength: 300 })),
      class: optional(Type.Array(ClaimClass, { maxItems: 7 })),
      role: optional(Type.Array(ClaimRole, { maxItems: 5 })),
      item: optional(Type.Array(Id, { maxItems: 200 })),
      story: optional(Id),
      question: optional(Id),
      disputed: optional(Type.Boolean({ description: 'Only those that another claim disputes, or that dispute one' })),
      retracted: optional(Type.Boolean({ description: 'Retracted ones too' })),
      text: optional(Type.String({ minLength: 1, maxLength: 200 })),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(ClaimShown), next: orNull(Type.String()), total: Type.Integer() }, closed),
  refusals: {},
  policy: reading,
  example: { class: ['denies', 'disputes'], disputed: true, limit: 20 },
})

export const getClaim = contract({
  name: 'watch.getClaim',
  does: 'query',
  summary: 'One claim with its ratings by each rater, its relations, what is proposed, and the boards it lies on',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...ClaimShown.properties,
      questions: Type.Array(Type.Object({ id: Id, text: Type.String(), row: Type.String() }, closed)),
      /** Words before and after it in its document. */
      context: orNull(Type.Object({ before: Type.String(), text: Type.String(), after: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

/** A claim that a document reports and that nobody has judged. */
export const ReportedClaim = Type.Object(
  {
    claim: Type.String(),
    text: Type.String(),
    span: Span,
    holder: orNull(Type.String()),
    role: ClaimRole,
    class: ClaimClass,
    via: orNull(Type.String()),
    evidence: Evidence,
    /** The claim of the ledger that came of it, where somebody has accepted it. */
    ledger: orNull(Id),
    rating: orNull(RatingShown),
  },
  closed,
)
export type ReportedClaim = Static<typeof ReportedClaim>

export const listDisputes = contract({
  name: 'watch.listDisputes',
  does: 'query',
  summary: 'Claims that dispute each other: those that persons related, and apart from them those that a text suggests',
  input: Type.Object(
    {
      item: optional(Id),
      /** Pages of the suggested ones and of the accepted ones are turned apart. */
      afterAccepted: optional(Cursor),
      afterSuggested: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      accepted: Type.Array(
        Type.Object(
          {
            /** Pairs of one group hang together through further disputes on this page. */
            group: Type.Integer(),
            disputing: ClaimBrief,
            disputed: ClaimBrief,
            why: Type.String(),
            by: Id,
            at: Instant,
          },
          closed,
        ),
      ),
      suggested: Type.Array(
        Type.Object(
          {
            item: ItemBrief,
            document: Id,
            version: FactsVersion,
            pairs: Type.Array(
              Type.Object({ disputing: ReportedClaim, disputed: ReportedClaim, why: Type.String() }, closed),
            ),
          },
          closed,
        ),
      ),
      nextAccepted: orNull(Type.String()),
      nextSuggested: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { limit: 20 },
})
