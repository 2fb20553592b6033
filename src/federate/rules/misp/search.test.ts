// The filters of searches that MISP peers send.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathOf } from './paths.ts'
import { fits, fitsWords, type MispSearch, searchFrom } from './search.ts'

const now = 1_800_000_000
function search(asked: Record<string, unknown>): MispSearch {
  const found = searchFrom(asked, now)
  if (!('search' in found)) throw new Error(found.why)
  return found.search
}

test('filters are read as servers and libraries send them', () => {
  const uuid = '00000000-0000-4000-8000-000000000001'
  expect(
    search({ uuid: [uuid], tags: ['tlp:green', '!tlp:red'], value: '203.0.113.%&&x', type: 'ip-dst' }),
  ).toMatchObject({
    uuids: [uuid],
    tags: { any: ['tlp:green'], not: ['tlp:red'] },
    values: { any: ['203.0.113.%', 'x'], not: [] },
  })
  expect(search({ request: { org: { OR: ['A'], NOT: ['B'] }, deleted: [0, 1], page: 0 } })).toMatchObject({
    organisations: { any: ['A'], not: ['B'] },
    deleted: true,
    page: 1,
  })
  expect(search({ timestamp: '2d', publish_timestamp: ['1h', 1_700_000_000] })).toMatchObject({
    timestamp: { from: now - 172_800, to: null },
    publishTimestamp: { from: 1_700_000_000, to: now - 3_600 },
  })
  expect(search({ eventid: 7 }).uuids).toEqual(['00000000-0000-0000-0000-000000000000'])
  expect([search({ limit: 5_000_000_0 / 100 }).limit, search({}).limit]).toEqual([1_000, 1_000])
})

test('what is not understood is refused in words, not ignored where it would find too much', () => {
  for (const bad of [{ timestamp: 'soon' }, { limit: -1 }, { page: 'x' }, { returnFormat: 'xml' }, { last: '5 days' }])
    expect(searchFrom(bad, now), JSON.stringify(bad)).toHaveProperty('why')
})

test('a wildcard stands for anything, and letters count the same in both cases', () => {
  expect([
    fits('Example.ORG', 'example%'),
    fits('a.example.org', '%example%'),
    fits('ab', 'a%b%b'),
    fits('abb', 'a%b%b'),
  ]).toEqual([true, true, false, true])
  expect(fitsWords(['x'], { any: [], not: ['x'] })).toBe(false)
  expect(fitsWords([], { any: [], not: [] })).toBe(true)
})

test('any filter at all is answered without a throw, and quickly', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (asked) => void searchFrom(asked, now)),
    { numRuns: 300 },
  )
  const began = performance.now()
  expect(fits('a'.repeat(50_000), `${'a%'.repeat(900)}b`)).toBe(false)
  expect(performance.now() - began).toBeLessThan(500)
})

test('addresses with named parameters are taken apart', () => {
  expect(pathOf('events/view/abc/deleted[]:0/deleted[]:1/excludeGalaxy:1.json')).toEqual({
    words: ['events', 'view', 'abc'],
    named: { deleted: ['0', '1'], excludeGalaxy: '1' },
  })
  expect(pathOf('servers/getVersion.json')?.words).toEqual(['servers', 'getVersion'])
  expect([pathOf('%E0%A4%A'), pathOf('a/'.repeat(100))]).toEqual([undefined, undefined])
  expect(Object.getPrototypeOf(pathOf('a/__proto__:x')?.named)).toBeNull()
})
