// The calendar of agreements and keys, read back by a parser that is not ours.
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { agreementCalendar, type CalendarDay, calendarMatters } from './calendar.ts'

const head = { realm: 'live', refreshMinutes: 15 }
const review: CalendarDay = {
  matter: 'review',
  ids: ['01980f3c-8a00-7000-8000-000000000001'],
  sequence: 3,
  changedAt: '2026-03-28T22:00:00.000Z',
  tlp: 'AMBER',
  on: '2027-03-01',
  cancelled: false,
  url: 'https://tocsin.example.org/agreements/01980f3c-8a00-7000-8000-000000000001',
}

function read(days: readonly CalendarDay[], of = head) {
  const text = agreementCalendar(days, of)
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map((event) => ({
    value: (name: string) => String(event.getFirstPropertyValue(name)),
    start: new ICAL.Event(event).startDate,
    alarms: event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
  }))
  return { text, calendar, events }
}

function one(change: Partial<CalendarDay> = {}, of = head) {
  const [event] = read([{ ...review, ...change }], of).events
  if (!event) throw new Error('no event')
  return event
}

test('a day of review is a whole day with a reminder a week before, its marking and its place', () => {
  const { value, start, alarms } = one()
  expect([start.isDate, start.toString()]).toEqual([true, '2027-03-01'])
  expect(value('uid')).toBe(`${review.ids[0]}-review`)
  expect(value('sequence')).toBe('3')
  expect(value('dtstamp')).toBe('2026-03-28T22:00:00Z')
  expect(value('summary')).toBe('[TLP:AMBER] Look at an agreement again')
  expect(value('class')).toBe('CONFIDENTIAL')
  expect(value('status')).toBe('CONFIRMED')
  expect(value('url')).toBe(review.url)
  expect(alarms).toEqual(['-P7D'])
})

test('an answer is due at a moment in UTC, and rings for those who owe it alone', () => {
  const due = { on: '2026-03-29T21:15:00.000Z', ids: ['a', 'b'] }
  const ours = one({ ...due, matter: 'answer-ours' })
  expect(ours.start.toJSDate().toISOString()).toBe(due.on)
  expect(ours.value('uid')).toBe('a-b-answer-ours')
  expect(ours.alarms).toEqual(['-PT30M'])
  expect(one({ ...due, matter: 'answer-theirs' }).alarms).toEqual([])
})

test('a day that moved keeps its name, and its number grows', () => {
  const [before, after] = [one(), one({ on: '2028-03-01', sequence: 4 })]
  expect(after.value('uid')).toBe(before.value('uid'))
  expect(Number(after.value('sequence'))).toBeGreaterThan(Number(before.value('sequence')))
})

test('each matter of one record has a name of its own', () => {
  const { events } = read(calendarMatters.map((matter) => ({ ...review, matter })))
  expect(new Set(events.map(({ value }) => value('uid'))).size).toBe(calendarMatters.length)
  expect(new Set(events.map(({ value }) => value('summary'))).size).toBe(calendarMatters.length)
})

test('what is owed no more is cancelled, says so and rings no more', () => {
  const { value, alarms } = one({ cancelled: true })
  expect([value('status'), value('summary'), alarms]).toEqual([
    'CANCELLED',
    '[TLP:AMBER] Cancelled: Look at an agreement again',
    [],
  ])
})

test('an exercise says EXERCISE first, wherever it can be read', () => {
  const of = { ...head, realm: 'exercise:storm' }
  const { value } = one({}, of)
  expect(value('summary')).toMatch(/^EXERCISE /)
  expect(value('description')).toMatch(/^EXERCISE/)
  expect(value('categories')).toContain('EXERCISE')
  expect(String(read([], of).calendar.getFirstPropertyValue('name'))).toMatch(/^EXERCISE /)
})

test('lines are at most 75 octets, each ended by CR LF, and the same days give the same text', () => {
  const { text } = read(calendarMatters.map((matter) => ({ ...review, matter })))
  expect(text.endsWith('\r\n')).toBe(true)
  for (const line of text.slice(0, -2).split('\r\n')) {
    expect(line).not.toMatch(/[\r\n]/)
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  }
  expect(agreementCalendar([review], head)).toBe(agreementCalendar([review], head))
})
