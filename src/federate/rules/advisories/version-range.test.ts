// Ranges of versions: what is in them, what is not, and what nobody can say.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparePlainly, compareSemver } from './compare-versions.ts'
import { exactly, meet, rangeFrom } from './version-range.ts'

function where(version: string, range: string): string {
  const theirs = rangeFrom(range)
  return theirs ? meet(rangeFrom(version) ?? exactly(version), theirs) : 'not read'
}

describe('a version and a range', () => {
  test.each([
    ['1.2.3', 'vers:semver/>=1.0.0|<2.0.0', 'inside'],
    ['2.0.0', 'vers:semver/>=1.0.0|<2.0.0', 'apart'],
    ['2.0.0-rc.1', 'vers:semver/>=1.0.0|<2.0.0', 'inside'],
    ['1.0.0', 'vers:npm/1.0.0|>=2.0.0|<5.0.0', 'inside'],
    ['1.5.0', 'vers:npm/1.0.0|>=2.0.0|<5.0.0', 'apart'],
    ['2.2.1', 'vers:gem/>=2.2.0|!=2.2.1|<2.3.0', 'apart'],
    ['2.2.2', 'vers:gem/>=2.2.0|!=2.2.1|<2.3.0', 'inside'],
    ['7', 'vers:all/*', 'inside'],
    ['3.0.28', '<V3.0.29', 'inside'],
    ['V3.0.29', 'All versions < V3.0.29', 'apart'],
    ['4.1', 'prior to 4.2', 'inside'],
    ['4.1.9', '>=4.1 <4.2', 'inside'],
    ['1.0.2a', '<1.0.2k', 'unknown'],
    ['bookworm', '<12.4', 'unknown'],
    ['1.2', 'some of the older ones', 'not read'],
    ['vers:semver/>=1.0.0|<3.0.0', 'vers:semver/>=2.0.0|<5.0.0', 'partly'],
    ['vers:semver/>=2.1.0|<3.0.0', 'vers:semver/>=2.0.0|<5.0.0', 'inside'],
    ['1.10', '<1.9', 'apart'],
  ])('%s in “%s”: %s', (version, range, expected) => {
    expect(where(version, range)).toBe(expected)
  })
})

const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'))

test('both orders are orders: turned round they say the opposite', () => {
  fc.assert(
    fc.property(version, version, (one, other) => {
      for (const compare of [comparePlainly, compareSemver])
        expect(compare(one, other)).toBe(-(compare(other, one) ?? Number.NaN) + 0)
    }),
  )
})

test('a version is inside a half-open range exactly when it is not before its low end and before its high one', () => {
  fc.assert(
    fc.property(version, version, version, (low, high, one) => {
      fc.pre((comparePlainly(low, high) ?? 0) < 0)
      const inside = (comparePlainly(one, low) ?? -1) >= 0 && (comparePlainly(one, high) ?? 1) < 0
      expect(where(one, `vers:semver/>=${low}|<${high}`)).toBe(inside ? 'inside' : 'apart')
    }),
  )
})

test('no text takes long to read, or makes anything fail', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void rangeFrom(text)))
  const began = performance.now()
  rangeFrom(`${'<'.repeat(5000)}${' '.repeat(5000)}1`)
  rangeFrom('>=1 '.repeat(400))
  expect(performance.now() - began).toBeLessThan(1000)
})
