// The noun of a notice: one duty of the framework to tell certain parties of something, with who was told, when, and their receipt.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  ActorId,
  By,
  closed,
  Evidence,
  Key,
  Line,
  orNull,
  Party,
  Prose,
  Reason,
  Receipt,
  Title,
  Verification,
} from './words.ts'

/** Kinds by their id in data/coordinate/notices.json: `defence-initiative`, `potential-crisis`, `covert-operation`, `partner-information`. */
export const NoticeKind = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })

/** What the check of releasability answered for one recipient, with each reason. */
export const ReleaseCheck = Type.Object(
  {
    /** Whether any of it may go. */
    may: Type.Boolean(),
    /** Which text may go: all of it, only the tear-line, or nothing. */
    text: Type.Enum(['full', 'tear-line', 'none']),
    reasons: Type.Array(Line, { maxItems: 50 }),
    /** The revision of the text that was looked at. */
    revision: Type.Integer({ minimum: 1 }),
    checkedBy: By,
    checkedAt: Instant,
  },
  closed,
)
export type ReleaseCheck = Static<typeof ReleaseCheck>

export const noticeChannels = ['email', 'webhook', 'platform', 'call', 'meeting', 'document'] as const
export const NoticeChannel = Type.Enum(noticeChannels)
export type NoticeChannel = Static<typeof NoticeChannel>

/** Which text a recipient was given. */
export const ToldText = Type.Enum(['full', 'tear-line'])
export type ToldText = Static<typeof ToldText>

/** How it left: `held` in an exercise, where nothing leaves. */
export const Told = Type.Object(
  {
    at: Instant,
    by: By,
    channel: NoticeChannel,
    to: Type.String({ maxLength: 500 }),
    text: ToldText,
    revision: Type.Integer({ minimum: 1 }),
    /** Counts the tries with this recipient, so that a late answer to the one before is not taken for this one's. */
    attempt: Type.Integer({ minimum: 1 }),
    state: Type.Enum(['waiting', 'sent', 'failed', 'held']),
    error: orNull(Type.String({ maxLength: 1_000 })),
  },
  closed,
)
export type Told = Static<typeof Told>

/** Where information lies that must not stand here: EU classified information is pointed to, never carried. */
export const Pointer = Type.Object(
  {
    /** Its level, by the id in data/coordinate/notices.json. */
    level: Type.String({ pattern: '^[a-z][a-z-]{1,39}$' }),
    /** Its number in the register that it is kept by: not its title, which may be classified too. */
    reference: Type.String({ minLength: 1, maxLength: 200 }),
    holder: Type.String({ minLength: 1, maxLength: 200 }),
  },
  closed,
)
export type Pointer = Static<typeof Pointer>

export const noticeStatuses = ['open', 'done', 'dropped'] as const
export const NoticeStatus = Type.Enum(noticeStatuses)
export type NoticeStatus = Static<typeof NoticeStatus>

export const NoticeRecipient = Type.Object(
  {
    key: Key,
    party: Party,
    /** The framework asks for this one: the notice is not done without it. */
    required: Type.Boolean(),
    check: orNull(ReleaseCheck),
    told: orNull(Told),
    receipt: orNull(Receipt),
    /** Why a recipient that is asked for is not told. */
    notToldBecause: orNull(Reason),
  },
  closed,
)
export type NoticeRecipient = Static<typeof NoticeRecipient>

export const Notice = Type.Object(
  {
    kind: NoticeKind,
    crisis: orNull(Id),
    incident: orNull(Id),
    title: Title,
    /** What is told. It leaves in these words, marked like this record or less. */
    text: Prose,
    /** The text for those who may not have all of it, with its marking. */
    tearLine: orNull(Type.Object({ text: Prose, marking: Marking }, closed)),
    pointer: orNull(Pointer),
    /** Counts the texts: one more with each change of title, text, tear-line or pointer. */
    revision: Type.Integer({ minimum: 1 }),
    /** Whose duty it is, and the obligations that it meets: ids of data/coordinate/obligations.json. */
    actor: ActorId,
    obligations: Type.Array(Type.String({ pattern: '^[A-Z0-9]{2}-[0-9]{2}$' }), { maxItems: 20 }),
    owner: orNull(Id),
    /** When that happened which must be told, as far as known: the deployment, the finding. */
    happenedAt: orNull(Instant),
    due: orNull(Instant),
    dueBecause: orNull(Reason),
    source: Type.String({ maxLength: 500 }),
    verification: Verification,
    evidence: Type.Array(Evidence, { maxItems: 100 }),
    recipients: Type.Array(NoticeRecipient, { maxItems: 100 }),
    status: NoticeStatus,
    /** Since when everybody who is asked for has been told. */
    doneAt: orNull(Instant),
    dropped: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
    keys: Type.Integer({ minimum: 0 }),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Notice = Static<typeof Notice>
