// What an authority owes beyond its borders: whom it told of an incident (NIS2 Article 23(6)), the large-scale predicates, and
// the numbers of a quarter (Article 23(9)).
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { CountryCode, IncidentStatus, Reason, SeverityColour } from '../model.ts'
import { FactId, RegimeId, RuleId } from './law.ts'
import { Answer } from './verdict.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** A Member State (ISO 3166-1 alpha-2), or 'ENISA'. */
export const ToldParty = Type.String({ pattern: '^([A-Z]{2}|ENISA)$' })

export const Informed = Type.Object(
  {
    to: ToldParty,
    at: Instant,
    channel: Type.String({ minLength: 1, maxLength: 200 }),
    /** What they were told. */
    told: Type.String({ minLength: 3, maxLength: 5_000 }),
    /** What was kept back to protect the entity's security and commercial interests, and why. */
    withheld: orNull(Type.String({ minLength: 3, maxLength: 2_000 })),
    by: Type.String(),
    recordedAt: Instant,
  },
  closed,
)
export type Informed = Static<typeof Informed>

export const NotNeeded = Type.Object({ to: ToldParty, reason: Reason, by: Type.String(), at: Instant }, closed)

export const Abroad = Type.Object(
  {
    incident: Id,
    informed: Type.Array(Informed, { maxItems: 500 }),
    notNeeded: Type.Array(NotNeeded, { maxItems: 100 }),
  },
  closed,
)
export type Abroad = Static<typeof Abroad>

/** A predicate of the framework on one incident, asked of every assessment of it. */
export const Predicate = Type.Object(
  {
    rule: RuleId,
    label: Type.String(),
    article: Type.String(),
    note: orNull(Type.String()),
    verified: Type.Boolean(),
    /** yes: some assessment says so. no: there are some, and all say no. */
    answer: Answer,
    /** Assessments that say yes. */
    saidBy: Type.Array(Id),
    missing: Type.Array(Type.Object({ fact: FactId, question: Type.String() }, closed)),
  },
  closed,
)
export type Predicate = Static<typeof Predicate>

export const informingStates = ['inform', 'look', 'done'] as const
export const CrossBorderRow = Type.Object(
  {
    incident: Id,
    reference: Type.String(),
    title: Type.String(),
    status: IncidentStatus,
    severity: orNull(SeverityColour),
    marking: Marking,
    declaredAt: Instant,
    /** Member States that are affected, ours included. */
    memberStates: Type.Array(CountryCode),
    /** Countries affected that are no Member States. */
    others: Type.Array(CountryCode),
    /** Whether the incident is significant by an assessment: yes for some, no for all. */
    significant: Answer,
    entities: Type.Array(
      Type.Object(
        {
          assessment: Id,
          reference: Type.String(),
          name: Type.String(),
          yes: Type.Array(RegimeId),
          open: Type.Boolean(),
        },
        closed,
      ),
    ),
    /** inform: significant, and others are concerned. look: others may be concerned. done: all were told, or need not be. */
    state: Type.Enum(informingStates),
    why: Type.String(),
    toInform: Type.Array(ToldParty),
    informed: Type.Array(Informed),
    notNeeded: Type.Array(NotNeeded),
    version: orNull(Type.Integer()),
  },
  closed,
)
export type CrossBorderRow = Static<typeof CrossBorderRow>

/** A number that is too small to be shown without showing whom it is about is null. */
export const Cell = Type.Object({ value: Type.String(), label: Type.String(), count: orNull(Type.Integer()) }, closed)
export type Cell = Static<typeof Cell>

export const QuarterlySummary = Type.Object(
  {
    year: Type.Integer(),
    quarter: Type.Integer(),
    from: Instant,
    to: Instant,
    madeAt: Instant,
    /** The least count that is shown. */
    leastShown: Type.Integer(),
    significant: Type.Integer(),
    incidents: Type.Integer(),
    /** Of these nobody has judged yet whether they are significant. */
    notJudged: Type.Integer(),
    /** Told by operators as a report that led to no incident. */
    declined: Type.Integer(),
    largeScale: Type.Integer(),
    crossBorder: Type.Integer(),
    bySector: Type.Array(Cell),
    byKind: Type.Array(Cell),
    byCause: Type.Array(Cell),
    bySeverity: Type.Array(Cell),
    byMonth: Type.Array(Cell),
    /** Of the reports that were due in the quarter. */
    reports: Type.Array(
      Type.Object(
        { report: Type.String(), name: Type.String(), owed: orNull(Type.Integer()), inTime: orNull(Type.Integer()) },
        closed,
      ),
    ),
    /** What the law asks for and this node does not record. */
    notRecorded: Type.Array(Type.String()),
  },
  closed,
)
export type QuarterlySummary = Static<typeof QuarterlySummary>
