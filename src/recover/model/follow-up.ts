// The noun of a follow-up: something that was promised or is still to be done, to whom, by when, and what closed it.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, Closing, closed, orNull, Party, Pointer, Reason, Title } from './words.ts'

export const followUpKinds = ['update', 'action', 'recommendation', 'check'] as const
export const followUpStates = ['open', 'kept', 'withdrawn'] as const
export const FollowUpState = Type.Enum(followUpStates)
export type FollowUpState = Static<typeof FollowUpState>

export const FollowUp = Type.Object(
  {
    /** update: told to somebody by a time. action: to be done. recommendation: of a review. check: to be looked at again. */
    kind: Type.Enum(followUpKinds),
    what: Title,
    /** To whom it was promised. */
    to: orNull(Party),
    owner: orNull(Party),
    crisis: orNull(Id),
    /** The breach, review or measure that it came of. */
    of: orNull(Pointer),
    due: orNull(Instant),
    moves: Type.Array(
      Type.Object({ from: orNull(Instant), to: Instant, because: Reason, by: By, at: Instant }, closed),
      { maxItems: 200 },
    ),
    state: FollowUpState,
    /** Written down once when its time came and it was still open; nothing takes it away. */
    fellDueAt: orNull(Instant),
    /** Kept after its time. */
    late: Type.Boolean(),
    closing: orNull(Closing),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type FollowUp = Static<typeof FollowUp>

/** One line of the backlog, whatever room it stands in. */
export const BacklogRow = Type.Object(
  {
    record: Type.String(),
    id: Id,
    kind: Type.Enum(['promise', ...followUpKinds, 'roll-back', 'kept-measure', 'lesson', 'reserve-report', 'goal']),
    what: Type.String(),
    owner: orNull(Type.String()),
    to: orNull(Type.String()),
    due: orNull(Instant),
    overdue: Type.Boolean(),
    openedAt: Instant,
    /** Set once it is done with. */
    closedAt: orNull(Instant),
    closedHow: orNull(Type.String()),
  },
  closed,
)
export type BacklogRow = Static<typeof BacklogRow>
export const BurnDay = Type.Object(
  {
    day: Type.String({ description: 'UTC, 2025-03-10' }),
    opened: Type.Integer(),
    closed: Type.Integer(),
    open: Type.Integer(),
    overdue: Type.Integer(),
  },
  closed,
)
export type BurnDay = Static<typeof BurnDay>
