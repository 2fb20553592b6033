// The lives of a claim in the ledger and of a follow-up: status by event, every cell filled; null where it cannot be done.
import type { ClaimStatus, FollowUpStatus } from '../../model/ledger.ts'

export const claimEvents = ['change', 'retract', 'restore', 'rate', 'relate'] as const
export type ClaimEvent = (typeof claimEvents)[number]

/** A retracted claim stays readable with all that was said of it, but nobody adds to it. */
export const claimLifecycle: Readonly<Record<ClaimStatus, Readonly<Record<ClaimEvent, ClaimStatus | null>>>> = {
  standing: { change: 'standing', retract: 'retracted', restore: null, rate: 'standing', relate: 'standing' },
  retracted: { change: null, retract: null, restore: 'standing', rate: null, relate: null },
}

export const followUpEvents = ['keep', 'break', 'withdraw', 'reopen', 'date', 'fall due'] as const
export type FollowUpEvent = (typeof followUpEvents)[number]

/** Falling due ends nothing: whether the promise was broken is for a person to say. */
export const followUpLifecycle: Readonly<
  Record<FollowUpStatus, Readonly<Record<FollowUpEvent, FollowUpStatus | null>>>
> = {
  open: { keep: 'kept', break: 'broken', withdraw: 'withdrawn', reopen: null, date: 'open', 'fall due': 'open' },
  kept: { keep: null, break: null, withdraw: null, reopen: 'open', date: null, 'fall due': null },
  broken: { keep: null, break: null, withdraw: null, reopen: 'open', date: null, 'fall due': null },
  withdrawn: { keep: null, break: null, withdraw: null, reopen: 'open', date: null, 'fall due': null },
}
