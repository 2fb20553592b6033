// A page that is followed: is it an article, or a list of links to articles? One pass over its bounded markup, without
// a document model and without selectors per site. Pure.
import { boundMarkup } from '../rules/markup.ts'
import { plainTitle } from './parse-feed.ts'

export interface PageRead {
  kind: 'article' | 'listing'
  title: string
  /** Addresses on the same site that look like articles, in the order of the page, each once. */
  links: string[]
}

export const mostLinks = 300
/** A page with fewer links to articles is an article that links to others. */
const leastOfListing = 5
const besides = new Set(['nav', 'footer', 'aside', 'form', 'menu', 'dialog'])
const notArticle =
  /^\/(?:tags?|categor(?:y|ies)|topics?|authors?|users?|search|login|signin|sign-in|register|account|about|contact|imprint|impressum|privacy|datenschutz|terms|legal|cookies?|sitemap|subscribe|newsletter|rss|feeds?|api|static|assets|wp-content|page)(?:\/|$)/i
const notPage =
  /\.(?:pdf|zip|gz|jpe?g|png|gif|webp|svg|ico|css|js|mjs|json|xml|rss|atom|mp[34]|webm|docx?|xlsx?|pptx?|csv|txt|asc|sig)$/i

interface Anchor {
  href: string
  text: string
  besides: boolean
}

export function readPageLinks(html: string, address: string): PageRead {
  const base = new URL(address)
  const bounded = boundMarkup(html).html
  const { anchors, prose } = anchorsIn(bounded)
  const links = new Map<string, number>()
  for (const anchor of anchors) {
    const url = articleAddress(anchor, base)
    if (url !== null && !links.has(url) && links.size < mostLinks) links.set(url, anchor.text.length)
  }
  const linked = [...links.values()].reduce((sum, chars) => sum + chars, 0)
  // Teasers are prose too, so a listing may have some; an article has far more of it than headlines of others.
  const listing = links.size >= leastOfListing && prose < Math.max(1500, linked * 8)
  const title = /<title[^>]{0,300}>([^<]{0,1000})/i.exec(html.slice(0, 200_000))?.[1] ?? ''
  return { kind: listing ? 'listing' : 'article', title: plainTitle(title), links: [...links.keys()] }
}

/** Anchors with their text, and how many characters stand in long runs of text outside of them. */
function anchorsIn(html: string): { anchors: Anchor[]; prose: number } {
  const anchors: Anchor[] = []
  let prose = 0
  let outside = 0
  let open: Anchor | null = null
  const tag = /<(\/?)([a-z][a-z0-9]{0,20})([^<>]{0,4000})>/gi
  let at = 0
  for (let found = tag.exec(html); found !== null; found = tag.exec(html)) {
    const text = html.slice(at, found.index)
    at = found.index + found[0].length
    const chars = text.trim().length
    if (open !== null) open.text = open.text.length < 500 ? `${open.text} ${text.slice(0, 500)}` : open.text
    else if (chars > 80 && outside === 0) prose += chars
    const name = (found[2] ?? '').toLowerCase()
    const closing = found[1] === '/'
    if (besides.has(name)) outside = Math.max(0, outside + (closing ? -1 : 1))
    else if (name === 'a' && closing) {
      if (open !== null) anchors.push(open)
      open = null
    } else if (name === 'a') {
      const href = /(?:^|\s)href\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))/i.exec(
        found[3] ?? '',
      )
      if (open !== null) anchors.push(open)
      open = href ? { href: href[1] ?? href[2] ?? href[3] ?? '', text: '', besides: outside > 0 } : null
    }
  }
  return { anchors, prose }
}

/** The address without fragment when it looks like an article of the same site; null otherwise. */
function articleAddress(anchor: Anchor, base: URL): string | null {
  const href = anchor.href.replace(/&amp;/g, '&').trim()
  if (anchor.besides || href === '' || !URL.canParse(href, base.href)) return null
  const url = new URL(href, base)
  url.hash = ''
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.username || url.password) return null
  if (siteOf(url.host) !== siteOf(base.host) || url.href.length > 2000 || url.href === base.href) return null
  if (notArticle.test(url.pathname) || notPage.test(url.pathname)) return null
  const words = plainTitle(anchor.text).match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? ''
  const slug = (last.match(/[-_]/g)?.length ?? 0) >= 2 || /\d{4,}/.test(url.pathname) || /\d{3,}/.test(url.search)
  // A headline is a few words long; an address of an article has a slug, a date or a number.
  return words >= 4 && (slug || words >= 6) ? url.href : null
}

function siteOf(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}
