// From the bytes of a feed to its entries: RSS, Atom, RDF and JSON Feed become one shape. Pure; runs in a worker.
import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { FeedFormat } from '../api.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { guardXml } from './guard-xml.ts'
import { momentOf, plainLine } from './read-item.ts'

export interface FeedEntry {
  /** What the feed says identifies it; null when it says nothing. */
  guid: string | null
  link: string | null
  title: string
  content: string
  kind: 'html' | 'plain'
  publishedAt: string | null
}

export interface FeedRead {
  format: FeedFormat
  title: string
  entries: FeedEntry[]
  /** What was left out, and why. */
  partial: string[]
}

export const mostEntries = 2000
const mostContentChars = 400_000

export function parseFeedBytes(bytes: Uint8Array, contentType: string | null): Reply<FeedRead> {
  const text = decodeBytes(bytes, contentType).text.replace(/^[\s\ufeff]+/, '')
  try {
    const read = text.startsWith('{') ? parseJson(text) : parseXml(text)
    return read.ok ? done(bounded(read.value)) : read
  } catch (error) {
    const detail = error instanceof Error ? plainLine(error.message, 200) : ''
    return refuse('feed-not-read', `It is not a feed that can be read${detail ? ` (${detail})` : ''}.`)
  }
}

function parseJson(text: string): Reply<FeedRead> {
  const value: unknown = JSON.parse(text, (key, inner) =>
    key === '__proto__' || key === 'constructor' ? undefined : inner,
  )
  const feed = parseJsonFeed(value, { maxItems: mostEntries + 1 })
  const entries = (feed.items ?? []).map((item): FeedEntry => {
    const html = item.content_html ?? ''
    return {
      guid: item.id ?? null,
      link: item.url ?? item.external_url ?? null,
      title: item.title ?? '',
      content: html || (item.content_text ?? item.summary ?? ''),
      kind: html ? 'html' : 'plain',
      publishedAt: item.date_published ?? item.date_modified ?? null,
    }
  })
  return done({ format: 'json', title: feed.title ?? '', entries, partial: [] })
}

function parseXml(text: string): Reply<FeedRead> {
  const guarded = guardXml(text)
  if (!guarded.ok) return guarded
  const { xml, root } = guarded.value
  const local = root.replace(/^.*:/, '').toLowerCase()
  if (local === 'rss') return done(fromRss(xml))
  if (local === 'feed') return done(fromAtom(xml))
  if (local === 'rdf') return done(fromRdf(xml))
  return refuse('feed-not-read', `It is XML, but no feed: its root element is <${plainLine(root, 60)}>.`)
}

function fromRss(xml: string): FeedRead {
  const feed = parseRssFeed(xml, { maxItems: mostEntries + 1 })
  const entries = (feed.items ?? []).map((item): FeedEntry => {
    const permanent =
      item.guid?.isPermaLink === true || (item.guid?.isPermaLink === undefined && isAddress(item.guid?.value))
    return {
      guid: item.guid?.value ?? null,
      link: item.link ?? item.atom?.links?.[0]?.href ?? (permanent ? (item.guid?.value ?? null) : null),
      title: item.title ?? item.dc?.titles?.[0] ?? '',
      content: longest(item.content?.encoded, item.description, item.dc?.descriptions?.[0]),
      kind: 'html',
      publishedAt: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? item.atom?.updated ?? null,
    }
  })
  return { format: 'rss', title: feed.title ?? '', entries, partial: [] }
}

function fromAtom(xml: string): FeedRead {
  const feed = parseAtomFeed(xml, { maxItems: mostEntries + 1 })
  const entries = (feed.entries ?? []).map((entry): FeedEntry => {
    const links = entry.links ?? []
    const body = entry.content?.value ? entry.content : entry.summary
    return {
      guid: entry.id ?? null,
      link: (links.find(({ rel }) => rel === undefined || rel === 'alternate') ?? links[0])?.href ?? null,
      title: entry.title?.value ?? '',
      content: body?.value ?? '',
      kind: body?.type === 'html' || body?.type === 'xhtml' ? 'html' : 'plain',
      publishedAt: entry.published ?? entry.updated ?? null,
    }
  })
  return { format: 'atom', title: feed.title?.value ?? '', entries, partial: [] }
}

function fromRdf(xml: string): FeedRead {
  const feed = parseRdfFeed(xml, { maxItems: mostEntries + 1 })
  const entries = (feed.items ?? []).map(
    (item): FeedEntry => ({
      guid: item.rdf?.about ?? null,
      link: item.link ?? null,
      title: item.title ?? '',
      content: longest(item.content?.encoded, item.description),
      kind: 'html',
      publishedAt: item.dc?.dates?.[0] ?? null,
    }),
  )
  return { format: 'rdf', title: feed.title ?? '', entries, partial: [] }
}

function longest(...texts: (string | undefined)[]): string {
  return texts.reduce<string>((best, text) => (text !== undefined && text.length > best.length ? text : best), '')
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\//i.test(text)
}

function bounded(read: FeedRead): FeedRead {
  const partial: string[] = []
  if (read.entries.length > mostEntries)
    partial.push(`More than ${mostEntries} entries; the first ${mostEntries} are read.`)
  const entries = read.entries.slice(0, mostEntries).map((entry): FeedEntry => {
    if (entry.content.length > mostContentChars)
      partial.push(`An entry of ${entry.content.length} characters; its beginning is read.`)
    return {
      guid: entry.guid === null ? null : entry.guid.slice(0, 4000),
      link: entry.link,
      title: plainTitle(entry.title),
      content: entry.content.slice(0, mostContentChars),
      kind: entry.kind,
      publishedAt: momentOf(entry.publishedAt),
    }
  })
  return { format: read.format, title: plainTitle(read.title), entries, partial: partial.slice(0, 20) }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Titles arrive with tags and escaped escapes; what is shown is text. */
export function plainTitle(title: string): string {
  const bare = title
    .slice(0, 4000)
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hexadecimal, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole
      const code = decimal ? Number(decimal) : Number.parseInt(String(hexadecimal), 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
  return plainLine(bare, 300)
}
