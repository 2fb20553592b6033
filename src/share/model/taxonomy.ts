// The nouns of the taxonomy: its versions with axes and terms, proposals, what organisations say to them, and mappings to others.
import Type, { type Static } from 'typebox'
import { By, closed, Line, orNull, Prose, Reason, Title, Verification } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

/** A day of the calendar: 2026-06-06. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A day, for example 2026-06-06' })
export const TermId = Type.String({
  pattern: '^[a-z][a-z0-9-]{1,59}$',
  description: 'For example large-scale-flooding',
})
export const SeriesId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' })
/** `rsit`, `cg-2018`, `misp`, `attack`, `national-at`. */
export const TargetId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$', description: 'For example rsit, national-at' })
const Label = Type.String({ minLength: 2, maxLength: 120 })
const About = Type.String({ minLength: 3, maxLength: 1_000 })
const Source = Type.String({ maxLength: 500 })

export const Axis = Type.Object(
  { id: TermId, label: Label, about: About, source: Source, verification: Verification },
  closed,
)
export type Axis = Static<typeof Axis>

export const Term = Type.Object(
  {
    id: TermId,
    axis: TermId,
    label: Label,
    about: About,
    /** The wider term of the same axis. */
    broader: orNull(TermId),
    source: Source,
    verification: Verification,
  },
  closed,
)
export type Term = Static<typeof Term>

export const mostTerms = 1_000
const Axes = Type.Array(Axis, { maxItems: 30 })
const Terms = Type.Array(Term, { maxItems: mostTerms })

/** One change of a version. A term is never renamed: its id stands in records; it is removed, and another one added. */
export const TermChange = Type.Union([
  Type.Object({ do: Type.Literal('add-axis'), axis: Axis }, closed),
  Type.Object({ do: Type.Literal('add'), term: Term }, closed),
  Type.Object(
    {
      do: Type.Literal('change'),
      id: TermId,
      label: Type.Optional(Label),
      about: Type.Optional(About),
      broader: Type.Optional(orNull(TermId)),
    },
    closed,
  ),
  Type.Object({ do: Type.Literal('remove'), id: TermId }, closed),
])
export type TermChange = Static<typeof TermChange>

export const taxonomyStatuses = ['draft', 'proposed', 'adopted', 'superseded', 'withdrawn'] as const
export const TaxonomyStatus = Type.Enum(taxonomyStatuses)
export type TaxonomyStatus = Static<typeof TaxonomyStatus>
export const taxonomyEvents = ['edit', 'put-forward', 'return', 'adopt', 'supersede', 'withdraw'] as const
export type TaxonomyEvent = (typeof taxonomyEvents)[number]

const Said = Type.Object({ by: By, at: Instant, reason: Reason }, closed)

/** By which body, on which day, in which document it was adopted, and who wrote that down here. */
export const Adoption = Type.Object({ on: Day, body: Line, document: Line, by: By, at: Instant }, closed)
export type Adoption = Static<typeof Adoption>

/** One version of a taxonomy. What was adopted is not changed any more: a new version is drafted from it. */
export const Taxonomy = Type.Object(
  {
    /** What its versions have in common. */
    series: SeriesId,
    edition: Type.String({ minLength: 1, maxLength: 40 }),
    title: Title,
    note: Prose,
    status: TaxonomyStatus,
    statusSince: Instant,
    basedOn: orNull(Id),
    axes: Axes,
    terms: Terms,
    /** What was changed in it since it was drafted, by whom, and the proposal that asked for it. */
    changes: Type.Array(
      Type.Object(
        { at: Instant, by: By, reason: Reason, proposal: orNull(Id), made: Type.Array(TermChange, { maxItems: 200 }) },
        closed,
      ),
      { maxItems: 1_000 },
    ),
    putForward: orNull(Said),
    returned: Type.Array(Said, { maxItems: 200 }),
    adopted: orNull(Adoption),
    supersededBy: orNull(Id),
    withdrawn: orNull(Said),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Taxonomy = Static<typeof Taxonomy>

/** How a code of another taxonomy stands to a term of ours. `broader`: the code is wider than the term. */
export const relations = ['exact', 'broader', 'narrower', 'related', 'none'] as const
export const Relation = Type.Enum(relations)
export type Relation = Static<typeof Relation>
export const Code = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
const Note = Type.String({ maxLength: 500 })

/** `none` has no code: somebody looked, and there is nothing like it. A term without a row: nobody looked yet. */
export const MappingRow = Type.Object({ term: TermId, relation: Relation, code: orNull(Code), note: Note }, closed)
export type MappingRow = Static<typeof MappingRow>

export const TargetCode = Type.Object({ code: Code, label: Type.String({ minLength: 1, maxLength: 200 }) }, closed)
export type TargetCode = Static<typeof TargetCode>

export const mostRows = 5_000
/** A mapping of one version to one other taxonomy, with the codes of the other, so that what is lost can be said both ways. */
export const TaxonomyMapping = Type.Object(
  {
    taxonomy: Id,
    series: SeriesId,
    edition: Taxonomy.properties.edition,
    target: TargetId,
    name: Title,
    targetEdition: Type.String({ maxLength: 120 }),
    codes: Type.Array(TargetCode, { maxItems: 3_000 }),
    /** Whether `codes` are all that the other taxonomy has. If not, nobody can say what is lost on the way back. */
    whole: Type.Boolean(),
    rows: Type.Array(MappingRow, { maxItems: mostRows }),
    source: Source,
    verification: Verification,
    openedBy: By,
    openedAt: Instant,
    changedBy: By,
    changedAt: Instant,
  },
  closed,
)
export type TaxonomyMapping = Static<typeof TaxonomyMapping>

export const ProposedChange = Type.Union([
  TermChange,
  Type.Object({ do: Type.Literal('map'), target: TargetId, row: MappingRow }, closed),
])
export type ProposedChange = Static<typeof ProposedChange>
export const proposalStatuses = ['open', 'accepted', 'refused', 'withdrawn'] as const
export const ProposalStatus = Type.Enum(proposalStatuses)
export type ProposalStatus = Static<typeof ProposalStatus>

/** What somebody asks to be added, changed, removed or mapped. It belongs to the organisation that asks. */
export const TaxonomyProposal = Type.Object(
  {
    taxonomy: Id,
    series: SeriesId,
    edition: Taxonomy.properties.edition,
    change: ProposedChange,
    reason: Reason,
    organisation: orNull(Id),
    status: ProposalStatus,
    decided: orNull(Type.Object({ by: By, at: Instant, reason: Reason, into: orNull(Id) }, closed)),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type TaxonomyProposal = Static<typeof TaxonomyProposal>

/** On what organisations say something: a proposal for the taxonomy, a practice of the forum. */
export const voicedRecords = ['share.taxonomyProposal', 'share.practice'] as const
export const VoicedRecord = Type.Enum(voicedRecords)
export type VoicedRecord = Static<typeof VoicedRecord>
export const stands = ['agrees', 'disagrees', 'abstains'] as const
export const Stand = Type.Enum(stands)
export type Stand = Static<typeof Stand>

/** A comment, with or without a position. The newest position of an organisation counts; the older ones stay to be read. */
export const Voice = Type.Object(
  {
    on: Type.Object({ kind: VoicedRecord, id: Id }, closed),
    organisation: orNull(Id),
    /** For whom a person of this node writes it down, where that is not their own organisation. */
    spokenFor: orNull(Type.String({ minLength: 2, maxLength: 200 })),
    stand: orNull(Stand),
    words: Type.String({ minLength: 3, maxLength: 5_000 }),
    by: By,
    at: Instant,
    withdrawn: orNull(Said),
  },
  closed,
)
export type Voice = Static<typeof Voice>

/** By when the framework asks for it, and how well that day is sourced. */
export const Deadline = Type.Object(
  {
    obligation: Type.String({ pattern: '^[A-Z0-9]{2}-[0-9]{2}$' }),
    text: Line,
    on: Day,
    basis: Line,
    source: Source,
    verification: Verification,
  },
  closed,
)
export type Deadline = Static<typeof Deadline>

/** Against the deadline: adopted in time or late, by so many days; not adopted, and so many days left or over. */
export const Standing = Type.Object(
  { state: Type.Enum(['in-time', 'late', 'running', 'overdue']), days: Type.Integer({ minimum: 0 }) },
  closed,
)
export type Standing = Static<typeof Standing>
