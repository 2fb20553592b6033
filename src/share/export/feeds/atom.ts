// The Atom Syndication Format (RFC 4287), in pages as RFC 5005 has them.
import type { FeedItem, FeedPage } from '../../model/feed.ts'
import { documentOf, element, type Xml } from '../xml.ts'
import { categoriesOf, generator } from './categories.ts'

const link = (rel: string, href: string, type: string) => element('link', [], { rel, href, type })
const atomType = 'application/atom+xml'

export function atomOf(page: FeedPage): string {
  return documentOf(
    element(
      'feed',
      [
        element('id', page.id),
        element('title', page.title),
        element('subtitle', page.about),
        element('updated', page.updated),
        element('author', [element('name', page.issuer)]),
        element('generator', generator),
        link('alternate', page.home, 'text/html'),
        page.self === null ? null : link('self', page.self, atomType),
        page.next === null ? null : link('next', page.next, atomType),
        ...page.items.map(entryOf),
      ],
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
    ),
  )
}

function entryOf(item: FeedItem): Xml {
  return element(
    'entry',
    [
      element('id', item.id),
      element('title', item.title),
      element('updated', item.updated),
      element('published', item.published),
      element('author', [element('name', item.issuer)]),
      link('alternate', item.url, item.kind === 'advisory' ? 'application/json' : 'text/html'),
      ...categoriesOf(item).map(({ scheme, term, label }) => element('category', [], { scheme, term, label })),
      element('summary', item.summary),
      element('rights', item.marking),
      item.html === '' ? null : element('content', item.html, { type: 'html' }),
    ],
    { 'xml:lang': item.language },
  )
}
