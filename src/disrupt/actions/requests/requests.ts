// Requests: written down, changed, ended and opened again.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/requests/requests.ts'
import { requestRecord } from '../../events/requests/request.ts'
import type { Request } from '../../model/requests/request.ts'
import { causesOf, changed, differing, momentFor, mustLink, namedPerson, placed } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { dayOf, forEvent, mustHang, mustKnow, pastDay, versioned } from './desk.ts'

type Changed = Promise<Reply<OutputOf<typeof api.endRequest>>>

export function openRequest(room: DisruptRoom, input: InputOf<typeof api.openRequest>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const procedure = input.procedure ? procedureOf(room, unit, input.procedure) : undefined
    const { title, from, to, purpose, kind = 'data', what = '', crisis = null, incident = null } = input
    const { objective = null, about = [], forum = null, neededBy = null, bases = procedure?.bases ?? [] } = input
    mayAsk(room, unit, { bases, forum, neededBy })
    await mustHang(room, unit, { crisis, objective, about })
    const { options } = await placed(room, unit, { crisis, incident, marking: input.marking })
    const steps = (procedure?.steps ?? []).map((step) => ({ ...step, by: null, forum: null, source: null }))
    const body = {
      ...{ title, kind, what, from, to, bases: [...bases], forum, purpose, neededBy },
      ...{ crisis, incident, objective, about, steps },
    }
    const cause = [
      ...options.cause,
      ...(await causesOf(
        room.journal,
        unit,
        about.map(({ id }) => id),
      )),
    ]
    const at = { observedAt: momentFor(unit, input.at) }
    return changed(await unit.open(requestRecord, 'disrupt.requestOpened', body, { ...options, cause, ...at }))
  })
}

function procedureOf(room: DisruptRoom, unit: Unit, id: string) {
  mustKnow(room, unit, 'procedures', [id], '/procedure')
  return room.requests.procedures.find((one) => one.id === id)
}

function mayAsk(
  room: DisruptRoom,
  unit: Unit,
  { bases, forum, neededBy }: Partial<Pick<Request, 'bases' | 'forum' | 'neededBy'>>,
): void {
  mustKnow(room, unit, 'bases', bases ?? [], '/bases')
  mustKnow(room, unit, 'forums', forum ? [forum] : [], '/forum')
  if (neededBy) dayOf(unit, neededBy, '/neededBy')
}

export function changeRequest(
  room: DisruptRoom,
  { id, version, at, ...given }: InputOf<typeof api.changeRequest>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'change')
    const body = differing<Partial<Request>>(unit, state, given as Partial<Request>)
    mayAsk(room, unit, body)
    const { crisis, incident, objective } = { ...state, ...body }
    await placed(room, unit, { crisis, incident })
    await mustHang(room, unit, { crisis, objective })
    const options = { ...versioned(which), observedAt: momentFor(unit, at) }
    return changed(await unit.append(requestRecord, 'disrupt.requestChanged', id, body, options))
  })
}

export function linkRequest(
  room: DisruptRoom,
  { to, unlink = false, ...which }: InputOf<typeof api.linkRequest>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'change')
    const cause = await mustLink(room, unit, state.about, { to, unlink })
    const options = { ...versioned(which), cause }
    return changed(await unit.append(requestRecord, 'disrupt.requestLinked', which.id, { to, unlink }, options))
  })
}

export function endRequest(
  room: DisruptRoom,
  { to, how, on: given, ...which }: InputOf<typeof api.endRequest>,
  call: Call,
): Changed {
  const events = { answered: 'answer', refused: 'refuse', withdrawn: 'withdraw' } as const
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const held = await forEvent(unit, which, events[to])
    const on = pastDay(room, unit, held, given)
    return changed(
      await unit.append(requestRecord, 'disrupt.requestEnded', which.id, { to, on, how }, versioned(which)),
    )
  })
}

export function reopenRequest(
  room: DisruptRoom,
  { because, ...which }: InputOf<typeof api.reopenRequest>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'reopen')
    const options = versioned(which)
    return changed(await unit.append(requestRecord, 'disrupt.requestReopened', which.id, { because }, options))
  })
}
