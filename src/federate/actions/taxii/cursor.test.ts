// Cursors: bound to one list and its filters; whatever comes back is read like any other input.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cursorBehind, resumed } from './cursor.ts'

const list = { scope: 'c objects ', matches: 'match%5Btype%5D=indicator' }

test('a cursor goes on where it was made, with or without its filters repeated', () => {
  const cursor = cursorBehind(list, 1_773_135_900_000_001)
  const on = { after: 1_773_135_900_000_001, matches: list.matches }
  expect(resumed(list, cursor)).toEqual(on)
  expect(resumed({ ...list, matches: '' }, cursor)).toEqual(on)
  expect(resumed({ ...list, matches: 'match%5Btype%5D=malware' }, cursor)).toBeUndefined()
  expect(resumed({ ...list, scope: 'd objects ' }, cursor)).toBeUndefined()
})

test('filters that are long are not carried, and must be repeated', () => {
  const long = { ...list, matches: `match%5Bid%5D=${'x'.repeat(5_000)}` }
  const cursor = cursorBehind(long, 7)
  expect(cursor.length).toBeLessThan(200)
  expect(resumed(long, cursor)?.after).toBe(7)
  expect(resumed({ ...long, matches: '' }, cursor)).toBeUndefined()
})

test('no text that somebody makes up is a cursor, and none throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), (text) => {
      expect(resumed(list, text)).toBeUndefined()
      expect(resumed(list, `${Buffer.from(text).toString('base64url')}.0123456789abcdef`)).toBeUndefined()
    }),
  )
  const cursor = cursorBehind(list, 1)
  for (let at = 0; at < cursor.length; at++) {
    const other = cursor[at] === 'A' ? 'B' : 'A'
    expect(resumed(list, cursor.slice(0, at) + other + cursor.slice(at + 1))).toBeUndefined()
  }
})
