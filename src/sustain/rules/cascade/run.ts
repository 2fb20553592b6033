/**
 * A cascade in time, from one moment in which something changes to the next.
 *
 * - A part has a level from 0 (gone) to 1 (whole). Its own level is 1 unless a shock sets it; of several shocks the hardest counts.
 * - An option carries its share times the level of its part; a part below its `usableFrom` carries nothing. A need is met by the sum of what
 *   its options carry, measured against what they carry on a usual day (at most 1): what is usual is whole. Fewer than `least` options that
 *   carry anything do not meet it at all.
 * - A standby is called on when the options in use alone are less than whole, and carries `switching` minutes later, provided that what it
 *   names is up then; if not, it waits until that is up. It steps back as soon as the options in use suffice.
 * - From the moment when a need is less than whole, the part goes on for `holds` minutes; then the need counts as it stands. When the need is
 *   whole again, that is felt at once, and what was held in store is full again.
 * - The level of a part is its own, times the least over its needs of 1 - weight x (1 - what the need is met by).
 * - Rings: of all levels that agree with this, the greatest count. Parts that only need each other stand until something outside the ring fails,
 *   and stand again together when that is over: no black start is looked into. But nothing lifts itself: a standby that is down itself when it
 *   is called on does not carry, even if it would be up once it carried.
 * - At one moment: first shocks, then standbys, then what has run out; each is settled before the next. So a standby that is as quick as the
 *   battery lasts leaves no gap.
 */
import { nextTime, pop, push } from './event-queue.ts'
import {
  active,
  add,
  emptyLog,
  expired,
  fallen,
  idle,
  missed,
  type RunState,
  ready,
  roomFor,
  type StepLog,
  tiny,
  waiting,
  wipe,
} from './run-state.ts'
import {
  culprit,
  fell,
  giveReason,
  liftNeed,
  lower,
  mostVisits,
  note,
  readyStandbys,
  rose,
  settle,
  usableLevel,
} from './settle.ts'

/** From `at` on, shocks leave this much of a part. */
export interface OwnChange {
  at: number
  part: number
  own: number
}

/** More rounds than this at one moment there cannot be, since each calls on a standby or ends what is held: a guard, not a rule. */
const mostRounds = 1_000_000

/** Runs from the usual day to the horizon. What a part went through stands in the state until the next run. `changes`: by time. */
export function runCascade(run: RunState, changes: readonly OwnChange[], horizon: number): void {
  let next = 0
  for (;;) {
    const at = Math.min(changes[next]?.at ?? Number.POSITIVE_INFINITY, nextTime(run.queue))
    if (run.visits >= mostVisits) run.stoppedAt = run.now
    if (!(at <= horizon) || run.stoppedAt !== null) break
    run.now = at
    run.moment += 1
    for (let change = changes[next]; change?.at === at; change = changes[next]) {
      setOwn(run, change)
      next += 1
    }
    while (nextTime(run.queue) === at) fallDue(run, pop(run.queue))
    settleMoment(run, horizon)
    record(run)
  }
  closeBooks(run, horizon)
}

/** The same from the usual day, whatever ran before. */
export function runAnew(run: RunState, changes: readonly OwnChange[], horizon: number, withSteps: boolean): void {
  wipe(run)
  if (withSteps) run.steps = emptyLog()
  runCascade(run, changes, horizon)
}

function setOwn(run: RunState, { part, own }: OwnChange): void {
  const before = run.own[part] as number
  if (own === before) return
  note(run, part)
  run.own[part] = own
  if (own > before) add(run.raised, part)
  else lower(run, part, -1, -1)
}

const optionCode = (o: number) => o * 2 + 1
const needCode = (n: number) => n * 2

/** A timer that was stopped or set anew meanwhile means nothing any more. */
function fallDue(run: RunState, code: number): void {
  const at = code >> 1
  if ((code & 1) === 0) {
    const due = (run.fallenAt[at] as number) + (run.spans.holds[at] as number)
    if (((run.needBits[at] as number) & (fallen | expired)) === fallen && due === run.now) add(run.runningOut, at)
    return
  }
  const missedAt = run.missedAt[run.network.optionNeed[at] as number] as number
  if (run.optionState[at] !== waiting || missedAt + (run.spans.switching[at] as number) !== run.now) return
  run.optionState[at] = ready
  add(run.calledOn, at)
}

function settleMoment(run: RunState, horizon: number): void {
  settleRound(run, horizon)
  for (let round = 0; round < mostRounds && run.visits < mostVisits; round += 1) {
    if (!callOnStandbys(run) && !runOut(run)) break
    settleRound(run, horizon)
  }
  run.calledOn.size = 0
  run.runningOut.size = 0
}

function settleRound(run: RunState, horizon: number): void {
  settle(run)
  readyStandbys(run, run.calledOn)
  for (let i = 0; i < run.touched.size; i += 1) setTimers(run, run.touched.items[i] as number, horizon)
  run.touched.size = 0
  run.round += 1
}

/** Answers whether any of them carries now. The others stay ready. */
function callOnStandbys(run: RunState): boolean {
  const { optionNeed, optionPart } = run.network
  let any = false
  for (let i = 0; i < run.calledOn.size; i += 1) {
    const o = run.calledOn.items[i] as number
    const part = optionPart[o] as number
    if (run.optionState[o] !== ready || usableLevel(run, part) === 0) continue
    run.optionState[o] = active
    liftNeed(run, optionNeed[o] as number, part === run.network.parts ? -1 : part)
    any = true
  }
  run.calledOn.size = 0
  return any
}

/** Needs that are still not whole when what was held in store is gone. Answers whether there are any. */
function runOut(run: RunState): boolean {
  const { needOwner, weight } = run.network
  let any = false
  for (let i = 0; i < run.runningOut.size; i += 1) {
    const n = run.runningOut.items[i] as number
    const bits = run.needBits[n] as number
    if ((bits & (fallen | expired)) !== fallen) continue
    run.needBits[n] = bits | expired
    run.effect[n] = 1 - (weight[n] as number) * (1 - (run.needLevel[n] as number))
    const last = run.loweredBy[n] as number
    lower(run, needOwner[n] as number, n, last >= 0 ? last : culprit(run, n))
    any = true
  }
  run.runningOut.size = 0
  return any
}

function setTimers(run: RunState, n: number, horizon: number): void {
  const bits = run.needBits[n] as number
  if (run.inUseWhole[n] === 0 && (bits & missed) === 0) startStandbys(run, n, horizon)
  else if (run.inUseWhole[n] === 1 && (bits & missed) !== 0) stopStandbys(run, n)
  if ((run.needLevel[n] as number) < 1) {
    if ((bits & fallen) === 0) startHolding(run, n, horizon)
  } else if ((bits & fallen) !== 0) {
    run.needBits[n] = (run.needBits[n] as number) & ~(fallen | expired)
    run.effect[n] = 1
  }
}

function startHolding(run: RunState, n: number, horizon: number): void {
  run.needBits[n] = (run.needBits[n] as number) | fallen
  run.fallenAt[n] = run.now
  const holds = run.spans.holds[n] as number
  if (holds <= 0) add(run.runningOut, n)
  else if (run.now + holds <= horizon) push(run.queue, run.now + holds, needCode(n))
}

function startStandbys(run: RunState, n: number, horizon: number): void {
  const { optionStart, inUse } = run.network
  run.needBits[n] = (run.needBits[n] as number) | missed
  run.missedAt[n] = run.now
  for (let o = optionStart[n] as number; o < (optionStart[n + 1] as number); o += 1) {
    if (inUse[o] === 1 || run.spans.works?.[o] === 0) continue
    const switching = run.spans.switching[o] as number
    run.optionState[o] = switching <= 0 ? ready : waiting
    if (switching <= 0) add(run.calledOn, o)
    else if (run.now + switching <= horizon) push(run.queue, run.now + switching, optionCode(o))
  }
}

function stopStandbys(run: RunState, n: number): void {
  const { optionStart } = run.network
  run.needBits[n] = (run.needBits[n] as number) & ~missed
  run.optionState.fill(idle, optionStart[n], optionStart[n + 1])
}

/** Writes down how each part came out of this moment. What came and went within it never was. */
function record(run: RunState): void {
  for (let i = 0; i < run.moved.size; i += 1) {
    const p = run.moved.items[i] as number
    const level = run.level[p] as number
    const change = level - (run.before[p] as number)
    if (Math.abs(change) > tiny) recordPart(run, p, level, change < 0 ? fell : rose)
  }
  run.moved.size = 0
}

function recordPart(run: RunState, p: number, level: number, side: 0 | 1): void {
  const whole = level >= 1 - tiny
  const down = usableLevel(run, p) === 0
  const downSince = run.downSince[p] as number
  if (level < (run.lowest[p] as number)) run.lowest[p] = level
  if (!whole && (run.degradedAt[p] as number) < 0) run.degradedAt[p] = run.now
  run.wholeSince[p] = whole ? run.now : -1
  if (down && downSince < 0) {
    run.downSince[p] = run.now
    if ((run.downAt[p] as number) < 0) run.downAt[p] = run.now
  } else if (!down && downSince >= 0) {
    run.downMinutes[p] = (run.downMinutes[p] as number) + run.now - downSince
    run.downSince[p] = -1
  }
  if (run.steps) logStep(run, run.steps, p, level, side)
}

function logStep(run: RunState, log: StepLog, p: number, level: number, side: 0 | 1): void {
  if ((run.reasonOrder[side][p] as number) < 0) giveReason(run, side, p, -1, -1)
  roomFor(log)
  const at = log.size
  log.size += 1
  log.part[at] = p
  log.at[at] = run.now
  log.level[at] = level
  log.need[at] = run.reasonNeed[side][p] as number
  log.because[at] = run.reasonPart[side][p] as number
  log.order[at] = run.reasonOrder[side][p] as number
}

function closeBooks(run: RunState, horizon: number): void {
  for (let i = 0; i < run.seen.size; i += 1) {
    const p = run.seen.items[i] as number
    const since = run.downSince[p] as number
    if (since < 0) continue
    run.downMinutes[p] = (run.downMinutes[p] as number) + horizon - since
    run.downSince[p] = -1
  }
}
