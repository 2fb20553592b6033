// The same article is known again by its address, its words or most of them; another article is not.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { stories } from '../testdata/stories.ts'
import { type Comparable, canonicalUrl, contentHash, sameArticle, signatureOf } from './versions.ts'

const make = (text: string, url: string | null = null): Comparable => ({
  title: text.slice(0, 40),
  text,
  canonicalUrl: url === null ? null : canonicalUrl(url),
  contentHash: contentHash(text, (words) => createHash('sha256').update(words).digest('hex')),
  signature: signatureOf(text),
})
const texts = stories.map(({ title, body }) => [title, ...body].join('\n\n'))

test('tracking parameters, fragments and www do not make another address', () => {
  expect(canonicalUrl('http://www.News.example/a/?utm_source=x&b=2&a=1#top')).toBe('https://news.example/a?a=1&b=2')
  expect(canonicalUrl('javascript:alert(1)')).toBeNull()
  expect(canonicalUrl('no address')).toBeNull()
})

test('the same words in another layout are a duplicate', () => {
  expect(sameArticle(make(texts[0]!), make(texts[0]!.replaceAll('\n\n', '\n').toUpperCase()))?.verdict).toBe(
    'duplicate',
  )
})

test('a changed figure, a correction at the end or the first half alone are versions', () => {
  const text = texts[0]!
  expect(sameArticle(make(text), make(text.replace('39,000', '41,000')))?.verdict).toBe('version')
  expect(sameArticle(make(text), make(`${text}\n\nThis article was corrected after publication.`))?.verdict).toBe(
    'version',
  )
  expect(sameArticle(make(text), make(text.slice(0, text.length / 2)))?.verdict).toBe('version')
})

test('the same address with other words is a version', () => {
  expect(
    sameArticle(make(texts[0]!, 'https://a.example/x'), make(texts[4]!, 'https://www.a.example/x?utm_medium=y'))
      ?.verdict,
  ).toBe('version')
})

test('no two of the stories are one article, not even two wordings of one event', () => {
  for (const [i, a] of texts.entries()) {
    for (const b of texts.slice(i + 1)) expect(sameArticle(make(a), make(b))).toBeUndefined()
  }
})
