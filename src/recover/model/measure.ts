// The noun of a measure: something that was switched on for a crisis, and how it is switched off again.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { CriterionId } from './stand-down.ts'
import { By, closed, Line, orNull, Party, Pointer, Prose, Reason, Title } from './words.ts'

export const measureStates = ['in-force', 'rolled-back', 'kept', 'failed', 'withdrawn'] as const
export const MeasureState = Type.Enum(measureStates)
export type MeasureState = Static<typeof MeasureState>

export const Measure = Type.Object(
  {
    crisis: Id,
    /** By its id in data/recover/stand-down.json: `dns-failover`, `marking`, `isolation`. */
    kind: CriterionId,
    title: Title,
    inForceSince: Instant,
    owner: orNull(Party),
    /** Those of a lower order go first. */
    order: Type.Integer({ minimum: 1, maximum: 99 }),
    /** What is done to roll it back. */
    wayBack: Prose,
    /** The record that shows it, by which the house knows whether it still holds. */
    record: orNull(Pointer),
    state: MeasureState,
    /** Kept: until when it is looked at again. */
    reviewAt: orNull(Instant),
    turns: Type.Array(
      Type.Object({ to: MeasureState, at: Instant, by: By, reason: Line, despite: orNull(Reason) }, closed),
      { maxItems: 200 },
    ),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Measure = Static<typeof Measure>
