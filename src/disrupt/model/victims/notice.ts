// The noun of a notice about victims: to whom in which country, a count and where the sealed list lies, and that it was received.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { obtainedKinds } from '../operations/operation.ts'
import { By, Country, closed, Key, Line, orNull, Reason } from '../words.ts'

export const noticeStates = ['draft', 'approved', 'sent', 'received', 'withdrawn'] as const
export const NoticeState = Type.Enum(noticeStates)
export type NoticeState = Static<typeof NoticeState>

export const VictimNotice = Type.Object(
  {
    operation: Id,
    /** What was obtained, by its key in the operation. */
    obtained: Key,
    country: Country,
    /** The CSIRT or authority that it goes to. */
    to: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), organisation: orNull(Id) }, closed),
    language: Type.String({ pattern: '^[a-z]{2}$' }),
    subject: Type.String({ minLength: 3, maxLength: 300 }),
    text: Type.String({ minLength: 10, maxLength: 10_000 }),
    state: NoticeState,
    draftedBy: By,
    approvedBy: orNull(By),
    /** How it went there, in words: nothing is sent by the software. */
    sentHow: orNull(Line),
    sentAt: orNull(Instant),
    /** What the other side said when it had it. */
    receipt: orNull(Line),
    receivedAt: orNull(Instant),
    withdrawnBecause: orNull(Reason),
    draftedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type VictimNotice = Static<typeof VictimNotice>

/** data/disrupt/victim-notices.json */
export const VictimTexts = Type.Object({
  texts: Type.Array(
    Type.Object({
      language: VictimNotice.properties.language,
      /** Where it is the language; empty: wherever no other is. */
      countries: Type.Array(Country),
      words: Type.Record(Type.Enum(obtainedKinds), Type.String({ minLength: 1 })),
      subject: Type.String({ minLength: 3 }),
      text: Type.String({ minLength: 10 }),
    }),
    { minItems: 1 },
  ),
})
export type VictimTexts = Static<typeof VictimTexts>
