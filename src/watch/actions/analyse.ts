// From bytes or text to articles, without a store: an article, a digest, a web page or a saved feed.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { AnalyseAnswer, Analyser } from '../analyse.ts'
import type { Context } from '../context.ts'
import type { Item } from '../model.ts'
import type { AnalyseInput } from '../rules/analyse.ts'
import { bareAnalysis } from '../rules/bare.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { looksLikeFeed } from './looks-like-feed.ts'
import type { FeedEntry, FeedRead } from './parse-feed.ts'
import type { FeedReader } from './read-feed.ts'
import { type Article, momentOf, plainLine } from './read-item.ts'
import { sha256 } from './take-in.ts'

/** The two threads that read: one for texts, one for feeds. */
export interface Readers {
  analyser: Analyser
  feeds: FeedReader
}

/** What somebody knows about a text beside the text. */
export interface Known {
  title?: string
  url?: string
  publishedAt?: string
  /** What the owner of the text settled about names and terms. */
  context?: Context
}

export interface Articles {
  articles: Article[]
  did: string[]
  partial: string[]
  stageVersions: Record<string, string>
}

const notText: readonly [start: string, what: string][] = [
  ['25504446', 'a PDF'],
  ['504b0304', 'a ZIP archive or an office file'],
  ['d0cf11e0', 'an old office file'],
  ['89504e47', 'a picture'],
  ['ffd8ff', 'a picture'],
  ['47494638', 'a picture'],
  ['1f8b', 'a compressed file'],
  ['7f454c46', 'a program'],
  ['4d5a90', 'a program'],
]

export async function analyseFile(
  readers: Readers,
  bytes: Uint8Array,
  mediaType: string | null,
  known: Known,
): Promise<Reply<Articles>> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const odd = notText.find(([start]) => head.startsWith(start))
  if (odd) return refuse('no-text', `The file is ${odd[1]}.`)
  const raw = { rawSha256: sha256(bytes), rawBytes: bytes.length }
  const start = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 5000))
    .replace(/^ï»¿/, '')
    .replaceAll('\0', '')
    .replace(/^(?:ÿþ|þÿ)/, '')
  if (looksLikeFeed(start)) return analyseFeed(readers, bytes, mediaType, known.context)
  const html = /\bhtml\b/i.test(mediaType ?? '') ? ('html' as const) : ('guess' as const)
  const input = { kind: html, ...given(known), split: true }
  const answer = await readers.analyser.analyseBytes(bytes, mediaType, input, known.context)
  return articlesFrom(answer, known, raw, () => ({ ...input, text: decodeBytes(bytes, mediaType).text }))
}

export async function analyseText(readers: Readers, text: string, known: Known): Promise<Reply<Articles>> {
  if (looksLikeFeed(text)) return analyseFeed(readers, Buffer.from(text), 'text/plain; charset=utf-8', known.context)
  const input = { text, kind: 'guess' as const, ...given(known), split: true }
  const answer = await readers.analyser.analyse(input, known.context)
  return articlesFrom(answer, known, { rawSha256: sha256(text), rawBytes: Buffer.byteLength(text) }, () => input)
}

async function analyseFeed(
  readers: Readers,
  bytes: Uint8Array,
  mediaType: string | null,
  context: Context | undefined,
): Promise<Reply<Articles>> {
  const feed = await readers.feeds.read(bytes, mediaType)
  if (!feed.ok) return feed
  const out: Articles = {
    articles: [],
    did: [`read as a feed (${feed.value.format})`],
    partial: [...feed.value.partial],
    stageVersions: {},
  }
  for (const entry of withoutSharedLinks(feed.value)) {
    const one = await analyseEntry(readers.analyser, entry, null, context)
    if (!one.ok && one.refusal === 'busy') return one
    if (!one.ok) continue
    out.articles.push(one.value)
    out.stageVersions = one.value.item.stageVersions
  }
  return out.articles.length === 0 ? refuse('no-text', 'The feed has no entry with text.') : done(out)
}

/** An entry of a feed is one article, whatever it looks like. `base`: where relative links start from. */
export async function analyseEntry(
  analyser: Analyser,
  entry: FeedEntry,
  base: string | null,
  context?: Context,
): Promise<Reply<Article>> {
  const body =
    entry.content.trim() === ''
      ? { text: entry.title, kind: 'plain' as const }
      : { text: entry.content, kind: entry.kind }
  if (body.text.trim() === '') return refuse('no-text')
  const url = addressFrom(entry.link, base)
  const known = {
    title: entry.title,
    ...(url ? { url } : {}),
    ...(entry.publishedAt ? { publishedAt: entry.publishedAt } : {}),
  }
  const input = { ...body, ...given(known), split: false }
  const answer = await analyser.analyse(input, context)
  const raw = { rawSha256: sha256(entry.content), rawBytes: Buffer.byteLength(entry.content) }
  const articles = articlesFrom(answer, known, raw, () => input)
  if (!articles.ok) return articles
  const [article] = articles.value.articles
  return article ? done(article) : refuse('no-text')
}

/** Links that several entries share name the place of publication, not the article. */
export function withoutSharedLinks(feed: FeedRead): FeedEntry[] {
  const times = new Map<string, number>()
  for (const { link } of feed.entries) if (link) times.set(link, (times.get(link) ?? 0) + 1)
  return feed.entries.map((entry) =>
    entry.link && (times.get(entry.link) ?? 0) > 1 ? { ...entry, link: null } : entry,
  )
}

function addressFrom(link: string | null, base: string | null): string | null {
  const text = link?.trim() ?? ''
  if (text === '' || text.length > 2000 || !URL.canParse(text, base ?? undefined)) return null
  const url = new URL(text, base ?? undefined)
  return (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password ? url.href : null
}

function given(known: Known): { title: string | null; publishedAt: string | null; url: string | null } {
  return {
    title: known.title ? plainLine(known.title, 500) : null,
    publishedAt: momentOf(known.publishedAt ?? null),
    url: known.url ?? null,
  }
}

/** A text that could not be analysed is kept all the same: as one item without facts, which says so. */
function articlesFrom(
  answer: AnalyseAnswer,
  known: Known,
  raw: { rawSha256: string; rawBytes: number },
  again: () => AnalyseInput,
): Reply<Articles> {
  if (!answer.ok && (answer.refusal === 'analyser-busy' || answer.refusal === 'analyser-closed')) {
    return refuse('busy', answer.detail)
  }
  const { items, did, partial, stageVersions } = answer.ok ? answer.value : bareAnalysis(again(), answer.detail, sha256)
  const readable = items.filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
  if (readable.length === 0) return refuse('no-text')
  const single = readable.length === 1
  const articles = readable.map((item): Article => ({ item, url: single ? (known.url ?? null) : null, ...raw }))
  return done({ articles, did, partial, stageVersions })
}

/** The item of an analysis, for callers that keep nothing. */
export type Analysed = Omit<Articles, 'articles'> & { items: (Item & { url: string | null })[] }

export function withoutStore({ articles, ...rest }: Articles): Analysed {
  return { ...rest, items: articles.map(({ item, url }) => ({ ...item, url })) }
}
