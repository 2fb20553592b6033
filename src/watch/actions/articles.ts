// What reading a text gives: its articles, and what was done and left out on the way. One shape for every way in.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { AnalyseAnswer, Analyser } from '../analyse.ts'
import type { AnalyseInput } from '../rules/analyse.ts'
import { bareAnalysis } from '../rules/bare.ts'
import type { Context } from './contexts.ts'
import type { FeedReader } from './read-feed.ts'
import { type Article, momentOf, plainLine, type RawKind } from './read-item.ts'
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

export function given(known: Known): { title: string | null; publishedAt: string | null; url: string | null } {
  return {
    title: known.title ? plainLine(known.title, 500) : null,
    publishedAt: momentOf(known.publishedAt ?? null),
    url: known.url ?? null,
  }
}

export function rawOf(data: Uint8Array | string, kind: RawKind) {
  return { rawSha256: sha256(data), rawBytes: Buffer.byteLength(data), raw: { data, kind } }
}

/** A text that could not be analysed is kept all the same: as one item without facts, which says so. */
export function articlesFrom(
  answer: AnalyseAnswer,
  known: Known,
  raw: ReturnType<typeof rawOf>,
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
