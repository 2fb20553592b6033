// Days and periods around the publication in English: "on Monday", "last year", "two weeks ago".
import { AMOUNT, amountOf, partOfDay, stepOf, turnOf, UNIT, unitOf, WEEKDAY, weekdayNumber } from './english-words.ts'
import { duration, fixed, type TimeRule } from './model.ts'
import {
  type Period,
  readAgo,
  readNearDay,
  readNearPeriod,
  readOpen,
  readPastSpan,
  readWeekday,
  readWeekend,
  rule,
} from './readings.ts'

const DAYS: readonly TimeRule[] = [
  rule(
    'near day',
    `(?:(?:(?:late|early|later|earlier) )?(?:the day (before yesterday|after tomorrow)|(yesterday|today|tomorrow|tonight|last night|overnight)|(this) (morning|afternoon|evening)))(?: (morning|afternoon|evening|night))?`,
    (found, context) => {
      const word = found[0].toLowerCase()
      // "today's world" and "tomorrow's computers" are an age, not a day.
      if (/^(?:today|tomorrow)$/.test(word) && found.input.startsWith("'s", found.index + word.length)) return null
      const step = word.includes('before yesterday')
        ? -2
        : word.includes('after tomorrow')
          ? 2
          : /yesterday|last night/.test(word)
            ? -1
            : word.includes('tomorrow')
              ? 1
              : 0
      return readNearDay(step, partOfDay(word), word === 'overnight' ? 'vague' : 'date', word, context)
    },
    'gi',
  ),
  rule(
    'weekday',
    `(?:(last|next|this|late on|early on|late|early|by|until|before|on|coming|the following|the (?:early|late) hours of|the (?:morning|afternoon|evening|night) of|(?:early|late) hours of) )?(?:(late|early|last|next) )?(${WEEKDAY})(?! (?:Times|Telegraph|Mail|Night|Mirror|World|Papers|Club))(?:'s)?(?: (morning|afternoon|evening|night))?`,
    (found, context) => {
      const word = `${found[1] ?? ''} ${found[2] ?? ''}`.toLowerCase()
      const limit = /\b(?:by|until|before)\b/.test(word)
      const direction = /next|coming|following/.test(word)
        ? 'next'
        : limit || (context.future && !word.includes('last'))
          ? 'future'
          : word.includes('last')
            ? 'last'
            : 'past'
      const part = partOfDay(`${(found[4] ?? '').toLowerCase()} ${word.replace('early hours', 'morning')}`)
      return readWeekday(weekdayNumber(found[3]), direction, limit ? 'deadline' : 'date', part, context)
    },
  ),
  rule(
    'weekend',
    `(?:(?:over|at|during|on|by) )?(?:the|this|last|next|that|the (?:past|previous|following|coming)) (?:previous |past |last |following )?weekend(?: before)?`,
    (found, context) => {
      const word = found[0].toLowerCase()
      return readWeekend(/next|coming/.test(word) || (word.includes('this') && context.future), context)
    },
    'gi',
  ),
]

const PERIODS: readonly TimeRule[] = [
  rule(
    'near period',
    `(?:(?:earlier|later|early|late|in|by|since|of) )?(?:the )?(last|this|next|previous|past|current|coming|following) (week|month|year|quarter|decade|summer|spring|autumn|winter|century)(?: alone)?`,
    (found, context) => {
      if (/^past|following/i.test(found[1] ?? '') && !/\bthe\b/i.test(found[0])) return null
      if (found[2]?.toLowerCase() === 'century') return readOpen(found[0], context)
      const kind = /^(?:earlier|later|early|late)/i.test(found[0]) ? 'vague' : 'period'
      const unit = (found[2] ?? '').toLowerCase() as Period
      return readNearPeriod(stepOf(found[1]?.toLowerCase()), unit, kind, found[0].toLowerCase(), context)
    },
    'gi',
  ),
  rule(
    'year of the text',
    `(?:earlier|later|so far) (?:in the|the|this) (year|month|week|day)`,
    (found, context) => readNearPeriod(0, turnOf(found[1]), 'vague', found[0].toLowerCase(), context),
    'gi',
  ),
]

const AMOUNTS: readonly TimeRule[] = [
  rule(
    'ago',
    `(?:(?:about|around|nearly|almost|over|more than|less than) )?${AMOUNT} ${UNIT}s? (ago|earlier|before|previously)`,
    (found, context) => {
      const word = found[3]?.toLowerCase() ?? ''
      if (word === 'before') return null
      // "several years ago" is known to be past and no more.
      const amount = amountOf(found[1])
      return amount === null ? readOpen(found[0], context) : readAgo(amount, unitOf(found[2]), word, context)
    },
    'gi',
  ),
  rule(
    'past span',
    `(?:(?:in|over|during|for|within) )?the (?:last|past|previous) ${AMOUNT} ${UNIT}s?`,
    (found, context) => readPastSpan(amountOf(found[1]), unitOf(found[2]), found[0], context),
    'gi',
  ),
  rule(
    'open span',
    `(?:(?:in|over|during) )?(?:the )?(recent|coming|past few|last few|next few) (days|weeks|months|years)`,
    (found, context) => readOpen(found[0], context),
    'gi',
  ),
  rule(
    'duration',
    `${AMOUNT}[ -]${UNIT}s?(?![ -]old)`,
    (found) => {
      const amount = amountOf(found[1])
      if (amount === null || /^an? (?:day|week|month|year|hour|minute|quarter|decade)$/i.test(found[0])) return null
      return fixed('period', duration(amount, unitOf(found[2])), 'length of time')
    },
    'gi',
  ),
]

export const ENGLISH_NEAR: readonly TimeRule[] = [...DAYS, ...PERIODS, ...AMOUNTS]
