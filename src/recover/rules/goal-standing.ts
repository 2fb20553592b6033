// How a recovery goal stands at a moment: what is kept, what is late, and when it is to be expected at the pace it goes.
import type { Goal, GoalStanding, Objective } from '../model/goal.ts'

const minute = 60_000
const plus = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * minute).toISOString()
type Reported = readonly Pick<Goal['progress'][number], 'at' | 'level'>[]

export function standingOf(goal: Goal, now: string): GoalStanding {
  const known = goal.progress.filter(({ at }) => at <= now)
  const level = known.at(-1)?.level ?? 0
  const backAt = since(known, goal.minimumLevel)
  const steps = goal.steps.filter(({ state }) => state !== 'dropped')
  return {
    level,
    usable: level >= goal.minimumLevel,
    rto: inTime(goal.outageSince, goal.rtoMinutes, backAt, now, 'the minimum level of service'),
    rpo: dataLoss(goal),
    mtpd: inTime(goal.outageSince, goal.mtpdMinutes, backAt, now, 'the minimum level of service'),
    stepsDone: steps.filter(({ state }) => state === 'done').length,
    stepsAll: steps.length,
    blocked: goal.blockers.some(({ cleared }) => cleared === null),
    expectedAt: goal.state === 'open' ? expected(known, goal.targetLevel) : null,
  }
}

/** Since when the level is at least this, without falling below again; null: it is not. */
export function since(known: Reported, least: number): string | null {
  let from: string | null = null
  for (const { at, level } of known) from = level >= least ? (from ?? at) : null
  return from
}

function inTime(from: string, minutes: number | null, reachedAt: string | null, now: string, what: string): Objective {
  if (minutes === null) return { state: 'none', due: null, reachedAt, because: 'No objective was set.' }
  const due = plus(from, minutes)
  if (reachedAt !== null && reachedAt <= due)
    return { state: 'kept', due, reachedAt, because: `It came back to ${what} in time.` }
  if (reachedAt !== null) return { state: 'late', due, reachedAt, because: `It came back to ${what} after its time.` }
  if (now > due) return { state: 'late', due, reachedAt, because: `It is still below ${what}.` }
  return { state: 'running', due, reachedAt, because: `It has until then to come back to ${what}.` }
}

/** What was lost is what lies between the newest good data and the outage. */
function dataLoss({ rpoMinutes, goodDataUntil, outageSince }: Goal): Objective {
  if (rpoMinutes === null) return { state: 'none', due: null, reachedAt: null, because: 'No objective was set.' }
  if (goodDataUntil === null)
    return {
      state: 'unknown',
      due: null,
      reachedAt: null,
      because: 'Nobody said until when data are known to be good.',
    }
  const lost = Math.max(0, Math.round((Date.parse(outageSince) - Date.parse(goodDataUntil)) / minute))
  const kept = lost <= rpoMinutes
  return {
    state: kept ? 'kept' : 'late',
    due: null,
    reachedAt: goodDataUntil,
    because: `${lost} minutes of data are lost.`,
  }
}

/** The straight line through the last two different levels. Nobody is promised anything by it. */
function expected(known: Reported, target: number): string | null {
  const last = known.at(-1)
  if (!last || last.level >= target) return last ? since(known, target) : null
  const before = known.findLast(({ level, at }) => level !== last.level && at < last.at)
  if (!before || before.level > last.level) return null
  const pace = (last.level - before.level) / (Date.parse(last.at) - Date.parse(before.at))
  const at = Date.parse(last.at) + (target - last.level) / pace
  return at < 8.64e15 ? new Date(Math.round(at)).toISOString() : null
}
