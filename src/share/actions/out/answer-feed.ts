// A page of a feed as an answer of HTTP: in its form, with a tag of what it says, and nothing where that is known already.
import { createHash } from 'node:crypto'
import type { RawAnswer } from '#platform/http/index.ts'
import { atomOf } from '../../export/feeds/atom.ts'
import { jsonFeedOf } from '../../export/feeds/json-feed.ts'
import { mailDate, rssOf } from '../../export/feeds/rss.ts'
import type { FeedForm, FeedPage } from '../../model/feed.ts'

export interface Written {
  body: string
  type: string
  etag: string
  lastModified: string
}

const forms: Record<FeedForm, { type: string; write: (page: FeedPage) => string }> = {
  atom: { type: 'application/atom+xml; charset=utf-8', write: atomOf },
  rss: { type: 'application/rss+xml; charset=utf-8', write: rssOf },
  json: { type: 'application/feed+json; charset=utf-8', write: jsonFeedOf },
}

export function written(page: FeedPage, form: FeedForm): Written {
  const { type, write } = forms[form]
  const body = write(page)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  return { body, type, etag, lastModified: mailDate(page.updated).replace('+0000', 'GMT') }
}

/**
 * Only the tag decides whether there is something new. A date cannot: what may no longer be read leaves a feed without leaving a
 * later date in it, and must not go on being shown.
 */
export function answered(
  { body, type, etag, lastModified }: Written,
  ifNoneMatch: string | undefined,
  headers: Record<string, string>,
): RawAnswer {
  const all = { ...headers, etag, 'last-modified': lastModified }
  return knows(ifNoneMatch, etag)
    ? { status: 304, type, body: '', headers: all }
    : { status: 200, type, body, headers: all }
}

/** By the weak comparison of RFC 9110: a proxy that packed the body marks the tag as weak. */
function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
    .some((one) => one === etag || one === '*')
}
