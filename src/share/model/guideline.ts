// The noun of a guideline: how information is handled, as a document in versions whose rules the software checks.
import Type, { type Static } from 'typebox'
import { By, closed, orNull, Reason, Title, Verification } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

/** What a text or a record can hold that asks for protection. */
export const contentKinds = [
  'personal-data',
  'victim-named',
  'unpatched-vulnerability',
  'source-protection',
  'third-party-marking',
] as const
export const ContentKind = Type.Enum(contentKinds)
export type ContentKind = Static<typeof ContentKind>

const RecordName = Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 })
const Days = Type.Integer({ minimum: 1, maximum: 3_650 })

/** The closed vocabulary of what can be checked. */
export const Check = Type.Union([
  /** Nothing that asks for protection was found: this is enough. Wider is a decision of its own. */
  Type.Object({ is: Type.Literal('base'), tlp: Tlp }, closed),
  /** Whoever holds this content marks it at least so. */
  Type.Object({ is: Type.Literal('at-least'), content: ContentKind, tlp: Tlp }, closed),
  /** Records of these kinds are not marked above this. */
  Type.Object(
    { is: Type.Literal('at-most'), records: Type.Array(RecordName, { minItems: 1, maxItems: 40 }), tlp: Tlp },
    closed,
  ),
  /** From this marking on a reason is written down. */
  Type.Object({ is: Type.Literal('reason'), from: Tlp }, closed),
  /** From this marking on there is a day of review, no further away than this after the marking was set. */
  Type.Object({ is: Type.Literal('review'), from: Tlp, withinDays: Days }, closed),
  /** No EU classified information: only a pointer to who keeps it. */
  Type.Object({ is: Type.Literal('no-classified') }, closed),
])
export type Check = Static<typeof Check>

const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' })
const Sourced = { source: Type.String({ minLength: 1, maxLength: 500 }), verification: Verification }
const Words = Type.String({ minLength: 3, maxLength: 5_000 })

export const GuidelineSection = Type.Object({ id: Key, title: Title, text: Words, ...Sourced }, closed)
export type GuidelineSection = Static<typeof GuidelineSection>

export const GuidelineRule = Type.Object({ id: Key, text: Words, check: Check, ...Sourced }, closed)
export type GuidelineRule = Static<typeof GuidelineRule>

/** The document itself, as data/share/guidelines.json has it and as a version of the record carries it. */
export const GuidelineText = Type.Object(
  {
    title: Title,
    /** For people: `1`, `1.1`, `2026-05`. */
    edition: Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.-]{0,29}$' }),
    sections: Type.Array(GuidelineSection, { minItems: 1, maxItems: 60 }),
    rules: Type.Array(GuidelineRule, { maxItems: 60 }),
  },
  closed,
)
export type GuidelineText = Static<typeof GuidelineText>

/** By when the framework asks for it. The date is computed where the source gives only a period. */
export const Deadline = Type.Object(
  {
    obligation: Type.String({ pattern: '^[A-Z]{2}-[0-9]{2}$' }),
    text: Words,
    on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    basis: Type.String({ maxLength: 500 }),
    ...Sourced,
  },
  closed,
)
export type Deadline = Static<typeof Deadline>

/** data/share/guidelines.json. */
export const GuidelineData = Type.Object({ deadline: Deadline, text: GuidelineText }, closed)
export type GuidelineData = Static<typeof GuidelineData>

export const guidelineStatuses = ['draft', 'proposed', 'adopted', 'superseded', 'withdrawn'] as const
export const GuidelineStatus = Type.Enum(guidelineStatuses)
export type GuidelineStatus = Static<typeof GuidelineStatus>
export const guidelineEvents = ['edit', 'propose', 'adopt', 'return', 'withdraw', 'supersede'] as const
export type GuidelineEvent = (typeof guidelineEvents)[number]

/** One edition. Another edition is another record, which supersedes this one when it is adopted. */
export const Guideline = Type.Object(
  {
    text: GuidelineText,
    status: GuidelineStatus,
    /** The edition that it was drafted from. */
    basedOn: orNull(Id),
    /** Everybody who wrote in it: none of them adopts it. */
    authors: Type.Array(By, { maxItems: 200 }),
    proposed: orNull(Type.Object({ by: By, at: Instant }, closed)),
    returned: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
    adopted: orNull(
      Type.Object(
        {
          by: By,
          at: Instant,
          /** The day from which it counts, where that was decided elsewhere before it was written down. */
          on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
          /** In whose name. */
          decider: Title,
          reason: Reason,
        },
        closed,
      ),
    ),
    supersededBy: orNull(Id),
    withdrawn: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
    draftedBy: By,
    draftedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Guideline = Static<typeof Guideline>

/** One way of writing a mark of classified information: data/share/guidelines-marks.json. */
export const ClassifiedMark = Type.Object(
  {
    /** As it is written, with its own accents; letters match without them, in capitals or not. */
    text: Type.String({ minLength: 2, maxLength: 80 }),
    scheme: Type.Enum(['eu', 'nato', 'national']),
    /** ISO 3166-1 alpha-2, for a national mark. */
    state: orNull(Type.String({ pattern: '^[A-Z]{2}$' })),
    /** The level of the Union it stands for, or is equal to. */
    level: Type.Enum(['R-UE/EU-R', 'C-UE/EU-C', 'S-UE/EU-S', 'TS-UE/EU-TS', 'none']),
    /**
     * distinct: these words mean nothing else, however they are written. capitals: they are a mark in capitals only.
     * line: they are a mark only where they stand on a line of their own, or beside a word such as "classified".
     */
    when: Type.Enum(['distinct', 'capitals', 'line']),
    verification: Verification,
  },
  closed,
)
export type ClassifiedMark = Static<typeof ClassifiedMark>
export const ClassifiedMarks = Type.Object(
  { source: Type.String({ maxLength: 500 }), marks: Type.Array(ClassifiedMark, { maxItems: 400 }) },
  closed,
)
export type ClassifiedMarks = Static<typeof ClassifiedMarks>
