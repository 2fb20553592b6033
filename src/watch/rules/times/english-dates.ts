// Days, months and years in English: "from 3 to 5 March", "January last year", "by the end of 2026".
import { monthText } from '../calendar.ts'
import { dayAndMonth } from './absolute.ts'
import { MONTH, monthNumber, WEEKDAY, YEAR, yearStep } from './english-words.ts'
import { fixed, type TimeRule } from './model.ts'
import { readDayOfNearYear, readDaySpan, readMonth, readMonthOfNearYear, readMonthSpan, rule } from './readings.ts'

const ORDINAL_END = '(?:st|nd|rd|th)?'

/** Days of months, with and without year, and their ranges. */
const DAYS: readonly TimeRule[] = [
  rule(
    'day range',
    `(\\d{1,2})${ORDINAL_END} ?(?:-|to|and|until) ?(\\d{1,2})${ORDINAL_END} (?:of )?(${MONTH}),?(?: ${YEAR})?`,
    (found, context) => readDaySpan(monthNumber(found[3]), Number(found[1]), Number(found[2]), found[4], context),
  ),
  rule(
    'day range, month first',
    `(${MONTH}) (\\d{1,2})${ORDINAL_END} ?(?:-|to|and|until) ?(\\d{1,2})${ORDINAL_END}(?![\\d:])(?:,? ${YEAR})?`,
    (found, context) => readDaySpan(monthNumber(found[1]), Number(found[2]), Number(found[3]), found[4], context),
  ),
  rule(
    'day of a near year',
    `(?:(?:${WEEKDAY}),? )?(?:(${MONTH}) (?:the )?(\\d{1,2})${ORDINAL_END}|(?:the )?(\\d{1,2})${ORDINAL_END}(?: of)? (${MONTH})),? (?:of )?(last|this|next) year`,
    (found, context) =>
      readDayOfNearYear(
        monthNumber(found[1] ?? found[4]),
        Number(found[2] ?? found[3]),
        yearStep(found[5]) ?? 0,
        context,
      ),
  ),
  rule(
    'day and month',
    `(?:(?:${WEEKDAY}),? (?:the )?)?(\\d{1,2})${ORDINAL_END}(?: of)? (${MONTH}),?(?: ${YEAR})?`,
    (found, context) => dayAndMonth(monthNumber(found[2]), Number(found[1]), found[3], context, 'day and month'),
  ),
  rule(
    'month and day',
    `(?:(?:${WEEKDAY}),? )?(${MONTH}) (?:the )?(\\d{1,2})${ORDINAL_END}(?![\\d:%]|[.,]\\d| (?:per cent|percent|million|billion))(?:,? ${YEAR})?`,
    (found, context) => dayAndMonth(monthNumber(found[1]), Number(found[2]), found[3], context, 'month and day'),
  ),
]

const MONTHS: readonly TimeRule[] = [
  rule(
    'months of a year',
    `(${MONTH})(?: ${YEAR})? ?(?:-|to|and|through|until) ?(${MONTH})(?:,? (?:of )?(?:${YEAR}|(last|this|next) year))?`,
    (found, context) => {
      const [from, to] = [monthNumber(found[1]), monthNumber(found[3])]
      const bare = found[4] === undefined && found[5] === undefined
      // "May and March" may be two people, unless a word before them says that they are months.
      if (bare && (from === 5 || from === 3) && !/(?:in|from|between|during|of|since|for) $/i.test(before(found)))
        return null
      return readMonthSpan(from, to, { firstYear: found[2], year: found[4], step: yearStep(found[5]) }, context)
    },
  ),
  rule('month and year', `(?:(early|mid|late)[ -])?(${MONTH})(?:,| of)? ${YEAR}`, (found) =>
    fixed(
      found[1] === undefined ? 'period' : 'vague',
      monthText(Number(found[3]), monthNumber(found[2])),
      'month and year',
    ),
  ),
  rule('month of a near year', `(${MONTH}),? (?:of )?(last|this|next) year`, (found, context) =>
    readMonthOfNearYear(monthNumber(found[1]), yearStep(found[2]) ?? 0, context),
  ),
  rule(
    'month by word',
    `(?:(last|next|this|in|since|by|until|till|from|early|mid|late|during|before|after|of|through|around)[ -])(?:(early|mid|late)[ -])?(${MONTH})(?! [A-Z][a-z])`,
    (found, context) => {
      const month = monthNumber(found[3])
      const lead = found[1] ?? ''
      // "may" and "march" are words; in capitals after "of" they may still be names.
      if (lead === 'of' && (month === 3 || month === 5)) return null
      const limit = lead === 'by' || lead === 'until'
      const vague = /early|mid|late/.test(`${lead}${found[2] ?? ''}`)
      return readMonth(
        month,
        limit ? 'deadline' : vague ? 'vague' : 'period',
        context.future || limit || lead === 'next',
        context,
      )
    },
  ),
]

const COUNTED =
  'people|users|customers|employees|workers|jobs|complaints|reports|sites|satellites|vehicles|homes|machines|records|accounts|companies|organisations|organizations|patients|students|passengers|troops|soldiers|dollars|euros|pounds|miles|metres|meters|feet|acres|points|votes|members|residents|staff|copies|megawatts'

const YEARS: readonly TimeRule[] = [
  rule('years', `(?:(?:between|from) )?${YEAR} ?(?:-|to|and|until|through) ?${YEAR}`, (found) =>
    Number(found[1]) < Number(found[2]) ? fixed('range', `${found[1]}/${found[2]}`, 'range of years') : null,
  ),
  rule(
    'end of a year',
    `(?:by|before|until|at|towards|since|in) (?:the )?(?:end|start|beginning|middle|close) of ${YEAR}`,
    (found) => fixed(/^(?:by|before|until)/.test(found[0]) ? 'deadline' : 'vague', String(found[1]), 'turn of a year'),
  ),
  rule('part of a year', `(?:the )?(?:early|mid|late)[ -](?:in )?${YEAR}`, (found) =>
    fixed('vague', String(found[1]), 'part of a year'),
  ),
  rule('season of a year', `(?:the )?(spring|summer|autumn|fall|winter)(?:,| of)? ${YEAR}`, (found) =>
    fixed('period', `${found[2]}-${SEASONS[found[1] ?? ''] ?? ''}`, 'season of a year'),
  ),
  rule('decade', `(?:the )?(?:early |mid-?|late )?((?:19|20)\\d0)s`, (found) =>
    fixed('vague', `${String(found[1]).slice(0, 3)}X`, 'decade'),
  ),
  rule('year', `(?:by|before|until) ${YEAR}(?! (?:${COUNTED}))`, (found) =>
    fixed('deadline', String(found[1]), 'a year as limit'),
  ),
  rule(
    'year',
    `(?:in|since|during|of|from|after|for|around|through|throughout|the|fiscal|fiscal year|financial year|FY|year|late in|early in) ?${YEAR}(?! (?:${COUNTED}))`,
    (found) => fixed('period', String(found[1]), 'year'),
  ),
]

const SEASONS: Record<string, string> = { spring: 'SP', summer: 'SU', autumn: 'FA', fall: 'FA', winter: 'WI' }

function before(found: RegExpExecArray): string {
  return found.input.slice(Math.max(0, found.index - 10), found.index)
}

export const ENGLISH_DATES: readonly TimeRule[] = [...DAYS, ...MONTHS, ...YEARS]
