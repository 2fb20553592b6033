// What every action of this room is given.
import type { Deps } from '#platform/room.ts'
import type { RequestData } from '../model/requests/data.ts'
import type { Calendar } from '../rules/requests/calendar.ts'

export interface DisruptRoom extends Deps {
  requests: RequestData
  /** The calendar of a court or authority; null: Saturdays and Sundays alone. */
  calendarFor(forum: string | null): Calendar
}
