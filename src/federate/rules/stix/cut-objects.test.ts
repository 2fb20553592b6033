// Cutting a file into objects: every form, however the bytes arrive, and broken files.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutter } from './cut-objects.ts'

const budget = { objectBytes: 10_000, fileBytes: 1_000_000 }

function cut(text: string | Uint8Array, sizes: readonly number[] = [1_000_000]) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const one = cutter(budget)
  const found: unknown[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1)
    for (const object of one.push(bytes.subarray(at, at + size))) found.push(JSON.parse(Buffer.from(object).toString()))
    at += size
  }
  const { heads, fault } = one.end()
  return { found, fault, heads: heads.map((head) => JSON.parse(Buffer.from(head).toString())) }
}

const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })).map((one) => {
  const { objects: _objects, ...rest } = one as Record<string, unknown>
  return JSON.parse(JSON.stringify(rest)) as Record<string, unknown>
})

describe('however the bytes arrive', () => {
  it('a bundle gives its objects and its head', () => {
    fc.assert(
      fc.property(
        fc.array(object, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (objects, sizes, pretty) => {
          const head = { type: 'bundle', id: 'bundle--"objects":[' }
          const text = JSON.stringify({ ...head, objects, after: [{ objects: [1] }] }, null, pretty ? 2 : 0)
          expect(cut(text, sizes)).toEqual({
            found: objects,
            fault: null,
            heads: [{ ...head, objects: [], after: [{ objects: [1] }] }],
          })
        },
      ),
    )
  })

  it('a list, and one object after another, give the objects', () => {
    fc.assert(
      fc.property(
        fc.array(object, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (objects, sizes) => {
          expect(cut(JSON.stringify(objects), sizes)).toEqual({ found: objects, fault: null, heads: [] })
          const lines = objects.map((one) => JSON.stringify(one)).join('\r\n')
          expect(cut(lines, sizes)).toEqual({ found: objects, fault: null, heads: [] })
        },
      ),
    )
  })

  it('backslashes and quotes in texts end nothing too early, wherever a chunk ends', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('\\', '"', '{', '}', '[', ']', 'a') }), { maxLength: 6 })
    const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(texts, sizes, (given, parts) => {
        const objects = given.map((text) => ({ [text]: text, [`${text}x`]: [text] }))
        expect(cut(JSON.stringify({ id: '\\', objects, more: '\\"' }), parts).found).toEqual(objects)
      }),
    )
  })

  it('a byte order mark is passed over', () => {
    expect(cut('\ufeff{"a":1}', [1])).toEqual({ found: [{ a: 1 }], fault: null, heads: [] })
  })
})

describe('broken files', () => {
  it.each(
    [
      ['', 'empty'],
      ['hello', 'must begin'],
      ['{"a":1', 'ends in the middle'],
      ['{"type":"bundle","objects":[{"a":1},', 'ends in the middle'],
      ['[1,2]', 'no object'],
      ['[{"a":1}] {"b":2}', 'there is more'],
      [`{"a":"${'x'.repeat(20_000)}"}`, 'more than 10000 bytes'],
      [`{"type":"bundle","x":"${'x'.repeat(20_000)}","objects":[]}`, 'more than 10000 bytes'],
      [' '.repeat(1_000_001), 'At most'],
    ].map(([text = '', why = '']) => [why, text] as const),
  )('says that or why: %s', (why, text) => {
    expect(cut(text, [4_096]).fault).toContain(why)
  })

  it('what was whole before the fault is there, and nothing behind it', () => {
    expect(cut('{"a":1}{"b":2}x{"c":3}', [3]).found).toEqual([{ a: 1 }, { b: 2 }])
  })

  it('what is too large is not given, whether its end came or not', () => {
    const large = `{"b":"${'x'.repeat(20_000)}"}`
    for (const text of [`{"a":1}${large}`, `[{"a":1},${large}]`, `{"objects":[{"a":1},${large}]}`])
      for (const size of [64, 4_096, 1_000_000]) {
        const { found, fault } = cut(text, [size])
        expect([found, fault]).toEqual([[{ a: 1 }], expect.stringContaining('more than 10000 bytes')])
      }
  })

  it('a million open brackets need no memory', () => {
    expect(cut('['.repeat(900_000)).fault).not.toBeNull()
    expect(cut(`{"a":${'['.repeat(900_000)}`, [4_096]).fault).toContain('more than')
  })
})
