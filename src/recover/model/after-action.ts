// The nouns of an after-action review: who there was to know, which records there were at each moment for whom, and what was decided then.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Tlp } from '#kernel/marking.ts'
import { Realm } from '#kernel/realm.ts'
import { Instant } from '#kernel/time.ts'
import { LessonState, ProposedChange } from './lesson.ts'
import { By, closed, orNull } from './words.ts'

/** Somebody whose eyes can be looked through: an organisation without naming anybody, or one person. */
export const Knower = Type.Object(
  { id: Id, kind: Type.Enum(['organisation', 'person']), name: Type.String({ maxLength: 300 }) },
  closed,
)
export type Knower = Static<typeof Knower>

export const TrackVersion = Type.Object(
  {
    from: Instant,
    /** Null: it stands. */
    until: orNull(Instant),
    title: Type.String({ maxLength: 500 }),
    status: orNull(Type.String({ maxLength: 80 })),
    /** How bad or how far, where a record of its kind says so. */
    more: orNull(Type.String({ maxLength: 80 })),
    tlp: Tlp,
    /** Places in the list of knowers: those who could read it, by the marking that it had then. */
    by: Type.Array(Type.Integer({ minimum: 0 })),
  },
  closed,
)
/** One record through time. Versions that differ in nothing that is shown are one. */
export const Track = Type.Object({ id: Id, record: Type.String(), versions: Type.Array(TrackVersion) }, closed)
export type Track = Static<typeof Track>

export const CourseMoment = Type.Object(
  {
    entry: Id,
    record: Type.String(),
    subject: Id,
    actor: Type.String({ maxLength: 200 }),
    /** When it happened, as whoever wrote it said; and when the house knew. */
    observedAt: Instant,
    recordedAt: Instant,
    says: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type CourseMoment = Static<typeof CourseMoment>

export const DecisionThen = Type.Object(
  {
    id: Id,
    reference: Type.String(),
    question: Type.String(),
    chosen: Type.String(),
    reasons: Type.String(),
    by: By,
    decidedAt: Instant,
    /** The moment whose picture was before them. */
    knownAt: Instant,
    /** Place of whoever decided in the list of knowers; null: not among them. */
    knower: orNull(Type.Integer({ minimum: 0 })),
  },
  closed,
)
export type DecisionThen = Static<typeof DecisionThen>

export const LessonThen = Type.Object(
  { id: Id, title: Type.String(), state: LessonState, change: orNull(ProposedChange) },
  closed,
)
export type LessonThen = Static<typeof LessonThen>

export const AfterAction = Type.Object(
  {
    title: Type.String(),
    realm: Realm,
    crisis: orNull(Id),
    from: Instant,
    until: Instant,
    /** Records that the crisis names and you may not read. */
    withheld: Type.Integer({ minimum: 0 }),
    /** The highest marking of anything in it. */
    highest: Tlp,
    knowers: Type.Array(Knower),
    tracks: Type.Array(Track),
    /** Oldest first by the time at which they were written down. */
    course: Type.Array(CourseMoment),
    /** Later entries that are not in the course, because there are too many. */
    more: Type.Integer({ minimum: 0 }),
    decisions: Type.Array(DecisionThen),
    lessons: Type.Array(LessonThen),
  },
  closed,
)
export type AfterAction = Static<typeof AfterAction>
