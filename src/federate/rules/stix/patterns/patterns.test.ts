// Patterns: what is read, what is not, and that printing and reading are each other's opposite.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Comparison, Literal, Observation, PathStep, Qualifier } from '../../../model/stix/pattern.ts'
import { checkPattern } from './check-pattern.ts'
import { parsePattern } from './parse.ts'
import { patternFor, printPattern } from './print.ts'

const valid: [pattern: string, printed?: string][] = [
  ["[ipv4-addr:value = '198.51.100.3']"],
  ["[ipv4-addr:value == '198.51.100.3']", "[ipv4-addr:value = '198.51.100.3']"],
  ["[file:size <> 5 AND file:name LIKE 'a%']", "[file:size != 5 AND file:name LIKE 'a%']"],
  ["[file:hashes.'SHA-256' IN ('aa', 'bb')]"],
  ["[file:hashes.MD5 = 'aa' OR file:hashes.'SHA-1' = 'bb']"],
  ["[file:name = 'it\\'s' AND file:name != 'C:\\\\x']"],
  ['[file:size NOT IN (1,2,3)]', '[file:size NOT IN (1, 2, 3)]'],
  ['[NOT EXISTS file:name]'],
  ['[EXISTS windows-registry-key:values[*].name]'],
  ["[email-message:to_refs[0].value = 'a@example.org']"],
  ["[network-traffic:src_ref.value ISSUBSET '198.51.100.0/24']"],
  ["[network-traffic:dst_ref.value ISSUPERSET '2001:db8::/32']"],
  ["[url:value MATCHES '^https?://[a-z]+[.]example[.]org/']"],
  ["[file:extensions.'windows-pebinary-ext'.sections[*].entropy > 7.0]"],
  ["[artifact:payload_bin = b'aGVsbG8=']"],
  ["[file:magic_number_hex = h'ffd8']"],
  ["[process:created_time > t'2026-03-10T09:45:00Z']"],
  ['[user-account:is_disabled = true]'],
  ["[url:value = 'a'] AND [url:value = 'b'] OR [url:value = 'c']"],
  ["[url:value = 'a'] FOLLOWEDBY [url:value = 'b'] WITHIN 300 SECONDS"],
  ["([url:value = 'a'] AND [url:value = 'b']) REPEATS 5 TIMES"],
  ["[url:value = 'a'] REPEATS 5 TIMES WITHIN 1.5 SECONDS"],
  ["[url:value = 'a'] START t'2026-03-10T00:00:00Z' STOP t'2026-03-11T00:00:00Z'"],
  ["[url:value = 'a'] AND ([url:value = 'b'] OR [url:value = 'c'])"],
  ["/* why */ [url:value = 'a'] // to the end", "[url:value = 'a']"],
  ["  [\n(url:value = 'a')\t]", "[url:value = 'a']"],
  [
    '[autonomous-system:number = -5 OR autonomous-system:number = +7]',
    '[autonomous-system:number = -5 OR autonomous-system:number = 7]',
  ],
  ["[(url:value = 'a' OR url:value = 'b') AND url:value != 'c']"],
]

const invalid = [
  '',
  '[]',
  'url:value = 1',
  "[url:value = 'a'",
  "[url:value = 'a']]",
  '[url:value = a]',
  "[url = 'a']",
  "[url:value ~ 'a']",
  "[url:value = 'a' AND]",
  "[url:value = 'a'] AND",
  "[url:value = 'a'] and [url:value = 'b']",
  "[url:value = 'a'] WITHIN 0 SECONDS",
  "[url:value = 'a'] WITHIN -1 SECONDS",
  "[url:value = 'a'] WITHIN 5 MINUTES",
  "[url:value = 'a'] REPEATS 1.5 TIMES",
  "[url:value = 'a'] REPEATS 0 TIMES",
  "[url:value = 'a'] START '2026-03-10T00:00:00Z' STOP t'2026-03-11T00:00:00Z'",
  "[url:value = 'a'] START t'2026-03-11T00:00:00Z' STOP t'2026-03-10T00:00:00Z'",
  "[file:hashes.SHA-256 = 'a']",
  '[url:value LIKE 5]',
  '[url:value > true]',
  "[url:value = 'a\\b']",
  "[url:value = 'a]",
  "[url:value = h'abc']",
  "[url:value = b'a']",
  "[url:value = t'2026-02-30T00:00:00Z']",
  '[url:value IN 5]',
  "[url:value = 'a' AND ipv4-addr:value = 'b']",
  "[ipv4-addr:value ISSUBSET 'not an address']",
  '[autonomous-system:number = 9007199254740993]',
  "[file:size IN ('a', 5)]",
  "[indicator:pattern = 'a']",
  '/* not closed',
  '[NOT url:value = 1]',
]

describe('reading', () => {
  it.each(valid)('%s is read, and printed in one spelling', (pattern, printed = pattern) => {
    const read = parsePattern(pattern)
    expect(read.ok && printPattern(read.pattern)).toBe(printed)
    expect(checkPattern(pattern).filter(({ level }) => level === 'error')).toEqual([])
  })

  it.each(valid)('%s: its paths are known', (pattern) => {
    expect(checkPattern(pattern)).toEqual([])
  })

  it.each(invalid)('%s is refused', (pattern) => {
    expect(checkPattern(pattern).some(({ level }) => level === 'error')).toBe(true)
  })

  it('a path that leads nowhere is a warning, for somebody may have extended the type', () => {
    for (const pattern of [
      "[file:nothing = 'a']",
      "[own-type:value = 'a']",
      '[email-message:from_ref.size = 5]',
      "[file:extensions.'no-ext'.x = 1]",
    ])
      expect(checkPattern(pattern).map(({ level }) => level)).toEqual(['warning'])
  })

  it('says where it stopped', () => {
    expect(checkPattern("[url:value = 'a' url]")[0]?.says).toContain('At character 18')
  })
})

const name = fc.oneof(
  fc.constantFrom('value', 'name', 'size', 'START', 'AND', 'h', '_x'),
  fc.string({ minLength: 1, maxLength: 12 }),
)
const step: fc.Arbitrary<PathStep> = fc.oneof(
  name.map((one): PathStep => ({ is: 'name', name: one })),
  fc.integer({ min: -5, max: 1_000 }).map((index): PathStep => ({ is: 'index', index: 0 + index })),
  fc.constant<PathStep>({ is: 'any' }),
)
const path = fc.record({
  type: fc.constantFrom('file', 'ipv4-addr', 'x-own-type', 'NOTHING'),
  steps: fc
    .tuple(
      name.map((one): PathStep => ({ is: 'name', name: one })),
      fc.array(step, { maxLength: 4 }),
    )
    .map(([first, rest]) => [first, ...rest]),
})
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((value): Literal => ({ is: 'string', value })),
  fc.maxSafeInteger().map((value): Literal => ({ is: 'integer', value: 0 + value })),
  fc.tuple(fc.integer(), fc.nat()).map(([a, b]): Literal => ({ is: 'float', value: `${a}.${b}` })),
  fc.boolean().map((value): Literal => ({ is: 'boolean', value })),
  fc.uint8Array().map((bytes): Literal => ({ is: 'hex', value: Buffer.from(bytes).toString('hex') })),
  fc.uint8Array().map((bytes): Literal => ({ is: 'binary', value: Buffer.from(bytes).toString('base64') })),
  moment.map((value): Literal => ({ is: 'timestamp', value })),
)
const test = fc.oneof(
  fc.record({ is: fc.constant('exists' as const), not: fc.boolean(), path }),
  fc.record({
    is: fc.constant('test' as const),
    path,
    not: fc.boolean(),
    comparator: fc.constantFrom('=' as const, '!=' as const),
    value: literal,
  }),
  fc.record({
    ...{ is: fc.constant('test' as const), path, not: fc.boolean(), comparator: fc.constant('IN' as const) },
    value: fc.record({ is: fc.constant('set' as const), values: fc.array(literal, { maxLength: 3 }) }),
  }),
)
const comparison = fc.letrec<{ one: Comparison }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3 },
    test,
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('one'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).one
const qualifier: fc.Arbitrary<Qualifier> = fc.oneof(
  fc.integer({ min: 1 }).map((n): Qualifier => ({ is: 'within', seconds: `${n}.5` })),
  fc.integer({ min: 1 }).map((times): Qualifier => ({ is: 'repeats', times })),
  fc.tuple(moment, moment).map(([start, stop]): Qualifier => ({ is: 'start-stop', start, stop })),
)
const observation = fc.letrec<{ one: Observation }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3 },
    fc.record({ is: fc.constant('observation' as const), of: comparison }),
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const, 'followedby' as const),
      of: fc.array(tie('one'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('qualified' as const), of: tie('one'), by: qualifier }),
  ),
})).one

describe('printing', () => {
  it('what is printed is read as the same tree', () => {
    fc.assert(
      fc.property(observation, (pattern) => {
        const read = parsePattern(printPattern(pattern))
        expect(read).toEqual({ ok: true, pattern })
      }),
      { numRuns: 500 },
    )
  })

  it('a value with quotes stays one value', () => {
    expect(patternFor('file', ['hashes', 'SHA-256'], "a' OR file:name = 'b")).toBe(
      "[file:hashes.'SHA-256' = 'a\\' OR file:name = \\'b']",
    )
  })
})

describe('hostile patterns', () => {
  it('a hundred thousand brackets, comments and quotes end at once and without a crash', () => {
    const n = 100_000
    const started = performance.now()
    for (const pattern of [
      '('.repeat(n),
      '['.repeat(n),
      `[${'('.repeat(90_000)}`,
      "'".repeat(n - 1),
      '/*'.repeat(n / 2),
      `[url:value = '${'\\\\'.repeat(n / 2 - 10)}']`,
      'a'.repeat(n * 10),
      `[url:value${'[*]'.repeat(6_000)} = 1]`,
      '9'.repeat(n),
      '-'.repeat(n),
    ])
      checkPattern(pattern)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('no text makes reading throw', () => {
    const words = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      'AND',
      'OR',
      "'a'",
      '=',
      'file:name',
      ' ',
      '5',
      'WITHIN',
      'SECONDS',
      'IN',
      ',',
      'NOT',
      "t'",
      '\\',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => void checkPattern(parts.join(''))),
      { numRuns: 2_000 },
    )
  })

  it('a regular expression is made and never run, and not beyond its size', () => {
    expect(checkPattern("[url:value MATCHES '(a+)+$']")).toEqual([])
    expect(checkPattern(`[url:value MATCHES '${'a'.repeat(6_000)}']`)[0]?.level).toBe('error')
    expect(checkPattern("[url:value MATCHES '(']")[0]?.level).toBe('warning')
  })
})
