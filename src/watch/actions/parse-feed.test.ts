// Feeds as bytes: what is read, what is refused before a parser sees it, and what hostile input costs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { busyMs } from '../../../test/setup/busy.ts'
import { guardXml, limits } from './guard-xml.ts'
import { looksLikeFeed } from './looks-like-feed.ts'
import { mostEntries, parseFeedBytes } from './parse-feed.ts'

const read = (text: string, type: string | null = null) => parseFeedBytes(Buffer.from(text), type)
const rss = (inside: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`

describe('the guard', () => {
  test.each([
    ['<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', /entities of its own/],
    ['<!DOCTYPE rss SYSTEM "x" [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><rss/>', /entities of its own/],
    ['<rss><!DOCTYPE x><a/></rss>', /entities of its own/],
    ['<rss><!ENTITY a "b"></rss>', /entities of its own/],
    ['<!doctype html><html></html>', /web page/],
    ['<html><body/></html>', /web page/],
    ['<rss><!-- ', /comment/],
    ['<rss><![CDATA[ ', /CDATA/],
    ['<?xml ', /instruction/],
    ['<rss a="', /no end/],
    [`<rss>${'<a>'.repeat(limits.depth + 1)}`, /deep/],
    [`<rss>${'<a/>'.repeat(limits.elements + 1)}</rss>`, /more than/],
    ['hello', /no XML/],
  ])('%.60s is refused', (text, words) => {
    expect(guardXml(text)).toMatchObject({ ok: false, detail: expect.stringMatching(words) })
  })

  test('a document type without definitions is dropped, and what is quoted in CDATA is text', () => {
    const old =
      '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x/rss-0.91.dtd"><rss version="0.91"><a b="x > y"/><c><![CDATA[<!DOCTYPE html><!ENTITY x>]]></c></rss>'
    const guarded = guardXml(old)
    expect(guarded).toMatchObject({ ok: true, value: { root: 'rss' } })
    expect(guarded.ok && guarded.value.xml).not.toContain('Netscape')
    expect(guarded.ok && guarded.value.xml).toContain('<![CDATA[<!DOCTYPE html>')
  })

  test('no text makes it throw, and its time grows with the length only', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '<!',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '"',
      "'",
      '/',
      '=',
      '&',
      'a',
      ' ',
      '<a>',
      '</a>',
      '<!DOCTYPE',
      '[',
    )
    fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => void guardXml(parts.join(''))))
    for (const evil of ['<', '<!--', '<a ', '<a b="', '< ', '<![CDATA[', '<!DOCTYPE a ', '<?']) {
      const before = busyMs()
      guardXml(evil.repeat(Math.ceil(2_000_000 / evil.length)))
      expect(busyMs() - before, evil).toBeLessThan(3000)
    }
  })
})

describe('what looks like a feed', () => {
  test.each([
    ['<?xml version="1.0"?><rss version="2.0">', true],
    ['\ufeff <?xml version="1.0"?>\n<!-- made by hand -->\n<feed xmlns="x">', true],
    ['<rdf:RDF xmlns:rdf="x">', true],
    ['{"version":"https://jsonfeed.org/version/1","items":[]}', true],
    ['<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY', true],
    ['<!doctype html><html>', false],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', false],
    ['RSS feeds are back, says a study', false],
    ['{"a": 1}', false],
  ])('%.50s: %s', (text, expected) => expect(looksLikeFeed(text)).toBe(expected))
})

describe('entries', () => {
  test('keep what identifies them, their link, their longest text and their date', () => {
    const feed = read(
      rss(
        '<item><title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><link>https://x.example/1</link><guid isPermaLink="false">g</guid><pubDate>Mon, 10 Mar 2025 10:45:00 +0100</pubDate><description>short</description><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>The longer text</p>]]></content:encoded></item>',
      ),
    )
    expect(feed).toEqual({
      ok: true,
      value: {
        format: 'rss',
        title: 'T',
        partial: [],
        entries: [
          {
            guid: 'g',
            link: 'https://x.example/1',
            title: 'A & B',
            content: '<p>The longer text</p>',
            kind: 'html',
            publishedAt: '2025-03-10T09:45:00.000Z',
          },
        ],
      },
    })
  })

  test('a permanent guid stands in for a link, and a date that does not exist is no date', () => {
    const feed = read(rss('<item><title>a</title><guid>https://x.example/2</guid><pubDate>someday</pubDate></item>'))
    expect(feed).toMatchObject({ value: { entries: [{ link: 'https://x.example/2', publishedAt: null }] } })
  })

  test('a feed without measure is cut, and says so', () => {
    const feed = read(rss('<item><title>a</title></item>'.repeat(mostEntries + 500)))
    expect(feed.ok && feed.value.entries.length).toBe(mostEntries)
    expect(feed.ok && feed.value.partial).toHaveLength(1)
  })

  test('names of prototypes are dropped or refused', () => {
    const feed = read(
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","__proto__":{"a":1},"items":[{"id":"1","title":"t","content_text":"x","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]}',
    )
    expect(feed).toMatchObject({ ok: true, value: { format: 'json' } })
    expect('polluted' in {}).toBe(false)
    expect(
      read(
        rss('<item><title>t</title><__proto__><polluted>1</polluted></__proto__><constructor>1</constructor></item>'),
      ),
    ).toMatchObject({ refusal: 'feed-not-read' })
    expect('polluted' in {}).toBe(false)
  })

  test('the character set comes from the answer, from the declaration, or from the bytes', () => {
    const text =
      '<?xml version="1.0" encoding="ENC"?><rss version="2.0"><channel><title>Störung</title></channel></rss>'
    expect(parseFeedBytes(Buffer.from(text.replace('ENC', 'iso-8859-1'), 'latin1'), null)).toMatchObject({
      value: { title: 'Störung' },
    })
    expect(
      parseFeedBytes(Buffer.from(text.replace(' encoding="ENC"', ''), 'latin1'), 'text/xml; charset=windows-1252'),
    ).toMatchObject({ value: { title: 'Störung' } })
    expect(parseFeedBytes(Buffer.from(`\ufeff${text.replace('ENC', 'utf-16')}`, 'utf16le'), null)).toMatchObject({
      value: { title: 'Störung' },
    })
    expect(parseFeedBytes(Buffer.from(text.replace('ENC', 'no-such-set')), null)).toMatchObject({
      value: { title: 'Störung' },
    })
  })

  test('no bytes make it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseFeedBytes(bytes, null)))
    const whole = Buffer.from(rss('<item><title>a</title><guid>g</guid><description>&lt;p&gt;x</description></item>'))
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(255), (at, byte) => {
        const broken = Buffer.from(whole)
        broken[Math.min(at, broken.length - 1)] = byte
        parseFeedBytes(broken, null)
      }),
    )
  })
})
