// Contracts: text goes in, items come out, and persons judge them.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  Address,
  CountryCode,
  Document,
  held,
  ItemStatus,
  ItemTime,
  ItemTopic,
  NewsItem,
  orNull,
  Reason,
  SectorId,
  SourceName,
  Title,
} from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const importing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
const Cursor = Type.String({ maxLength: 100, description: '`next` of the page before' })

/** The most text, in bytes, that one import takes. */
export const importMaxBytes = 8 * 1024 * 1024

const about = {
  title: optional(Title),
  url: optional(Address),
  publishedAt: optional(Instant),
  sourceName: optional(SourceName),
  marking: optional(MarkingChoice),
}

export const importOutcomes = ['new', 'newVersion', 'same'] as const
/** What became of one article of an import. */
export const ImportedItem = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    outcome: Type.Enum(importOutcomes),
    /** Why it is taken for an article that was known; null when it is new. */
    why: orNull(Type.String()),
    title: Type.String(),
    language: Type.String(),
    publishedAt: orNull(Instant),
    topics: Type.Array(ItemTopic),
    incident: Type.Boolean(),
    incidentWhy: Type.String(),
    countries: Type.Array(CountryCode),
    sectors: Type.Array(SectorId),
    times: Type.Array(ItemTime),
    status: ItemStatus,
    marking: Marking,
    partial: Type.Array(Type.String()),
    uncovered: Type.Array(Type.String()),
  },
  closed,
)
export type ImportedItem = Static<typeof ImportedItem>

export const Imported = Type.Object(
  {
    /** In the order in which they stand in the text. */
    items: Type.Array(ImportedItem),
    /** What was changed to make it readable: decoding, cleaning. */
    did: Type.Array(Type.String()),
    /** What was left out, and why. */
    partial: Type.Array(Type.String()),
  },
  closed,
)
export type Imported = Static<typeof Imported>

export const importText = contract({
  name: 'watch.importText',
  does: 'action',
  summary: 'Take in text: an article, a web page, or a digest of several articles',
  input: Type.Object({ text: Type.String({ minLength: 1, maxLength: importMaxBytes }), ...about }, closed),
  output: Imported,
  refusals: refusing('no-text', 'feed-not-read', 'impossible-date'),
  policy: importing,
  maxBytes: importMaxBytes,
  arguments: ['text'],
  example: {
    text: 'Payment switch fails in two countries\n\nCard payments failed in Germany and Austria on Monday morning, the operator said.',
    publishedAt: '2025-03-10T11:30:00.000Z',
    sourceName: 'Newsroom of the operator',
    marking: { tlp: 'GREEN' },
  },
})

export const importFile = contract({
  name: 'watch.importFile',
  does: 'action',
  summary: 'Take in a file: text, a web page, a saved mail (.eml), or a saved feed (RSS, Atom, RDF, JSON Feed)',
  input: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 255 }),
      mediaType: optional(Type.String({ maxLength: 200 })),
      ...about,
    },
    closed,
  ),
  output: Imported,
  refusals: refusing('no-text', 'not-a-file', 'feed-not-read', 'mail-not-read', 'impossible-date'),
  policy: importing,
  upload: { maxBytes: importMaxBytes },
  arguments: ['name'],
  example: { name: 'digest-of-the-day.txt', mediaType: 'text/plain; charset=utf-8' },
})

export const listItems = contract({
  name: 'watch.listItems',
  does: 'query',
  summary: 'Items that you may read, newest first, a page at a time',
  input: Type.Object(
    {
      status: optional(Type.Array(ItemStatus, { maxItems: 3 })),
      topic: optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40 })),
      incident: optional(Type.Boolean()),
      country: optional(Type.Array(CountryCode, { maxItems: 60 })),
      language: optional(Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), { maxItems: 40 })),
      source: optional(Id),
      text: optional(Type.String({ minLength: 1, maxLength: 200 })),
      since: optional(Instant),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(held(NewsItem)),
      next: orNull(Type.String()),
      total: Type.Integer({ description: 'Counting stops at 10,000: that many or more' }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['suggested'], incident: true, country: ['DE'], limit: 20 },
})

export const getItem = contract({
  name: 'watch.getItem',
  does: 'query',
  summary: 'One item with its text, the facts found in it, where they stand and why, and its versions',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ ...held(NewsItem).properties, document: orNull(held(Document)) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const itemVersion = contract({
  name: 'watch.itemVersion',
  does: 'query',
  summary: 'The text and the facts of one version of an item',
  input: Type.Object({ id: Id, number: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, closed),
  output: held(Document),
  refusals: {},
  policy: reading,
  arguments: ['id', 'number'],
  example: { id: anId, number: 1 },
})

const Judged = Type.Object(
  {
    id: Id,
    version: Version,
    entry: Id,
    status: ItemStatus,
    /** Whether it is a signal of the picture now: accepted, and not as background. */
    signal: Type.Boolean(),
  },
  closed,
)

export const acceptItem = contract({
  name: 'watch.acceptItem',
  does: 'action',
  summary: 'Accept an item under your name, as a signal of the picture or as background',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      reason: optional(Reason),
      signal: optional(
        Type.Boolean({ description: 'Whether it tells of an incident; without it, what the rules found' }),
      ),
    },
    closed,
  ),
  output: Judged,
  refusals: refusing('person-needed'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 1, signal: true },
})

export const rejectItem = contract({
  name: 'watch.rejectItem',
  does: 'action',
  summary: 'Reject an item: it stays findable, but is no part of the picture',
  input: Type.Object({ id: Id, version: Version, reason: optional(Reason) }, closed),
  output: Judged,
  refusals: refusing('person-needed'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'Sports news; the word attack means football here.' },
})

export const reopenItem = contract({
  name: 'watch.reopenItem',
  does: 'action',
  summary: 'Take back an acceptance or a rejection: the item is a suggestion again',
  input: Type.Object({ id: Id, version: Version, reason: optional(Reason) }, closed),
  output: Judged,
  refusals: refusing('person-needed'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'Rejected by mistake.' },
})

export const setPublished = contract({
  name: 'watch.setPublished',
  does: 'action',
  summary: 'Say when an item was published, so that "Monday" and "last year" in it become dates',
  input: Type.Object({ id: Id, version: Version, publishedAt: Instant }, closed),
  output: Type.Object(
    {
      id: Id,
      version: Version,
      entry: Id,
      publishedAt: Instant,
      times: Type.Array(ItemTime),
      resolved: Type.Integer(),
    },
    closed,
  ),
  refusals: refusing('impossible-date', 'analysis-failed'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 1, publishedAt: '2025-03-10T11:30:00.000Z' },
})
