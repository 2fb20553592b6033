// Since when is it certain that an answer comes too late? By days that were set and least times alone: what is only unlikely is not certain.
import type { Instant } from '#kernel/time.ts'
import { earlier, later } from '#kernel/time.ts'
import { dawnOf, saidDay } from '../days.ts'
import type { Calendar } from './calendar.ts'
import { chancesFrom, type Link, lastDayWith } from './chain.ts'

interface LeftHard {
  step: { text: string; fixed: { on: string; since: Instant } | null }
  set: number | null
  hard: Link
}

export interface CertainFacts {
  left: readonly LeftHard[]
  needed: number
  neededSince: Instant
  now: Instant
  calendar: Calendar
}

/** What is impossible on each day of so many years is impossible whenever it begins. */
const yearsBack = 10 * 366

/**
 * The first moment at which what was known then left no way: each day that was set counts from when it became known, so that the answer
 * is the same whenever it is asked. Null while there is a way.
 */
export function certainSince({ left, needed, neededSince, now, calendar }: CertainFacts) {
  const learnt = left.flatMap(({ step, set }) => (set !== null && step.fixed ? [step.fixed.since] : []))
  let since: Instant | null = null
  for (const known of [null, ...new Set(learnt)]) {
    const chain = left.map(({ step, hard }) => {
      const told = known !== null && step.fixed !== null && step.fixed.since <= known
      return told ? hard : { ...hard, fixed: null }
    })
    const chance = chancesFrom(chain, needed)
    const last = lastDayWith((day) => chance(0, day), 1, needed - yearsBack, needed)
    const over = last === null ? neededSince : dawnOf(last + 1, calendar.timeZone)
    const moment = later(later(known ?? neededSince, neededSince), over)
    if (moment <= now) since = since === null ? moment : earlier(since, moment)
  }
  return since === null ? null : { since, because: whyCertain(left, needed) }
}

function whyCertain(left: readonly LeftHard[], needed: number): string {
  const by = `needed by ${saidDay(needed)}`
  const late = left.find((one) => one.set !== null && one.set > needed)
  if (late?.step.fixed)
    return `“${late.step.text}” is set for ${late.step.fixed.on}, and the answer is ${by}: too late.`
  return `The answer is ${by}, and by set days and least times it cannot be there before.`
}
