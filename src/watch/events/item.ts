// Items in the journal: seen, revised, dated, and judged by persons.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { type ItemVersion, NewsItem, orNull, Reading } from '../api/nouns.ts'

const closed = { additionalProperties: false } as const
const Because = orNull(Type.String({ maxLength: 1000 }))
/** The newest versions are kept on the item itself; all of them are in the journal. */
const versionsKept = 200

const origin = {
  document: Id,
  source: orNull(Id),
  why: Type.String(),
  reading: Reading,
}
const judged = Type.Object({ person: Id, reason: Because }, closed)
/** `signal` is missing in entries from before it could be chosen: there the reading of the rules decided. */
const accepted = Type.Object({ ...judged.properties, signal: Type.Optional(Type.Boolean()) }, closed)

export const itemRecord = recordKind({
  name: 'watch.item',
  state: NewsItem,
  kinds: {
    'watch.itemSeen': opening(
      Type.Object(
        {
          ...origin,
          sourceName: NewsItem.properties.sourceName,
          reliability: NewsItem.properties.reliability,
          sourceThen: NewsItem.properties.sourceThen,
        },
        closed,
      ),
      (body, entry): NewsItem => ({
        ...body.reading,
        source: body.source,
        sourceName: body.sourceName,
        reliability: body.reliability,
        ...(body.sourceThen ? { sourceThen: body.sourceThen } : {}),
        fetchedAt: entry.recordedAt,
        status: 'suggested',
        judgedBy: null,
        judgedAt: null,
        judgedBecause: null,
        acceptedBy: null,
        document: body.document,
        versionCount: 1,
        versions: [versionFrom(1, { ...body, changed: [] }, entry.recordedAt)],
      }),
    ),
    /** The same article again with other words. What a person judged stays judged; the difference is listed. */
    'watch.itemRevised': change(
      Type.Object({ ...origin, changed: NewsItem.properties.versions.items.properties.changed }, closed),
      (state: NewsItem, body, entry): NewsItem => ({
        ...state,
        ...body.reading,
        publishedAt: body.reading.publishedAt ?? state.publishedAt,
        document: body.document,
        versionCount: state.versionCount + 1,
        versions: [...state.versions, versionFrom(state.versionCount + 1, body, entry.recordedAt)].slice(-versionsKept),
      }),
    ),
    'watch.itemDated': change(
      Type.Object(
        { publishedAt: Instant, times: Reading.properties.times, stageVersions: Reading.properties.stageVersions },
        closed,
      ),
      (state: NewsItem, body): NewsItem => ({
        ...state,
        ...body,
        versions: state.versions.map((version) =>
          version.document === state.document ? { ...version, publishedAt: body.publishedAt } : version,
        ),
      }),
    ),
    'watch.itemAccepted': change(
      accepted,
      (state: NewsItem, body, entry): NewsItem => ({
        ...state,
        status: 'accepted',
        ...(body.signal === undefined ? {} : { signal: body.signal }),
        acceptedBy: body.person,
        judgedBy: entry.actor,
        judgedAt: entry.recordedAt,
        judgedBecause: body.reason,
      }),
    ),
    'watch.itemRejected': change(
      judged,
      ({ signal: _, ...state }: NewsItem, body, entry): NewsItem => ({
        ...state,
        status: 'rejected',
        acceptedBy: null,
        judgedBy: entry.actor,
        judgedAt: entry.recordedAt,
        judgedBecause: body.reason,
      }),
    ),
    'watch.itemReopened': change(
      judged,
      ({ signal: _, ...state }: NewsItem): NewsItem => ({
        ...state,
        status: 'suggested',
        acceptedBy: null,
        judgedBy: null,
        judgedAt: null,
        judgedBecause: null,
      }),
    ),
  },
  index: (state) => ({
    title: state.title,
    words: [
      state.lead,
      state.sourceName ?? '',
      ...state.topics.map(({ topic }) => topic),
      ...state.countries,
      ...(state.sectors ?? []),
    ].join(' '),
  }),
})

interface Seen {
  document: string
  source: string | null
  why: string
  reading: Reading
  changed: ItemVersion['changed']
}

function versionFrom(number: number, seen: Seen, fetchedAt: string): ItemVersion {
  const { document, source, why, changed, reading } = seen
  return { number, document, fetchedAt, publishedAt: reading.publishedAt, source, url: reading.url, why, changed }
}
