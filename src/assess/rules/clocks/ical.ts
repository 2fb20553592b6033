// Clocks as a calendar that other programs fetch (RFC 5545): one event at each limit, with alarms; EXERCISE and marking first.
import { calendarText, escaped, utcOf } from '#kernel/calendar-text.ts'
import type { Tlp } from '#kernel/marking.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import { hoursThatFit } from './reminders.ts'

export interface CalendarClock {
  /** Of the record; it stays the same however often the clock moves. */
  id: string
  /** Grows with every change of the record, so that programs take the newest. */
  sequence: number
  changedAt: string
  realm: Realm
  tlp: Tlp
  /** runs: it is owed. would-run: if the verdict became yes. handed-in. cancelled: it is owed no more, or waits again. */
  standing: 'runs' | 'would-run' | 'handed-in' | 'cancelled'
  /** 'Early warning, NIS2'. */
  title: string
  began: string
  /** The limit; of a cancelled one the last that it had. */
  due: string
  /** What a reader should know: the basis, the steps. */
  lines: readonly string[]
  /** Where to look. */
  url: string
}

export interface CalendarHead {
  name: string
  realm: Realm
  refreshMinutes: number
}

/** The same clocks give the same text, so that a program sees by its hash whether something changed. */
export function calendarOf(clocks: readonly CalendarClock[], { name, realm, refreshMinutes }: CalendarHead): string {
  const title = escaped(isExercise(realm) ? `EXERCISE ${name}` : name)
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//Clocks of reports by law//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
    ...clocks.flatMap(eventOf),
    'END:VCALENDAR',
  ])
}

const statuses = {
  runs: 'CONFIRMED',
  'would-run': 'TENTATIVE',
  'handed-in': 'CONFIRMED',
  cancelled: 'CANCELLED',
} as const
const prefixes = {
  runs: 'Due',
  'would-run': 'If reportable',
  'handed-in': 'Handed in',
  cancelled: 'Cancelled',
} as const

function eventOf(clock: CalendarClock): string[] {
  const { id, sequence, changedAt, realm, tlp, standing, due, lines, url } = clock
  const exercise = isExercise(realm)
  const title = titleOf(clock)
  const first = exercise ? ['EXERCISE. Nothing of this is real.'] : []
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(id)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utcOf(changedAt)}`,
    `LAST-MODIFIED:${utcOf(changedAt)}`,
    `DTSTART:${utcOf(due)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped([...first, `TLP:${tlp}`, ...lines].join('\n'))}`,
    `CATEGORIES:${[...(exercise ? ['EXERCISE'] : []), escaped(`TLP:${tlp}`)].join(',')}`,
    `CLASS:${classOf(tlp)}`,
    `STATUS:${statuses[standing]}`,
    'TRANSP:TRANSPARENT',
    ...(/^https?:\/\/[!-~]+$/.test(url) ? [`URL:${url}`] : []),
    ...(standing === 'runs' ? alarmsOf(clock, title) : []),
    'END:VEVENT',
  ]
}

function titleOf({ realm, tlp, standing, title }: CalendarClock): string {
  return `${isExercise(realm) ? 'EXERCISE ' : ''}[TLP:${tlp}] ${prefixes[standing]}: ${title}`
}

/** RFC 5545 knows three classes; what is not for everybody is private, what is for named organisations or persons confidential. */
function classOf(tlp: Tlp): 'PUBLIC' | 'PRIVATE' | 'CONFIDENTIAL' {
  if (tlp === 'CLEAR') return 'PUBLIC'
  return tlp === 'GREEN' ? 'PRIVATE' : 'CONFIDENTIAL'
}

/** When reminders are sent too: before the limit as far as the period is long enough, and at the limit. */
function alarmsOf({ began, due }: CalendarClock, title: string): string[] {
  const hours = [...hoursThatFit(Date.parse(began), Date.parse(due)), 0]
  return hours.flatMap((before) => [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:${before === 0 ? 'PT0S' : `-PT${before}H`}`,
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
  ])
}
