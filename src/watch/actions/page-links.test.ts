// Pages that are followed: lists of links are told from articles, without a rule per site.
import { expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import { readPageLinks } from './page-links.ts'

const headline = (n: number) =>
  `<li><a href="/news/2025/outage-in-region-${n}?a=1&amp;b=2#top">The grid of region ${n} failed for two hours</a></li>`
const menu =
  '<nav><a href="/news/2024/a-very-long-menu-entry-here">A very long menu entry here</a></nav><header><a href="/about">About us</a></header>'
const page = (body: string) =>
  `<!doctype html><html><head><title>News &amp; more</title></head><body>${body}</body></html>`

test('a list of headlines is a listing; menus, other sites, files and service pages are left out', () => {
  const others =
    '<a href="https://other.example.net/news/2025/some-other-story">Some other story that is elsewhere</a><a href="/files/long-report-of-the-year.pdf">The long report of the year</a><a href="/tag/outage-of-the-grid">All about outages of the grid</a><a href="javascript:alert(1)">Click here for a long story</a><a href="/login">Sign in</a>'
  const read = readPageLinks(
    page(`${menu}<ul>${[1, 2, 3, 4, 5, 1].map(headline).join('')}</ul>${others}`),
    'https://www.example.org/news',
  )
  expect(read.kind).toBe('listing')
  expect(read.title).toBe('News & more')
  expect(read.links).toEqual(
    [1, 2, 3, 4, 5].map((n) => `https://www.example.org/news/2025/outage-in-region-${n}?a=1&b=2`),
  )
})

test('an article that ends with links to others is an article', () => {
  const text = `<p>${'The operator said that the power was back after two hours and that nobody was hurt. '.repeat(12)}</p>`
  const read = readPageLinks(
    page(
      `<article><h1>Power is back</h1>${text.repeat(6)}</article><ul>${[1, 2, 3, 4, 5, 6].map(headline).join('')}</ul>`,
    ),
    'https://example.org/news/2025/power-is-back',
  )
  expect(read.kind).toBe('article')
})

test.each([
  ['open tags', '<a '.repeat(60_000)],
  ['open anchors', '<a href="/x">'.repeat(40_000)],
  ['one token', 'x'.repeat(400_000)],
  ['brackets', '<'.repeat(400_000)],
])('%s without end take no time', (_what, html) => {
  const began = busyMs()
  readPageLinks(html, 'https://example.org/')
  expect(busyMs() - began).toBeLessThan(1500)
})
