// Where a limit falls on a day off: the relief of the law that has one, and the general rule of Regulation 1182/71.
import type { Condition } from '../../model/law.ts'
import type { DueStep } from '../../model/verdict.ts'
import type { DueContext } from './due-context.ts'
import { inARow, instantOf, sayArticle, sayDay, sayMoment } from './say-time.ts'
import { doubtAbout, nextWorkingDay, whyOff } from './working-days.ts'
import { dayMs, dayOfWall, hourMs, minuteMs, momentOf, wallOf } from './zone.ts'

/** The end of a period: the moment, and the day on the wall that it belongs to (24:00 belongs to the day that ends). */
export interface Limit {
  at: number
  day: number
}

export function limitAt(timeZone: string, at: number): Limit {
  return { at, day: dayOfWall(wallOf(timeZone, at)) }
}

export interface Relieved {
  limit: Limit
  /** What the basis gains: 'moved to 12:00 of the next working day by 2025/301 Art. 5(4)'. */
  moved: string | null
  steps: DueStep[]
  assumed: string[]
  verified: boolean
}

/** DORA 2025/301 Art. 5(4)-(6): a limit on a day off moves to a time of day of the next working day, with exclusions. */
export function relieve(limit: Limit, context: DueContext): Relieved {
  if (!hasRelief(context)) return { limit, moved: null, steps: [], assumed: [], verified: true }
  const { rule } = context.calendar
  const why = whyOff(limit.day, context)
  if (why === null) return { limit, moved: null, steps: missedHolidays(limit, context), assumed: [], verified: true }
  const falls = `${sayDay(limit.day)} is a day off (${why})`
  const { excludedBy, assumed } = exclusionsOf(context)
  if (excludedBy !== null) {
    const text = `${falls}, yet the limit stays: the relief is excluded by ${sayArticle(excludedBy)}`
    return { limit, moved: null, steps: [{ text, at: instantOf(limit.at) }], assumed: [], verified: true }
  }
  const next = nextWorkingDay(limit.day, context)
  const at = momentOf(context.timeZone, next.day * dayMs + timeOfDay(rule.until)).at
  const moved = `moved to ${rule.until} of the next working day by ${sayArticle(rule.article)}`
  const passed = next.passed.length === 0 ? '' : `, after ${inARow(next.passed)}`
  const doubts = [doubtAbout(limit.day, context), interpretationOf(context), takenForGranted(assumed)]
  return {
    limit: { at, day: next.day },
    moved,
    steps: [
      {
        text: `${falls}; the next working day is ${sayDay(next.day)}${passed}: ${sayMoment(context.timeZone, at)} (${sayArticle(rule.article)})`,
        at: instantOf(at),
      },
      ...doubts.flatMap((text) => (text === null ? [] : [{ text, at: null }])),
    ],
    assumed,
    verified: doubts[0] === null && rule.interpretation?.verified !== false,
  }
}

function hasRelief(context: DueContext): context is DueContext & { calendar: NonNullable<DueContext['calendar']> } {
  const { calendar } = context
  return calendar?.rule.appliesToReports.includes(calendar.report) === true
}

/** A working day as far as is known: an unknown holiday would move the limit, and that must be said. */
function missedHolidays(limit: Limit, context: DueContext): DueStep[] {
  const { memberState, daysOff } = context
  const known = memberState === null ? 'unknown' : (daysOff.known?.(memberState, sayDay(limit.day)) ?? 'unverified')
  const doubt = known === 'unknown' ? doubtAbout(limit.day, context) : null
  return doubt === null ? [] : [{ text: doubt, at: null }]
}

function exclusionsOf(context: DueContext): { excludedBy: string | null; assumed: string[] } {
  const { calendar, ofTypes, holds } = context
  const assumed = new Set<string>()
  for (const exclusion of calendar?.rule.exclusions ?? []) {
    if (!exclusion.reports.includes(calendar?.report ?? '')) continue
    if (exclusion.entityTypes !== undefined && !ofTypes(exclusion.entityTypes)) continue
    const answer = exclusion.condition === undefined ? 'yes' : holds(exclusion.condition)
    if (answer === 'yes') return { excludedBy: exclusion.article, assumed: [] }
    if (answer === 'undetermined') for (const fact of factsOf(exclusion.condition)) assumed.add(fact)
  }
  return { excludedBy: null, assumed: [...assumed] }
}

function factsOf(condition: Condition | undefined): string[] {
  if (condition === undefined || 'rule' in condition) return []
  if ('fact' in condition) return [condition.fact]
  if ('not' in condition) return factsOf(condition.not)
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.atLeast.of
  return parts.flatMap(factsOf)
}

function interpretationOf({ calendar, timeZone }: DueContext): string | null {
  const interpretation = calendar?.rule.interpretation
  if (interpretation === undefined) return null
  return `${interpretation.text} Here the time of day is that of ${timeZone}`
}

function takenForGranted(assumed: readonly string[]): string | null {
  if (assumed.length === 0) return null
  return `Not known, and taken as not excluding the relief: ${inARow(assumed)}`
}

function timeOfDay(text: string): number {
  return Number(text.slice(0, 2)) * hourMs + Number(text.slice(3)) * minuteMs
}

/**
 * Regulation (EEC, Euratom) 1182/71 Art. 3(2) and 3(4), for periods that are not in hours: to the last hour of the last
 * day; where that day is off, of the next working day. A law with a relief of its own provides otherwise on days off.
 */
export function endByRegulation(wall: number, context: DueContext): { limit: Limit; step: DueStep } {
  const last = dayOfWall(wall)
  const why = hasRelief(context) ? null : whyOff(last, context)
  const day = why === null ? last : nextWorkingDay(last, context).day
  const at = momentOf(context.timeZone, (day + 1) * dayMs).at
  const moved = why === null ? '' : `; ${sayDay(last)} is a day off (${why}), so the next working day counts`
  const text = `by Regulation (EEC, Euratom) 1182/71 it ends with the last hour of the last day: ${sayDay(day)} 24:00 ${context.timeZone}${moved}`
  return { limit: { at, day }, step: { text, at: instantOf(at) } }
}
