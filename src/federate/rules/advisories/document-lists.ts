// Lists of documents of a provider: ROLIE feeds (RFC 8322, as JSON), and index.txt with changes.csv.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Tree, textOf, treeOf, treesOf } from './look.ts'

export interface ListedDocument {
  url: string
  updated: string
  /** Addresses of its hashes and signature; null: not listed, tried beside the document. */
  sha512: string | null
  sha256: string | null
  signature: string | null
}

/** More entries than any provider lists today; the newest of them count. */
const mostEntries = 60_000

export interface DocumentList {
  documents: ListedDocument[]
  /** Ids that are listed more than once. */
  twice: string[]
}

/** Refuses `bad-feed`. An id that is listed twice counts at its newest, and is named. */
export function readFeed(value: unknown): Reply<DocumentList> {
  const feed = treeOf(treeOf(value).feed)
  if (!Array.isArray(feed.entry)) return refuse('bad-feed', 'It is no ROLIE feed: there is no list of entries in it.')
  const found = new Map<string, ListedDocument>()
  const twice = new Set<string>()
  for (const entry of treesOf(feed.entry.slice(0, mostEntries))) {
    const document = documentFrom(entry)
    const id = textOf(entry.id, 500)
    if (!document || id === null) continue
    const before = found.get(id)
    if (before) twice.add(id)
    if (!before || before.updated < document.updated) found.set(id, document)
  }
  return done({ documents: onceEach([...found.values()]), twice: [...twice].slice(0, 100) })
}

function documentFrom(entry: Tree): ListedDocument | null {
  const links = treesOf(entry.link)
  const linked = (rel: string, ending = '') => {
    const all = links.filter((link) => link.rel === rel).flatMap(({ href }) => textOf(href, 2000) ?? [])
    return all.find((href) => href.toLowerCase().endsWith(ending)) ?? null
  }
  const url = textOf(treeOf(entry.content).src, 2000) ?? linked('self')
  const updated = momentOf(entry.updated)
  if (url === null || updated === null) return null
  return {
    ...{ url, updated },
    ...{ sha512: linked('hash', '.sha512'), sha256: linked('hash', '.sha256'), signature: linked('signature') },
  }
}

function momentOf(value: unknown): string | null {
  const moment = typeof value === 'string' && value.length < 60 ? Date.parse(value) : Number.NaN
  return Number.isNaN(moment) || Math.abs(moment) > 8e14 ? null : new Date(moment).toISOString()
}

function onceEach(documents: readonly ListedDocument[]): ListedDocument[] {
  return [...new Map(documents.map((one) => [one.url, one])).values()]
}

/** '"2026/a.json","2026-01-01T00:00:00Z"', with or without quotes; lines that are something else are left out. */
export function readChanges(text: string, directory: string): DocumentList {
  const documents: ListedDocument[] = []
  for (const line of text.split('\n', mostEntries)) {
    const [path = '', at = ''] = line.split(',', 2).map((cell) => cell.trim().replace(/^"|"$/g, ''))
    const updated = momentOf(at)
    const url = within(directory, path)
    if (url !== null && updated !== null) documents.push(beside(url, updated))
  }
  return { documents: onceEach(documents), twice: [] }
}

/** Without dates: each is looked at once. */
export function readIndex(text: string, directory: string, updated: string): DocumentList {
  const urls = text.split('\n', mostEntries).flatMap((line) => within(directory, line.trim()) ?? [])
  return { documents: onceEach(urls.map((url) => beside(url, updated))), twice: [] }
}

const beside = (url: string, updated: string): ListedDocument => ({
  ...{ url, updated, sha512: null, sha256: null, signature: null },
})

/** Names in a list are below its folder, in a folder by year; a path that leads elsewhere is not followed. */
function within(directory: string, path: string): string | null {
  if (!/^[A-Za-z0-9_+-]{1,60}(?:\/[A-Za-z0-9_+-]{1,200}){0,4}\.json$/.test(path)) return null
  const base = directory.endsWith('/') ? directory : `${directory}/`
  return URL.canParse(path, base) ? new URL(path, base).href : null
}
