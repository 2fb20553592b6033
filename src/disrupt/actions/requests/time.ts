// The facts behind "still in time", through the eyes of one reader: the register's own cases, and the calendars of the courts.
import type { DaysOff } from '#assess/rules/clocks/days-off.ts'
import type { Instant } from '#kernel/time.ts'
import type { View } from '#platform/journal/index.ts'
import { requestRecord } from '../../events/requests/request.ts'
import type { RequestData } from '../../model/requests/data.ts'
import { type Calendar, calendarOf } from '../../rules/requests/calendar.ts'
import { casesOf } from '../../rules/requests/durations.ts'
import type { TimeFacts } from '../../rules/requests/in-time.ts'
import { listed } from '../../store/records.ts'
import type { DisruptRoom } from '../room.ts'

/** What is older says less, and what a reader may not read says nothing to them. */
const mostRequests = 2_000

export function calendarsOf({ forums }: RequestData, daysOff: DaysOff): (forum: string | null) => Calendar {
  const made = new Map<string | null, Calendar>()
  return (id) => {
    const known = made.get(id)
    if (known) return known
    const calendar = calendarOf(forums.find((forum) => forum.id === id) ?? null, daysOff)
    // A name that is no longer in the data is not kept: there is no end to names.
    if (id === null || forums.some((forum) => forum.id === id)) made.set(id, calendar)
    return calendar
  }
}

export async function timeFacts(
  { journal, requests: data, calendarFor }: DisruptRoom,
  view: View,
  now: Instant,
): Promise<TimeFacts> {
  const requests = await listed(journal, view, requestRecord, {}, mostRequests)
  const kinds = new Map(data.durations.kinds.map((kind) => [kind.id, kind]))
  const { endangeredBelow, rangeZ, otherForumCounts } = data.durations
  const cases = casesOf(
    requests.map(({ state }) => state),
    kinds,
    calendarFor,
  )
  return { now, cases, kinds, calendarFor, endangeredBelow, rangeZ, otherForumCounts }
}
