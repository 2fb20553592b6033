// The calendar of one person, fetched by a program that cannot sign in: the key in the address says whose eyes read.
import { earlier, instant } from '#kernel/time.ts'
import type { RawAnswer, RawRoute } from '#platform/http/index.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Duty } from '../../model/duty.ts'
import { type CalendarClock, calendarOf } from '../../rules/clocks/ical.ts'
import { dutiesBetween } from '../../store/duties.ts'
import { personOfCalendar } from '../../store/reminders.ts'
import { hashOfKey } from './own-reminders.ts'
import type { Reminding } from './room.ts'

const dayMs = 24 * 3600_000
const daysBack = 14
const daysAhead = 400
const mostClocks = 2_000
const unknownCalendar: RawAnswer = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'There is no calendar at this address. Open a new one on your own page of the node.\n',
}

export function calendarRoutes(room: Reminding): RawRoute[] {
  return [{ method: 'GET', path: '/feeds/clocks.ics', handle: (_edge, url) => answer(room, url) }]
}

async function answer(room: Reminding, url: URL): Promise<RawAnswer> {
  const key = url.searchParams.get('key') ?? ''
  const realm = url.searchParams.get('realm') ?? 'live'
  if (key.length !== 43) return unknownCalendar
  const person = await personOfCalendar(room.journal.sql, hashOfKey(key))
  const known = person ? await room.people.colleague(person) : undefined
  if (!known?.reader.realms.includes(realm)) return unknownCalendar
  const now = room.clock.in(realm).getTime()
  const span = {
    from: instant(new Date(now - daysBack * dayMs)),
    to: instant(new Date(now + daysAhead * dayMs)),
    most: mostClocks,
  }
  const duties = await dutiesBetween(room.journal, { reader: known.reader, realm }, span)
  const clocks = duties.flatMap((held) => clockOf(held, room.settings.origin))
  const body = calendarOf(clocks, { name: 'Clocks of reports by law', realm, refreshMinutes: 15 })
  return { status: 200, type: 'text/calendar; charset=utf-8', body }
}

function clockOf({ id, version, realm, marking, since, state }: Held<Duty>, origin: string): CalendarClock[] {
  const { dueAt, due, name, regimeTitle, article, entityName, recipients, openedAt } = state
  if (dueAt === null) return []
  return [
    {
      id,
      sequence: version,
      changedAt: since,
      realm,
      tlp: marking.tlp,
      standing: standingOf(state),
      title: `${name}, ${regimeTitle}: ${entityName}`,
      began: earlier(openedAt, dueAt),
      due: dueAt,
      lines: [due.basis, article, `To: ${recipients.join(', ')}`, ...due.steps.map(({ text }) => text)],
      url: `${origin}/clocks?duty=${id}`,
    },
  ]
}

function standingOf({ status, tentative }: Duty): CalendarClock['standing'] {
  if (status === 'submitted') return 'handed-in'
  if (status === 'ended') return 'cancelled'
  return tentative ? 'would-run' : 'runs'
}
