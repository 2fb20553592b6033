// The levels of one moment: the greatest ones that agree with what shocks left, what has run out, and which standbys carry.
import {
  active,
  add,
  expired,
  fallen,
  missed,
  type NumberList,
  nothing,
  type RunState,
  ready,
  tiny,
} from './run-state.ts'

/** Whoever changes more often is left as it was, and named: rings of partial needs may come down in ever smaller steps. */
export const mostChanges = 10_000
/** Options that one run may look at: a bound for time. Real maps of 100,000 parts take less than a hundredth of it. */
export const mostVisits = 200_000_000

export const fell = 0
export const rose = 1

/** A part is of no use below its `usableFrom`; what is left of its level otherwise. */
export function usableLevel(run: RunState, p: number): number {
  const level = run.level[p] as number
  return level < (run.network.usableFrom[p] as number) - tiny || level <= nothing ? 0 : level
}

/**
 * Brings all levels into agreement after parts were raised (`run.raised`: their own level rose, or a standby of theirs began to carry) and
 * others sink (`run.sinking`: their level fell already). First everything that may rise is taken for whole as far as shocks leave it, then all
 * comes down to where it belongs: so a ring that stood together stands again together when what brought it down is over.
 */
export function settle(run: RunState): void {
  if (run.raised.size > 0 || run.regionNeeds.size > 0) lift(run)
  sink(run)
}

/** A need that has a new option to carry it. */
export function liftNeed(run: RunState, n: number, because: number): void {
  addNeed(run, n)
  const owner = run.network.needOwner[n] as number
  if ((run.effect[n] as number) < 1 - tiny && (run.level[owner] as number) < (run.own[owner] as number) - tiny)
    addToRegion(run, owner, n, because)
}

function lift(run: RunState): void {
  for (let i = 0; i < run.raised.size; i += 1) addToRegion(run, run.raised.items[i] as number, -1, -1)
  run.raised.size = 0
  for (let i = 0; i < run.region.size; i += 1) reach(run, run.region.items[i] as number)
  const { items: parts } = run.region
  for (let i = 0; i < run.region.size; i += 1) run.level[parts[i] as number] = run.own[parts[i] as number] as number
  for (let i = 0; i < run.regionNeeds.size; i += 1) recount(run, run.regionNeeds.items[i] as number)
  for (let i = 0; i < run.region.size; i += 1) comeDown(run, parts[i] as number)
  run.regionNeeds.size = 0
  run.lifting += 1
}

/** What may rise with p: needs that it carries and that are not whole, and the parts that these hold down. */
function reach(run: RunState, p: number): void {
  const { usedStart, usedBy, optionNeed } = run.network
  const end = usedStart[p + 1] as number
  run.visits += end - (usedStart[p] as number)
  for (let u = usedStart[p] as number; u < end; u += 1) {
    const o = usedBy[u] as number
    const n = optionNeed[o] as number
    if (carries(run, o) && ((run.needBits[n] as number) & (fallen | missed)) !== 0) liftNeed(run, n, p)
  }
}

function addNeed(run: RunState, n: number): void {
  if (run.regionNeedMark[n] === run.lifting) return
  run.regionNeedMark[n] = run.lifting
  add(run.regionNeeds, n)
}

function addToRegion(run: RunState, p: number, need: number, because: number): void {
  if (run.regionMark[p] === run.lifting) return
  run.regionMark[p] = run.lifting
  add(run.region, p)
  note(run, p)
  giveReason(run, rose, p, need, because)
}

/** After a lift: the level that its needs leave it. Whoever uses it must look again if that is less than what was hoped for. */
function comeDown(run: RunState, p: number): void {
  const level = heldLevel(run, p)
  if (level >= (run.level[p] as number) - tiny) return
  run.level[p] = level
  if (level < (run.before[p] as number) - tiny) {
    const need = tightest(run, p)
    giveReason(run, fell, p, need, need < 0 ? -1 : culprit(run, need))
  }
  enqueue(run, p)
}

/** Passes each fall on to whoever uses the part, until nothing falls any more. */
function sink(run: RunState): void {
  const { sinking } = run
  for (let i = 0; i < sinking.size && run.visits < mostVisits; i += 1) {
    const p = sinking.items[i] as number
    run.inSinking[p] = 0
    passOn(run, p)
    // The list is a queue whose front is never used again: it starts anew when the front has grown long.
    if (i > 65_536) {
      sinking.items.copyWithin(0, i + 1, sinking.size)
      sinking.size -= i + 1
      i = -1
    }
  }
  for (let i = 0; i < sinking.size; i += 1) run.inSinking[sinking.items[i] as number] = 0
  sinking.size = 0
}

function passOn(run: RunState, p: number): void {
  const { usedStart, usedBy, optionNeed } = run.network
  const end = usedStart[p + 1] as number
  for (let u = usedStart[p] as number; u < end; u += 1) {
    const o = usedBy[u] as number
    if (!carries(run, o)) continue
    const n = optionNeed[o] as number
    // Nothing falls below nothing.
    const level = run.needLevel[n] as number
    if (level === 0) continue
    const effect = run.effect[n] as number
    recount(run, n)
    if ((run.needLevel[n] as number) < level) run.loweredBy[n] = p
    if ((run.effect[n] as number) < effect - tiny) lower(run, run.network.needOwner[n] as number, n, p)
  }
}

/** Takes a part down to what its needs leave it, and remembers the first reason of this moment. */
export function lower(run: RunState, p: number, need: number, because: number): void {
  const level = heldLevel(run, p)
  if (level >= (run.level[p] as number) - tiny) return
  note(run, p)
  const changes = (run.changes[p] as number) + 1
  run.changes[p] = changes
  if (changes > mostChanges) {
    run.cut.add(p)
    return
  }
  run.level[p] = level
  if (level < (run.before[p] as number) - tiny) giveReason(run, fell, p, need, because)
  enqueue(run, p)
}

function enqueue(run: RunState, p: number): void {
  if (run.inSinking[p] === 1) return
  run.inSinking[p] = 1
  add(run.sinking, p)
}

/** What shocks and needs leave of a part. */
function heldLevel(run: RunState, p: number): number {
  const { needStart } = run.network
  let least = 1
  const end = needStart[p + 1] as number
  for (let n = needStart[p] as number; n < end; n += 1) {
    const effect = run.effect[n] as number
    if (effect < least) least = effect
  }
  return (run.own[p] as number) * least
}

/** Counts what the options of a need carry now. `missed` and `fallen` follow at the end of the round, with their timers. */
export function recount(run: RunState, n: number): void {
  const { optionStart, optionPart, share, inUse, least, usual } = run.network
  const end = optionStart[n + 1] as number
  let inUseSum = 0
  let inUseCount = 0
  let sum = 0
  let count = 0
  run.visits += end - (optionStart[n] as number)
  for (let o = optionStart[n] as number; o < end; o += 1) {
    const used = inUse[o] === 1
    if (!used && run.optionState[o] !== active) continue
    const carried = (share[o] as number) * usableLevel(run, optionPart[o] as number)
    if (carried <= nothing) continue
    if (used) {
      inUseSum += carried
      inUseCount += 1
    } else {
      sum += carried
      count += 1
    }
  }
  const level = met(inUseSum + sum, inUseCount + count, usual[n] as number, least[n] as number)
  run.needLevel[n] = level
  run.inUseWhole[n] = met(inUseSum, inUseCount, usual[n] as number, least[n] as number) === 1 ? 1 : 0
  if (((run.needBits[n] as number) & expired) !== 0) run.effect[n] = 1 - (run.network.weight[n] as number) * (1 - level)
  touch(run, n)
}

function met(sum: number, count: number, usual: number, least: number): number {
  if (usual <= tiny) return 1
  if (count < least) return 0
  const level = sum / usual
  return level >= 1 - tiny ? 1 : level
}

function touch(run: RunState, n: number): void {
  if (run.touchedMark[n] !== run.round) {
    run.touchedMark[n] = run.round
    add(run.touched, n)
  }
  if (run.usedNeedMark[n] === 0) {
    run.usedNeedMark[n] = 1
    add(run.usedNeeds, n)
  }
}

/** Remembers, before the first change of a moment, at which level the part was. */
export function note(run: RunState, p: number): void {
  if (run.movedMark[p] === run.moment) return
  run.movedMark[p] = run.moment
  run.before[p] = run.level[p] as number
  run.reasonOrder[fell][p] = -1
  run.reasonOrder[rose][p] = -1
  add(run.moved, p)
  if (run.seenMark[p] === 0) {
    run.seenMark[p] = 1
    add(run.seen, p)
  }
}

/** The first reason counts: it came before what the part itself brought about, so a chain of reasons never runs in a ring. */
export function giveReason(run: RunState, side: 0 | 1, p: number, need: number, because: number): void {
  if ((run.reasonOrder[side][p] as number) >= 0) return
  run.reasonNeed[side][p] = need
  run.reasonPart[side][p] = because
  run.reasonOrder[side][p] = run.order
  run.order += 1
}

/** The option in use of which most is missing; of several, the first. -1: none that can be named. */
export function culprit(run: RunState, n: number): number {
  const { optionStart, optionPart, share, inUse, parts } = run.network
  let worst = -1
  let most = tiny
  for (let o = optionStart[n] as number; o < (optionStart[n + 1] as number); o += 1) {
    const p = optionPart[o] as number
    const missing = inUse[o] === 1 && p < parts ? (share[o] as number) * (1 - usableLevel(run, p)) : 0
    if (missing > most) {
      most = missing
      worst = p
    }
  }
  return worst
}

function tightest(run: RunState, p: number): number {
  const { needStart } = run.network
  let worst = -1
  let least = 1 - tiny
  for (let n = needStart[p] as number; n < (needStart[p + 1] as number); n += 1) {
    if ((run.effect[n] as number) < least) {
      least = run.effect[n] as number
      worst = n
    }
  }
  return worst
}

function carries(run: RunState, o: number): boolean {
  return run.network.inUse[o] === 1 || run.optionState[o] === active
}

/** Standbys whose time had come and that can carry now, because what they name has risen. */
export function readyStandbys(run: RunState, found: NumberList): void {
  const { usedStart, usedBy } = run.network
  for (let i = 0; i < run.region.size; i += 1) {
    const p = run.region.items[i] as number
    if (usableLevel(run, p) === 0) continue
    for (let u = usedStart[p] as number; u < (usedStart[p + 1] as number); u += 1) {
      const o = usedBy[u] as number
      if (run.optionState[o] === ready) add(found, o)
    }
  }
  run.region.size = 0
}
