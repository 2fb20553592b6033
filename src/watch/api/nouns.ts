// The nouns of watch as they are kept: sources that are followed, items, and the documents that items were read from.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  CheckFact,
  ClaimFact,
  FigureFact,
  Language,
  NameFact,
  PlaceFact,
  SectorFact,
  Span,
  Suggestions,
  TimeFact,
  TimeKind,
  TopicFact,
} from '../model.ts'

const closed = { additionalProperties: false } as const

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const Title = Type.String({ minLength: 1, maxLength: 500 })
export const Address = Type.String({ minLength: 8, maxLength: 2000, pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' })
export const SourceName = Type.String({ minLength: 1, maxLength: 200 })
/** Capital letters of ISO 3166-1, as the place rules give them. */
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$' })
/** As in data/people/nis2-sectors.json: `energy.electricity`. */
export const SectorId = Type.String({ pattern: '^[a-z0-9_]+(\\.[a-z0-9_]+)?$', maxLength: 80 })
export const Reason = Type.String({ minLength: 3, maxLength: 1000 })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Said = Type.Array(Type.String({ maxLength: 500 }), { maxItems: 100 })

/** Reliability of a source in the Admiralty code: A completely reliable, E unreliable, F cannot be judged. */
export const reliabilities = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const Reliability = Type.Enum(reliabilities)
export type Reliability = Static<typeof Reliability>

export const feedFormats = ['rss', 'atom', 'rdf', 'json'] as const
export const FeedFormat = Type.Enum(feedFormats)
export type FeedFormat = Static<typeof FeedFormat>

export const sourceKinds = ['feed', 'page', 'mail'] as const
export const SourceKind = Type.Enum(sourceKinds)
export type SourceKind = Static<typeof SourceKind>

/** Whether what a source publishes may be passed on to others; `unknown` until somebody has read its terms. */
export const redistributions = ['allowed', 'ask-first', 'forbidden', 'unknown'] as const
export const Redistribution = Type.Enum(redistributions)
export type Redistribution = Static<typeof Redistribution>

export const troubleWords = ['silent', 'failing', 'gone'] as const
/** What is wrong with a source that is followed, since when, and how that is known. */
export const Trouble = Type.Object(
  { trouble: Type.Enum(troubleWords), since: Instant, why: Type.String({ maxLength: 700 }) },
  closed,
)
export type Trouble = Static<typeof Trouble>

const Words = Type.String({ maxLength: 4000 })
/** A feed, page or mailbox that is followed. How polling goes is not here: that is `FeedHealth`, outside the journal. */
export const Source = Type.Object(
  {
    name: SourceName,
    /** Of a mailbox: `mailto:` and the address that mail is sent to. */
    url: Type.String({ minLength: 8, maxLength: 2000, pattern: '^([Hh][Tt][Tt][Pp][Ss]?://|mailto:)' }),
    intervalSeconds: Type.Integer({ minimum: 1, maximum: 604_800 }),
    reliability: Reliability,
    /** Who publishes it, in words; null when nobody said. */
    publisher: orNull(SourceName),
    /** How its items are marked; null: like everything that nobody marked. */
    itemMarking: orNull(MarkingChoice),
    active: Type.Boolean(),
    followedAt: Instant,
    /** Missing in entries from before there were others: a feed. */
    kind: Type.Optional(SourceKind),
    /** Where people read it. */
    htmlUrl: Type.Optional(orNull(Address)),
    /** The folders that it stood in where the list came from. */
    categories: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 20 })),
    /** Terms of use, in words or as an address. */
    terms: Type.Optional(orNull(Words)),
    redistribution: Type.Optional(Redistribution),
    /** In which language it publishes, as far as somebody said. */
    language: Type.Optional(orNull(Type.String({ pattern: '^[a-z]{2,3}$' }))),
    note: Type.Optional(orNull(Words)),
    /** The part before the @ of the address that a mailbox receives at; nobody can guess it. */
    mailbox: Type.Optional(Type.String({ pattern: '^watch-[a-z2-7]{20}$' })),
    /** Null or missing: all is well as far as the node noticed. */
    trouble: Type.Optional(orNull(Trouble)),
  },
  closed,
)
export type Source = Static<typeof Source>

/** What a source was when an item came from it: a later change of the source does not change what was known then. */
export const SourceThen = Type.Object(
  {
    kind: SourceKind,
    publisher: orNull(SourceName),
    redistribution: Redistribution,
    terms: orNull(Words),
    language: orNull(Type.String()),
  },
  closed,
)
export type SourceThen = Static<typeof SourceThen>

export const healthWords = ['new', 'good', 'failing', 'silent', 'gone', 'paused'] as const
/** How polling of a feed goes. `silent`: it answers, but brought no item for three times its usual interval. */
export const FeedHealth = Type.Object(
  {
    health: Type.Enum(healthWords),
    /** Since when it is in trouble, as the journal has it; null when it is not, or nobody noticed yet. */
    since: orNull(Instant),
    format: orNull(FeedFormat),
    lastAttemptAt: orNull(Instant),
    lastSuccessAt: orNull(Instant),
    lastItemAt: orNull(Instant),
    nextPollAt: orNull(Instant),
    consecutiveFailures: Type.Integer({ minimum: 0 }),
    /** What went wrong last, in words; null after a success. */
    lastError: orNull(Type.String()),
    lastStatus: orNull(Type.Integer()),
    /** The usual time between two items; null while too few were seen. */
    usualIntervalSeconds: orNull(Type.Integer()),
    /** Items that came from it so far. */
    items: Type.Integer({ minimum: 0 }),
  },
  closed,
)
export type FeedHealth = Static<typeof FeedHealth>

export const itemStatuses = ['suggested', 'accepted', 'rejected'] as const
/** Nothing is part of the picture before a named person accepted it. */
export const ItemStatus = Type.Enum(itemStatuses)
export type ItemStatus = Static<typeof ItemStatus>

/** A topic of an item, and how strongly its words speak for it. The words themselves are in the document. */
export const ItemTopic = Type.Object({ topic: Type.String(), score: Type.Number() }, closed)
export const ItemPlace = Type.Object(
  {
    text: Type.String(),
    country: CountryCode,
    kind: PlaceFact.properties.kind,
    ambiguous: Type.Boolean(),
  },
  closed,
)
export const ItemTime = Type.Object(
  {
    text: Type.String(),
    kind: TimeKind,
    value: orNull(Type.String()),
    floating: Type.Boolean(),
    anchor: Type.String(),
  },
  closed,
)

export const changedWhats = [
  'title',
  'text',
  'language',
  'publishedAt',
  'time',
  'place',
  'topic',
  'sector',
  'incident',
  'figure',
  'name',
  'claim',
  'check',
] as const
/** One difference between two versions of an article: a fact that went, came, or became another. */
export const FactChange = Type.Object(
  { what: Type.Enum(changedWhats), before: orNull(Type.String()), after: orNull(Type.String()) },
  closed,
)
export type FactChange = Static<typeof FactChange>

export const ItemVersion = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    document: Id,
    fetchedAt: Instant,
    publishedAt: orNull(Instant),
    source: orNull(Id),
    url: orNull(Type.String()),
    /** Why this is taken for a version of the same article. */
    why: Type.String(),
    changed: Type.Array(FactChange, { maxItems: 100 }),
  },
  closed,
)
export type ItemVersion = Static<typeof ItemVersion>

const analysed = {
  language: Type.String(),
  topics: Type.Array(ItemTopic, { maxItems: 50 }),
  /** Whether it tells of an incident, and why the rules think so. */
  incident: Type.Boolean(),
  incidentWhy: Type.String(),
  places: Type.Array(ItemPlace, { maxItems: 100 }),
  /** The countries of its places, each once. */
  countries: Type.Array(CountryCode, { maxItems: 100 }),
  /** NIS2 sectors that it is about, best first; not those that are only named as customers. */
  sectors: Type.Optional(Type.Array(SectorId, { maxItems: 20 })),
  times: Type.Array(ItemTime, { maxItems: 100 }),
  stageVersions: Type.Record(Type.String(), Type.String()),
  /** Stages that were cut short, and why. */
  partial: Said,
  /** Stages that do not know this language: empty there means "not looked", not "nothing found". */
  uncovered: Said,
}

/** What the newest document of an item says, without the spans: small enough for lists. */
export const Reading = Type.Object(
  {
    title: Title,
    url: orNull(Type.String()),
    canonicalUrl: orNull(Type.String()),
    publishedAt: orNull(Instant),
    lead: Type.String(),
    ...analysed,
  },
  closed,
)
export type Reading = Static<typeof Reading>

/** An article or observation, one for all its versions. */
export const NewsItem = Type.Object(
  {
    ...Reading.properties,
    source: orNull(Id),
    sourceName: orNull(SourceName),
    reliability: Reliability,
    /** Missing where no source is followed, and in entries from before it was kept. */
    sourceThen: Type.Optional(SourceThen),
    fetchedAt: Instant,
    status: ItemStatus,
    /** What the person who accepted it made of it: a signal of the picture, or background. Absent before that. */
    signal: Type.Optional(Type.Boolean()),
    /** The person who accepted or rejected it, as the journal names actors; null while it is only suggested. */
    judgedBy: orNull(Type.String()),
    judgedAt: orNull(Instant),
    judgedBecause: orNull(Type.String()),
    /** The person who accepted it; null otherwise. */
    acceptedBy: orNull(Id),
    /** The document that the newest version was read from. */
    document: Id,
    versionCount: Type.Integer({ minimum: 1 }),
    versions: Type.Array(ItemVersion, { maxItems: 200 }),
  },
  closed,
)
export type NewsItem = Static<typeof NewsItem>

/** One version of an article: its cleaned text, which never changes, and the facts whose spans count in it. */
export const Document = Type.Object(
  {
    item: Id,
    number: Type.Integer({ minimum: 1 }),
    title: Title,
    titleSpan: orNull(Span),
    text: Type.String(),
    /** SHA-256 of the bytes as they came, and how many there were. */
    rawSha256: Sha256,
    rawBytes: Type.Integer({ minimum: 0 }),
    /** What kind of thing those bytes are, when they were kept; missing when only their hash was. */
    rawKept: Type.Optional(Type.Enum(['html', 'text', 'mail', 'feed'])),
    /** Where in the cleaned text of the whole import this article stood. */
    origin: Type.Object({ span: Span, content: Span, why: Type.String() }, closed),
    contentHash: Type.String(),
    signature: Type.Array(Type.Integer(), { maxItems: 256 }),
    /** Keys by which near duplicates are found. */
    bands: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 256 }),
    canonicalUrl: orNull(Type.String()),
    publishedAt: orNull(Instant),
    language: Language,
    times: Type.Array(TimeFact),
    places: Type.Array(PlaceFact),
    topics: Type.Array(TopicFact),
    sectors: Type.Optional(Type.Array(SectorFact)),
    figures: Type.Optional(Type.Array(FigureFact)),
    names: Type.Optional(Type.Array(NameFact)),
    claims: Type.Optional(Type.Array(ClaimFact)),
    checks: Type.Optional(Type.Array(CheckFact)),
    /** What the operator's model suggested, when somebody asked it. */
    suggestions: Type.Optional(Suggestions),
    incident: Type.Boolean(),
    incidentWhy: Type.String(),
    stageVersions: Type.Record(Type.String(), Type.String()),
    partial: Said,
    uncovered: Said,
  },
  closed,
)
export type Document = Static<typeof Document>

/** A record with what the house knows about it, as answers carry it. */
export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking, since: Instant, state }, closed)
}
