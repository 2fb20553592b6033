// The link of an invitation: nothing of it can be changed, and no other node's is taken.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestLink } from '../rules/link-length.ts'
import { readLink, writeLink } from './invitation-link.ts'

const key = new Uint8Array(32).fill(7)
const pass = {
  invitation: '01980f3c-8a00-7000-8000-000000000001',
  exercise: 'monday-march',
  expires: 1_742_000_000_000,
  secret: 'a'.repeat(43),
}

test('what was written is read again, and the longest fits its bound', () => {
  expect(readLink(writeLink(pass, key), key)).toEqual(pass)
  const long = writeLink({ ...pass, exercise: 'x'.repeat(64), expires: 999_999_999_999_999 }, key)
  expect(long.length).toBeLessThanOrEqual(longestLink)
  expect(readLink(long, key)?.exercise).toBe('x'.repeat(64))
})

test('another key, another exercise, a later end, another character anywhere: nothing that this node wrote', () => {
  const link = writeLink(pass, key)
  expect(readLink(link, new Uint8Array(32).fill(8))).toBeUndefined()
  expect(readLink(link.replace('monday-march', 'monday-april'), key)).toBeUndefined()
  expect(readLink(link.replace('1742000000000', '1842000000000'), key)).toBeUndefined()
  fc.assert(
    fc.property(fc.nat(link.length - 1), fc.constantFrom('0', 'b', '-', '.', 'é'), (at, other) => {
      fc.pre(link[at] !== other)
      expect(readLink(link.slice(0, at) + other + link.slice(at + 1), key)).toBeUndefined()
    }),
  )
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => readLink(text, key) === undefined))
})
