// RSS 2.0, with the two elements of Atom that readers of RSS know: where the feed is, and where its next page is.
import type { FeedItem, FeedPage } from '../../model/feed.ts'
import { documentOf, element, type Xml } from '../xml.ts'
import { categoriesOf, generator } from './categories.ts'

const rssType = 'application/rss+xml'
const minutesToLive = '15'

export function rssOf(page: FeedPage): string {
  const { title, about, home, self, next, updated, items } = page
  return documentOf(
    element(
      'rss',
      [
        element('channel', [
          element('title', title),
          element('link', home),
          element('description', about),
          element('language', 'en'),
          element('lastBuildDate', mailDate(updated)),
          element('generator', generator),
          element('docs', 'https://www.rssboard.org/rss-specification'),
          element('ttl', minutesToLive),
          self === null ? null : element('atom:link', [], { href: self, rel: 'self', type: rssType }),
          next === null ? null : element('atom:link', [], { href: next, rel: 'next', type: rssType }),
          ...items.map(itemOf),
        ]),
      ],
      {
        version: '2.0',
        'xmlns:atom': 'http://www.w3.org/2005/Atom',
        'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      },
    ),
  )
}

function itemOf(item: FeedItem): Xml {
  return element('item', [
    element('title', item.title),
    element('link', item.url),
    element('guid', item.id, { isPermaLink: 'false' }),
    // RSS knows no second time of an item: what was withdrawn comes again as what is new.
    element('pubDate', mailDate(item.updated)),
    element('dc:creator', item.issuer),
    ...categoriesOf(item).map(({ scheme, label }) => element('category', label, { domain: scheme })),
    element('description', item.summary),
    element('dc:rights', item.marking),
    item.html === '' ? null : element('content:encoded', item.html),
  ])
}

/** 'Mon, 10 Mar 2025 09:45:00 +0000': RFC 822 with the year in full, as RSS wants it. */
export function mailDate(at: string): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}
