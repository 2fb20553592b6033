// JSON Feed 1.1.
import type { FeedItem, FeedPage } from '../../model/feed.ts'
import { categoriesOf } from './categories.ts'

export function jsonFeedOf({ title, about, home, self, next, issuer, items }: FeedPage): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    ...(self === null ? {} : { feed_url: self }),
    ...(next === null ? {} : { next_url: next }),
    description: about,
    authors: [{ name: issuer }],
    language: 'en',
    items: items.map(itemOf),
  }
  return `${JSON.stringify(feed, null, 2)}\n`
}

function itemOf(item: FeedItem): object {
  const { id, url, title, summary, html, published, updated, issuer, language, tlp, marking } = item
  const { kind, exercise, withdrawn, superseded } = item
  return {
    ...{ id, url, title, summary },
    ...(html === '' ? { content_text: summary } : { content_html: html }),
    date_published: published,
    date_modified: updated,
    authors: [{ name: issuer }],
    tags: categoriesOf(item).map(({ label }) => label),
    language,
    _tocsin: { kind, tlp, marking, exercise, withdrawn, superseded },
  }
}
