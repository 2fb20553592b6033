// What is written is what is read: each form is taken apart again, by a reader of feeds and by the reader of watch, and held against
// what its standard asks.
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import type { Held } from '#platform/journal/index.ts'
import { contentOf } from '../../../../test/setup/products.ts'
import { parseFeedBytes } from '../../../watch/actions/parse-feed.ts'
import type { FeedItem, FeedPage } from '../../model/feed.ts'
import type { Product } from '../../model/product.ts'
import { atomOf } from './atom.ts'
import { jsonFeedOf } from './json-feed.ts'
import { productItem } from './product-item.ts'
import { rssOf } from './rss.ts'

const nasty = 'Payments & "cards" <script>alert(1)</script> ]]> \u0000\u0008 \ud800 Ünïcode 🚨'
const told = nasty.replace('\u0000\u0008', '\ufffd\ufffd').replace(/\p{Cs}/gu, '\ufffd')

const item: FeedItem = {
  ...{ id: 'urn:uuid:01980f3c-8a00-7000-8000-000000000001', kind: 'warning', kindName: 'Hub early warning' },
  ...{ title: nasty, tlp: 'GREEN', marking: 'TLP:GREEN · REL TO EU', exercise: true, withdrawn: null },
  ...{ superseded: true, language: 'de', issuer: 'National CSIRT' },
  ...{ published: '2027-03-10T09:45:00.000Z', updated: '2027-03-11T09:45:00.000Z' },
  ...{
    url: 'https://node.example/products/1?a=1&b=2',
    summary: nasty,
    html: `<p>${'Card payments fail &amp; cash is short. '.repeat(5)}</p>`,
  },
  place: { at: '2027-03-11T09:45:00.000Z', id: '01980f3c-8a00-7000-8000-000000000001' },
}
const page: FeedPage = {
  ...{ title: 'National CSIRT <x>', about: 'What it released', id: 'urn:uuid:01980f3c-8a00-7000-8000-0000000000ff' },
  ...{ home: 'https://node.example', self: 'https://node.example/feeds/public/atom.xml' },
  next: 'https://node.example/feeds/public/atom.xml?before=2027-03-11T09%3A45%3A00.000Z~1&x=1',
  ...{ issuer: 'National CSIRT', updated: '2027-03-11T09:45:00.000Z', items: [item] },
}
const readBack = (text: string) => {
  const read = parseFeedBytes(Buffer.from(text), null)
  if (!read.ok) throw new Error(read.detail)
  return read.value
}

test('Atom: an id, a title and a moment for the feed and each entry; an author; a link to itself and to the next page', () => {
  const feed = parseAtomFeed(atomOf(page))
  expect(feed).toMatchObject({ id: page.id, title: { value: page.title }, updated: page.updated })
  expect(feed.authors).toEqual([{ name: 'National CSIRT' }])
  expect(feed.links?.map(({ rel, href }) => [rel, href])).toEqual([
    ['alternate', page.home],
    ['self', page.self],
    ['next', page.next],
  ])
  const [entry] = feed.entries ?? []
  expect(entry).toMatchObject({
    ...{ id: item.id, title: { value: told }, updated: item.updated, published: item.published },
    ...{ rights: { value: item.marking }, summary: { value: told }, content: { type: 'html', value: item.html } },
  })
  expect(entry?.categories?.map(({ term }) => term)).toEqual(['TLP:GREEN', 'warning', 'exercise', 'superseded'])
})

test('RSS 2.0: title, link and description of the channel; each item with a guid that is no address, and a date of RFC 822', () => {
  const text = rssOf(page)
  expect(text).toContain('<rss version="2.0"')
  const feed = parseRssFeed(text)
  expect(feed).toMatchObject({ title: page.title, link: page.home, description: page.about, language: 'en' })
  expect(feed.lastBuildDate).toBe('Thu, 11 Mar 2027 09:45:00 +0000')
  const [first] = feed.items ?? []
  expect(first).toMatchObject({ title: told, link: item.url, description: told })
  expect(first?.guid).toMatchObject({ value: item.id, isPermaLink: false })
  expect(first?.pubDate).toBe('Thu, 11 Mar 2027 09:45:00 +0000')
  expect(first?.categories?.map(({ name }) => name)).toContain('TLP:GREEN · REL TO EU')
  expect(first?.content?.encoded).toBe(item.html)
})

test('JSON Feed 1.1: the version by its address, items with an id as text and a content', () => {
  const raw = JSON.parse(jsonFeedOf(page))
  expect(raw.version).toBe('https://jsonfeed.org/version/1.1')
  const feed = parseJsonFeed(raw)
  expect(feed).toMatchObject({ title: page.title, home_page_url: page.home, feed_url: page.self, next_url: page.next })
  const [first] = feed.items ?? []
  expect(first).toMatchObject({ id: item.id, url: item.url, content_html: item.html, date_published: item.published })
  expect(first?.tags).toContain('TLP:GREEN · REL TO EU')
  expect(raw.items[0]._tocsin).toMatchObject({ kind: 'warning', tlp: 'GREEN', exercise: true, superseded: true })
})

test('the reader of watch finds the same item in each of the three forms', () => {
  for (const write of [atomOf, rssOf, jsonFeedOf]) {
    const [entry, ...more] = readBack(write(page)).entries
    expect(more).toEqual([])
    expect(entry).toMatchObject({ guid: item.id, link: item.url, content: item.html })
    expect(entry?.title).toContain('Payments & "cards"')
  }
})

test('a feed without items is still a feed, and one whose address is a secret does not say it', () => {
  const empty = { ...page, items: [], self: null, next: null }
  for (const write of [atomOf, rssOf, jsonFeedOf]) {
    expect(readBack(write(empty)).entries).toEqual([])
    expect(write(empty)).not.toContain('public/atom.xml')
  }
})

function heldOf(state: Partial<Product>, tlp: 'CLEAR' | 'GREEN' = 'GREEN'): Held<Product> {
  const content = contentOf({ tlp })
  const release = { state: 'sent', at: '2027-03-10T11:00:00.000Z', sentAt: '2027-03-10T11:00:05.000Z' }
  const rest = { edition: 2, revision: 1, approved: { at: '2027-03-10T10:00:00.000Z', revision: 1, fingerprint: '' } }
  return {
    ...{ id: '01980f3c-8a00-7000-8000-000000000009', record: 'share.product', version: 4, realm: 'live', title: '' },
    ...{ marking: content.marking, since: content.asOf },
    state: {
      ...rest,
      ...{ status: 'released', withdrawn: null, supersededBy: null, releases: [release] },
      ...{ changedAt: '2027-03-12T00:00:00.000Z', content },
      ...state,
    } as Product,
  }
}
const asked = { kind: 'product', url: 'https://node.example/p', short: false } as const

test('the marking of a product stands in its title, its summary and around its words; what is for everybody has a plain title', () => {
  const green = productItem(heldOf({}), asked)
  expect(green.title).toBe('[TLP:GREEN] Outage of payments in two Member States')
  expect(green.summary).toMatch(/^TLP:GREEN\. Situation report, edition 2\. /)
  expect(green.html.match(/TLP:GREEN/g)?.length).toBeGreaterThanOrEqual(2)
  expect(green.html).toContain('Card payments fail since the morning.')
  expect(green.published).toBe('2027-03-10T11:00:05.000Z')
  expect(productItem(heldOf({}, 'CLEAR'), asked).title).toBe('Outage of payments in two Member States')
})

test('a product that was withdrawn says so, when, and nothing of what it said', () => {
  const stopped = { by: 'person:x', at: '2027-03-12T08:00:00.000Z', reason: 'The number was that of a bank.' }
  const item = productItem(heldOf({ status: 'withdrawn', withdrawn: stopped }), asked)
  expect(item).toMatchObject({ withdrawn: stopped.at, updated: stopped.at, html: '' })
  expect(item.title).toContain('Withdrawn: ')
  expect(JSON.stringify(item)).not.toContain('bank')
  expect(JSON.stringify(item)).not.toContain('Card payments')
})
