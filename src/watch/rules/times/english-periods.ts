// Quarters and halves in English, and limits: "within twelve months of adoption", "by the end of the month".
import { AMOUNT, amountOf, ORDINALS, turnOf, UNIT, unitOf, YEAR, yearStep } from './english-words.ts'
import type { TimeRule } from './model.ts'
import { readAfterEvent, readAhead, readDeadline, readEndOf, readNearPeriod, readPart, rule } from './readings.ts'

const OF_YEAR = `(?:,? (?:of |in )?(?:the )?(?:fiscal (?:year )?|financial year )?(?:${YEAR}|(last|this|next|previous) year))`

const PARTS: readonly TimeRule[] = [
  rule(
    'quarter',
    `(?:the )?(?:fiscal )?(?:(first|second|third|fourth|1st|2nd|3rd|4th|final)(?: fiscal)?[ -]quarter|Q([1-4]))${OF_YEAR}?`,
    (found, context) => {
      const quarter =
        found[1]?.toLowerCase() === 'final' ? 4 : (ORDINALS[(found[1] ?? '').toLowerCase()] ?? Number(found[2]))
      return readPart(`Q${quarter}`, { year: found[3], step: yearStep(found[4]) }, context)
    },
    'gi',
  ),
  rule(
    'half',
    `(?:the )?(first|second)[ -]half(?:${OF_YEAR}| of the year)`,
    (found, context) =>
      readPart(
        found[1]?.toLowerCase() === 'first' ? 'H1' : 'H2',
        { year: found[2], step: yearStep(found[3]) },
        context,
      ),
    'gi',
  ),
  rule('half by letter', `H([12])${OF_YEAR}?`, (found, context) =>
    readPart(found[1] === '1' ? 'H1' : 'H2', { year: found[2], step: yearStep(found[3]) }, context),
  ),
]

const LIMITS: readonly TimeRule[] = [
  rule(
    'deadline after an event',
    `(?:within|no later than|not later than|at the latest|in) ${AMOUNT} ?(?:-)?${UNIT}s? (?:of|after|from|following|upon) ((?:the |its |their |this |his |her |being |becoming |having )?[\\p{L}-]{3,30}(?: (?:of|into|the|its|this)){0,3}(?: (?:force|aware|framework|recommendation|proposal|text|incident|attack|breach|notification|report|regulation|directive))?)`,
    (found) => readAfterEvent(amountOf(found[1]), unitOf(found[2]), eventName(found[3] ?? '')),
    'gi',
  ),
  rule(
    'time after an event',
    `${AMOUNT} ${UNIT}s? (?:after|from|following) ((?:the |its )?(?:adoption|entry into force|publication|notification|detection|ratification|signature|signing|closing|completion|launch)(?: of [\\p{L} ]{3,30})?)`,
    (found) => readAfterEvent(amountOf(found[1]), unitOf(found[2]), eventName(found[3] ?? '')),
    'gi',
  ),
  rule(
    'deadline',
    `(?:within|in (?:the|under)|over the|inside|no later than|not later than|for the)(?: the)?(?: next| coming| following)? ${AMOUNT}(?: more)?[ -]?${UNIT}s?`,
    (found, context) =>
      /\b(?:next|coming|following|within|inside|later)\b/i.test(found[0])
        ? readDeadline(amountOf(found[1]), unitOf(found[2]), found[0], context)
        : null,
    'gi',
  ),
  rule(
    'limit',
    `(?:by|before|until|at|towards) (?:the )?(?:end of (?:the|this) (year|month|week|day|quarter)|year-end|year end|close of business)`,
    (found, context) =>
      readEndOf(
        /business$/i.test(found[0]) ? 'day' : turnOf(found[1]),
        /^(?:at|towards)/i.test(found[0]) ? 'vague' : 'deadline',
        context,
      ),
    'gi',
  ),
  rule(
    'time ahead',
    `(?:in|the next|the coming) ${AMOUNT}[ -]?${UNIT}s?(?! (?:of|after|from|following))`,
    (found, context) => {
      const amount = amountOf(found[1])
      if (amount === null) return null
      // "in two weeks" is a length of time when it tells how long something took.
      if (!/^in /i.test(found[0])) return readDeadline(amount, unitOf(found[2]), found[0], context)
      return context.future && !/^an?$/i.test(found[1] ?? '') ? readAhead(amount, unitOf(found[2]), context) : null
    },
    'gi',
  ),
  rule(
    'beginning',
    `(?:at|since|from) the (?:start|beginning) of (?:the|this) (year|month|week|quarter)`,
    (found, context) => readNearPeriod(0, turnOf(found[1]), 'vague', found[0].toLowerCase(), context),
    'gi',
  ),
]

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

export const ENGLISH_PERIODS: readonly TimeRule[] = [...PARTS, ...LIMITS]
