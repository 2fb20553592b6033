// Taking in: each article becomes a new item, a new version of an item that is known, or nothing new at all.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, markingFrom, tlpRank } from '#kernel/marking.ts'
import type { Held, Journal, Unit } from '#platform/journal/types.ts'
import type { Document, ImportedItem, NewsItem, Reliability, SourceThen } from '../api.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { Sameness } from '../model.ts'
import { differentOutlets, outletOf, sameWire } from '../rules/stories.ts'
import { sameArticle } from '../rules/versions.ts'
import { candidates } from '../store.ts'
import type { Context } from './contexts.ts'
import { markOf, placeInStories, type ToPlace } from './join-story.ts'
import { raiseAlerts } from './raise-alerts.ts'
import { type Article, bandsFor, changesBetween, documentOf, readingOf } from './read-item.ts'

/** Where articles come from, and how they are to be marked. */
export interface Provenance {
  source: Id | null
  sourceName: string | null
  reliability: Reliability
  /** What else was known of the source. */
  sourceThen?: SourceThen
  marking: MarkingChoice | undefined
  owner: Id
  /** Entries that led here: the one by which the feed is followed. */
  cause: Id[]
  /** What the articles were read with. */
  context: Context
  /** Whoever brings one article knows that it is a new version of this item, whatever its words are. */
  again?: { item: Id; why: string }
}

export interface Taken {
  outcome: ImportedItem['outcome']
  why: string | null
  item: Held<NewsItem>
}

interface Found {
  /** The item that it is again. */
  known?: Known
  /** The item of another outlet that it copies, or is copied by. */
  wire: ToPlace['wire']
}

interface Known {
  document: Document
  marking: Marking
  sameness: Sameness
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** In the order given. Articles of one call see each other, so a digest that repeats itself makes one item. */
export async function takeIn(
  journal: Journal,
  unit: Unit,
  articles: readonly Article[],
  from: Provenance,
): Promise<Taken[]> {
  const taken: Taken[] = []
  const toPlace: ToPlace[] = []
  const here: { document: Document; marking: Marking }[] = []
  for (const article of articles) {
    const marking = markingFrom(from.marking, from.owner, unit.view.reader.person)
    const { known, wire } = from.again
      ? await knownAgain(unit, from.again)
      : await findKnown(journal, unit, article, marking, here, from)
    const one = known ? await takeAgain(unit, article, known, from) : await takeNew(unit, article, from)
    if (one.document) here.push({ document: one.document, marking: one.taken.item.marking })
    taken.push(one.taken)
    if (one.taken.outcome !== 'same') toPlace.push({ item: one.taken.item, read: article.item, wire })
    // Comparing texts costs milliseconds; between two articles everybody else gets a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const read = taken.flatMap(({ outcome, item: held }, i) => {
    const article = articles[i]
    return article && outcome !== 'same' ? [{ read: article.item, held, isNew: outcome === 'new' }] : []
  })
  await placeInStories(journal, unit, toPlace)
  await raiseAlerts(journal, unit, read, from.owner, from.context)
  return taken
}

async function takeNew(unit: Unit, article: Article, from: Provenance): Promise<{ taken: Taken; document: Document }> {
  const subject = unit.newId()
  const document = documentOf(article, subject, 1, sha256)
  const marked = { owner: from.owner, ...(from.marking ? { marking: from.marking } : {}) }
  const read = await unit.open(documentRecord, 'watch.documentRead', document, { ...marked, cause: from.cause })
  const why = article.item.origin.why
  const { held } = await unit.open(
    itemRecord,
    'watch.itemSeen',
    {
      document: read.held.id,
      source: from.source,
      sourceName: sourceNameOf(article, from),
      reliability: from.reliability,
      ...(from.sourceThen ? { sourceThen: from.sourceThen } : {}),
      why,
      reading: readingOf(article),
    },
    { ...marked, subject, cause: [read.entry, ...from.cause] },
  )
  return { taken: { outcome: 'new', why: null, item: held }, document }
}

/** A mail says itself who publishes it; a name that somebody gave goes before. */
function sourceNameOf(article: Article, from: Provenance): string | null {
  return from.source === null ? (from.sourceName ?? article.outlet ?? null) : (article.outlet ?? from.sourceName)
}

async function takeAgain(
  unit: Unit,
  article: Article,
  { document: before, sameness }: Known,
  from: Provenance,
): Promise<{ taken: Taken; document: Document | null }> {
  const item = await unit.read(itemRecord, before.item)
  if (!item) return takeNew(unit, article, from)
  const next = documentOf(article, item.id, item.state.versionCount + 1, sha256)
  const nowDated = item.state.publishedAt === null && next.publishedAt !== null
  if (sameness.verdict === 'duplicate' && !nowDated) {
    return { taken: { outcome: 'same', why: sameness.why, item }, document: null }
  }
  const why = sameness.verdict === 'duplicate' ? `${sameness.why}, now with a date of publication` : sameness.why
  const newest = (await unit.read(documentRecord, item.state.document))?.state ?? before
  const read = await unit.open(documentRecord, 'watch.documentRead', next, {
    owner: item.marking.owner,
    ...(from.marking ? { marking: from.marking } : {}),
    cause: from.cause,
  })
  const { held } = await unit.append(
    itemRecord,
    'watch.itemRevised',
    item.id,
    {
      document: read.held.id,
      source: from.source,
      why,
      changed: changesBetween(newest, next),
      reading: readingOf(article),
    },
    { cause: [read.entry, ...from.cause] },
  )
  return { taken: { outcome: 'newVersion', why, item: held }, document: next }
}

/** The newest document of that item. Where the item is gone by now, the article is a new one. */
async function knownAgain(unit: Unit, { item: id, why }: { item: Id; why: string }): Promise<Found> {
  const item = await unit.read(itemRecord, id)
  const document = item && (await unit.read(documentRecord, item.state.document))
  if (!document) return { wire: null }
  return {
    known: { document: document.state, marking: item.marking, sameness: { verdict: 'version', why } },
    wire: null,
  }
}

/**
 * The same words by the same outlet, or at the same address, are one item. The same words by another outlet are an item
 * of their own that carries the same wire text: both are there to be read, and count as one source.
 */
async function findKnown(
  journal: Journal,
  unit: Unit,
  article: Article,
  marking: Marking,
  here: readonly { document: Document; marking: Marking }[],
  from: Provenance,
): Promise<Found> {
  const { item } = article
  const bands = bandsFor(item, sha256)
  const stored = await candidates(journal, unit.view, from.owner, {
    contentHash: item.contentHash,
    canonicalUrl: item.canonicalUrl,
    bands,
  })
  const all = [...here, ...stored.map((held) => ({ document: held.state, marking: held.marking }))]
  const outlet = outletOf(item.canonicalUrl, sourceNameOf(article, from))
  let known: Known | undefined
  let wire: Found['wire'] = null
  for (const one of all) {
    const before = comparable(one.document)
    const sameness = sameArticle(before, item)
    const sameAddress = before.canonicalUrl !== null && before.canonicalUrl === item.canonicalUrl
    const copied: string | undefined = sameness?.why ?? (wire === null ? sameWire(before, item) : undefined)
    if (copied === undefined) continue
    if (!sameAddress && (await printedElsewhere(unit, one.document, outlet))) {
      if (markOf(one.marking) === markOf(marking)) wire ??= { item: one.document.item, why: copied }
      continue
    }
    if (!sameness || !belongsTo(one.marking, marking, sameness)) continue
    if (sameness.verdict === 'duplicate') return { known: { ...one, sameness }, wire: null }
    known ??= { ...one, sameness }
  }
  return known ? { known, wire } : { wire }
}

// Whether the item of that document came from another outlet than this one; where nobody knows, it did not.
async function printedElsewhere(unit: Unit, document: Document, outlet: string | null): Promise<boolean> {
  if (outlet === null) return false
  const item = await unit.read(itemRecord, document.item)
  const other = outletOf(document.canonicalUrl ?? item?.state.canonicalUrl ?? null, item?.state.sourceName ?? null)
  return differentOutlets(outlet, other)
}

/**
 * A version joins an item only when both are marked alike: joining a more open item would show it to more people,
 * joining a more closed one would hide it from those who may read it. The very same words in a more open item add nothing.
 */
function belongsTo(item: Marking, article: Marking, { verdict }: Sameness): boolean {
  if (markOf(item) === markOf(article)) return true
  return verdict === 'duplicate' && item.releasableTo.length === 0 && tlpRank(item.tlp) < tlpRank(article.tlp)
}

function comparable({ title, text, canonicalUrl, contentHash, signature }: Document) {
  return { title, text, canonicalUrl, contentHash, signature }
}
