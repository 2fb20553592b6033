// From the analysis of one article to what is kept of it: the document with its spans, the short reading for lists,
// and what changed since the version before. Pure.

import { instant } from '#kernel/time.ts'
import type { Document, FactChange, Reading } from '../api.ts'
import type { Item } from '../model.ts'
import { scrubText } from '../rules/decode-bytes.ts'
import { factChanges } from '../rules/stories.ts'
import { bandsOf, signatureOf } from '../rules/versions.ts'

/** One article as it came in: what the stages made of it, and what is known beside its text. */
export interface Article {
  item: Item
  /** As shown; the canonical spelling is in the item. */
  url: string | null
  rawSha256: string
  rawBytes: number
  /** The bytes as they came, for whoever keeps them; `rawKept` once they are kept. */
  raw?: { data: Uint8Array | string; kind: RawKind }
  rawKept?: RawKind
  /** Who published it, where that stands in the text itself (mail). */
  outlet?: string | null
}

export type RawKind = NonNullable<Document['rawKept']>

const leadChars = 600
const leadWords = 50
const mostFacts = 100

/** A line that can be shown and stored: no controls, no bidirectional tricks, no line ends. */
export function plainLine(text: string, most: number): string {
  const line = scrubText(text.slice(0, most * 4), [])
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= most ? line : line.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}

export function titleOf(item: Item): string {
  return plainLine(item.title, 300) || plainLine(item.text, 80) || 'Untitled'
}

/** Only moments that exist and that the database can hold. */
export function momentOf(text: string | null): string | null {
  if (text === null) return null
  const at = Date.parse(text)
  return Number.isNaN(at) || at < Date.UTC(1900, 0) || at > Date.UTC(2200, 0) ? null : instant(new Date(at))
}

export function readingOf({ item, url }: Article): Reading {
  const places = onceBy(
    item.places.filter(({ country }) => /^[A-Z]{2}$/.test(country)),
    (it) => `${it.text} ${it.country}`,
  )
  const times = onceBy(item.times, (it) => `${it.text} ${it.value ?? it.shape}`)
  return {
    title: titleOf(item),
    url,
    canonicalUrl: item.canonicalUrl,
    publishedAt: momentOf(item.publishedAt),
    lead: plainLine(item.text, leadChars),
    language: item.language.code,
    topics: item.topics.slice(0, 50).map(({ topic, score }) => ({ topic, score })),
    incident: item.incident,
    incidentWhy: item.incidentWhy,
    places: places
      .slice(0, mostFacts)
      .map(({ text, country, kind, ambiguous }) => ({ text, country, kind, ambiguous })),
    countries: [...new Set(places.map(({ country }) => country))].slice(0, mostFacts),
    sectors: item.sectors.filter(({ role }) => role === 'own').map(({ sector }) => sector),
    times: times
      .slice(0, mostFacts)
      .map(({ text, kind, value, floating, anchor }) => ({ text, kind, value, floating, anchor })),
    stageVersions: item.stageVersions,
    partial: said(item.partial),
    uncovered: said(item.uncovered),
  }
}

export function documentOf(
  { item, rawSha256, rawBytes, rawKept }: Article,
  itemId: string,
  number: number,
  digest: (text: string) => string,
): Document {
  return {
    item: itemId,
    number,
    title: titleOf(item),
    titleSpan: item.titleSpan,
    text: item.text,
    rawSha256,
    rawBytes,
    ...(rawKept ? { rawKept } : {}),
    origin: { span: item.origin.span, content: item.origin.content, why: item.origin.why },
    contentHash: item.contentHash,
    signature: item.signature,
    bands: bandsFor(item, digest),
    canonicalUrl: item.canonicalUrl,
    publishedAt: momentOf(item.publishedAt),
    language: item.language,
    times: item.times,
    places: item.places,
    topics: item.topics,
    sectors: item.sectors,
    figures: item.figures,
    names: item.names,
    claims: item.claims,
    checks: item.checks,
    incident: item.incident,
    incidentWhy: item.incidentWhy,
    stageVersions: item.stageVersions,
    partial: said(item.partial),
    uncovered: said(item.uncovered),
  }
}

/**
 * Keys of the whole text and of its beginning: a teaser shares too few word runs with the whole article to be found
 * by the whole (12 % are), but its beginning is the same.
 */
export function bandsFor(item: Item, digest: (text: string) => string): string[] {
  const lead = item.text.split(/\s+/, leadWords).join(' ')
  const bands = [...bandsOf(item.signature), ...bandsOf(signatureOf(lead)).map((band) => `lead ${band}`)]
  return [...new Set(bands.map((band) => digest(band).slice(0, 12)))]
}

export function changesBetween(before: Document, after: Document): FactChange[] {
  const changes: FactChange[] = []
  const compare = (what: FactChange['what'], a: string | null, b: string | null) => {
    if (a !== b) changes.push({ what, before: a, after: b })
  }
  compare('title', before.title, after.title)
  if (before.contentHash !== after.contentHash) {
    changes.push({ what: 'text', before: `${before.text.length} characters`, after: `${after.text.length} characters` })
  }
  compare('language', before.language.code, after.language.code)
  compare('publishedAt', before.publishedAt, after.publishedAt)
  compare('incident', before.incident ? 'yes' : 'no', after.incident ? 'yes' : 'no')
  const facts = [
    ['time', (it: Document) => it.times.map(({ text, value }) => (value === null ? text : `${text} = ${value}`))],
    ['place', (it: Document) => it.places.map(({ text, country }) => `${text} (${country})`)],
    ['topic', (it: Document) => it.topics.map(({ topic }) => topic)],
    [
      'sector',
      (it: Document) => (it.sectors ?? []).map(({ sector, role }) => (role === 'own' ? sector : `${sector} (touched)`)),
    ],
  ] as const
  for (const [what, list] of facts) {
    const old = new Set(list(before))
    const now = new Set(list(after))
    for (const fact of old) if (!now.has(fact)) changes.push({ what, before: fact, after: null })
    for (const fact of now) if (!old.has(fact)) changes.push({ what, before: null, after: fact })
  }
  changes.push(...factChanges(before, after))
  return changes.slice(0, mostFacts)
}

function onceBy<T>(list: readonly T[], key: (it: T) => string): T[] {
  return [...new Map(list.map((it) => [key(it), it] as const).reverse()).values()].reverse()
}

function said(list: readonly string[]): string[] {
  return list.slice(0, 100).map((line) => plainLine(line, 500))
}
