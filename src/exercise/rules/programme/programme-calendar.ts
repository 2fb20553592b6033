// The programme as a calendar for other programs (RFC 5545). EXERCISE stands first: nobody shall take a day of it for the real thing.
import { calendarText, escaped, utcOf } from '#kernel/calendar-text.ts'
import type { Id } from '#kernel/id.ts'
import type { Tlp } from '#kernel/marking.ts'
import type { Instant } from '#kernel/time.ts'
import type { Day, ProgrammeEntry } from '../../model/programme/programme.ts'

export interface CalendarEntry {
  id: Id
  /** Grows with every change, so that programs take the newest. */
  version: number
  since: Instant
  tlp: Tlp
  entry: ProgrammeEntry
  /** Where the programme is: `https://.../exercises/programme`. */
  url: string
}

const refreshMinutes = 60

/** The same programme gives the same text, so that a program sees by its hash whether something changed. */
export function programmeCalendar(entries: readonly CalendarEntry[]): string {
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//Programme of exercises//EN',
    'CALSCALE:GREGORIAN',
    'NAME:EXERCISE programme',
    'X-WR-CALNAME:EXERCISE programme',
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
    ...entries.flatMap(eventOf),
    'END:VCALENDAR',
  ])
}

function eventOf({ id, version, since, tlp, entry, url }: CalendarEntry): string[] {
  const { state, heldOn } = entry
  const cancelled = state === 'cancelled'
  const first = heldOn !== null && heldOn < entry.from ? heldOn : entry.from
  const last = heldOn ?? entry.to
  const summary = escaped(`EXERCISE [TLP:${tlp}] ${cancelled ? 'Cancelled: ' : ''}${entry.title}`)
  return [
    'BEGIN:VEVENT',
    `UID:${id}-programme`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${utcOf(since)}`,
    `LAST-MODIFIED:${utcOf(since)}`,
    `DTSTART;VALUE=DATE:${plain(first)}`,
    // The first day that no longer belongs to it.
    `DTEND;VALUE=DATE:${plain(dayAfter(last))}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${escaped(wordsOf(entry).join('\n'))}`,
    `CATEGORIES:EXERCISE,${escaped(`TLP:${tlp}`)}`,
    `CLASS:${tlp === 'CLEAR' ? 'PUBLIC' : tlp === 'GREEN' ? 'PRIVATE' : 'CONFIDENTIAL'}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(/^https?:\/\/[!-~]+$/.test(url) ? [`URL:${url}`] : []),
    ...(state === 'planned'
      ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-P14D', `DESCRIPTION:${summary}`, 'END:VALARM']
      : []),
    'END:VEVENT',
  ]
}

function wordsOf({ organiser, takesPart, obligations, risks, state, because }: ProgrammeEntry): string[] {
  const who = takesPart.map(({ name, sector }) => `${name} (${sector})`).join(', ')
  return [
    'EXERCISE. Nothing of this is real.',
    `Organised by ${organiser}.`,
    ...(who ? [`Takes part: ${who}.`] : []),
    ...(obligations.length > 0 ? [`Exercises ${obligations.join(', ')}.`] : []),
    ...risks.map(({ title }) => `Risk scenario: ${title}.`),
    ...(state === 'cancelled' && because ? [`Cancelled: ${because}`] : []),
  ]
}

const plain = (day: Day) => day.replaceAll('-', '')

function dayAfter(day: Day): Day {
  const at = new Date(`${day}T00:00:00.000Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}
