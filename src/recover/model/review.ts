// The noun of an incident review: what caused it, how it went, what helped and what failed, and what should be done; approved by a second person.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Line, orNull, Party, Prose, Reason, Title } from './words.ts'

export const reviewStates = ['draft', 'for-approval', 'approved', 'withdrawn'] as const
export const ReviewState = Type.Enum(reviewStates)
export type ReviewState = Static<typeof ReviewState>

export const Cve = Type.String({ pattern: '^CVE-\\d{4}-\\d{4,7}$' })
export const Vulnerability = Type.Object(
  {
    cve: Cve,
    /** Whether a list of known exploited vulnerabilities has it, and which; undetermined: nobody looked. */
    knownExploited: Type.Enum(['yes', 'no', 'undetermined']),
    list: Type.String({ maxLength: 300 }),
    /** Mitigation exists and was published. While it is not, no version for others tells anything of it. */
    mitigated: Type.Enum(['yes', 'no', 'undetermined']),
    note: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type Vulnerability = Static<typeof Vulnerability>

export const Recommendation = Type.Object({ text: Line, owner: orNull(Party), due: orNull(Instant) }, closed)

/** Something that must not stand in a version for others, and what stands there instead. */
export const Replaced = Type.Object(
  {
    kind: Type.Enum(['person', 'organisation', 'address', 'reference', 'other']),
    text: Type.String({ minLength: 2, maxLength: 300 }),
    instead: Type.String({ minLength: 1, maxLength: 60 }),
  },
  closed,
)
export type Replaced = Static<typeof Replaced>

export const ReviewText = Type.Object(
  {
    title: Title,
    summary: Prose,
    causes: Prose,
    initialAccess: Prose,
    vulnerabilities: Type.Array(Vulnerability, { maxItems: 100 }),
    timeline: Type.Array(Type.Object({ at: Instant, text: Line, entry: orNull(Id) }, closed), { maxItems: 1_000 }),
    helped: Type.Array(Line, { maxItems: 100 }),
    failed: Type.Array(Line, { maxItems: 100 }),
    lessons: Type.Array(Line, { maxItems: 100 }),
    recommendations: Type.Array(Recommendation, { maxItems: 100 }),
  },
  closed,
)
export type ReviewText = Static<typeof ReviewText>

export const Review = Type.Object(
  {
    crisis: orNull(Id),
    incidents: Type.Array(Id, { maxItems: 100 }),
    requestedBy: orNull(Party),
    text: ReviewText,
    replaced: Type.Array(Replaced, { maxItems: 500 }),
    state: ReviewState,
    authors: Type.Array(By, { maxItems: 50 }),
    approvedBy: orNull(By),
    approvedAt: orNull(Instant),
    returned: Type.Array(Type.Object({ by: By, at: Instant, reason: Reason }, closed), { maxItems: 100 }),
    because: orNull(Reason),
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Review = Static<typeof Review>
