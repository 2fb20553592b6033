// OPML, the list of feeds that every feed reader can write, becomes one flat list. Pure; runs in the worker.
import { type Opml, parseOpml } from 'feedsmith'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { guardXml } from './guard-xml.ts'
import { plainTitle } from './parse-feed.ts'

export interface Outline {
  title: string
  /** As it stands there: judged by whoever follows it. */
  url: string
  htmlUrl: string | null
  /** The folders around it, outermost first, and its own categories. */
  categories: string[]
  language: string | null
}

export interface OutlineList {
  title: string
  outlines: Outline[]
  /** What was left out, and why. */
  partial: string[]
}

export const mostOutlines = 10_000
const mostCategories = 20
const deepest = 30

export function readOpmlBytes(bytes: Uint8Array): Reply<OutlineList> {
  const guarded = guardXml(decodeBytes(bytes, null).text.replace(/^[\s\ufeff]+/, ''), 'OPML')
  if (!guarded.ok) return guarded
  if (guarded.value.root.toLowerCase() !== 'opml') {
    return refuse('feed-not-read', `It is XML, but no OPML: its root element is <${plainTitle(guarded.value.root)}>.`)
  }
  try {
    return done(flattened(parseOpml(guarded.value.xml) as Opml.Document<string>))
  } catch (error) {
    const detail = error instanceof Error ? plainTitle(error.message) : ''
    return refuse('feed-not-read', `It is no OPML that can be read${detail ? ` (${detail})` : ''}.`)
  }
}

type Node = Opml.Outline<string>

function flattened(opml: Opml.Document<string>): OutlineList {
  const outlines: Outline[] = []
  let left = 0
  let empty = 0
  function walk(nodes: readonly Partial<Node>[], folders: readonly string[]): void {
    for (const node of nodes) {
      const title = plainTitle(node.title ?? node.text ?? '').slice(0, 200)
      const inner = node.outlines ?? []
      const url = node.xmlUrl ?? (node.type === 'rss' ? node.url : undefined)
      if (url && outlines.length >= mostOutlines) left += 1
      else if (url) outlines.push(outlineOf(node, url, title, folders))
      else if (inner.length === 0) empty += 1
      if (inner.length > 0 && folders.length < deepest) walk(inner, title && !url ? [...folders, title] : folders)
    }
  }
  walk(opml.body?.outlines ?? [], [])
  const partial = [
    ...(left > 0 ? [`More than ${mostOutlines} feeds; ${left} are left out.`] : []),
    ...(empty > 0 ? [`${empty} entries that name no feed are left out.`] : []),
  ]
  return { title: plainTitle(opml.head?.title ?? ''), outlines, partial }
}

function outlineOf(node: Partial<Node>, url: string, title: string, folders: readonly string[]): Outline {
  const own = (node.category ?? '').slice(0, 4000).split(/[,/]/)
  const categories = [...folders, ...own].map((it) => plainTitle(it).slice(0, 100)).filter(Boolean)
  const language = /^[a-z]{2,3}(?=$|[-_])/i.exec(node.language?.trim() ?? '')?.[0].toLowerCase() ?? null
  return {
    title,
    url: url.trim().slice(0, 2001),
    htmlUrl: node.htmlUrl?.trim().slice(0, 2001) ?? null,
    categories: [...new Set(categories)].slice(0, mostCategories),
    language,
  }
}
