// How often people look at keys again: the fingerprint of a peer is compared once a year, the own keys are changed every second year.
import type { Entry } from '#kernel/entry.ts'
import type { Instant } from '#kernel/time.ts'
import type { Peer } from '../../model/peer.ts'
import { dayOf, monthsAfter } from '../agreements/days.ts'

export const peerKeysMonths = 12
export const ownKeysMonths = 24

/** The day from which on its fingerprint should be compared again; null where nobody trusts it, so that nothing rests on it. */
export function peerKeysReviewOn({ status, verified }: Pick<Peer, 'status' | 'verified'>): string | null {
  return status === 'trusted' && verified ? monthsAfter(dayOf(verified.at), peerKeysMonths) : null
}

const begins = new Set(['federate.ownCardOpened', 'federate.ownKeysRolledOver', 'federate.ownKeysRevoked'])

/** Since when this node signs with the keys that it has, by the entries of its card; null before its first card. */
export function ownKeysSince(entries: readonly Pick<Entry, 'kind' | 'recordedAt'>[]): Instant | null {
  return entries.filter(({ kind }) => begins.has(kind)).at(-1)?.recordedAt ?? null
}

export function ownKeysReviewOn(since: Instant): string {
  return monthsAfter(dayOf(since), ownKeysMonths)
}
