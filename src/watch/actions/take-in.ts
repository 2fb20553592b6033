// Taking in: each article becomes a new item, a new version of an item that is known, or nothing new at all.
import { createHash } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { type Marking, type MarkingChoice, markingFrom, tlpRank } from '#kernel/marking.ts'
import type { Held, Journal, Unit } from '#platform/journal/types.ts'
import type { Document, ImportedItem, NewsItem, Reliability, SourceThen } from '../api.ts'
import type { Context } from '../context.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { Sameness } from '../model.ts'
import { sameArticle } from '../rules/versions.ts'
import { candidates } from '../store.ts'
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
}

export interface Taken {
  outcome: ImportedItem['outcome']
  why: string | null
  item: Held<NewsItem>
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
  const here: { document: Document; marking: Marking }[] = []
  for (const article of articles) {
    const marking = markingFrom(from.marking, from.owner, unit.view.reader.person)
    const known = await findKnown(journal, unit, article, marking, here, from.owner)
    const one = known ? await takeAgain(unit, article, known, from) : await takeNew(unit, article, from)
    if (one.document) here.push({ document: one.document, marking: one.taken.item.marking })
    taken.push(one.taken)
    // Comparing texts costs milliseconds; between two articles everybody else gets a turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const read = taken.flatMap(({ outcome, item: held }, i) => {
    const article = articles[i]
    return article && outcome !== 'same' ? [{ read: article.item, held, isNew: outcome === 'new' }] : []
  })
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
      // A mail says itself who publishes it; a name that somebody gave goes before.
      sourceName:
        from.source === null ? (from.sourceName ?? article.outlet ?? null) : (article.outlet ?? from.sourceName),
      reliability: from.reliability,
      ...(from.sourceThen ? { sourceThen: from.sourceThen } : {}),
      why,
      reading: readingOf(article),
    },
    { ...marked, subject, cause: [read.entry, ...from.cause] },
  )
  return { taken: { outcome: 'new', why: null, item: held }, document }
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

async function findKnown(
  journal: Journal,
  unit: Unit,
  { item }: Article,
  marking: Marking,
  here: readonly { document: Document; marking: Marking }[],
  owner: Id,
): Promise<Known | undefined> {
  const bands = bandsFor(item, sha256)
  const stored = await candidates(journal, unit.view, owner, {
    contentHash: item.contentHash,
    canonicalUrl: item.canonicalUrl,
    bands,
  })
  const all = [...here, ...stored.map((held) => ({ document: held.state, marking: held.marking }))]
  let found: Known | undefined
  for (const one of all) {
    const sameness = sameArticle(comparable(one.document), item)
    if (!sameness || !belongsTo(one.marking, marking, sameness)) continue
    if (sameness.verdict === 'duplicate') return { ...one, sameness }
    found ??= { ...one, sameness }
  }
  return found
}

/**
 * A version joins an item only when both are marked alike: joining a more open item would show it to more people,
 * joining a more closed one would hide it from those who may read it. The very same words in a more open item add nothing.
 */
function belongsTo(item: Marking, article: Marking, { verdict }: Sameness): boolean {
  if (alike(item) === alike(article)) return true
  return verdict === 'duplicate' && item.releasableTo.length === 0 && tlpRank(item.tlp) < tlpRank(article.tlp)
}

function alike({ tlp, pap, owner, audience, persons, releasableTo }: Marking): string {
  return JSON.stringify([tlp, pap ?? null, owner, [...audience].sort(), [...persons].sort(), [...releasableTo].sort()])
}

function comparable({ title, text, canonicalUrl, contentHash, signature }: Document) {
  return { title, text, canonicalUrl, contentHash, signature }
}
