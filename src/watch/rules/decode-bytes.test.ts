// Bytes become the text that was meant, and nothing invisible comes along.
import { expect, test } from 'vitest'
import { decodeBytes } from './decode-bytes.ts'

const utf16 = (text: string, mark: boolean): Uint8Array =>
  new Uint8Array([...(mark ? [0xff, 0xfe] : []), ...Buffer.from(text, 'utf16le')])

test('a byte order mark decides and disappears', () => {
  expect(decodeBytes(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]), null).text).toBe('A')
  expect(decodeBytes(utf16('Zürich', true), null)).toMatchObject({ text: 'Zürich', encoding: 'utf-16le' })
})

test('UTF-16 without a mark is known by its zeros', () => {
  expect(decodeBytes(utf16('A long enough text', false), null).text).toBe('A long enough text')
})

test('valid UTF-8 is UTF-8, whatever is declared', () => {
  expect(decodeBytes(Buffer.from('Łódź'), 'text/plain; charset=iso-8859-1').text).toBe('Łódź')
})

test('the content type, the XML declaration and the meta element name the encoding of other bytes', () => {
  const polish = new Uint8Array([0xb1, 0xe6, 0xea])
  expect(decodeBytes(polish, 'text/plain; charset=iso-8859-2').text).toBe('ąćę')
  const xml = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="ISO-8859-2"?>'), polish])
  expect(decodeBytes(xml, null).text).toContain('ąćę')
  const meta = Buffer.concat([Buffer.from('<html><meta charset="windows-1250"><p>'), new Uint8Array([0xb9])])
  expect(decodeBytes(meta, null).text).toContain('ą')
})

test('undeclared Western bytes are read as windows-1252', () => {
  expect(decodeBytes(new Uint8Array([0x93, 0xe9, 0x94, 0x20, 0x80]), null).text).toBe('“é” €')
})

test('a few broken bytes do not turn UTF-8 into something else', () => {
  const mixed = Buffer.concat([Buffer.from('Gdańsk, Łódź, Poznań, Kraków '), new Uint8Array([0xff])])
  expect(decodeBytes(mixed, null).text).toContain('Kraków')
})

test('NUL, controls, bidirectional overrides and lone surrogates are removed, and it says so', () => {
  const made = decodeBytes(Buffer.from('a\u0000b\u001bc\u202etxt.exe\u202cd\u200be'), null)
  expect(made.text).toBe('abctxt.exede')
  expect(made.did.join(' ')).toContain('bidirectional')
})

test('an unknown declared encoding is ignored, not fatal', () => {
  expect(decodeBytes(new Uint8Array([0xe9]), 'text/plain; charset=klingon').text).toBe('é')
})
