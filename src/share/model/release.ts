// The noun of a release: records that somebody proposes to mark lower, and what a second person decided.
import Type, { type Static } from 'typebox'
import { By, closed, orNull, Reason } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice, Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

export const RecordName = Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 })
export const mostReleased = 200

/** Why one record of a release was left as it is. */
export const notReleased = [
  'unknown',
  'changed-since',
  'not-higher',
  'rests-on-more',
  'others-record',
  'content-asks-more',
] as const
export const NotReleased = Type.Enum(notReleased)
export type NotReleased = Static<typeof NotReleased>

export const ReleaseOutcome = Type.Union([
  Type.Object({ done: Type.Literal(true), entry: Id, at: Instant }, closed),
  Type.Object({ done: Type.Literal(false), refusal: NotReleased, detail: Type.String({ maxLength: 500 }) }, closed),
])
export type ReleaseOutcome = Static<typeof ReleaseOutcome>

/** No title: whoever may read the record is shown it. */
export const ReleaseItem = Type.Object(
  {
    record: RecordName,
    id: Id,
    /** As the proposer saw it. What changed after that was not proposed. */
    version: Type.Integer({ minimum: 1 }),
    from: Tlp,
    to: MarkingChoice,
    /** What the adviser found to be enough at that time; null where it was not asked or could not tell. */
    advised: orNull(Tlp),
    /** Texts that no program can judge: the proposer says to have read them. */
    mustBeRead: Type.Boolean(),
    outcome: orNull(ReleaseOutcome),
  },
  closed,
)
export type ReleaseItem = Static<typeof ReleaseItem>

export const releaseStatuses = ['proposed', 'released', 'rejected', 'withdrawn'] as const
export const ReleaseStatus = Type.Enum(releaseStatuses)
export type ReleaseStatus = Static<typeof ReleaseStatus>
export const releaseEvents = ['approve', 'reject', 'withdraw'] as const
export type ReleaseEvent = (typeof releaseEvents)[number]

export const Release = Type.Object(
  {
    reason: Reason,
    /** Why it is released although the adviser found something in it that asks for more. */
    despite: orNull(Reason),
    incident: orNull(Id),
    crisis: orNull(Id),
    items: Type.Array(ReleaseItem, { minItems: 1, maxItems: mostReleased }),
    status: ReleaseStatus,
    proposedBy: By,
    proposedAt: Instant,
    decided: orNull(Type.Object({ by: By, at: Instant, reason: orNull(Reason) }, closed)),
    changedAt: Instant,
  },
  closed,
)
export type Release = Static<typeof Release>
