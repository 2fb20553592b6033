// What a time expression means once its words are read: shared by the grammars of all languages.
import { dayText, fromDays, isDay, momentText, monthText, pad, weekdayOf } from '../calendar.ts'
import {
  dayRange,
  duration,
  fixed,
  fromPublication,
  nearestYear,
  nearMonth,
  nearWeekday,
  quarterOf,
  shift,
  type TimeContext,
  type TimeReading,
  type TimeRule,
  type Unit,
} from './model.ts'

/** A rule that begins at the beginning of a word. */
export function rule(name: string, pattern: string, read: TimeRule['read'], flags = 'g'): TimeRule {
  return { name, pattern: new RegExp(`(?<![\\p{L}\\p{N}])${pattern}`, `${flags}u`), read }
}

export function readDaySpan(
  month: number,
  from: number,
  to: number,
  year: string | undefined,
  context: TimeContext,
): TimeReading | null {
  if (from >= to || !isDay({ year: 2024, month, day: from }) || !isDay({ year: 2024, month, day: to })) return null
  const text = (y: number): string =>
    `${dayText({ year: y, month, day: from })}/${dayText({ year: y, month, day: to })}`
  if (year !== undefined) return fixed('range', text(Number(year)), 'range of days')
  const shape = text(2024).replaceAll('2024-', 'XXXX-')
  return fromPublication('range', shape, context, 'range of days, year nearest to publication', (days) => {
    const near = nearestYear(days, month, from)
    return near === null ? null : text(near.year)
  })
}

/** Months of one year: `year` as digits, or `step` years from the year of publication, or the nearest. */
export function readMonthSpan(
  from: number,
  to: number,
  given: { firstYear?: string | undefined; year?: string | undefined; step: number | null },
  context: TimeContext,
): TimeReading {
  const { firstYear, year, step } = given
  if (year !== undefined) {
    const first = firstYear ?? (from > to ? String(Number(year) - 1) : year)
    return fixed('range', `${monthText(Number(first), from)}/${monthText(Number(year), to)}`, 'range of months')
  }
  const shape = `XXXX-${pad(from)}/XXXX-${pad(to)}`
  return fromPublication('range', shape, context, 'range of months, from the date of publication', (days) => {
    const end = step === null ? Number(nearMonth(days, to, context.future).slice(0, 4)) : fromDays(days).year + step
    return `${monthText(from > to ? end - 1 : end, from)}/${monthText(end, to)}`
  })
}

export function readMonthOfNearYear(month: number, step: number, context: TimeContext): TimeReading {
  return fromPublication('period', `XXXX-${pad(month)}`, context, `month of ${STEPS[step + 1]} year`, (days) =>
    monthText(fromDays(days).year + step, month),
  )
}

/** A day of the year before, of this one or the next: "January 31 last year". */
export function readDayOfNearYear(month: number, day: number, step: number, context: TimeContext): TimeReading | null {
  // A leap day is a day in some years; which year it is, only the publication tells.
  if (!isDay({ year: 2024, month, day })) return null
  return fromPublication(
    'date',
    `XXXX-${pad(month)}-${pad(day)}`,
    context,
    `day of ${STEPS[step + 1]} year`,
    (days) => {
      const date = { year: fromDays(days).year + step, month, day }
      return isDay(date) ? dayText(date) : null
    },
  )
}

const STEPS = ['last', 'this', 'next']

export function readMonth(
  month: number,
  kind: 'period' | 'deadline' | 'vague',
  future: boolean,
  context: TimeContext,
): TimeReading {
  const why = future ? 'the next such month' : 'the latest such month'
  return fromPublication(kind, `XXXX-${pad(month)}`, context, why, (days) => nearMonth(days, month, future))
}

/** A quarter or a half: of a year in digits, `step` years from publication, or the one that fits it best. */
export function readPart(
  part: `Q${number}` | `H${number}`,
  given: { year?: string | undefined; step: number | null },
  context: TimeContext,
): TimeReading {
  const number = Number(part.slice(1))
  const quarters = part.startsWith('Q')
  const name = quarters ? 'quarter' : 'half'
  if (given.year !== undefined) return fixed('period', `${given.year}-${part}`, `${name} of a year`)
  const why = quarters ? 'calendar quarter nearest to publication; a fiscal one may differ' : 'half of a year'
  return fromPublication('period', `XXXX-${part}`, context, why, (days) => {
    const here = fromDays(days)
    if (given.step !== null) return `${here.year + given.step}-${part}`
    const now = quarters ? quarterOf(here.month) : here.month > 6 ? 2 : 1
    // Results are told of the part just gone, and expectations of it too: the year turns at the part itself.
    const near = quarters ? 2 : 1
    const year = now >= number ? here.year : here.year - (context.future && number - now <= near ? 0 : 1)
    return `${year}-${part}`
  })
}

/** A limit or a time counted from a named event: the length stands, whatever the day of publication. */
export function readAfterEvent(amount: number | null, unit: Unit, anchor: string): TimeReading | null {
  if (amount === null) return null
  const length = duration(amount, unit)
  return { kind: 'deadline', value: length, shape: length, anchor, why: 'limit counted from a named event' }
}

/** "within 24 hours", counted from publication. */
export function readDeadline(amount: number | null, unit: Unit, words: string, context: TimeContext): TimeReading {
  if (amount === null) return readOpen(words, context)
  const length = duration(amount, unit)
  return fromPublication('deadline', length, context, 'limit counted from publication', (_, published) => {
    const end = shift(published, amount, unit)
    return unit === 'hour' || unit === 'minute' ? momentText(end) : dayText(fromDays(end.days))
  })
}

/** An open time, such as "in the coming weeks": it has no value, only words. */
export function readOpen(words: string, context: TimeContext): TimeReading {
  return fromPublication('vague', words.toLowerCase(), context, 'an open time', () => null)
}

export type Turn = 'day' | 'week' | 'month' | 'quarter' | 'year'

export function readEndOf(unit: Turn, kind: 'deadline' | 'vague', context: TimeContext): TimeReading {
  return fromPublication(kind, `end of ${unit}`, context, `end of the ${unit} of publication`, (days) => {
    const here = fromDays(days)
    if (unit === 'day') return dayText(here)
    if (unit === 'week') return dayText(fromDays(days - weekdayOf(days) + 7))
    if (unit === 'month') return monthText(here.year, here.month)
    if (unit === 'quarter') return `${here.year}-Q${quarterOf(here.month)}`
    return `${here.year}-12-31`
  })
}

export type DayPart = '' | 'TMO' | 'TAF' | 'TEV' | 'TNI'

/** Yesterday is -1, tomorrow 1. */
export function readNearDay(
  step: number,
  part: DayPart,
  kind: 'date' | 'vague',
  word: string,
  context: TimeContext,
): TimeReading {
  const shape = `publication${step === 0 ? '' : step > 0 ? `+${step}D` : `${step}D`}${part}`
  return fromPublication(kind, shape, context, `"${word}" from the day of publication`, (days) =>
    dayText(fromDays(days + step)),
  )
}

export type Direction = 'past' | 'last' | 'future' | 'next'

export function readWeekday(
  weekday: number,
  direction: Direction,
  kind: 'date' | 'deadline',
  part: DayPart,
  context: TimeContext,
): TimeReading {
  const why =
    direction === 'past' || direction === 'last'
      ? 'the latest such weekday before publication'
      : 'the next such weekday after publication'
  return fromPublication(kind, `XXXX-WXX-${weekday}${part}`, context, why, (days) =>
    dayText(fromDays(nearWeekday(days, weekday, direction))),
  )
}

export function readWeekend(next: boolean, context: TimeContext): TimeReading {
  const why = next ? 'the next weekend' : 'the weekend before publication'
  return fromPublication('range', 'XXXX-WXX-WE', context, why, (days) => {
    const back = weekdayOf(days) - 6
    const saturday = next ? nearWeekday(days, 6, 'next') : back >= 0 ? days - back : days - weekdayOf(days) - 1
    return dayRange(saturday, saturday + 1)
  })
}

export type Period = Turn | 'decade' | 'spring' | 'summer' | 'autumn' | 'winter' | 'weekend'

/** "last month" is -1, "this quarter" 0, "next year" 1; `word` is the unit in the words of the text. */
export function readNearPeriod(
  step: number,
  unit: Period,
  kind: 'period' | 'vague' | 'deadline',
  word: string,
  context: TimeContext,
): TimeReading {
  const shape = `publication${step === 0 ? '' : step > 0 ? '+1' : '-1'} ${unit}`
  return fromPublication(kind, shape, context, `"${word}", from the date of publication`, (days) =>
    nearPeriod(days, unit, step),
  )
}

function nearPeriod(days: number, unit: Period, step: number): string | null {
  const here = fromDays(days)
  if (unit === 'day') return dayText(fromDays(days + step))
  if (unit === 'week') return dayRange(days - weekdayOf(days) + 1 + 7 * step, days - weekdayOf(days) + 7 + 7 * step)
  if (unit === 'month')
    return monthText(here.year + Math.floor((here.month - 1 + step) / 12), ((here.month - 1 + step + 12) % 12) + 1)
  if (unit === 'year') return String(here.year + step)
  if (unit === 'quarter') {
    const index = here.year * 4 + quarterOf(here.month) - 1 + step
    return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`
  }
  // "the past decade" ends now; "this decade" is that of the calendar.
  if (unit === 'decade')
    return step === 0
      ? `${String(here.year).slice(0, 3)}X`
      : step < 0
        ? `${here.year - 10}/${here.year}`
        : `${here.year}/${here.year + 10}`
  if (unit === 'weekend') return null
  return `${seasonYear(here, unit, step)}-${SEASONS[unit]}`
}

const SEASONS = { spring: 'SP', summer: 'SU', autumn: 'FA', winter: 'WI' }
const SEASON_STARTS = { spring: 3, summer: 6, autumn: 9, winter: 12 }

/** The year of the season before, of, or after the day: in March "last summer" is that of the year before. */
function seasonYear(here: { year: number; month: number }, unit: keyof typeof SEASONS, step: number): number {
  const begun = here.month >= SEASON_STARTS[unit]
  if (step === 0) return here.year
  if (step < 0) return begun && here.month >= SEASON_STARTS[unit] + 3 ? here.year : here.year - 1
  return begun ? here.year + 1 : here.year
}

/** Counted back from publication: "three days ago". */
export function readAgo(amount: number | null, unit: Unit, word: string, context: TimeContext): TimeReading | null {
  if (amount === null) return null
  const kind = unit === 'day' || unit === 'week' ? 'date' : 'vague'
  return fromPublication(
    kind,
    `-${duration(amount, unit)}`,
    context,
    `counted back from publication ("${word}")`,
    (_, published) => coarse(shift(published, -amount, unit), unit),
  )
}

/** Counted on from publication: "in two weeks". */
export function readAhead(amount: number | null, unit: Unit, context: TimeContext): TimeReading | null {
  if (amount === null) return null
  const kind = unit === 'day' || unit === 'week' ? 'date' : 'vague'
  return fromPublication(kind, `+${duration(amount, unit)}`, context, 'counted on from publication', (_, published) =>
    coarse(shift(published, amount, unit), unit),
  )
}

function coarse(then: { days: number; minutes: number }, unit: Unit): string {
  if (unit === 'hour' || unit === 'minute') return momentText(then)
  const text = dayText(fromDays(then.days))
  return unit === 'year' || unit === 'decade' ? text.slice(0, 4) : unit === 'month' ? text.slice(0, 7) : text
}

/** "in the past two years": a span that ends at publication. */
export function readPastSpan(amount: number | null, unit: Unit, words: string, context: TimeContext): TimeReading {
  if (amount === null) return readOpen(words, context)
  const shape = `${duration(amount, unit)}/publication`
  return fromPublication('range', shape, context, 'span that ends at publication', (days, published) => {
    const from = shift(published, -amount, unit)
    return unit === 'hour' || unit === 'minute'
      ? `${momentText(from)}/${momentText(published)}`
      : dayRange(from.days, days)
  })
}

/** "this morning" is a part of the day of publication; "in the morning" of a day that the text names elsewhere. */
export function readPartOfDay(words: string, context: TimeContext): TimeReading {
  return fromPublication('vague', `T ${words.toLowerCase()}`, context, 'part of a day', () => null)
}

// Minutes to add to UTC. Letters that several zones share (IST, CST in China) are left out: the time then floats.
const ZONES: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  BST: 60,
  CET: 60,
  MEZ: 60,
  WEST: 60,
  CEST: 120,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  PST: -480,
  PDT: -420,
}

/** Names of zones, for the pattern of a clock time. */
export const ZONE =
  '(?: ?\\(?(UTC|GMT|BST|CET|CEST|MEZ|MESZ|EET|EEST|WET|WEST|MSK|EST|EDT|PST|PDT|ET|PT|Eastern|Pacific|local time)\\)?)?'

export function readClock(hour: number, minute: number, zone: string | undefined): TimeReading | null {
  if (hour > 23 || minute > 59) return null
  const offset = zone === undefined ? null : (ZONES[zone.toUpperCase()] ?? null)
  const text = `${pad(hour)}:${pad(minute)}`
  const suffix =
    offset === null
      ? zone === undefined
        ? ''
        : ` ${zone}`
      : offset === 0
        ? 'Z'
        : `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60)}:00`
  return {
    kind: 'instant',
    value: null,
    shape: `T${text}${suffix}`,
    anchor: 'publication',
    why: 'time of day',
    clock: { minutes: hour * 60 + minute, offset },
  }
}
