// Snippets, beginnings and kinds of file: small answers from text and bytes that anybody may have written.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginning } from './kept.ts'
import { mediaTypeOf } from './media-type.ts'
import { snippetOf } from './snippet.ts'

/** One half of a surrogate pair, alone. */
const halfCharacter = /\p{Surrogate}/u

test('a snippet shows the words around the first hit, and marks each hit from its beginning', () => {
  const text = `${'Lorem ipsum dolor sit amet. '.repeat(20)}The payment switch failed; payments stopped. ${'Dolor. '.repeat(60)}`
  const { snippet, marks } = snippetOf(text, 'PAYMENT')
  expect(snippet.startsWith('… ') && snippet.endsWith(' …')).toBe(true)
  expect(marks.map(({ from, to }) => snippet.slice(from, to))).toEqual(['payment', 'payment'])
})

test('whatever the text, marks lie inside the snippet on whole characters, and it stays short', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 3000 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      (text, query) => {
        const { snippet, marks } = snippetOf(text, query)
        expect(snippet.length).toBeLessThan(500)
        expect(halfCharacter.test(snippet)).toBe(false)
        for (const { from, to } of marks) expect(from >= 0 && from < to && to <= snippet.length).toBe(true)
      },
    ),
  )
})

test('the beginning of a note is its first line, never half a character', () => {
  expect(beginning('First line\nsecond')).toBe('First line')
  expect(beginning('   ')).toBe('(empty)')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      expect(halfCharacter.test(beginning(text))).toBe(false)
    }),
  )
})

test('the kind of a file is told from its bytes; markup is only text', () => {
  const kind = (...parts: (string | number[])[]) =>
    mediaTypeOf(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))))
  expect(kind('%PDF-1.7\n')).toBe('application/pdf')
  expect(kind([0xd4, 0xc3, 0xb2, 0xa1, 2, 0])).toBe('application/vnd.tcpdump.pcap')
  expect(kind([0x89], 'PNG\r\n')).toBe('image/png')
  expect(kind('<html><script>alert(1)</script>')).toBe('text/plain')
  expect(kind('Grüße aus Köln')).toBe('text/plain')
  expect(kind([0xff, 0xfe, 0x00])).toBe('application/octet-stream')
  expect(kind('a\0b')).toBe('application/octet-stream')
  expect(kind('')).toBe('application/octet-stream')
})
