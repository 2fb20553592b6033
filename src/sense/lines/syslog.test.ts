// Syslog: what is inside a message comes out as one line, however it was framed and cut into chunks.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSyslogStream } from './syslog.ts'

function read(chunks: readonly (string | Uint8Array)[]) {
  const lines: string[] = []
  const stream = createSyslogStream((line) => lines.push(Buffer.from(line).toString('latin1')))
  for (const chunk of chunks) stream.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk)
  stream.end()
  return { lines, counters: stream.counters }
}

const inside = '192.0.2.1 - - [10/Mar/2025:09:45:07 +0000] "GET / HTTP/1.1" 200 5'

describe('heads', () => {
  test.each([
    ['RFC 5424', `<190>1 2025-03-10T09:45:07Z web1 nginx 123 - - ${inside}`],
    ['RFC 5424 with data', `<190>1 2025-03-10T09:45:07Z web1 nginx - ID47 [a b="c \\] \\" d"][e f="g"] ${inside}`],
    ['RFC 5424 with a byte order mark', `<190>1 2025-03-10T09:45:07Z web1 nginx - - - \xef\xbb\xbf${inside}`],
    ['RFC 3164', `<190>Mar 10 09:45:07 web1 nginx: ${inside}`],
    ['RFC 3164 with a process', `<190>Mar  1 09:45:07 web1 nginx[123]: ${inside}`],
    ['RFC 3164 without a host', `<190>Mar 10 09:45:07 nginx: ${inside}`],
    ['RFC 3164 with a new time', `<190>2025-03-10T09:45:07.123Z web1 nginx: ${inside}`],
    ['no head', inside],
  ])('%s is taken off', (_name, text) => {
    expect(read([text]).lines).toEqual([`${inside}\n`])
  })

  test('a head alone is an empty line, and nothing at all is no message', () => {
    expect(read(['<190>1 - - - - - -']).lines).toEqual(['\n'])
    expect(read(['', '\n\n', '\0']).lines).toEqual([])
  })
})

describe('frames', () => {
  const message = `<190>Mar 10 09:45:07 web1 nginx: ${inside}`

  test('counted frames and lines may follow each other', () => {
    const text = `${message.length} ${message}${message}\r\n${message.length} ${message}${message}`
    expect(read([text]).lines).toEqual(Array(4).fill(`${inside}\n`))
  })

  test('a line feed within a counted frame stays within its line', () => {
    expect(read(['16 <190>x: one\ntwo!']).lines).toEqual(['one two!\n'])
  })

  test('a line that begins with digits is no counted frame', () => {
    expect(read(['17 apples\n99 <no\n']).lines).toEqual(['17 apples\n'])
  })

  test('a counted frame that is not whole at the end is lost and said so', () => {
    expect(read(['500 <190>short'])).toEqual({ lines: [], counters: { messages: 0, lost: { 'frame-short': 1 } } })
  })

  test('what is longer than a frame may be is cut, and the next message is whole', () => {
    const long = `<190>x: ${'a'.repeat(200_000)}`
    for (const text of [`${long}\n${message}\n`, `${long.length} ${long}${message.length} ${message}`]) {
      const { lines, counters } = read([text])
      expect(lines).toHaveLength(2)
      expect(lines[0]?.length).toBeLessThan(80_000)
      expect(lines[1]).toBe(`${inside}\n`)
      expect(counters.lost).toEqual({ 'frame-cut': 1 })
    }
  })

  test('the chunks it comes in make no difference', () => {
    const part = fc.constantFrom(
      message,
      `${message.length} ${message}`,
      '\n',
      '12 <',
      '<1>',
      '5 <1>xx',
      '\0',
      'text\n',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), fc.array(fc.integer({ min: 1, max: 60 })), (parts, sizes) => {
        const text = parts.join('')
        const chunks: string[] = []
        for (let from = 0; from < text.length; ) {
          const size = sizes[chunks.length % Math.max(1, sizes.length)] ?? 7
          chunks.push(text.slice(from, from + size))
          from += size
        }
        expect(read(chunks)).toEqual(read([text]))
      }),
      { numRuns: 500 },
    )
  })

  test('no bytes make it throw, and each line has one line feed, at its end', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        for (const line of read(chunks).lines) expect(line.indexOf('\n')).toBe(line.length - 1)
      }),
      { numRuns: 500 },
    )
  })
})
