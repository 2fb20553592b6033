// The noun of a request: data or a measure that is asked of somebody, by which right, by when it is needed and for what.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Day, Key, Line, orNull, Party, Pointer, Prose, Reason, Title } from '../words.ts'
import { InTimeVerdict, Share } from './in-time.ts'
import { Answer, BasisId, ForumId, StepKindId } from './words.ts'

export const requestKinds = ['data', 'measure'] as const
export const requestStates = ['open', 'answered', 'refused', 'withdrawn'] as const
export const RequestState = Type.Enum(requestStates)
export type RequestState = Static<typeof RequestState>

/** Announced is not begun: what somebody says that they will do counts from the day on which they did it. */
export const stepStates = ['planned', 'announced', 'begun', 'done', 'dropped'] as const
export const StepState = Type.Enum(stepStates)
export type StepState = Static<typeof StepState>
export const outcomes = ['granted', 'partly', 'refused', 'withdrawn', 'other'] as const
export const Outcome = Type.Enum(outcomes)

const Note = Type.String({ maxLength: 2_000 })
const Source = orNull(Line)

export const FixedDay = Type.Object(
  {
    on: Day,
    /** Since when it was known: what became certain by it is certain since then. */
    since: Instant,
    source: Source,
  },
  closed,
)
export type FixedDay = Static<typeof FixedDay>

/** A part of the procedure. Those that the answer waits for come one after the other, in their order here. */
export const RequestStep = Type.Object(
  {
    key: Key,
    kind: StepKindId,
    text: Line,
    /** Who has to act. */
    by: orNull(Party),
    /** Before whom, where that is another court or authority than that of the request. */
    forum: orNull(ForumId),
    /** Whether the answer waits for it. */
    waits: Type.Boolean(),
    state: StepState,
    announcedOn: orNull(Day),
    begunOn: orNull(Day),
    endedOn: orNull(Day),
    /** A day that was set for it; it does not end before. */
    fixed: orNull(FixedDay),
    outcome: orNull(Outcome),
    note: Note,
    source: Source,
  },
  closed,
)
export type RequestStep = Static<typeof RequestStep>

/** A case beside this one. Announced but not filed is not filed. */
export const caseStates = ['announced', 'filed', 'ended', 'withdrawn'] as const
export const CaseState = Type.Enum(caseStates)
export type CaseState = Static<typeof CaseState>
export const ParallelCase = Type.Object(
  {
    key: Key,
    title: Title,
    by: Party,
    against: Party,
    state: CaseState,
    announcedOn: orNull(Day),
    filedOn: orNull(Day),
    endedOn: orNull(Day),
    reference: orNull(Line),
    note: Note,
    source: Source,
  },
  closed,
)
export type ParallelCase = Static<typeof ParallelCase>

/** Another way to what is needed. */
export const Alternative = Type.Object(
  {
    key: Key,
    text: Line,
    /** Can it be got at all, and can it really be got without the other party? */
    technically: Answer,
    realistic: Answer,
    readyOn: orNull(Day),
    note: Note,
    by: By,
    at: Instant,
  },
  closed,
)
export type Alternative = Static<typeof Alternative>

/** Written down by the node itself on the day on which it became so. */
export const TimeNotice = Type.Object(
  {
    at: Instant,
    verdict: InTimeVerdict,
    since: orNull(Instant),
    probability: orNull(Share),
    because: Type.String({ maxLength: 2_000 }),
  },
  closed,
)
export type TimeNotice = Static<typeof TimeNotice>

export const Request = Type.Object(
  {
    title: Title,
    kind: Type.Enum(requestKinds),
    what: Prose,
    from: Party,
    to: Party,
    bases: Type.Array(BasisId, { maxItems: 20, uniqueItems: true }),
    /** The court or authority; its calendar counts. Null: nobody said. */
    forum: orNull(ForumId),
    /** For what, and the last day on which an answer still helps. */
    purpose: Line,
    neededBy: orNull(Day),
    /** Since when that day is known. */
    neededSince: Instant,
    crisis: orNull(Id),
    incident: orNull(Id),
    /** The objective of the crisis that hangs on the answer. */
    objective: orNull(Key),
    /** Claims, items, findings and other requests that it has to do with. */
    about: Type.Array(Pointer, { maxItems: 100 }),
    steps: Type.Array(RequestStep, { maxItems: 200 }),
    cases: Type.Array(ParallelCase, { maxItems: 100 }),
    alternatives: Type.Array(Alternative, { maxItems: 100 }),
    notices: Type.Array(TimeNotice, { maxItems: 1_000 }),
    state: RequestState,
    endedOn: orNull(Day),
    ending: orNull(Type.Object({ by: By, at: Instant, how: Reason }, closed)),
    keys: Type.Integer({ minimum: 0 }),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Request = Static<typeof Request>
