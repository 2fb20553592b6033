// The noun of a task: who is asked to do what by when, whether they have heard it, and whom it went to when they had not.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, orNull, Prose, Reason, Title } from './words.ts'

export const taskStatuses = ['assigned', 'acknowledged', 'done', 'cancelled'] as const
export const TaskStatus = Type.Enum(taskStatuses)
export type TaskStatus = Static<typeof TaskStatus>

/** A person, or whoever is on duty by a rota. `person` is who that was when it was given. */
export const Assignee = Type.Object({ person: orNull(Id), rota: orNull(Id) }, closed)
export type Assignee = Static<typeof Assignee>

export const Task = Type.Object(
  {
    crisis: orNull(Id),
    decision: orNull(Id),
    title: Title,
    details: Prose,
    priority: Type.Enum(['urgent', 'high', 'normal', 'low']),
    assignee: Assignee,
    status: TaskStatus,
    due: orNull(Instant),
    /** Until when it must be acknowledged; after that it goes to the next of `chain`. */
    acknowledgeBy: orNull(Instant),
    acknowledgeMinutes: orNull(Type.Integer({ minimum: 1, maximum: 10_080 })),
    /** To whom it goes when it is not acknowledged, in this order. */
    chain: Type.Array(Assignee, { maxItems: 10 }),
    /** Each hand that it passed through, oldest first. */
    hands: Type.Array(
      Type.Object(
        {
          person: orNull(Id),
          rota: orNull(Id),
          from: Instant,
          because: Type.Enum(['assigned', 'reassigned', 'not-acknowledged', 'hand-over']),
          acknowledgedAt: orNull(Instant),
          acknowledgedBy: orNull(By),
        },
        closed,
      ),
      { maxItems: 200 },
    ),
    outcome: orNull(Prose),
    cancelledBecause: orNull(Reason),
    addedBy: By,
    addedAt: Instant,
    endedAt: orNull(Instant),
    changedAt: Instant,
  },
  closed,
)
export type Task = Static<typeof Task>
