// The grammar of times in English news: each rule is one way of writing a time, and says how it reads it.
import { dayText, fromDays, isDay, momentText, monthText, pad, weekdayOf } from './calendar.ts'
import { dayAndMonth } from './times-absolute.ts'
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
} from './times-model.ts'

const MONTH_NAMES = 'January February March April May June July August September October November December'.split(' ')
const MONTH =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|March|Mar\\.|April|Apr\\.|May|June|July|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?![a-z])'
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const YEAR = '((?:19|20|21)\\d{2})(?![\\d,.]\\d|\\d|%)'
const AMOUNT =
  '(\\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty-four|twenty|thirty-six|thirty|forty-eight|forty|forty-five|fifty|sixty|seventy-two|ninety|a couple of|several|a few|few)'
const UNIT = '(minute|hour|day|week|month|quarter|year|decade)'
const WORDS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  eighteen: 18,
  twenty: 20,
  'twenty-four': 24,
  thirty: 30,
  'thirty-six': 36,
  forty: 40,
  'forty-five': 45,
  'forty-eight': 48,
  fifty: 50,
  sixty: 60,
  'seventy-two': 72,
  ninety: 90,
  'a couple of': 2,
}
const UNITS: Record<string, Unit> = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  decade: 'decade',
}
const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
}
// Minutes to add to UTC. Letters that several zones share (IST, CST in China) are left out: the time then floats.
const ZONES: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  BST: 60,
  CET: 60,
  WEST: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  EST: -300,
  EDT: -240,
  PST: -480,
  PDT: -420,
}

const rules: TimeRule[] = []

function rule(name: string, pattern: string, read: TimeRule['read'], flags = 'g'): void {
  rules.push({ name, pattern: new RegExp(`(?<![\\p{L}\\p{N}])${pattern}`, `${flags}u`), read })
}

function monthNumber(text: string | undefined): number {
  const head = (text ?? '').slice(0, 3)
  return MONTH_NAMES.findIndex((name) => name.startsWith(head)) + 1
}

function weekdayNumber(text: string | undefined): number {
  return WEEKDAYS.indexOf(text ?? '') + 1
}

function amountOf(text: string | undefined): number | null {
  const word = (text ?? '').toLowerCase()
  return /^\d+$/.test(word) ? Number(word) : (WORDS[word] ?? null)
}

function unitOf(text: string | undefined): Unit {
  return UNITS[(text ?? '').toLowerCase()] ?? 'day'
}

function yearOf(context: TimeContext, years: number): string | null {
  return context.published === null ? null : String(fromDays(context.published.days).year + years)
}

// Days of months, with and without year, and their ranges.
rule(
  'day range',
  `(\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|and|until) ?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${MONTH}),?(?: ${YEAR})?`,
  (found, context) => daySpan(monthNumber(found[3]), Number(found[1]), Number(found[2]), found[4], context),
)
rule(
  'day range, month first',
  `(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|and|until) ?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? ${YEAR})?`,
  (found, context) => daySpan(monthNumber(found[1]), Number(found[2]), Number(found[3]), found[4], context),
)
rule(
  'day and month',
  `(?:(?:${WEEKDAY}),? (?:the )?)?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH}),?(?: ${YEAR})?`,
  (found, context) => dayAndMonth(monthNumber(found[2]), Number(found[1]), found[3], context, 'day and month'),
)
rule(
  'month and day',
  `(?:(?:${WEEKDAY}),? )?(${MONTH}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:%]|[.,]\\d| (?:per cent|percent|million|billion))(?:,? ${YEAR})?`,
  (found, context) => dayAndMonth(monthNumber(found[1]), Number(found[2]), found[3], context, 'month and day'),
)

function daySpan(
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

// Months.
rule(
  'months of a year',
  `(${MONTH})(?: ${YEAR})? ?(?:-|to|and|through|until) ?(${MONTH})(?:,? (?:of )?(?:${YEAR}|(last|this|next) year))?`,
  (found, context) => {
    const [from, to] = [monthNumber(found[1]), monthNumber(found[3])]
    const year = found[4] ?? null
    if (year !== null) {
      const first = found[2] ?? (from > to ? String(Number(year) - 1) : year)
      return fixed('range', `${monthText(Number(first), from)}/${monthText(Number(year), to)}`, 'range of months')
    }
    const shape = `XXXX-${pad(from)}/XXXX-${pad(to)}`
    return fromPublication(
      'range',
      shape,
      context,
      `range of months${found[5] === undefined ? '' : ` ${found[5]} year`}`,
      (days) => {
        const end =
          found[5] === undefined
            ? Number(nearMonth(days, to, context.future).slice(0, 4))
            : fromDays(days).year + stepOf(found[5])
        return `${monthText(from > to ? end - 1 : end, from)}/${monthText(end, to)}`
      },
    )
  },
)
rule('month and year', `(?:(early|mid|late)[ -])?(${MONTH})(?:,| of)? ${YEAR}`, (found) =>
  fixed(
    found[1] === undefined ? 'period' : 'vague',
    monthText(Number(found[3]), monthNumber(found[2])),
    'month and year',
  ),
)
rule('month of a near year', `(${MONTH}),? (?:of )?(last|this|next) year`, (found, context) =>
  fromPublication('period', `XXXX-${pad(monthNumber(found[1]))}`, context, `month of ${found[2]} year`, (days) =>
    monthText(fromDays(days).year + stepOf(found[2]), monthNumber(found[1])),
  ),
)
rule(
  'month by word',
  `(?:(last|next|this|in|since|by|until|till|from|early|mid|late|during|before|after|of|through|around)[ -])(?:(early|mid|late)[ -])?(${MONTH})(?! [A-Z][a-z])`,
  (found, context) => {
    const month = monthNumber(found[3])
    const lead = found[1] ?? ''
    // "may" and "march" are words; in capitals after "of" they may still be names.
    if (lead === 'of' && (month === 3 || month === 5)) return null
    const future = context.future || lead === 'next' || lead === 'by' || lead === 'until'
    const kind =
      lead === 'by' || lead === 'until'
        ? 'deadline'
        : /early|mid|late/.test(`${lead}${found[2] ?? ''}`)
          ? 'vague'
          : 'period'
    return fromPublication(
      kind,
      `XXXX-${pad(month)}`,
      context,
      future ? 'the next such month' : 'the latest such month',
      (days) => nearMonth(days, month, future),
    )
  },
)

function stepOf(word: string | undefined): number {
  return word === 'last' || word === 'previous' || word === 'past' ? -1 : word === 'next' || word === 'coming' ? 1 : 0
}

// Years.
rule('years', `(?:(?:between|from) )?${YEAR} ?(?:-|to|and|until|through) ?${YEAR}`, (found) =>
  Number(found[1]) < Number(found[2]) ? fixed('range', `${found[1]}/${found[2]}`, 'range of years') : null,
)
rule(
  'end of a year',
  `(?:by|before|until|at|towards) (?:the )?(?:end|start|beginning|middle|close) of ${YEAR}`,
  (found) => fixed(/^(?:at|towards)/.test(found[0]) ? 'vague' : 'deadline', String(found[1]), 'turn of a year'),
)
rule('part of a year', `(?:early|mid|late)[ -](?:in )?${YEAR}`, (found) =>
  fixed('vague', String(found[1]), 'part of a year'),
)
rule('decade', `(?:the )?((?:19|20)\\d0)s`, (found) => fixed('vague', `${String(found[1]).slice(0, 3)}X`, 'decade'))
rule('year', `(?:by|before|until) ${YEAR}`, (found) => fixed('deadline', String(found[1]), 'a year as limit'))
rule(
  'year',
  `(?:in|since|during|of|from|after|for|around|through|throughout|the|fiscal|FY) ?${YEAR}(?! (?:people|users|customers|employees|workers|jobs|complaints|reports|sites|satellites|vehicles|homes|machines|records|accounts|companies|organisations|organizations))`,
  (found) => fixed('period', String(found[1]), 'year'),
)

// Quarters and halves.
rule(
  'quarter',
  `(?:the )?(?:fiscal )?(?:(first|second|third|fourth|1st|2nd|3rd|4th|final)[ -]quarter|Q([1-4]))(?:,? (?:of |in )?(?:the )?(?:fiscal (?:year )?)?(?:${YEAR}|(last|this|next|previous) year))?`,
  (found, context) => {
    const quarter = found[1] === 'final' ? 4 : (ORDINALS[(found[1] ?? '').toLowerCase()] ?? Number(found[2]))
    if (found[3] !== undefined) return fixed('period', `${found[3]}-Q${quarter}`, 'quarter of a year')
    return fromPublication(
      'period',
      `XXXX-Q${quarter}`,
      context,
      'calendar quarter nearest to publication; a fiscal one may differ',
      (days) => {
        const here = fromDays(days)
        if (found[4] !== undefined) return `${here.year + stepOf(found[4])}-Q${quarter}`
        const now = quarterOf(here.month)
        // Results are told of the quarter just gone, and expectations of it too: the year turns at the quarter itself.
        const year = now >= quarter ? here.year : here.year - (context.future && quarter - now <= 2 ? 0 : 1)
        return `${year}-Q${quarter}`
      },
    )
  },
  'gi',
)
rule(
  'half',
  `(?:the )?(first|second)[ -]half(?: of (?:${YEAR}|(last|this|next) year|the year))`,
  (found, context) => {
    const half = found[1]?.toLowerCase() === 'first' ? 1 : 2
    if (found[2] !== undefined) return fixed('period', `${found[2]}-H${half}`, 'half of a year')
    return fromPublication(
      'period',
      `XXXX-H${half}`,
      context,
      'half of a year',
      () => `${yearOf(context, stepOf(found[3]))}-H${half}`,
    )
  },
  'gi',
)

// Limits: "within twelve months of adoption", "in the next 48 hours", "no later than".
rule(
  'deadline after an event',
  `(?:within|no later than|not later than|at the latest|in) ${AMOUNT} ?(?:-)?${UNIT}s? (?:of|after|from|following|upon) ((?:the |its |their |this |his |her |being |becoming |having )?[\\p{L}-]{3,30}(?: (?:of|into|the|its|this)){0,3}(?: (?:force|aware|framework|recommendation|proposal|text|incident|attack|breach|notification|report|regulation|directive))?)`,
  (found) => {
    const amount = amountOf(found[1])
    if (amount === null) return null
    const length = duration(amount, unitOf(found[2]))
    return {
      kind: 'deadline',
      value: length,
      shape: length,
      anchor: eventName(found[3] ?? ''),
      why: 'limit counted from a named event',
    }
  },
  'gi',
)
rule(
  'time after an event',
  `${AMOUNT} ${UNIT}s? (?:after|from|following) ((?:the |its )?(?:adoption|entry into force|publication|notification|detection|ratification|signature|signing|closing|completion|launch)(?: of [\\p{L} ]{3,30})?)`,
  (found) => {
    const amount = amountOf(found[1])
    if (amount === null) return null
    const length = duration(amount, unitOf(found[2]))
    return {
      kind: 'deadline',
      value: length,
      shape: length,
      anchor: eventName(found[3] ?? ''),
      why: 'counted from a named event',
    }
  },
  'gi',
)
rule(
  'deadline',
  `(?:within|in (?:the|under)|over the|inside|no later than|not later than|for the)(?: the)?(?: next| coming| following)? ${AMOUNT}(?: more)?[ -]?${UNIT}s?`,
  (found, context) => {
    const amount = amountOf(found[1])
    const unit = unitOf(found[2])
    const ahead = /\b(?:next|coming|following|within|inside|later)\b/i.test(found[0])
    if (!ahead) return null
    if (amount === null) return vagueAhead(found[0], context)
    const length = duration(amount, unit)
    return fromPublication('deadline', length, context, 'limit counted from publication', (_, published) => {
      const end = shift(published, amount, unit)
      return unit === 'hour' || unit === 'minute' ? momentText(end) : dayText(fromDays(end.days))
    })
  },
  'gi',
)
rule(
  'limit',
  `(?:by|before|until|at) (?:the )?(?:end of (?:the|this) (year|month|week|day|quarter)|year-end|year end|close of business)`,
  (found, context) => {
    const unit = (found[1] ?? 'year').toLowerCase()
    return fromPublication('deadline', `end of ${unit}`, context, `end of the ${unit} of publication`, (days) =>
      endOf(days, unit),
    )
  },
  'gi',
)

function eventName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/^(?:the|its|their|this|his|her|being|having)\s/, '')
    .trim()
  if (/^adopt/.test(plain)) return 'adoption'
  if (/^(?:becoming aware|detect)/.test(plain)) return 'detection'
  if (/^(?:entry|entering) into force/.test(plain)) return 'entry into force'
  if (plain === 'publication') return 'the publication of the act'
  return plain.split(' ').slice(0, 4).join(' ')
}

function endOf(days: number, unit: string): string {
  const here = fromDays(days)
  if (unit === 'day' || unit === 'business') return dayText(here)
  if (unit === 'week') return dayText(fromDays(days - weekdayOf(days) + 7))
  if (unit === 'month') return monthText(here.year, here.month)
  if (unit === 'quarter') return `${here.year}-Q${quarterOf(here.month)}`
  return `${here.year}-12-31`
}

function vagueAhead(text: string, context: TimeContext): TimeReading {
  return fromPublication('vague', text.toLowerCase(), context, 'an open time ahead', () => null)
}

// Near days and periods.
rule(
  'near day',
  `(?:the day (before yesterday|after tomorrow)|(yesterday|today|tomorrow|tonight|last night|overnight)|(this) (morning|afternoon|evening))(?: (morning|afternoon|evening|night))?`,
  (found, context) => {
    const word = found[0].toLowerCase()
    // "today's world" and "tomorrow's computers" are an age, not a day.
    if (/^(?:today|tomorrow)$/.test(word) && found.input.startsWith("'s", found.index + word.length)) return null
    const step = word.includes('before yesterday')
      ? -2
      : word.includes('after tomorrow')
        ? 2
        : word.startsWith('yesterday') || word.startsWith('last night')
          ? -1
          : word.startsWith('tomorrow')
            ? 1
            : 0
    const part = partOfDay(word)
    return fromPublication(
      word === 'overnight' ? 'vague' : 'date',
      `publication${step === 0 ? '' : step > 0 ? `+${step}D` : `${step}D`}${part}`,
      context,
      `"${word}" from the day of publication`,
      (days) => dayText(fromDays(days + step)),
    )
  },
  'gi',
)
rule(
  'weekday',
  `(?:(last|next|this|late|early|by|until|before|on|coming|the following) )?(?:(late|early|last|next) )?(${WEEKDAY})(?! (?:Times|Telegraph|Mail|Night|Mirror|World|Papers|Club))(?:'s)?(?: (morning|afternoon|evening|night))?`,
  (found, context) => {
    const weekday = weekdayNumber(found[3])
    const word = `${found[1] ?? ''} ${found[2] ?? ''}`.toLowerCase()
    const direction = /next|coming|following/.test(word)
      ? 'next'
      : /by|until|before/.test(word) || (context.future && !word.includes('last'))
        ? 'future'
        : word.includes('last')
          ? 'last'
          : 'past'
    const kind = /by|until|before/.test(word) ? 'deadline' : 'date'
    const part = partOfDay((found[4] ?? '').toLowerCase())
    return fromPublication(
      kind,
      `XXXX-WXX-${weekday}${part}`,
      context,
      direction === 'past' || direction === 'last'
        ? 'the latest such weekday before publication'
        : 'the next such weekday after publication',
      (days) => dayText(fromDays(nearWeekday(days, weekday, direction))),
    )
  },
)
rule(
  'weekend',
  `(?:(?:over|at|during|on|by) )?(?:the|this|last|next|that|the (?:past|previous|following|coming)) (?:previous |past |last |following )?weekend(?: before)?`,
  (found, context) => {
    const word = found[0].toLowerCase()
    return fromPublication(
      'range',
      'XXXX-WXX-WE',
      context,
      word.includes('next') || word.includes('coming') ? 'the next weekend' : 'the weekend before publication',
      (days) => {
        const back = weekdayOf(days) - 6
        const saturday =
          word.includes('next') || word.includes('coming') || (word.includes('this') && context.future)
            ? nearWeekday(days, 6, 'next')
            : back >= 0
              ? days - back
              : days - weekdayOf(days) - 1
        return dayRange(saturday, saturday + 1)
      },
    )
  },
  'gi',
)
rule(
  'near period',
  `(?:(?:earlier|later|early|late|in|by|since|of) )?(?:the )?(last|this|next|previous|past|current|coming|following) (week|month|year|quarter|decade|summer|spring|autumn|winter|century)(?: alone)?`,
  (found, context) => {
    const step = stepOf(found[1]?.toLowerCase())
    const unit = (found[2] ?? '').toLowerCase()
    const vague = /^(?:earlier|later|early|late)/i.test(found[0])
    if (/^past|following/i.test(found[1] ?? '') && !/\bthe\b/i.test(found[0])) return null
    return fromPublication(
      vague ? 'vague' : 'period',
      `publication${step === 0 ? '' : step > 0 ? '+1' : '-1'} ${unit}`,
      context,
      `${found[1]?.toLowerCase()} ${unit}, from the date of publication`,
      (days) => nearPeriod(days, unit, step),
    )
  },
  'gi',
)
rule(
  'year of the text',
  `(?:earlier|later|so far) (?:in the|the|this) (year|month|week|day)`,
  (found, context) =>
    fromPublication('vague', `publication ${found[1]}`, context, `part of the ${found[1]} of publication`, (days) =>
      nearPeriod(days, (found[1] ?? '').toLowerCase(), 0),
    ),
  'gi',
)

function nearPeriod(days: number, unit: string, step: number): string | null {
  const here = fromDays(days)
  if (unit === 'day') return dayText(here)
  if (unit === 'week') return dayRange(days - weekdayOf(days) + 1 + 7 * step, days - weekdayOf(days) + 7 + 7 * step)
  if (unit === 'month')
    return monthText(here.year + Math.floor((here.month - 1 + step) / 12), ((here.month - 1 + step + 12) % 12) + 1)
  if (unit === 'year') return String(here.year + step)
  if (unit === 'quarter') {
    const index = here.year * 4 + quarterOf(here.month) - 1 + step
    return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`
  }
  const seasons: Record<string, string> = { spring: 'SP', summer: 'SU', autumn: 'FA', winter: 'WI' }
  const season = seasons[unit]
  return season === undefined ? null : `${here.year + step}-${season}`
}

function partOfDay(word: string): string {
  if (/morning/.test(word)) return 'TMO'
  if (/afternoon/.test(word)) return 'TAF'
  if (/evening/.test(word)) return 'TEV'
  return /night/.test(word) ? 'TNI' : ''
}

// Amounts: "three days ago", "over the past two years", "for eighteen months".
rule(
  'ago',
  `(?:(?:about|around|nearly|almost|over|more than|less than) )?${AMOUNT} ${UNIT}s? (ago|earlier|before|previously)`,
  (found, context) => {
    const amount = amountOf(found[1])
    const unit = unitOf(found[2])
    const word = found[3]?.toLowerCase()
    if (amount === null || word === 'before') return null
    return fromPublication(
      unit === 'day' || unit === 'week' ? 'date' : 'vague',
      `-${duration(amount, unit)}`,
      context,
      word === 'ago' ? 'counted back from publication' : 'counted back, taken from publication',
      (_, published) => {
        const then = shift(published, -amount, unit)
        if (unit === 'hour' || unit === 'minute') return momentText(then)
        return unit === 'year' || unit === 'decade'
          ? String(fromDays(then.days).year)
          : unit === 'month'
            ? dayText(fromDays(then.days)).slice(0, 7)
            : dayText(fromDays(then.days))
      },
    )
  },
  'gi',
)
rule(
  'past span',
  `(?:(?:in|over|during|for|within) )?the (?:last|past|previous) ${AMOUNT} ${UNIT}s?`,
  (found, context) => {
    const amount = amountOf(found[1])
    const unit = unitOf(found[2])
    if (amount === null) return vagueAhead(found[0], context)
    return fromPublication(
      'range',
      `${duration(amount, unit)}/publication`,
      context,
      'span that ends at publication',
      (days, published) => {
        const from = shift(published, -amount, unit)
        return unit === 'hour' || unit === 'minute'
          ? `${momentText(from)}/${momentText(published)}`
          : dayRange(from.days, days)
      },
    )
  },
  'gi',
)
rule(
  'open span',
  `(?:(?:in|over|during) )?(?:the )?(recent|coming) (days|weeks|months|years)`,
  (found, context) => vagueAhead(found[0], context),
  'gi',
)
rule(
  'duration',
  `${AMOUNT}[ -]${UNIT}s?(?![ -]old)`,
  (found) => {
    const amount = amountOf(found[1])
    if (amount === null || /^an? (?:day|week|month|year|hour|minute|quarter|decade)$/i.test(found[0])) return null
    return fixed('period', duration(amount, unitOf(found[2])), 'length of time')
  },
  'gi',
)

// Times of day.
rule(
  'clock',
  `(?:(?:at|about|around|by|from|since|until|shortly (?:after|before)|just (?:after|before)) )?(?:(\\d{1,2})[:.h](\\d{2})(?: ?(a\\.?m\\.?|p\\.?m\\.?)(?![\\p{L}]))?|(\\d{1,2}) ?(a\\.?m\\.?|p\\.?m\\.?)(?![\\p{L}])|(\\d{2})(\\d{2})(?= ?(?:UTC|GMT|CET|CEST|EET|BST|hrs|hours)))(?: ?\\(?(UTC|GMT|BST|CET|CEST|EET|EEST|WET|WEST|MSK|EST|EDT|PST|PDT|ET|PT|Eastern|Pacific|local time)\\)?)?(?![\\p{L}\\p{N}%])`,
  (found) => {
    const half = (found[3] ?? found[5] ?? '').toLowerCase().charAt(0)
    let hour = Number(found[1] ?? found[4] ?? found[6])
    const minute = Number(found[2] ?? found[7] ?? 0)
    const zone = found[8]
    // Without a colon, a half of the day or a zone it is just a number such as 9.45.
    if (found[0].includes('.') && half === '' && zone === undefined) return null
    if (half === 'p' && hour < 12) hour += 12
    if (half === 'a' && hour === 12) hour = 0
    if (hour > 23 || minute > 59) return null
    return clockReading(hour * 60 + minute, zone)
  },
)
rule(
  'named hour',
  `(?:at |around |by |before |after )?(midnight|noon|midday)(?: (UTC|GMT|CET|CEST))?`,
  (found) => clockReading(found[1]?.toLowerCase() === 'midnight' ? 0 : 720, found[2]),
  'gi',
)
rule(
  'part of the day',
  `(?:(?:by|in|during|since|early in|late in|later in|earlier in) )the (?:early |late )?(morning|afternoon|evening|night|day)|early (?:morning|trading)|late (?:morning|afternoon|evening)|(?:morning|afternoon) trading`,
  (found, context) => fromPublication('vague', `T ${found[0].toLowerCase()}`, context, 'part of a day', () => null),
  'gi',
)

function clockReading(minutes: number, zone: string | undefined): TimeReading {
  const offset = zone === undefined ? null : (ZONES[zone] ?? null)
  const text = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
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
    clock: { minutes, offset },
  }
}

export const ENGLISH_RULES: readonly TimeRule[] = rules
