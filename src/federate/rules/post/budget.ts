// Budgets: so much at once, so much a second. For what a peer may send us, and for what we agreed to send a peer.

export interface Budget {
  /** What may be spent at once. */
  most: number
  perSecond: number
}

export interface Purse {
  left: number
  atMs: number
}

export function fullPurse({ most }: Budget, nowMs: number): Purse {
  return { left: most, atMs: nowMs }
}

function refilled(purse: Purse, { most, perSecond }: Budget, nowMs: number): number {
  return Math.min(most, purse.left + (Math.max(0, nowMs - purse.atMs) / 1000) * perSecond)
}

/** What is left after spending. It may fall below nothing: what has come has come, and the next waits the longer. */
export function spend(purse: Purse, budget: Budget, cost: number, nowMs: number): Purse {
  return { left: refilled(purse, budget, nowMs) - cost, atMs: nowMs }
}

/** Milliseconds until there is something to spend again; 0: now. */
export function waitFor(purse: Purse, budget: Budget, nowMs: number): number {
  const left = refilled(purse, budget, nowMs)
  return left > 0 ? 0 : Math.ceil(((1 - left) / budget.perSecond) * 1000)
}
