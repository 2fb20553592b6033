// Suppositions and the address that holds them.
import { expect, test } from 'vitest'
import { readSuppose, supposeAnchor, supposeFact, withoutAnchor, withoutFact, writeSuppose } from './supposed.ts'

test('a supposition survives the address, and one of nothing leaves no trace in it', () => {
  const suppose = supposeAnchor(
    supposeFact({}, 'incident.is_ongoing', 'event', false),
    'awareness',
    '2026-03-10T07:45:00.000Z',
  )
  expect(readSuppose(writeSuppose(suppose))).toEqual(suppose)
  const nothing = withoutAnchor(withoutFact(suppose, 'incident.is_ongoing', 'event'), 'awareness')
  expect(writeSuppose(nothing)).toBeUndefined()
})

test('the last word on a fact counts, and the same fact of another service is another one', () => {
  let suppose = supposeFact({}, 'service.users', 'portal', 5)
  suppose = supposeFact(suppose, 'service.users', 'app', 7)
  suppose = supposeFact(suppose, 'service.users', 'portal', null)
  expect(suppose.answers).toEqual([
    { fact: 'service.users', value: 7, place: 'app' },
    { fact: 'service.users', value: null, place: 'portal' },
  ])
})

test('an address that was tampered with supposes nothing', () => {
  for (const text of ['', '[1]', '{', 'null', '7', `"${'x'.repeat(30_000)}"`]) expect(readSuppose(text)).toEqual({})
})
