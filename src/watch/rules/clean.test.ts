// Markup becomes text as a reader would see it; code never becomes text, and nesting is bounded before parsing.
import { beforeAll, expect, test } from 'vitest'
import { loadTools } from '../tools.ts'
import { cleanText, guessKind } from './clean.ts'
import { boundMarkup, MAX_DEPTH } from './markup.ts'
import type { Tools } from './tools.ts'

let tools: Tools
beforeAll(async () => {
  tools = await loadTools()
})

test('blocks stay apart and inline markup stays together', () => {
  const { text } = cleanText(
    '<h1>Firm reports breach</h1><div>Smi<b>th</b>s said<br>so.</div><p>It did.</p>',
    'html',
    tools,
  )
  expect(text).toBe('Firm reports breach\n\nSmiths said\n\nso.\n\nIt did.')
})

test('scripts, styles, navigation, hidden parts and forms are left out', () => {
  const html = `<body><nav>Home</nav><script>steal()</script><style>p{}</style><p>Kept.</p><p hidden>H</p><p style="display:none">D</p><div class="cookie-banner cookie">C</div><aside>A</aside><footer>F</footer></body>`
  expect(cleanText(html, 'html', tools).text).toBe('Kept.')
})

test('a script in an SVG, a template or an unclosed element never becomes text', () => {
  for (const html of ['<svg><script>x()</script></svg>ok', '<template><p>x()</p></template>ok', 'ok<script>x()']) {
    expect(cleanText(html, 'html', tools).text).toBe('ok')
  }
})

test('entities are decoded once', () => {
  expect(cleanText('<p>&amp;lt;script&amp;gt; A&nbsp;B &#x41; &zzz;</p>', 'html', tools).text).toBe(
    '&lt;script&gt; A B A &zzz;',
  )
})

test('a page gives its title, date and address', () => {
  const html = `<html><head><meta property="og:title" content="Firm breached"><title>Site</title><link rel="canonical" href="https://WWW.News.example/a?utm_source=x"><meta property="article:published_time" content="2025-01-28T08:00:00+01:00"></head><body><p>Text.</p></body></html>`
  expect(cleanText(html, 'html', tools)).toMatchObject({
    title: 'Firm breached',
    publishedAt: '2025-01-28T07:00:00.000Z',
    canonicalUrl: 'https://news.example/a',
  })
})

test('quotes and dashes are folded character for character', () => {
  expect(cleanText('“It’s – so”', 'plain', tools).text).toBe('"It\'s - so"')
})

test('nesting is bounded before the parser sees it, and the text survives', () => {
  const deep = `${'<div>'.repeat(100_000)}core${'</div>'.repeat(100_000)}`
  const bounded = boundMarkup(deep)
  expect(bounded.html.match(/<div>/g)).toHaveLength(MAX_DEPTH)
  const source = cleanText(deep, 'html', tools)
  expect(source.text).toContain('core')
  expect(source.partial.join()).toContain('flattened')
})

test('text that only mentions tags is plain text', () => {
  expect(guessKind('The <b> element makes text bold.')).toBe('plain')
  expect(guessKind('<!doctype html><p>x</p>')).toBe('html')
})
