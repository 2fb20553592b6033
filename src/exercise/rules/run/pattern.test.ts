// Patterns say what those of JavaScript say, and none of them takes long.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPattern } from './pattern.ts'

function says(source: string, text: string, ignoresCase = false): boolean {
  const pattern = readPattern(source, ignoresCase)
  if (!pattern.ok) throw new Error(pattern.why)
  return pattern.test(text)
}

test.each([
  ['quantum|million', 'Raises 170 MILLION dollars', true],
  ['names?|resol', 'The name is gone', true],
  ['^The .* gone$', 'The name is gone', true],
  ['\\bcat\\b', 'concatenate', false],
  ['\\bcat\\b', 'a cat!', true],
  ['[0-9]{2,3} (solar|wind)', 'has 389 solar plants', true],
  ['(ab|cd){2}$', 'xabcd', true],
  ['(ab|cd){2}$', 'xabce', false],
  ['é.̈?', 'CAFÉ S', true],
  ['', 'anything', true],
])('%s in "%s": %s', (source, text, expected) => {
  expect(says(source, text, true)).toBe(expected)
  expect(new RegExp(source, 'iu').test(text)).toBe(expected)
})

test('what it understands, it says as JavaScript does', () => {
  const letter = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\b', '^', '$')
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      letter,
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
      fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}')).map(([a, b]) => `(?:${a})${b}`),
    ),
  }))
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' '), maxLength: 8 }), (source, text) => {
      expect([source, text, says(source, text)]).toEqual([source, text, new RegExp(source, 'u').test(text)])
    }),
    { numRuns: 500 },
  )
})

test.each(['(a+)+$', '^(a|a)*$', '(a|aa)+$', '^a*a*a*a*a*a*$', `${'a?'.repeat(60)}${'a'.repeat(60)}$`, '(.*)*(.*)*x$'])(
  '%s ends within a moment, where JavaScript would go on for ages',
  (source) => {
    const began = performance.now()
    expect(says(source, `${'a'.repeat(5_000)}!`)).toBe(false)
    expect(performance.now() - began).toBeLessThan(5_000)
  },
)

test.each([
  ['(a', 'not closed'],
  ['a)', 'not opened'],
  ['*a', 'stands where'],
  ['[a', 'not closed'],
  ['(?=a)', 'looks ahead'],
  ['(a)\\1', 'uses "\\1"'],
  ['a{1,1000}', 'stands where'],
  ['((a{100}){100}){100}', 'more than 2000 steps'],
  ['a'.repeat(501), 'longer than 500'],
  [`${'('.repeat(30)}a${')'.repeat(30)}`, 'deep'],
])('%s is not understood, and it is said why', (source, why) => {
  const read = readPattern(source, false)
  expect(read.ok ? '' : read.why).toContain(why)
})

test('no pattern makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string(), (source, text) => {
      const read = readPattern(source, true)
      if (read.ok) read.test(text)
    }),
  )
})
