// From bytes or text to articles, without a store: an article, a digest, a web page or a saved feed.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Analyser } from '../analyse.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { analyseMail } from './analyse-mail.ts'
import { type Articles, articlesFrom, given, type Known, type Readers, rawOf } from './articles.ts'
import type { Context } from './contexts.ts'
import { looksLikeFeed } from './looks-like-feed.ts'
import { looksLikeMail } from './looks-like-mail.ts'
import type { FeedEntry } from './parse-feed.ts'
import type { Article } from './read-item.ts'
import { withoutSharedLinks } from './shared-links.ts'

export type { Articles, Known, Readers } from './articles.ts'

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
  const start = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 5000))
    .replace(/^ï»¿/, '')
    .replaceAll('\0', '')
    .replace(/^(?:ÿþ|þÿ)/, '')
  if (looksLikeFeed(start)) return analyseFeed(readers, bytes, mediaType, known.context)
  if (/^message\/rfc822\b/i.test(mediaType ?? '') || looksLikeMail(start)) return analyseMail(readers, bytes, known)
  const html = /\bhtml\b/i.test(mediaType ?? '') ? ('html' as const) : ('guess' as const)
  const input = { kind: html, ...given(known), split: true }
  const answer = await readers.analyser.analyseBytes(bytes, mediaType, input, known.context)
  const raw = rawOf(bytes, html === 'html' ? 'html' : 'text')
  return articlesFrom(answer, known, raw, () => ({ ...input, text: decodeBytes(bytes, mediaType).text }))
}

export async function analyseText(readers: Readers, text: string, known: Known): Promise<Reply<Articles>> {
  if (looksLikeFeed(text)) return analyseFeed(readers, Buffer.from(text), 'text/plain; charset=utf-8', known.context)
  const input = { text, kind: 'guess' as const, ...given(known), split: true }
  const answer = await readers.analyser.analyse(input, known.context)
  return articlesFrom(answer, known, rawOf(text, 'text'), () => input)
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
  const articles = articlesFrom(answer, known, rawOf(entry.content, 'feed'), () => input)
  if (!articles.ok) return articles
  const [article] = articles.value.articles
  return article ? done(article) : refuse('no-text')
}

function addressFrom(link: string | null, base: string | null): string | null {
  const text = link?.trim() ?? ''
  if (text === '' || text.length > 2000 || !URL.canParse(text, base ?? undefined)) return null
  const url = new URL(text, base ?? undefined)
  return (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password ? url.href : null
}
