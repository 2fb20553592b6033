// The noun of a duty: one report that one regime asks of one entity, with its clock, and what became of it.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Reason } from '../model.ts'
import { DutyReportId, RegimeId } from './law.ts'
import { Due } from './verdict.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}
const Words = Type.String({ maxLength: 2_000 })
const By = { by: Type.String(), at: Instant }

/** waiting: its clock has not begun. running: it is owed. submitted: handed in. ended: the law does not ask for it any more. */
export const dutyStatuses = ['waiting', 'running', 'submitted', 'ended'] as const
export const DutyStatus = Type.Enum(dutyStatuses)
export type DutyStatus = Static<typeof DutyStatus>

export const dutyChannels = ['portal', 'email', 'api', 'telephone', 'post', 'other'] as const
export const DutyChannel = Type.Enum(dutyChannels)

export const Submission = Type.Object(
  {
    /** When it was handed in; recorded perhaps later. */
    at: Instant,
    by: Type.String(),
    /** The document that was drafted here; null where it was written elsewhere. */
    dutyReport: orNull(Id),
    channel: DutyChannel,
    to: Type.String({ maxLength: 500 }),
    receipt: orNull(Type.String({ maxLength: 2_000 })),
    /** By the clock as it stands now: a moved anchor can make a report late, or on time. */
    late: Type.Boolean(),
    lateBecause: orNull(Reason),
  },
  closed,
)
export type Submission = Static<typeof Submission>

export const DutyMove = Type.Object({ from: orNull(Instant), to: orNull(Instant), because: Words, ...By }, closed)
export type DutyMove = Static<typeof DutyMove>

export const Duty = Type.Object(
  {
    assessment: Id,
    incident: orNull(Id),
    organisation: orNull(Id),
    entityName: Type.String({ maxLength: 300 }),
    timeZone: Type.String(),
    regime: RegimeId,
    regimeTitle: Type.String(),
    report: DutyReportId,
    name: Type.String(),
    article: Type.String(),
    mandatory: Type.Boolean(),
    recipients: Type.Array(Type.String(), { maxItems: 50 }),
    status: DutyStatus,
    /** The verdict is open: it would be owed if the answer were yes. A tentative clock breaches nothing. */
    tentative: Type.Boolean(),
    /** The clock by the law alone, with its steps. */
    clock: Due,
    /** The clock that counts: with what an authority granted or asked for. */
    due: Due,
    dueAt: orNull(Instant),
    moves: Type.Array(DutyMove, { maxItems: 500 }),
    /** Each limit that passed without the report. Set once for each; nothing takes one away. */
    breaches: Type.Array(Type.Object({ due: Instant, recordedAt: Instant }, closed), { maxItems: 100 }),
    /** The first of them. */
    breachedAt: orNull(Instant),
    /** When somebody was reminded, and of which limit. */
    reminded: Type.Array(
      Type.Object({ at: Instant, due: orNull(Instant), what: Type.String({ maxLength: 100 }) }, closed),
      { maxItems: 500 },
    ),
    prolonged: orNull(
      Type.Object({ until: Instant, grantedBy: Type.String({ maxLength: 300 }), reason: Reason, ...By }, closed),
    ),
    /** An authority asked for it. */
    requested: orNull(
      Type.Object({ requestedBy: Type.String({ maxLength: 300 }), due: orNull(Instant), ...By }, closed),
    ),
    submissions: Type.Array(Submission, { maxItems: 200 }),
    ended: orNull(Type.Object({ because: Words, article: orNull(Type.String()), ...By }, closed)),
    /** A person says that the act's own condition for leaving it out holds. A new verdict does not owe it again; a person may. */
    ruledOut: Type.Boolean(),
    /** The law by which it was last judged, and whether its words were compared with the act. */
    lawVersion: Type.String(),
    verified: Type.Boolean(),
    openedAt: Instant,
  },
  closed,
)
export type Duty = Static<typeof Duty>

/** The wall's view of a duty: without the steps of its computation. */
export const DutyRow = Type.Object(
  {
    ...Type.Omit(Duty, ['clock', 'due', 'moves', 'breaches', 'reminded', 'submissions']).properties,
    basis: Type.String(),
    kind: Due.properties.kind,
    waitsFor: Due.properties.waitsFor,
    also: Due.properties.also,
    otherReading: Due.properties.otherReading,
    overdue: Type.Boolean(),
    moved: Type.Integer({ description: 'How often its limit moved' }),
    submittedAt: orNull(Instant),
    late: Type.Boolean(),
  },
  closed,
)
export type DutyRow = Static<typeof DutyRow>
