// How values are said: moments in UTC whatever the machine's zone, figures with what qualifies them.
import { expect, test } from 'vitest'
import { nextTurn } from './next.ts'
import { asWritten, exactMoment, figure, many, moment, percent, quoted, span, timePoint, users } from './say.ts'

test('a moment is said in UTC', () => {
  expect(moment('2025-03-10T10:45:00+01:00')).toBe('10 March 2025, 09:45 UTC')
  expect(moment('no moment')).toBe('no moment')
})

test('a span does not say one day twice', () => {
  expect(span('2025-03-10T09:45:00Z', '2025-03-10T10:23:00Z')).toBe('10 March 2025, 09:45 to 10:23 UTC')
  expect(span('2025-03-10T23:45:00Z', '2025-03-11T00:15:00Z')).toBe('10 March 2025, 23:45 to 11 March 2025, 00:15 UTC')
})

test.each([
  ['2025', '2025'],
  ['2025-03', 'March 2025'],
  ['2025-03-10', '10 March 2025'],
  ['2025-03-10T09:45Z', '10 March 2025, 09:45 UTC'],
  ['2025-03-10T09:45:30.5+02:00', '10 March 2025, 07:45 UTC'],
  ['2025-03-10T09:45', '10 March 2025, 09:45 (zone not said)'],
  ['2025-19', '2025-19'],
  ['last week', 'last week'],
])('a time that is known as %s is said as %s', (at, said) => {
  expect(timePoint(at)).toBe(said)
})

test('a time without a zone is no exact moment', () => {
  expect(exactMoment('2025-03-10T09:45')).toBeNull()
  expect(exactMoment('2025-03-10')).toBeNull()
  expect(exactMoment('2025-03-10T09:45Z')?.toISOString()).toBe('2025-03-10T09:45:00.000Z')
})

test('figures are grouped, and rounded where more would pretend', () => {
  expect(figure(1_234_567)).toBe('1,234,567')
  expect(figure(31.19)).toBe('31')
  expect(figure(5.04)).toBe('5')
  expect(figure(0.25)).toBe('0.3')
  expect(many(1, 'country', 'countries')).toBe('1 country')
  expect(many(2_000, 'incident')).toBe('2,000 incidents')
  expect(percent(0.006)).toBe('under 1 %')
  expect(percent(0)).toBe('0 %')
})

test('users are never said without their qualifier and who said so', () => {
  expect(users({ value: 40_000, qualifier: 'about', basis: 'operator ' })).toBe('about 40,000 (operator)')
  expect(users({ value: 7, qualifier: 'exact', basis: 'list' })).toBe('7 (list)')
})

test('what a person wrote stays as it was, on one line, ended and quoted once', () => {
  expect(asWritten('First.\n\nSecond')).toBe('First. Second.')
  expect(asWritten('Really?')).toBe('Really?')
  expect(quoted('He said “no”')).toBe('“He said "no"”')
})

test('the next turn of a rhythm is the first one after the moment; a single one that is past does not come again', () => {
  const beat = { firstAt: '2025-03-10T12:00:00.000Z', everyMinutes: 240 }
  expect(nextTurn(beat, '2025-03-10T11:59:59.000Z')).toBe('2025-03-10T12:00:00.000Z')
  expect(nextTurn(beat, '2025-03-10T12:00:00.000Z')).toBe('2025-03-10T16:00:00.000Z')
  expect(nextTurn(beat, '2025-03-10T15:59:59.999Z')).toBe('2025-03-10T16:00:00.000Z')
  expect(nextTurn({ ...beat, everyMinutes: null }, '2025-03-10T12:00:01.000Z')).toBeNull()
})
