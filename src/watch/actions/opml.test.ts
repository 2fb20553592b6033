// Lists of feeds: nested, large, hostile, and written so that they read back the same.
import { expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import type { Source } from '../api.ts'
import { mostOutlines, readOpmlBytes } from './opml.ts'
import { writeOpml } from './write-opml.ts'

const read = (text: string) => readOpmlBytes(Buffer.from(text))
const opml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>${body}</body></opml>`

test('folders become categories, and an outline without an address is only counted', () => {
  const list = read(
    opml(
      '<outline text="CSIRTs"><outline text="EU"><outline type="rss" text="One &amp; only" title="One" xmlUrl=" https://one.example.org/f " htmlUrl="https://one.example.org/" category="/security/news,alerts" language="en-gb"/></outline></outline><outline text="Just a note"/><outline text="Two" xmlUrl="https://two.example.org/f"/>',
    ),
  )
  if (!list.ok) throw new Error(list.detail)
  expect(list.value.title).toBe('Mine')
  expect(list.value.outlines).toEqual([
    {
      title: 'One',
      url: 'https://one.example.org/f',
      htmlUrl: 'https://one.example.org/',
      categories: ['CSIRTs', 'EU', 'security', 'news', 'alerts'],
      language: 'en',
    },
    { title: 'Two', url: 'https://two.example.org/f', htmlUrl: null, categories: [], language: null },
  ])
  expect(list.value.partial).toEqual(['1 entries that name no feed are left out.'])
})

test('markup and tricks in titles come out as plain text', () => {
  const list = read(
    opml('<outline text="&lt;script&gt;alert(1)&lt;/script&gt; N&#x202e;ews" xmlUrl="javascript:alert(1)"/>'),
  )
  if (!list.ok) throw new Error(list.detail)
  expect(list.value.outlines[0]).toMatchObject({ title: 'alert(1) News', url: 'javascript:alert(1)' })
})

test('thousands are read, and what is beyond the most is said', () => {
  const many = Array.from(
    { length: mostOutlines + 5 },
    (_, n) => `<outline text="F${n}" xmlUrl="https://f${n}.example.org/"/>`,
  )
  const began = busyMs()
  const list = read(opml(many.join('')))
  expect(busyMs() - began).toBeLessThan(8000)
  if (!list.ok) throw new Error(list.detail)
  expect(list.value.outlines).toHaveLength(mostOutlines)
  expect(list.value.partial).toEqual([`More than ${mostOutlines} feeds; 5 are left out.`])
})

test.each([
  ['entities of its own', '<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', /entities of its own/],
  ['a web page', '<!doctype html><html><body>hello</body></html>', /web page/],
  ['a feed', '<rss version="2.0"><channel/></rss>', /no OPML/],
  ['a tower', `<opml><body>${'<outline text="a">'.repeat(200)}</body></opml>`, /deep/],
  ['nothing', '', /no XML/],
])('%s is refused', (_what, text, words) => {
  const list = read(text)
  expect(list.ok ? '' : list.detail).toMatch(words)
})

test('what is written reads back the same', () => {
  const source = (name: string, more: Partial<Source>): Source => ({
    ...{ name, url: `https://${name.length}.example.org/f?a=1&b=2`, intervalSeconds: 900, reliability: 'B' },
    ...{ publisher: null, itemMarking: null, active: true, followedAt: '2025-03-01T00:00:00.000Z' },
    ...more,
  })
  const sources = [
    source('A "quoted" <b>name</b>', {
      categories: ['Fol & der', 'x'],
      language: 'de',
      htmlUrl: 'https://e.example.org/',
    }),
    source('Bare', {}),
  ]
  const list = read(writeOpml('T & t', sources, '2025-03-10T10:00:00.000Z'))
  if (!list.ok) throw new Error(list.detail)
  expect(list.value.title).toBe('T & t')
  expect(list.value.outlines).toMatchObject([
    { url: sources[0]?.url, categories: ['Fol & der', 'x'], language: 'de', htmlUrl: 'https://e.example.org/' },
    { title: 'Bare', url: sources[1]?.url, categories: [] },
  ])
})
