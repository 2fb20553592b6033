// JSON of strangers: what is refused before it costs anything.
import { describe, expect, test } from 'vitest'
import { readJson } from './read-json.ts'

const limits = { characters: 1_000_000, depth: 20, values: 1000 }
const refusal = (text: string) => {
  const reply = readJson(text, limits)
  return reply.ok ? 'read' : reply.refusal
}

describe('a document', () => {
  test('is read as it is, also behind a byte order mark', () => {
    expect(readJson('\ufeff{"a":[1,"b\\"]"]}', limits)).toEqual({ ok: true, value: { a: [1, 'b"]'] } })
  })
  test.each([
    ['deeper than any needs to be', '['.repeat(5000), 'too-deep'],
    ['with more values than are read', `[${'1,'.repeat(2000)}1]`, 'too-large'],
    ['longer than is read', `"${'x'.repeat(1_000_001)}"`, 'too-large'],
    ['that is cut off', '{"a":"b', 'not-json'],
    ['with a name that means the prototype', '{"__proto__":{"admin":true}}', 'harmful'],
    ['with that name in other letters', '{"\\u005f_proto__":1}', 'harmful'],
    ['with a NUL character', '{"a":"\\u0000"}', 'harmful'],
    ['with half a character', '{"a":"\\ud800"}', 'harmful'],
    ['in which brackets stand inside a text only', `{"a":"${'['.repeat(100)}"}`, 'read'],
  ])('%s', (_title, text, expected) => {
    expect(refusal(text)).toBe(expected)
  })
})
