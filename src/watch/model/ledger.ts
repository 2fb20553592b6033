// The ledger: what persons made of the facts of an item, the claims that they entered, how each of them rates these, and
// the promises that are followed up.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { ClaimClass, ClaimRole, claimRelations, EvidenceKind } from './claims.ts'
import { nullable, Span } from './text.ts'

const closed = { additionalProperties: false } as const
const Why = Type.String({ minLength: 3, maxLength: 1000 })

export const factKinds = ['name', 'time', 'figure', 'claim', 'check', 'place', 'topic', 'sector'] as const
export const FactKind = Type.Enum(factKinds)
export type FactKind = Static<typeof FactKind>

/** `retyped` is accepted as something else than the rules took it for; `open` is a judgement that was taken back. */
export const factVerdicts = ['accepted', 'rejected', 'retyped', 'open'] as const
export const FactVerdict = Type.Enum(factVerdicts)
export type FactVerdict = Static<typeof FactVerdict>

/** The words of a fact: as they stand at its span; the id of a topic or a sector; the detail of a check. */
export const FactText = Type.String({ maxLength: 20_000 })

/**
 * What a named person made of one fact. It is found again in a later version of the text by its words: `before` and
 * `after` are the characters around them, `nth` of `of` says which of several equal ones it was.
 */
export const FactJudgement = Type.Object(
  {
    kind: FactKind,
    text: FactText,
    span: nullable(Span),
    document: Id,
    number: Type.Integer({ minimum: 1 }),
    nth: Type.Integer({ minimum: 0 }),
    of: Type.Integer({ minimum: 1 }),
    before: Type.String({ maxLength: 40 }),
    after: Type.String({ maxLength: 40 }),
    verdict: FactVerdict,
    /** Only for `retyped`: what it is. */
    type: nullable(Type.String({ maxLength: 40 })),
    because: nullable(Why),
    by: Id,
    at: Instant,
    /** The claim of the ledger that came of it. */
    claim: nullable(Id),
  },
  closed,
)
export type FactJudgement = Static<typeof FactJudgement>

/** A judgement with the version of the record that it came with: of two about one fact the later counts. */
export const KeptJudgement = Type.Object({ ...FactJudgement.properties, version: Type.Integer({ minimum: 1 }) }, closed)
export type KeptJudgement = Static<typeof KeptJudgement>

export const mostJudgements = 5000
/** All judgements about the facts of one item, over all its versions. */
export const ItemFacts = Type.Object({ item: Id, judgements: Type.Array(KeptJudgement, { maxItems: 20_000 }) }, closed)
export type ItemFacts = Static<typeof ItemFacts>

/** Source reliability and information credibility of the Admiralty code; F and 6 say that nobody can judge it. */
export const sourceGrades = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const SourceGrade = Type.Enum(sourceGrades)
export type SourceGrade = Static<typeof SourceGrade>
export const informationGrades = [1, 2, 3, 4, 5, 6] as const
export const InformationGrade = Type.Integer({ minimum: 1, maximum: 6 })
export type InformationGrade = Static<typeof InformationGrade>

const given = { because: nullable(Why), at: Instant }
/** How one person rates a claim. The two are asked for apart, because raters who give both at once do not keep them apart. */
export const Rating = Type.Object(
  {
    by: Id,
    source: nullable(Type.Object({ value: SourceGrade, ...given }, closed)),
    information: nullable(Type.Object({ value: InformationGrade, ...given }, closed)),
  },
  closed,
)
export type Rating = Static<typeof Rating>

export const Relation = Type.Enum(claimRelations)
export type Relation = Static<typeof Relation>
/** `to`: this claim disputes that one; `from`: that one disputes this. Kept with the claim that fewer may read. */
export const KeptRelation = Type.Object(
  { relation: Relation, claim: Id, direction: Type.Enum(['to', 'from']), why: Why, by: Id, at: Instant },
  closed,
)
export type KeptRelation = Static<typeof KeptRelation>

/** A year, month, day or moment of ISO 8601, as exactly as it is known. */
export const TimePoint = Type.String({
  pattern: '^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})?)?)?)?$',
  description: 'As exact as it is known: 2025, 2025-03, 2025-03-10 or 2025-03-10T09:45Z',
})
/** When a promise falls due, as the times stage writes it: a duration, a date, a period, or null. */
export const DueText = Type.String({ minLength: 1, maxLength: 60 })

export const Proposition = Type.String({ minLength: 1, maxLength: 5000 })
export const Holder = Type.String({ minLength: 1, maxLength: 300 })
const ShortName = Type.String({ minLength: 1, maxLength: 200 })
export const LedgerEvidence = Type.Object(
  { kind: EvidenceKind, what: nullable(Type.String({ minLength: 1, maxLength: 2000 })) },
  closed,
)
export type LedgerEvidence = Static<typeof LedgerEvidence>

export const claimStatuses = ['standing', 'retracted'] as const
export const ClaimStatus = Type.Enum(claimStatuses)
export type ClaimStatus = Static<typeof ClaimStatus>

/** What a claim says and who holds it: the part that a person may correct. */
export const ClaimSaid = Type.Object(
  {
    proposition: Proposition,
    /** Null: nobody is named. */
    holder: nullable(Holder),
    role: ClaimRole,
    class: ClaimClass,
    /** What the words went through ("told Fox Business"), and who published them. */
    via: nullable(ShortName),
    outlet: nullable(ShortName),
    evidence: LedgerEvidence,
    saidAt: nullable(TimePoint),
    /** Only where something is promised by a time. */
    promise: nullable(Type.Object({ due: nullable(DueText) }, closed)),
  },
  closed,
)
export type ClaimSaid = Static<typeof ClaimSaid>

/** A claim that a named person entered into the ledger: out of a document, or by hand. */
export const LedgerClaim = Type.Object(
  {
    ...ClaimSaid.properties,
    quoted: Type.Boolean(),
    item: nullable(Id),
    /** Where its words stand; null when it was entered by hand. */
    from: nullable(
      Type.Object(
        {
          document: Id,
          number: Type.Integer({ minimum: 1 }),
          claim: nullable(Type.String({ maxLength: 20 })),
          span: Span,
        },
        closed,
      ),
    ),
    relations: Type.Array(KeptRelation, { maxItems: 500 }),
    ratings: Type.Array(Rating, { maxItems: 500 }),
    status: ClaimStatus,
    statusBecause: nullable(Why),
    enteredBy: Id,
    enteredAt: Instant,
    because: nullable(Why),
  },
  closed,
)
export type LedgerClaim = Static<typeof LedgerClaim>

export const followUpStatuses = ['open', 'kept', 'broken', 'withdrawn'] as const
export const FollowUpStatus = Type.Enum(followUpStatuses)
export type FollowUpStatus = Static<typeof FollowUpStatus>

/** A promise that is followed up. Without a `due` it asks for a date: the promise counts from a day that nobody knows yet. */
export const FollowUp = Type.Object(
  {
    what: Proposition,
    promisedBy: nullable(Holder),
    claim: Id,
    item: nullable(Id),
    due: nullable(Instant),
    dueText: nullable(DueText),
    /** How the due time came about. */
    dueWhy: Type.String({ maxLength: 1000 }),
    status: FollowUpStatus,
    statusBecause: nullable(Why),
    /** Said once, when its time had come and it was still open. */
    overdueAt: nullable(Instant),
    startedBy: Id,
    startedAt: Instant,
    endedBy: nullable(Id),
    endedAt: nullable(Instant),
  },
  closed,
)
export type FollowUp = Static<typeof FollowUp>
