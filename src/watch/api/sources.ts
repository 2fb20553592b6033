// Contracts: many feeds at once (OPML), mailboxes, and the raw bytes that an item was read from.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { aboutSource, Feed } from './feeds.ts'
import { orNull } from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const following: Policy = { who: ['analyst', 'duty-officer', 'administrator'] }
const download = Type.Object({ name: Type.String(), type: Type.String() }, closed)

export const opmlMaxBytes = 8 * 1024 * 1024
/** So many feeds are followed by one call; a longer list is several calls, which is also how progress is seen. */
export const mostAtOnce = 500

const { htmlUrl, categories, language, ...shared } = aboutSource
const { name: _name, note: _note, terms: _terms, publisher: _publisher, ...forAll } = shared
/** How all feeds of a list are followed. */
const alike = { ...forAll, marking: optional(MarkingChoice) }

export const outlineOutcomes = ['followed', 'would-follow', 'known', 'refused'] as const
/** What became of one feed of a list. `known`: followed already, or twice in the list. */
export const OutlineOutcome = Type.Object(
  {
    name: Type.String(),
    url: Type.String(),
    htmlUrl: orNull(Type.String()),
    categories: Type.Array(Type.String()),
    language: orNull(Type.String()),
    outcome: Type.Enum(outlineOutcomes),
    /** Why it is known or refused; null otherwise. */
    why: orNull(Type.String()),
    /** The source, when there is one. */
    id: orNull(Id),
  },
  closed,
)
export type OutlineOutcome = Static<typeof OutlineOutcome>

const outcome = {
  /** In the order of the list. */
  feeds: Type.Array(OutlineOutcome),
  followed: Type.Integer(),
  known: Type.Integer(),
  refused: Type.Integer(),
}

/** One feed of a list as it stands there; whether it is an address is judged one by one. */
export const WantedFeed = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 2001 }),
    name: optional(Type.String({ maxLength: 200 })),
    htmlUrl: optional(orNull(Type.String({ maxLength: 2001 }))),
    categories,
    language,
  },
  closed,
)
export type WantedFeed = Static<typeof WantedFeed>

export const followFeeds = contract({
  name: 'watch.followFeeds',
  does: 'action',
  summary: 'Follow many feeds at once; each is followed, known already, or refused with a reason',
  input: Type.Object({ feeds: Type.Array(WantedFeed, { minItems: 1, maxItems: mostAtOnce }), ...alike }, closed),
  output: Type.Object(outcome, closed),
  refusals: {},
  policy: following,
  maxBytes: 4 * 1024 * 1024,
  example: { feeds: [{ url: 'https://cert.example.org/feed.xml', name: 'National CSIRT' }], reliability: 'B' },
})

export const importOpmlFile = contract({
  name: 'watch.importOpmlFile',
  does: 'action',
  summary: 'Follow the feeds of an OPML file, or with `preview` only show what would be followed',
  input: Type.Object({ preview: optional(Type.Boolean()), ...alike }, closed),
  output: Type.Object(
    {
      title: Type.String(),
      ...outcome,
      wouldFollow: Type.Integer(),
      /** What was left out of the list, and why. */
      partial: Type.Array(Type.String()),
    },
    closed,
  ),
  refusals: refusing('feed-not-read', 'not-a-file'),
  policy: following,
  upload: { maxBytes: opmlMaxBytes },
  example: { preview: true },
})

export const exportOpml = contract({
  name: 'watch.exportOpml',
  does: 'query',
  summary: 'The feeds that you may read and that are followed, as an OPML file',
  input: Type.Object({}, closed),
  output: download,
  refusals: {},
  policy: { who: 'signed-in' },
  download: true,
  example: {},
})

export const openMailbox = contract({
  name: 'watch.openMailbox',
  does: 'action',
  summary: 'Get an address that mail can be forwarded to: what arrives there comes in as items',
  input: Type.Object({ ...aboutSource, marking: optional(MarkingChoice) }, closed),
  output: Feed,
  refusals: refusing('mail-off', 'too-many-feeds'),
  policy: following,
  example: { name: 'Newsletter of the national CSIRT', reliability: 'B', itemMarking: { tlp: 'GREEN' } },
})

export const getRaw = contract({
  name: 'watch.getRaw',
  does: 'query',
  summary: 'The bytes that a version of an item was read from, as they were received',
  input: Type.Object(
    {
      id: Id,
      number: optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'The newest when left out' })),
    },
    closed,
  ),
  output: download,
  refusals: refusing('not-kept'),
  policy: { who: 'signed-in' },
  arguments: ['id', 'number'],
  download: true,
  example: { id: anId, number: 1 },
})
