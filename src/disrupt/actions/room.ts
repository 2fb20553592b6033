// What every action of this room is given.
import type { People } from '#people/index.ts'
import type { Deps } from '#platform/room.ts'
import type { RequestData } from '../model/requests/data.ts'
import type { RestrictionsFile } from '../model/restrictions/restriction.ts'
import type { Calendar } from '../rules/requests/calendar.ts'
import type { Takedowns } from './operations/takedowns.ts'

export interface DisruptRoom extends Deps, Takedowns {
  people: Pick<People, 'colleague'>
  requests: RequestData
  restrictions: RestrictionsFile
  /** The calendar of a court or authority; null: Saturdays and Sundays alone. */
  calendarFor(forum: string | null): Calendar
}
