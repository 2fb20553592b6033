// The nouns of what goes out: an item of a feed, the feeds that somebody opened, the systems that are called.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import type { Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** warning: a product of a template that warns. advisory: a CSAF document that this node published. */
export const feedKinds = ['product', 'warning', 'advisory'] as const
export const FeedKind = Type.Enum(feedKinds)
export type FeedKind = Static<typeof FeedKind>

/** TLP:RED is for named persons, not for programs. */
export const feedLabels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'] as const
export const FeedLabel = Type.Enum(feedLabels)
export type FeedLabel = Static<typeof FeedLabel>

export const Kinds = Type.Array(FeedKind, { minItems: 1, maxItems: 3, uniqueItems: true })
export const OutName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })

/** A feed of a person or of an organisation, without the key that opens it. */
export const Feed = Type.Object(
  {
    id: Id,
    name: OutName,
    /** Null: it reads with the eyes of the person who opened it. */
    organisation: orNull(Type.Object({ id: Id, name: Type.String() }, closed)),
    highest: FeedLabel,
    kinds: Kinds,
    realm: Type.String(),
    openedBy: Type.String(),
    opened: Instant,
    fetched: orNull(Instant),
  },
  closed,
)
export type Feed = Static<typeof Feed>

export const feedForms = ['atom', 'rss', 'json'] as const
export type FeedForm = (typeof feedForms)[number]
export const Addresses = Type.Object({ atom: Type.String(), rss: Type.String(), json: Type.String() }, closed)
export type Addresses = Static<typeof Addresses>

/** What every form of feed is written from. */
export interface FeedItem {
  /** A URN that stays the same as long as the thing is the same one. */
  id: string
  kind: FeedKind
  /** 'Situation report' */
  kindName: string
  title: string
  tlp: Tlp
  /** 'TLP:GREEN · REL TO EU' */
  marking: string
  exercise: boolean
  /** When it was withdrawn. Then `summary` says so, and nothing of its contents is left. */
  withdrawn: Instant | null
  /** A newer edition is out. */
  superseded: boolean
  language: string
  issuer: string
  published: Instant
  updated: Instant
  url: string
  summary: string
  /** Empty where there is nothing but the summary. */
  html: string
  /** Where it stands in the order of the feed. */
  place: { at: Instant; id: Id }
}

export interface FeedPage {
  title: string
  about: string
  /** A URN of the feed itself. */
  id: string
  /** The page for people. */
  home: string
  /** Null: the address holds a key, and is not repeated in what is fetched. */
  self: string | null
  next: string | null
  issuer: string
  updated: Instant
  items: FeedItem[]
}

/** What a system can be called about. step: a crisis goes up or down the ladder. */
export const callKinds = ['product', 'warning', 'withdrawal', 'advisory', 'step'] as const
export const CallKind = Type.Enum(callKinds)
export type CallKind = Static<typeof CallKind>

export const Subscription = Type.Object(
  {
    id: Id,
    name: OutName,
    url: Type.String(),
    kinds: Type.Array(CallKind, { minItems: 1, maxItems: callKinds.length, uniqueItems: true }),
    highest: FeedLabel,
    realm: Type.String(),
    person: Id,
    added: Instant,
    last: orNull(Type.Object({ state: Type.String(), answer: orNull(Type.String()), at: Instant }, closed)),
  },
  closed,
)
export type Subscription = Static<typeof Subscription>
