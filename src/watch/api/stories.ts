// Contracts: stories. Items that tell of one event stand together, with the reasons; a person's word on that stays.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { CheckFact, ClaimFact, FigureFact, NameFact } from '../model.ts'
import { CountryCode, ItemStatus, orNull, Reason, Reliability, SourceName } from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const anotherId = '01980f3c-8a00-7000-8000-000000000002'
const reading: Policy = { who: 'signed-in' }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 30 })
const Count = Type.Integer({ minimum: 0 })

/** More than this, and the next item opens a story of its own. */
export const mostMembers = 200

export const joinings = ['first', 'sure', 'suggested', 'by-hand'] as const
/** `sure` and `suggested`: by the score of the rules; `by-hand`: a person put it there, and no rule moves it again. */
export const Joining = Type.Enum(joinings)
export type Joining = Static<typeof Joining>

export const StoryMember = Type.Object(
  {
    item: Id,
    joined: Joining,
    /** Likeness to the items that were there, 0 to 1; null for the first and by hand. */
    score: orNull(Type.Number()),
    why: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 20 }),
    /** Who printed it; null when nobody knows. */
    outlet: orNull(Type.String({ maxLength: 300 })),
    /** The member whose text it carries as a wire copy; null when its words are its own. */
    copyOf: orNull(Id),
    /** Versions of the rules and words that put it here; null by hand. */
    rules: orNull(Type.String({ maxLength: 100 })),
    joinedAt: Instant,
    /** The person who put it here, and why; null when the rules did. */
    by: orNull(Id),
    because: orNull(Type.String({ maxLength: 1000 })),
  },
  closed,
)
export type StoryMember = Static<typeof StoryMember>

/** One event as several items tell it. All of them are marked alike and belong to one organisation. */
export const Story = Type.Object(
  {
    /** The ids of the members, in their order. */
    items: Type.Array(Id, { maxItems: mostMembers }),
    members: Type.Array(StoryMember, { maxItems: mostMembers }),
    /** Items that a person took out: no rule puts them back. */
    apart: Type.Array(Id, { maxItems: 1000 }),
    /** Where its items went when it was merged into another; null while it has some. */
    mergedInto: orNull(Id),
  },
  closed,
)
export type Story = Static<typeof Story>

const row = {
  id: Id,
  version: Type.Integer({ minimum: 1 }),
  marking: Marking,
  since: Instant,
  /** Of the newest item that a person accepted, else of the newest one. */
  title: Type.String(),
  /** Why these items stand together, in words. */
  why: Type.Array(Type.String()),
  items: Count,
  /** Members that the rules only suggest. */
  unsure: Count,
  outlets: Type.Array(Type.String()),
  /** Independent sources: copies of one wire text, and all that one outlet prints, count once. */
  sources: Count,
  /** The best reliability among them. */
  reliability: Reliability,
  oldest: Instant,
  newest: Instant,
  topics: Type.Array(Type.String()),
  incident: Type.Boolean(),
  countries: Type.Array(CountryCode),
  languages: Type.Array(Type.String()),
  statuses: Type.Object({ suggested: Count, accepted: Count, rejected: Count }, closed),
  /** Checks of figures and dates that a person should look at. */
  checks: Count,
  /** Items with times that stay open until their day of publication is known. */
  needDate: Count,
  /** Claims that another claim of the same text disputes. */
  disputes: Count,
}
/** A story as a list for triage shows it. */
export const StoryRow = Type.Object(row, closed)
export type StoryRow = Static<typeof StoryRow>

export const listStories = contract({
  name: 'watch.listStories',
  does: 'query',
  summary: 'Stories that you may read, those with the newest activity first, a page at a time',
  input: Type.Object(
    {
      status: optional(Type.Array(ItemStatus, { maxItems: 3, description: 'With an item of such a status' })),
      topic: optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40 })),
      incident: optional(Type.Boolean()),
      country: optional(Type.Array(CountryCode, { maxItems: 60 })),
      language: optional(Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), { maxItems: 40 })),
      text: optional(Type.String({ minLength: 1, maxLength: 200 })),
      since: optional(Instant),
      after: optional(Type.String({ maxLength: 100, description: '`next` of the page before' })),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      stories: Type.Array(StoryRow),
      next: orNull(Type.String()),
      total: Type.Integer({ description: 'Counting stops at 10,000: that many or more' }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['suggested'], incident: true, country: ['DE'], limit: 20 },
})

/** One item in its story. */
export const MemberShown = Type.Object(
  {
    ...StoryMember.properties,
    version: Type.Integer({ minimum: 1 }),
    title: Type.String(),
    url: orNull(Type.String()),
    sourceName: orNull(SourceName),
    reliability: Reliability,
    language: Type.String(),
    publishedAt: orNull(Instant),
    fetchedAt: Instant,
    status: ItemStatus,
    incident: Type.Boolean(),
    /** Members of one number are one source. */
    group: Type.Integer({ minimum: 1 }),
    checks: Count,
    disputes: Count,
    needsDate: Type.Boolean(),
  },
  closed,
)
export type MemberShown = Static<typeof MemberShown>

const Items = Type.Array(Id)
const Fact = <P extends Record<string, Type.TSchema>>(properties: P) =>
  Type.Object({ ...properties, items: Items }, closed)

/** Facts of all members, each once, with the items that have it. */
export const StoryFacts = Type.Object(
  {
    figures: Type.Array(
      Fact({
        text: Type.String(),
        value: FigureFact.properties.value,
        unit: FigureFact.properties.unit,
        of: FigureFact.properties.of,
      }),
    ),
    names: Type.Array(Fact({ text: Type.String(), type: NameFact.properties.type })),
    places: Type.Array(Fact({ text: Type.String(), country: CountryCode })),
    claims: Type.Array(
      Fact({
        text: Type.String(),
        holder: orNull(Type.String()),
        role: ClaimFact.properties.role,
        class: ClaimFact.properties.class,
        /** Whether another claim of its text disputes it. */
        disputed: Type.Boolean(),
      }),
    ),
    checks: Type.Array(
      Fact({ kind: CheckFact.properties.kind, result: CheckFact.properties.result, detail: Type.String() }),
    ),
  },
  closed,
)
export type StoryFacts = Static<typeof StoryFacts>

export const TimelineRow = Type.Object(
  {
    /** As precisely as it is known: `2025-03`, `2025-03-10`, `2025-03-10T09:45Z`. */
    at: Type.String(),
    is: Type.Enum(['event', 'published', 'fetched'] as const),
    text: Type.String(),
    items: Items,
  },
  closed,
)

export const getStory = contract({
  name: 'watch.getStory',
  does: 'query',
  summary: 'One story: its items with their sources and the reasons, all facts, and the timeline',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...row,
      members: Type.Array(MemberShown),
      apart: Items,
      mergedInto: orNull(Id),
      facts: StoryFacts,
      timeline: Type.Array(TimelineRow),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const storyOf = contract({
  name: 'watch.storyOf',
  does: 'query',
  summary: 'The story that an item belongs to',
  input: Type.Object({ item: Id }, closed),
  output: StoryRow,
  refusals: {},
  policy: reading,
  arguments: ['item'],
  example: { item: anId },
})

const Arranged = Type.Object(
  {
    /** The story that the items are in now. */
    id: Id,
    version: Version,
    entry: Id,
    /** What is left of the stories that they came from, with their versions. */
    from: Type.Array(Type.Object({ id: Id, version: Version, items: Count }, closed)),
  },
  closed,
)
export type Arranged = Static<typeof Arranged>

export const mergeStories = contract({
  name: 'watch.mergeStories',
  does: 'action',
  summary: 'Put stories together under your name: they tell of one event. No rule takes them apart again',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      from: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
      reason: optional(Reason),
    },
    closed,
  ),
  output: Arranged,
  refusals: refusing('person-needed', 'marked-otherwise', 'too-many-items', 'nothing-to-change'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 1, from: [anotherId], reason: 'Both tell of the outage on Monday.' },
})

export const splitStory = contract({
  name: 'watch.splitStory',
  does: 'action',
  summary: 'Move items out of a story into one of their own, under your name. No rule puts them back',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      items: Type.Array(Id, { minItems: 1, maxItems: mostMembers, uniqueItems: true }),
      reason: optional(Reason),
    },
    closed,
  ),
  output: Arranged,
  refusals: refusing('person-needed', 'not-in-story', 'nothing-to-change'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 2, items: [anotherId], reason: 'Another attack, a week later.' },
})

export const moveToStory = contract({
  name: 'watch.moveToStory',
  does: 'action',
  summary: 'Move one item into another story, under your name; so a merge or a split is taken back, too',
  input: Type.Object({ item: Id, id: Id, reason: optional(Reason) }, closed),
  output: Arranged,
  refusals: refusing('person-needed', 'not-in-story', 'marked-otherwise', 'too-many-items', 'nothing-to-change'),
  policy: judging,
  arguments: ['item', 'id'],
  example: { item: anotherId, id: anId, reason: 'It is about the same intrusion.' },
})

export const judgeStory = contract({
  name: 'watch.judgeStory',
  does: 'action',
  summary: 'Accept or reject all items of a story at once, or take that back, under your name',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      judgement: Type.Enum(['accept', 'reject', 'reopen'] as const),
      reason: optional(Reason),
      signal: optional(
        Type.Boolean({
          description: 'Only for accept: whether they tell of an incident; without it, what the rules found',
        }),
      ),
    },
    closed,
  ),
  output: Type.Object(
    {
      id: Id,
      version: Version,
      judged: Type.Array(Type.Object({ id: Id, version: Version, status: ItemStatus }, closed)),
      /** Items that were judged so already. */
      left: Items,
    },
    closed,
  ),
  refusals: refusing('person-needed'),
  policy: judging,
  arguments: ['id'],
  example: { id: anId, version: 3, judgement: 'accept', signal: true },
})
