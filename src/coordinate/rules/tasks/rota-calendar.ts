// The shifts of a rota as a calendar for other programs (RFC 5545); EXERCISE and marking first.
import { calendarText, escaped, utcOf } from '#kernel/calendar-text.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import type { Rota } from '../../model/rota.ts'

export interface RotaCalendar {
  id: Id
  version: number
  marking: Marking
  realm: Realm
  rota: Rota
  /** Whom the reader may know by name; others stay unnamed. */
  names: ReadonlyMap<Id, string>
  /** Where the rota is: `https://.../rota?rota=...`. */
  url: string
}

/** The same rota gives the same text. */
export function rotaCalendar({ id, version, marking, realm, rota, names, url }: RotaCalendar): string {
  const first = isExercise(realm) ? 'EXERCISE ' : ''
  const title = escaped(`${first}[TLP:${marking.tlp}] ${rota.name}`)
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tocsin//Duty rota//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    ...rota.shifts.flatMap(({ key, person, from, to }) => [
      'BEGIN:VEVENT',
      `UID:${id}-${key}`,
      `SEQUENCE:${version}`,
      `DTSTAMP:${utcOf(rota.changedAt)}`,
      `DTSTART:${utcOf(from)}`,
      `DTEND:${utcOf(to)}`,
      `SUMMARY:${escaped(`${first}[TLP:${marking.tlp}] ${rota.name}: ${names.get(person) ?? 'somebody you may not see'}`)}`,
      `CATEGORIES:${first ? 'EXERCISE,' : ''}${escaped(`TLP:${marking.tlp}`)}`,
      `CLASS:${marking.tlp === 'CLEAR' ? 'PUBLIC' : 'CONFIDENTIAL'}`,
      ...(/^https?:\/\/[!-~]+$/.test(url) ? [`URL:${url}`] : []),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ])
}
