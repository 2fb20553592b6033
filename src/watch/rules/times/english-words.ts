// The words that the English grammar of times is made of: months, weekdays, numbers, units and near years.
import type { Unit } from './model.ts'
import type { Turn } from './readings.ts'

export const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ')
export const MONTH =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|March|Mar\\.|April|Apr\\.|May|June|July|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?![a-z])'
export const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
export const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
export const YEAR = '((?:19|20|21)\\d{2})(?![\\d,.]\\d|\\d|%)'
export const AMOUNT =
  '(\\d{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty-four|twenty|thirty-six|thirty|forty-eight|forty|forty-five|fifty|sixty|seventy-two|ninety|a couple of|several|a few|few)'
export const UNIT = '(minute|hour|day|week|month|quarter|year|decade)'
export const WORDS: Record<string, number> = {
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
export const UNITS: Record<string, Unit> = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  decade: 'decade',
}
export const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
}

export function monthNumber(text: string | undefined): number {
  const head = (text ?? '').slice(0, 3)
  return MONTH_NAMES.findIndex((name) => name.startsWith(head)) + 1
}

export function weekdayNumber(text: string | undefined): number {
  return WEEKDAYS.indexOf(text ?? '') + 1
}

export function amountOf(text: string | undefined): number | null {
  const word = (text ?? '').toLowerCase()
  return /^\d+$/.test(word) ? Number(word) : (WORDS[word] ?? null)
}

export function unitOf(text: string | undefined): Unit {
  return UNITS[(text ?? '').toLowerCase()] ?? 'day'
}

export function stepOf(word: string | undefined): number {
  return word === 'last' || word === 'previous' || word === 'past' ? -1 : word === 'next' || word === 'coming' ? 1 : 0
}

/** How many years from the year of publication, or null when no near year is named. */
export function yearStep(word: string | undefined): number | null {
  return word === undefined ? null : stepOf(word.toLowerCase())
}

export function partOfDay(word: string): '' | 'TMO' | 'TAF' | 'TEV' | 'TNI' {
  if (/morning/.test(word)) return 'TMO'
  if (/afternoon/.test(word)) return 'TAF'
  if (/evening/.test(word)) return 'TEV'
  return /night/.test(word) ? 'TNI' : ''
}

export function turnOf(word: string | undefined): Turn {
  const low = (word ?? '').toLowerCase()
  return low === 'day' || low === 'week' || low === 'month' || low === 'quarter' ? low : 'year'
}
