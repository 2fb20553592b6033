// A period runs from a moment to its end, and says how: hours pass, days and longer go by the wall.
import type { DueStep } from '../../model/verdict.ts'
import type { DueContext } from './due-context.ts'
import { addCalendar, type CalendarEnd, isByCalendar, type Period } from './duration.ts'
import { endByRegulation, type Limit, limitAt } from './relief.ts'
import { instantOf, sayMoment, sayPassed, sayWall } from './say-time.ts'
import { bounded, minuteMs, offsetAt } from './zone.ts'

export interface Ran {
  limit: Limit
  /** The end by Regulation 1182/71, where the clock does not run by it. */
  other: Limit | null
  steps: DueStep[]
}

export function run(start: number, period: Period, context: DueContext): Ran {
  const { timeZone, reading } = context
  if (!isByCalendar(period)) {
    const at = bounded(start + period.elapsedMs)
    const text = `${period.words} later: ${sayPassed(timeZone, at)}${changeOfClocks(start, at, timeZone)}`
    return { limit: limitAt(timeZone, at), other: null, steps: [{ text, at: instantOf(at) }] }
  }
  const end = addCalendar(timeZone, start, period)
  const at = bounded(end.at + period.elapsedMs)
  const plain = { text: sayCalendar(end, at, period, timeZone), at: instantOf(at) }
  const byRegulation = endByRegulation(end.wall + period.elapsedMs, context)
  if (reading === '1182/71') return { limit: byRegulation.limit, other: null, steps: [plain, byRegulation.step] }
  return { limit: limitAt(timeZone, at), other: byRegulation.limit, steps: [plain] }
}

function changeOfClocks(start: number, end: number, timeZone: string): string {
  const shift = offsetAt(timeZone, end) - offsetAt(timeZone, start)
  return shift === 0 ? '' : ` because the clocks go ${shift > 0 ? 'forward' : 'back'} in between`
}

function sayCalendar(end: CalendarEnd, at: number, period: Period, timeZone: string): string {
  const wanted = sayWall(end.wall).slice(11)
  const remarks = [
    end.missingDay === null ? '' : `; that month has no day ${end.missingDay}, so its last day counts`,
    end.gap === 0 ? '' : `; ${wanted} is left out that day, as the clocks go forward by ${end.gap / minuteMs} minutes`,
    end.twice ? `; ${wanted} comes twice that day, and the first counts` : '',
  ]
  const sameTime = period.elapsedMs === 0 ? ', at the same time of day' : ''
  return `${period.words} later${sameTime}: ${sayMoment(timeZone, at)}${remarks.join('')}`
}
