// The nouns of data/coordinate/notices.json: kinds of duty to tell, the parties that are told, and levels of classification.
import Type, { type Static } from 'typebox'
import { Pap } from '#kernel/marking.ts'
import { NetworkId } from './ladder.ts'
import { NoticeChannel, NoticeKind, Pointer } from './notice.ts'
import { ObligationId } from './obligation.ts'
import { ActorId, closed, Line, orNull, Verification } from './words.ts'

const Words = Type.String({ minLength: 1, maxLength: 300 })
const Source = Type.String({ minLength: 1, maxLength: 500 })

/** When a notice is due, counted from what happened. */
export const NoticeDue = Type.Union([
  Type.Object(
    { kind: Type.Literal('after'), hours: Type.Integer({ minimum: 0, maximum: 8_760 }), words: Words },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('after-months'), months: Type.Integer({ minimum: 1, maximum: 120 }), words: Words },
    closed,
  ),
  /** Before the ladder of its crisis goes up the next time. */
  Type.Object(
    {
      kind: Type.Literal('before-escalation'),
      /** The networks of data/coordinate/ladder.json whose steps up count as escalation. */
      networks: Type.Array(NetworkId, { minItems: 1, maxItems: 20 }),
      words: Words,
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('without-delay'), words: Words }, closed),
  Type.Object({ kind: Type.Literal('none'), words: Words }, closed),
])
export type NoticeDue = Static<typeof NoticeDue>

/** What makes the software ask whether such a notice is needed. */
export const AskedWhen = Type.Union([
  Type.Object({ what: Type.Literal('crisis-open') }, closed),
  Type.Object({ what: Type.Literal('step-taken'), network: NetworkId }, closed),
])
export type AskedWhen = Static<typeof AskedWhen>

export const KindOfNotice = Type.Object(
  {
    id: NoticeKind,
    title: Words,
    asks: Line,
    /** The question to which the moment it counts from is the answer. */
    happening: Words,
    obligations: Type.Array(ObligationId, { maxItems: 20 }),
    /** Whose duty it may be; the first is assumed where nobody says. */
    actors: Type.Array(ActorId, { minItems: 1, maxItems: 20 }),
    recipients: Type.Array(Type.Object({ actor: ActorId, required: Type.Boolean() }, closed), { maxItems: 20 }),
    due: NoticeDue,
    askedWhen: orNull(AskedWhen),
    source: Source,
    verification: Verification,
  },
  closed,
)
export type KindOfNotice = Static<typeof KindOfNotice>

/** A party of the framework that can be told something without standing in the register. */
export const KnownParty = Type.Object(
  {
    actor: ActorId,
    name: Words,
    /** Whether it counts as part of the community of TLP:GREEN. */
    known: Type.Boolean(),
    communities: Type.Array(Type.String({ pattern: '^[A-Z]{2,12}$' }), { maxItems: 20 }),
    /** What is not TLP:CLEAR goes to it only where the marking names a community of the recipient. */
    releaseMustName: Type.Boolean(),
  },
  closed,
)
export type KnownParty = Static<typeof KnownParty>

/** A level of classification, with the marks by which a text gives itself away. */
export const ClassifiedLevel = Type.Object(
  {
    id: Pointer.properties.level,
    name: Words,
    source: Source,
    verification: Verification,
    anyCase: Type.Array(Words, { maxItems: 20 }),
    /** Only in capitals: in small letters these are words like others. */
    capitals: Type.Array(Words, { maxItems: 20 }),
  },
  closed,
)
export type ClassifiedLevel = Static<typeof ClassifiedLevel>

export const NoticeKinds = Type.Object(
  {
    version: Type.String({ maxLength: 100 }),
    note: Line,
    parties: Type.Array(KnownParty, { maxItems: 100 }),
    partiesNote: Line,
    /** By PAP label: the only channels that information so marked may take; a label that is missing allows all. */
    papChannels: Type.Partial(Type.Record(Pap, Type.Array(NoticeChannel), closed)),
    papNote: Line,
    levels: Type.Array(ClassifiedLevel, { maxItems: 20 }),
    kinds: Type.Array(KindOfNotice, { minItems: 1, maxItems: 100 }),
  },
  closed,
)
export type NoticeKinds = Static<typeof NoticeKinds>
