// When keys are looked at again: a year after a person compared them, two years after the own ones were made.
import { expect, test } from 'vitest'
import { ownKeysReviewOn, ownKeysSince, peerKeysReviewOn } from './key-review.ts'

const verified = { way: 'qr' as const, by: 'person:1', at: '2024-02-29T23:59:00.000Z', note: '' }

test('a year after the last comparison, on the last day of the month where the month is shorter', () => {
  expect(peerKeysReviewOn({ status: 'trusted', verified })).toBe('2025-02-28')
})

test('keys that nobody trusts are not compared again', () => {
  expect(peerKeysReviewOn({ status: 'introduced', verified: null })).toBeNull()
  expect(peerKeysReviewOn({ status: 'revoked', verified })).toBeNull()
})

test('own keys are as old as their first card, and a card that was only renewed makes them no younger', () => {
  const entries = [
    { kind: 'federate.ownCardOpened', recordedAt: '2025-01-01T00:00:00.000Z' },
    { kind: 'federate.ownKeysRolledOver', recordedAt: '2026-05-05T00:00:00.000Z' },
    { kind: 'federate.ownCardIssued', recordedAt: '2026-06-06T00:00:00.000Z' },
  ]
  expect(ownKeysSince(entries)).toBe('2026-05-05T00:00:00.000Z')
  expect(ownKeysSince([])).toBeNull()
  expect(ownKeysReviewOn('2026-05-05T00:00:00.000Z')).toBe('2028-05-05')
})
