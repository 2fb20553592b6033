// Days of agreements and keys as a calendar for other programs (RFC 5545). It says what is to be done and where to look; with whom and
// about what stays behind the sign-in.
import { calendarText, escaped, utcOf } from '#kernel/calendar-text.ts'
import type { Id } from '#kernel/id.ts'
import type { Tlp } from '#kernel/marking.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import type { Instant } from '#kernel/time.ts'

export const calendarMatters = ['review', 'end', 'answer-ours', 'answer-theirs', 'peer-keys', 'own-keys'] as const
export type CalendarMatter = (typeof calendarMatters)[number]

export interface CalendarDay {
  matter: CalendarMatter
  /** Of the record, and for answers of the peer too: with the matter it makes a name that stays. */
  ids: readonly Id[]
  /** Grows with every change, so that programs take the newest. */
  sequence: number
  changedAt: Instant
  tlp: Tlp
  /** A day ('2027-03-01'), or the moment at which an answer is due. */
  on: string
  /** It is owed no more: programs take it out. */
  cancelled: boolean
  url: string
}

export interface CalendarHead {
  realm: Realm
  refreshMinutes: number
}

const says: Record<CalendarMatter, { title: string; todo: string }> = {
  review: {
    title: 'Look at an agreement again',
    todo: 'Write down that it still fits and when it is looked at next; or revise, suspend or end it.',
  },
  end: {
    title: 'Last day of an agreement',
    todo: 'After it nothing flows by it. Revise it before, if it shall go on.',
  },
  'answer-ours': {
    title: 'An answer of this organisation is due',
    todo: 'An agreement promises that somebody looks at what came. Say that you do, or what you found.',
  },
  'answer-theirs': {
    title: 'An answer of another organisation is due',
    todo: 'An agreement promises that somebody looks at what went there. If nobody does, call them.',
  },
  'peer-keys': {
    title: 'Compare the fingerprint of a peer again',
    todo: 'Call its people by a number that you know, and let them read their fingerprint to you.',
  },
  'own-keys': {
    title: 'Change the signature keys of this node',
    todo: 'Announce new ones, wait until the peers have read that, and switch.',
  },
}

/** The same days give the same text, so that a program sees by its hash whether something changed. */
export function agreementCalendar(days: readonly CalendarDay[], { realm, refreshMinutes }: CalendarHead): string {
  const title = escaped(`${isExercise(realm) ? 'EXERCISE ' : ''}Agreements and keys`)
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//Agreements and keys//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
    ...days.flatMap((day) => eventOf(day, isExercise(realm))),
    'END:VCALENDAR',
  ])
}

function eventOf({ matter, ids, sequence, changedAt, tlp, on, cancelled, url }: CalendarDay, exercise: boolean) {
  const { title, todo } = says[matter]
  const summary = escaped(`${exercise ? 'EXERCISE ' : ''}[TLP:${tlp}] ${cancelled ? 'Cancelled: ' : ''}${title}`)
  const first = exercise ? ['EXERCISE. Nothing of this is real.'] : []
  const wholeDay = on.length === 10
  return [
    'BEGIN:VEVENT',
    `UID:${[...ids, matter].join('-')}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utcOf(changedAt)}`,
    `LAST-MODIFIED:${utcOf(changedAt)}`,
    wholeDay ? `DTSTART;VALUE=DATE:${on.replaceAll('-', '')}` : `DTSTART:${utcOf(on)}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${escaped([...first, todo, 'With whom and about what stands behind the link.'].join('\n'))}`,
    `CATEGORIES:${[...(exercise ? ['EXERCISE'] : []), escaped(`TLP:${tlp}`)].join(',')}`,
    `CLASS:${tlp === 'CLEAR' ? 'PUBLIC' : tlp === 'GREEN' ? 'PRIVATE' : 'CONFIDENTIAL'}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(/^https?:\/\/[!-~]+$/.test(url) ? [`URL:${url}`] : []),
    ...(cancelled || matter === 'answer-theirs' ? [] : alarm(wholeDay, summary)),
    'END:VEVENT',
  ]
}

/** A week before a day; half an hour before an answer is due. */
function alarm(wholeDay: boolean, summary: string): string[] {
  const trigger = wholeDay ? '-P7D' : '-PT30M'
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:${trigger}`, `DESCRIPTION:${summary}`, 'END:VALARM']
}
