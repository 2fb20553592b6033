// The clock: the only place that asks for the time. Tests bring one that stands still; an exercise has one of its own.
import type { Realm } from '#kernel/realm.ts'

/** Real time: for leases, tokens, sessions, tries, letters, and for ids, which tell when something was really written. */
export interface RealTime {
  now(): Date
}

/** A realm whose time is not the real one, and what time it is there. */
export interface RealmTime {
  realm: Realm
  now: Date
}

export interface Clock extends RealTime {
  /** What time it is in that realm: real time where the realm is live or has no clock of its own. */
  in(realm: Realm): Date
  /** Realms with a clock of their own, for questions about all realms at once. */
  own(): readonly RealmTime[]
}

/** One time for all realms. */
export function sameEverywhere(real: RealTime): Clock {
  return { now: () => real.now(), in: () => real.now(), own: () => [] }
}

export const systemClock: Clock = sameEverywhere({ now: () => new Date() })
