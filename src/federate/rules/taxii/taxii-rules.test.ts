// What TAXII asks for, how its moments are spelt, which media types count, and when a followed server is asked again.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault, readAsked } from './filters.ts'
import { mayAnswer, mayCome } from './media-types.ts'
import { momentFrom, momentText } from './moments.ts'
import { nextTurnSeconds, retryAfterSeconds } from './next-turn.ts'
import { addedLast, collectionsOf, envelopeOf, remoteStatusOf, rootsOf } from './remote.ts'
import { realmOfRoot, rootAddress, rootName, rootResource, staysInRealm } from './roots.ts'

test('a moment is read back as it was written, to the microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (at) => {
      expect(momentFrom(momentText(at))).toBe(at)
    }),
  )
  expect(momentText(1_773_135_900_000_001)).toBe('2026-03-10T09:45:00.000001Z')
  expect(momentFrom('2026-03-10T09:45:00Z')).toBe(momentFrom('2026-03-10T09:45:00.000000Z'))
  for (const wrong of ['', '2026-03-10', '2026-02-30T00:00:00Z', '2026-03-10T09:45:00+01:00', '2026-03-10T25:00:00Z'])
    expect([wrong, momentFrom(wrong)]).toEqual([wrong, undefined])
})

test('moments in text order are in time order', () => {
  const at = fc.integer({ min: 0, max: 4_102_444_800_000_000 })
  fc.assert(
    fc.property(at, at, (a, b) => {
      expect(momentText(a) < momentText(b)).toBe(a < b)
    }),
  )
})

test('no query makes the reader of filters throw, and what it takes is within bounds', () => {
  const name = fc.constantFrom('added_after', 'limit', 'next', 'match[id]', 'match[type]', 'match[version]', 'x')
  const value = fc.oneof(fc.string(), fc.constantFrom('last', 'all,first', '10', '2026-03-10T09:45:00Z', ',,'))
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 6 }), (pairs) => {
      const asked = readAsked(new URLSearchParams(pairs), ['id', 'type', 'version', 'spec_version'])
      if (isFault(asked)) {
        expect(asked.fault.length).toBeGreaterThan(5)
        return
      }
      expect(asked.limit).toBeGreaterThan(0)
      expect(asked.limit).toBeLessThanOrEqual(1_000)
      // What a cursor carries is read the same way again.
      const again = readAsked(new URLSearchParams(asked.matches), ['id', 'type', 'version', 'spec_version'])
      expect(isFault(again)).toBe(false)
    }),
  )
})

test('a version is named once, all stands alone, and values stand between commas alone', () => {
  const read = (query: string) => isFault(readAsked(new URLSearchParams(query), ['id', 'version']))
  const same = '2026-03-10T09:45:00Z,2026-03-10T09:45:00.000Z'
  const wrong = ['all,last', 'last,last', 'last,%20first', same].map((value) => `match[version]=${value}`)
  for (const query of [...wrong, 'match[id]=a%00', 'match[id]=a%09'])
    expect([query, read(query)]).toEqual([query, true])
  for (const query of ['match[version]=last,first', 'match[id]=a,a', 'limit=9007199254740993'])
    expect([query, read(query)]).toEqual([query, false])
})

test('only TAXII 2.1 is answered and taken', () => {
  const answered = [
    'application/taxii+json',
    'application/taxii+json; version="2.1"',
    '*/*',
    'text/html, application/*',
    '*/*;q=0, application/taxii+json;version=2.1;q=0.1',
  ]
  for (const accept of [undefined, '', ...answered]) expect([accept, mayAnswer(accept)]).toEqual([accept, true])
  const closest = ['*/*, application/taxii+json;q=0', 'application/taxii+json;version=2.1;q=0, application/taxii+json']
  for (const accept of [
    'application/taxii+json;version=2.0',
    'text/html',
    'application/taxii+json;q=0',
    ';;;',
    ...closest,
  ])
    expect([accept, mayAnswer(accept)]).toEqual([accept, false])
  expect(mayCome('application/taxii+json;version=2.1;charset=UTF-8')).toBe(true)
  for (const type of [undefined, 'application/json', 'application/taxii+json;version=2.0', '*/*'])
    expect([type, mayCome(type)]).toEqual([type, false])
})

test('roots are realms, and what is played does not mix with what is real', () => {
  expect(rootName('exercise:storm-2')).toBe('exercise-storm-2')
  expect(realmOfRoot('exercise-storm', ['live', 'exercise:storm'])).toBe('exercise:storm')
  expect(realmOfRoot('exercise-storm', ['live'])).toBeUndefined()
  expect(rootResource('exercise:storm', 1).title).toMatch(/^EXERCISE/)
  expect(rootAddress('exercise:storm', 'https://node.example')).toBe('https://node.example/taxii2/exercise-storm/')
  expect(rootAddress('live', 'http://127.0.0.1:8470')).toBe('/taxii2/live/')
  const played = 'https://peer.example/taxii2/exercise-storm/collections/x/'
  expect(staysInRealm('exercise:storm', played)).toBe(true)
  expect(staysInRealm('exercise:other', played)).toBe(false)
  expect(staysInRealm('live', played)).toBe(false)
  expect(staysInRealm('live', 'https://peer.example/taxii2/live/collections/x/')).toBe(true)
  expect(staysInRealm('exercise:storm', 'https://peer.example/api/collections/x/')).toBe(false)
})

test('a server that fails is asked later and later, and not before it says so', () => {
  const turns = [0, 1, 2, 3, 20].map((failures) => nextTurnSeconds(900, failures, null))
  expect(turns).toEqual([900, 1800, 3600, 7200, 21_600])
  expect(nextTurnSeconds(900, 1, 4000)).toBe(4000)
  expect(nextTurnSeconds(900, 1, 10_000_000)).toBe(86_400)
  expect(retryAfterSeconds('120', '2026-03-10T09:45:00.000Z')).toBe(120)
  expect(retryAfterSeconds('Tue, 10 Mar 2026 09:46:00 GMT', '2026-03-10T09:45:00.000Z')).toBe(60)
  expect(retryAfterSeconds('soon', '2026-03-10T09:45:00.000Z')).toBeNull()
})

test('whatever another server answers, it is read or it is nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const root of rootsOf(value, 'https://peer.example/taxii2/', 5))
        expect(root).toMatch(/^https:\/\/peer\.example\//)
      expect(Array.isArray(collectionsOf(value, 5))).toBe(true)
      envelopeOf(value)
      remoteStatusOf(value)
    }),
  )
  const roots = { api_roots: ['/a', 'https://elsewhere.example/b/', 'https://peer.example/c/', 7] }
  expect(rootsOf(roots, 'https://peer.example/taxii2/', 5)).toEqual([
    'https://peer.example/a/',
    'https://peer.example/c/',
  ])
  expect(envelopeOf({ objects: {} })).toBeUndefined()
  expect(envelopeOf({})).toEqual({ objects: [], more: false, next: null })
  expect(addedLast({ 'x-taxii-date-added-last': 'now' })).toBeUndefined()
})
