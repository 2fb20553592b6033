// Days on which nobody works: Saturdays, Sundays and the public holidays of a Member State.
import type { DueContext } from './due-context.ts'
import { sayDay } from './say-time.ts'

type Where = Pick<DueContext, 'memberState' | 'daysOff'>

/** A chain of days off is a week or two; more of them is a wrong list, and the clock must not run away with it. */
const longestChain = 60

/** Why nobody works on that day (days since 1970 on the wall), or null. */
export function whyOff(day: number, { memberState, daysOff }: Where): string | null {
  const holiday = memberState === null ? null : daysOff(memberState, sayDay(day))
  if (holiday !== null) return holiday
  // 1 January 1970 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday === 6 ? 'Saturday' : weekday === 0 ? 'Sunday' : null
}

export interface NextWorkingDay {
  day: number
  /** Days off in between, each with its reason: '2026-04-05 (Sunday)'. */
  passed: string[]
}

export function nextWorkingDay(after: number, where: Where): NextWorkingDay {
  const passed: string[] = []
  for (let day = after + 1; day <= after + longestChain; day++) {
    const why = whyOff(day, where)
    if (why === null) return { day, passed }
    passed.push(`${sayDay(day)} (${why})`)
  }
  return { day: after + 1, passed: [] }
}

/** What has to be said about how well the days off are known; null where somebody compared them with the act. */
export function doubtAbout(day: number, { memberState, daysOff }: Where): string | null {
  if (memberState === null) return 'The Member State is not known, so only Saturdays and Sundays were looked at'
  const known = daysOff.known?.(memberState, sayDay(day)) ?? 'unverified'
  const year = sayDay(day).slice(0, 4)
  if (known === 'unknown') {
    return `The public holidays of ${memberState} in ${year} are not in the data, so Saturdays and Sundays decide`
  }
  return known === 'verified' ? null : `The public holidays of ${memberState} were not compared with its national act`
}
