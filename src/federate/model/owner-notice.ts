// The noun of a notice to the owner of a network: fixed words in four languages with named places. Data, with no logic in it.
import Type, { type Static } from 'typebox'
import { EventKind } from './abuse-event.ts'

const closed = { additionalProperties: false } as const

export const noticeLanguages = ['en', 'de', 'fr', 'es'] as const
export const NoticeLanguage = Type.Enum(noticeLanguages)
export type NoticeLanguage = Static<typeof NoticeLanguage>

/** What the words may name, as `{{events}}`. There are no others. */
export const noticePlaces = ['organisation', 'node', 'events', 'from', 'until', 'marking'] as const
export type NoticePlace = (typeof noticePlaces)[number]

const Text = Type.String({ minLength: 1, maxLength: 2_000 })
/** Owners are told in their language: every one of the four has to be there. */
export const NoticeWording = Type.Object({ en: Text, de: Text, fr: Text, es: Text }, closed)
export type NoticeWording = Static<typeof NoticeWording>

export const OwnerNotices = Type.Object(
  {
    title: Text,
    version: Type.String({ pattern: '^[0-9]{1,4}(\\.[0-9]{1,4}){0,2}$' }),
    checkedOn: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    source: Text,
    verified: Type.Boolean(),
    /** In which language owners of a country are told; English where it is not named. */
    languages: Type.Record(Type.String({ pattern: '^[A-Z]{2}$' }), NoticeLanguage),
    subject: NoticeWording,
    opening: NoticeWording,
    /** Before the list of what was reported. */
    found: NoticeWording,
    /** What to do, once for each that fits one of the reports, in this order. */
    advice: Type.Array(
      Type.Object({ kinds: Type.Array(EventKind, { minItems: 1, uniqueItems: true }), text: NoticeWording }, closed),
      { maxItems: 40 },
    ),
    closing: NoticeWording,
  },
  closed,
)
export type OwnerNotices = Static<typeof OwnerNotices>
