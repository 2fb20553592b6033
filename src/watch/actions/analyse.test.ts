// What cannot be analysed is kept as text; what nobody had time for yet is refused, to be sent again.
import { expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import type { AnalyseAnswer, Analyser } from '../analyse.ts'
import { analyseEntry, analyseFile, analyseText, type Readers } from './analyse.ts'
import { sha256 } from './take-in.ts'

function readersThat(answer: Extract<AnalyseAnswer, { ok: false }>): Readers {
  const analyser: Analyser = {
    analyse: async () => answer,
    analyseBytes: async () => answer,
    close: async () => {},
  }
  const no = () => Promise.reject(new Error('no feed here'))
  return { analyser, feeds: { read: no, open: no, opml: no, mail: no, page: no, close: async () => {} } }
}
const late = readersThat({ ok: false, refusal: 'analysis-timed-out', detail: 'no result within 10000 ms' })
const text = 'Port closed\n\nThe port of Rijeka is closed.\u0000 Nobody knows why.'

test('a text whose analysis does not end becomes one item that says what is missing', async () => {
  const read = await analyseText(late, text, { url: 'https://news.example.org/port' })
  if (!read.ok) throw new Error(read.refusal)
  const [article] = read.value.articles
  expect(read.value.articles).toHaveLength(1)
  expect(article).toMatchObject({ url: 'https://news.example.org/port', rawSha256: sha256(text) })
  expect(article!.item).toMatchObject({
    title: 'Port closed',
    text: 'Port closed\n\nThe port of Rijeka is closed. Nobody knows why.',
    language: { code: 'und' },
    places: [],
    incident: false,
    incidentWhy: 'not looked at',
  })
  expect(article!.item.partial[0]).toContain('no result within 10000 ms')
  expect(read.value.partial).toEqual(article!.item.partial)
})

test('a page loses its markup on that way, and its scripts with their text', async () => {
  const page = '<html><head><style>p{}</style></head><body><p>Port &amp; harbour closed.</p><script>steal()</script>'
  const read = await analyseFile(late, Buffer.from(page), 'text/html', {})
  expect(read.ok && read.value.articles[0]!.item.text).toBe('Port & harbour closed.')
})

test('an entry of a feed is kept as well', async () => {
  const entry = { title: 'Port closed', content: 'All quiet.', guid: 'a', link: null, publishedAt: null }
  const read = await analyseEntry(late.analyser, { ...entry, kind: 'plain' }, null)
  expect(read.ok && read.value.item).toMatchObject({ title: 'Port closed', text: 'All quiet.' })
})

test('a megabyte of nothing but opening brackets is done with in a moment, and bounded', async () => {
  const started = busyMs()
  const read = await analyseText(late, `<p>begins ${'<'.repeat(1_000_000)}`, {})
  expect(busyMs() - started).toBeLessThan(2_000)
  expect(read.ok && read.value.articles[0]!.item.text.length).toBeLessThanOrEqual(60_000)
  expect(read.ok && read.value.partial.some((line) => line.startsWith('clean: a text of'))).toBe(true)
})

test('a text without a word is no item on this way either', async () => {
  expect(await analyseText(late, '<p> </p>', {})).toMatchObject({ ok: false, refusal: 'no-text' })
})

test('while too many texts wait, nothing is kept', async () => {
  const busy = readersThat({ ok: false, refusal: 'analyser-busy', detail: '1000 texts are waiting' })
  expect(await analyseText(busy, text, {})).toMatchObject({ ok: false, refusal: 'busy' })
})
