// The calendar of clocks, read back by a parser that is not ours.
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { utcOf } from '#kernel/calendar-text.ts'
import { type CalendarClock, calendarOf } from './ical.ts'

const head = { name: 'Clocks', realm: 'live', refreshMinutes: 15 }
const warning: CalendarClock = {
  id: '01980f3c-8a00-7000-8000-000000000001',
  sequence: 3,
  changedAt: '2026-03-28T22:00:00.000Z',
  realm: 'live',
  tlp: 'AMBER',
  standing: 'runs',
  title: 'Early warning, NIS2',
  began: '2026-03-28T21:15:00.000Z',
  due: '2026-03-29T21:15:00.000Z',
  lines: ['24 hours after awareness; Article 23(4)(a)'],
  url: 'https://tocsin.example.org/clocks?duty=1&realm=live',
}

function read(clocks: readonly CalendarClock[], of = head) {
  const calendar = new ICAL.Component(ICAL.parse(calendarOf(clocks, of)))
  return { calendar, events: calendar.getAllSubcomponents('vevent') }
}

function eventOf(change: Partial<CalendarClock> = {}) {
  const [event] = read([{ ...warning, ...change }]).events
  if (event === undefined) throw new Error('no event')
  return {
    event,
    value: (name: string) => String(event.getFirstPropertyValue(name)),
    alarms: event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
  }
}

test('an event stands at the limit, in UTC, with its marking, its place and its alarms', () => {
  const { event, value, alarms } = eventOf()
  expect(new ICAL.Event(event).startDate.toJSDate().toISOString()).toBe(warning.due)
  expect(value('uid')).toBe(warning.id)
  expect(value('sequence')).toBe('3')
  expect(value('dtstamp')).toBe('2026-03-28T22:00:00Z')
  expect(value('summary')).toBe('[TLP:AMBER] Due: Early warning, NIS2')
  expect(value('description')).toBe('TLP:AMBER\n24 hours after awareness; Article 23(4)(a)')
  expect(value('class')).toBe('CONFIDENTIAL')
  expect(value('status')).toBe('CONFIRMED')
  expect(value('url')).toBe(warning.url)
  expect(alarms).toEqual(['-PT12H', '-PT4H', '-PT1H', 'PT0S'])
})

test('a short period has the alarms that fit in it', () => {
  expect(eventOf({ began: '2026-03-29T17:15:00.000Z' }).alarms).toEqual(['-PT1H', 'PT0S'])
})

test('a clock that moved keeps its name, and its number grows', () => {
  const [before, after] = [eventOf(), eventOf({ due: '2026-03-30T21:15:00.000Z', sequence: 4 })]
  expect(after.value('uid')).toBe(before.value('uid'))
  expect(Number(after.value('sequence'))).toBeGreaterThan(Number(before.value('sequence')))
})

test.each([
  ['cancelled', 'CANCELLED', '[TLP:AMBER] Cancelled: Early warning, NIS2'],
  ['would-run', 'TENTATIVE', '[TLP:AMBER] If reportable: Early warning, NIS2'],
  ['handed-in', 'CONFIRMED', '[TLP:AMBER] Handed in: Early warning, NIS2'],
] as const)('%s is %s, and rings no more', (standing, status, title) => {
  const { value, alarms } = eventOf({ standing })
  expect([value('status'), value('summary'), alarms]).toEqual([status, title, []])
})

test.each([
  ['CLEAR', 'PUBLIC'],
  ['GREEN', 'PRIVATE'],
  ['AMBER+STRICT', 'CONFIDENTIAL'],
  ['RED', 'CONFIDENTIAL'],
] as const)('TLP:%s is %s, and stands in the title', (tlp, kind) => {
  const { value } = eventOf({ tlp })
  expect(value('class')).toBe(kind)
  expect(value('summary')).toContain(`[TLP:${tlp}] `)
})

test('an exercise says so first: in the name of the calendar, the title, the text and the alarm', () => {
  const realm = 'exercise:01980f3c-8a00-7000-8000-000000000009'
  const { calendar, events } = read([{ ...warning, realm }], { ...head, realm })
  const [event] = events
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('EXERCISE Clocks')
  expect(event?.getFirstPropertyValue('summary')).toBe('EXERCISE [TLP:AMBER] Due: Early warning, NIS2')
  expect(String(event?.getFirstPropertyValue('description'))).toMatch(/^EXERCISE[.] /)
  expect(String(event?.getFirstSubcomponent('valarm')?.getFirstPropertyValue('description'))).toMatch(/^EXERCISE /)
  expect(event?.getFirstProperty('categories')?.getValues()).toEqual(['EXERCISE', 'TLP:AMBER'])
})

test('an empty calendar is one', () => {
  const { calendar, events } = read([])
  expect(events).toEqual([])
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT15M')
})

test('a link that is none is left out, so that it cannot add lines', () => {
  expect(calendarOf([{ ...warning, url: 'https://a.example/\r\nATTACH:x' }], head)).not.toContain('ATTACH')
  expect(calendarOf([{ ...warning, url: 'javascript:x' }], head)).not.toContain('URL:')
})

describe('whatever the words are', () => {
  const words = fc.string({ unit: 'binary', maxLength: 300, size: 'max' })

  test('they come back, without controls, and no line is longer than 75 octets', () => {
    fc.assert(
      fc.property(words, words, (title, line) => {
        const text = calendarOf([{ ...warning, title, lines: [line] }], head)
        for (const one of text.split('\r\n')) expect(new TextEncoder().encode(one).length).toBeLessThanOrEqual(75)
        const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')
        const kept = (from: string) =>
          from
            .replace(/\r\n?/g, '\n')
            .replaceAll('\t', ' ')
            .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '')
        expect(event?.getFirstPropertyValue('description')).toBe(kept(`TLP:AMBER\n${line}`))
        expect(event?.getFirstPropertyValue('summary')).toBe(kept(`[TLP:AMBER] Due: ${title}`))
      }),
    )
  })

  test('they add no lines of their own', () => {
    const title = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:other\u2028'
    expect(read([{ ...warning, title }]).events).toHaveLength(1)
  })
})

test('parts of a second are cut off, never rounded up', () => {
  expect(utcOf('2026-03-29T21:15:59.999Z')).toBe('20260329T211559Z')
})
