// The noun of a call-out: whom somebody calls to what, each attempt to reach them, and what they answered.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Key, orNull, Prose, Reason, Title } from './words.ts'

export const callChannels = ['email', 'webhook'] as const
export const CallChannel = Type.Enum(callChannels)
export type CallChannel = Static<typeof CallChannel>

export const callAnswers = ['coming', 'cannot', 'seen'] as const
export const CallAnswer = Type.Enum(callAnswers)
export type CallAnswer = Static<typeof CallAnswer>

/** The newest attempt on one way to one person: earlier ones stand in the journal. */
export const Attempt = Type.Object(
  {
    key: Key,
    round: Type.Integer({ minimum: 1 }),
    channel: CallChannel,
    /** Which of the person's own addresses: the name that they gave it; `mail` for their mail address. */
    address: Type.String({ maxLength: 100 }),
    at: Instant,
    /** `held`: nothing leaves an exercise. */
    state: Type.Enum(['waiting', 'sent', 'failed', 'held']),
    /** What the other side said, or why it failed. */
    answer: orNull(Type.String({ maxLength: 600 })),
    endedAt: orNull(Instant),
  },
  closed,
)
export type Attempt = Static<typeof Attempt>

export const Answered = Type.Object(
  {
    answer: CallAnswer,
    at: Instant,
    /** When they will be there, as they say. */
    expectedAt: orNull(Instant),
    words: Type.String({ maxLength: 1_000 }),
  },
  closed,
)
export type Answered = Static<typeof Answered>

const Via = Type.Enum(['person', 'rota', 'role'])
/** An id of data/coordinate/crisis-roles.json. */
const CrisisRole = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })

export const Called = Type.Object(
  {
    person: Id,
    via: Via,
    /** The rota or the role by which they were found. */
    of: orNull(Type.String({ maxLength: 60 })),
    attempts: Type.Array(Attempt, { maxItems: 10 }),
    /** Oldest first; the newest counts. */
    answers: Type.Array(Answered, { maxItems: 20 }),
  },
  closed,
)
export type Called = Static<typeof Called>

export const Whom = Type.Object(
  {
    persons: Type.Array(Id, { maxItems: 100, uniqueItems: true }),
    rotas: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
    roles: Type.Array(CrisisRole, { maxItems: 20, uniqueItems: true }),
  },
  closed,
)
export type Whom = Static<typeof Whom>

/** Somebody who was meant, and why nobody is called for that. */
export const Unreached = Type.Object(
  { via: Via, of: Type.String({ maxLength: 60 }), why: Type.String({ maxLength: 300 }) },
  closed,
)
export type Unreached = Static<typeof Unreached>

export const callOutStatuses = ['calling', 'ended'] as const
export const CallOutStatus = Type.Enum(callOutStatuses)
export type CallOutStatus = Static<typeof CallOutStatus>

export const mostCalled = 100
export const mostRounds = 10

export const CallOut = Type.Object(
  {
    crisis: orNull(Id),
    title: Title,
    /** Stays behind the sign-in: mails and calls carry a link. */
    text: Prose,
    whom: Whom,
    channels: Type.Array(CallChannel, { maxItems: 2, uniqueItems: true }),
    /** Who did not answer is called again after so many minutes; null: once. */
    repeatMinutes: orNull(Type.Integer({ minimum: 1, maximum: 1_440 })),
    /** At most so many rounds in all. */
    mostRounds: Type.Integer({ minimum: 1, maximum: mostRounds }),
    rounds: Type.Integer({ minimum: 0 }),
    /** Null when no further round comes. */
    nextRoundAt: orNull(Instant),
    called: Type.Array(Called, { maxItems: mostCalled }),
    unreached: Type.Array(Unreached, { maxItems: 100 }),
    status: CallOutStatus,
    ended: orNull(Type.Object({ at: Instant, by: By, reason: Type.Union([Reason, Type.Literal('')]) }, closed)),
    keys: Type.Integer({ minimum: 0 }),
    startedBy: By,
    startedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type CallOut = Static<typeof CallOut>
