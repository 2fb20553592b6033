// Contracts: sources that are followed (feeds, pages, mailboxes), and how that goes.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import {
  Address,
  FeedHealth,
  healthWords,
  held,
  orNull,
  Reason,
  Redistribution,
  Reliability,
  Source,
  SourceKind,
  SourceName,
  sourceKinds,
} from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const following: Policy = { who: ['analyst', 'duty-officer', 'administrator'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const IntervalSeconds = Type.Integer({
  minimum: 1,
  maximum: 604_800,
  default: 900,
  description: 'At least 60, at most a week',
})

/** A source as it is shown: what was asked for, and how it goes. */
export const Feed = Type.Object({ ...held(Source).properties, health: FeedHealth }, closed)
export type Feed = Static<typeof Feed>

const { language, note, terms, categories, htmlUrl } = Source.properties
/** What may be said about a source; null takes back what was said. */
export const aboutSource = {
  name: optional(SourceName),
  intervalSeconds: optional(IntervalSeconds),
  reliability: optional(Reliability),
  publisher: optional(orNull(SourceName)),
  itemMarking: optional(MarkingChoice),
  language,
  terms,
  redistribution: optional(Redistribution),
  note,
  categories,
  htmlUrl,
}

export const followFeed = contract({
  name: 'watch.followFeed',
  does: 'action',
  summary: 'Follow a feed (RSS, Atom, RDF or JSON Feed) or a web page: its items come in by themselves',
  input: Type.Object(
    { url: Address, kind: optional(Type.Enum(['feed', 'page'])), ...aboutSource, marking: optional(MarkingChoice) },
    closed,
  ),
  output: Feed,
  refusals: refusing('already-followed', 'address-not-allowed', 'too-many-feeds'),
  policy: following,
  arguments: ['url'],
  example: {
    url: 'https://cert.example.org/feed.xml',
    name: 'Advisories of the national CSIRT',
    intervalSeconds: 900,
    reliability: 'B',
    itemMarking: { tlp: 'CLEAR' },
  },
})

export const changeFeed = contract({
  name: 'watch.changeFeed',
  does: 'action',
  summary: 'Change how a source is followed and what is said about it; fields that are left out stay as they are',
  input: Type.Object(
    { id: Id, version: Version, url: optional(Address), ...aboutSource, active: optional(Type.Boolean()) },
    closed,
  ),
  output: Feed,
  refusals: refusing('already-followed', 'address-not-allowed', 'nothing-to-change'),
  policy: following,
  arguments: ['id'],
  example: { id: anId, version: 1, intervalSeconds: 300 },
})

export const unfollowFeed = contract({
  name: 'watch.unfollowFeed',
  does: 'action',
  summary: 'Stop following a source; its items stay',
  input: Type.Object({ id: Id, version: Version, reason: optional(Reason) }, closed),
  output: Feed,
  refusals: refusing(),
  policy: following,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'It has moved behind a pay wall.' },
})

const Count = Type.Integer({ minimum: 0 })
const countOf = <K extends string>(words: readonly K[]) =>
  Type.Object(Object.fromEntries(words.map((word) => [word, Count])) as Record<K, typeof Count>, closed)

/** How many sources there are that you may read, whatever the list is narrowed to. */
export const FeedCounts = Type.Object(
  { all: Count, active: Count, trouble: Count, kinds: countOf(sourceKinds), health: countOf(healthWords) },
  closed,
)
export type FeedCounts = Static<typeof FeedCounts>

export const listFeeds = contract({
  name: 'watch.listFeeds',
  does: 'query',
  summary: 'Sources that you may read, by name, with how each goes, a page at a time',
  input: Type.Object(
    {
      active: optional(Type.Boolean()),
      kind: optional(SourceKind),
      health: optional(Type.Array(Type.Enum(healthWords), { maxItems: healthWords.length })),
      trouble: optional(Type.Boolean({ description: 'Only those that are in trouble (or only those that are not)' })),
      text: optional(
        Type.String({ minLength: 1, maxLength: 200, description: 'In name, address, publisher, note or a category' }),
      ),
      after: optional(Type.String({ maxLength: 100, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      feeds: Type.Array(Feed),
      next: orNull(Type.String()),
      /** How many fit what was asked for. */
      total: Count,
      counts: FeedCounts,
    },
    closed,
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  example: { active: true, trouble: true, limit: 20 },
})

export const pollOutcomes = ['fetched', 'not-modified', 'failed', 'gone'] as const
export const Polled = Type.Object(
  {
    outcome: Type.Enum(pollOutcomes),
    /** What went wrong, in words; null when nothing did. */
    error: orNull(Type.String()),
    entries: Type.Integer(),
    new: Type.Integer(),
    newVersions: Type.Integer(),
    same: Type.Integer(),
    /** Entries without text to read. */
    skipped: Type.Integer(),
    health: FeedHealth,
  },
  closed,
)
export type Polled = Static<typeof Polled>

export const pollFeed = contract({
  name: 'watch.pollFeed',
  does: 'action',
  summary: 'Fetch a feed or page now instead of when it is due',
  input: Type.Object({ id: Id }, closed),
  output: Polled,
  refusals: {},
  policy: following,
  arguments: ['id'],
  example: { id: anId },
})
