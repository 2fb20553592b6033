// The few steps that all actions on requests take.
import { crisisRecord } from '#coordinate/events.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import { requestRecord } from '../../events/requests/request.ts'
import type { Request } from '../../model/requests/request.ts'
import type { Day, Pointer } from '../../model/words.ts'
import { dayAt, dayNumber, saidDay } from '../../rules/days.ts'
import { whyNot } from '../../rules/life.ts'
import { type RequestEvent, requestLife } from '../../rules/requests/lifecycle.ts'
import { mustPoint, obey, take } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'

export interface Which {
  id: string
  version: number
}

export async function forEvent(unit: Unit, which: Which, event: RequestEvent): Promise<Held<Request>> {
  const held = await take(unit, requestRecord, which)
  obey(unit, whyNot(requestLife, held.state.state, event))
  return held
}

export const versioned = ({ version }: Which) => ({ expectedVersion: version })

/** A day that some calendar has. */
export function dayOf(unit: Unit, day: Day, where: string): Day {
  if (dayNumber(day) === null) unit.refuse('impossible-times', `There is no day ${day}.`, where)
  return day
}

/** A day that has come, by the wall of the court; today where nothing is said. */
export function pastDay(
  { calendarFor }: DisruptRoom,
  unit: Unit,
  { state }: Pick<Held<Request>, 'state'>,
  on: Day | undefined,
): Day {
  const today = saidDay(dayAt(unit.now, calendarFor(state.forum).timeZone))
  if (on === undefined) return today
  if (dayOf(unit, on, '/on') > today) unit.refuse('impossible-times', `${on} has not come yet.`, '/on')
  return on
}

type DataName = 'bases' | 'forums' | 'procedures'
/** What is named by its id is in the data of this node. */
export function mustKnow(room: DisruptRoom, unit: Unit, name: DataName, ids: readonly string[], where: string): void {
  for (const id of ids)
    if (!room.requests[name].some((one) => one.id === id))
      unit.refuse('no-such-data', `There is no ${id} in data/disrupt/${name}.json.`, where)
}

export function mustKnowKind({ requests }: DisruptRoom, unit: Unit, kind: string): void {
  if (!requests.durations.kinds.some(({ id }) => id === kind))
    unit.refuse('no-such-data', `There is no kind of step ${kind} in data/disrupt/durations.json.`, '/kind')
}

/** An objective is one of its crisis; what it has to do with is there for the writer. */
export async function mustHang(
  room: DisruptRoom,
  unit: Unit,
  { crisis, objective, about }: { crisis?: string | null; objective?: string | null; about?: readonly Pointer[] },
): Promise<void> {
  for (const [n, one] of (about ?? []).entries()) await mustPoint(room, unit, one, `/about/${n}`)
  if (objective === undefined || objective === null) return
  const held = crisis ? await unit.read(crisisRecord, crisis) : undefined
  if (!held?.state.objectives.some(({ key }) => key === objective))
    unit.refuse('no-such-part', `The crisis has no objective ${objective} that you may read.`, '/objective')
}
