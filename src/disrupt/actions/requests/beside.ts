// Beside a request: cases that are announced or filed, and other ways to what is needed.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/requests/steps.ts'
import { requestRecord } from '../../events/requests/request.ts'
import type { Alternative } from '../../model/requests/request.ts'
import { whyNot } from '../../rules/life.ts'
import { caseLife } from '../../rules/requests/lifecycle.ts'
import { changed, differing, mustHaveSpace, obey } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { dayOf, forEvent, pastDay, versioned } from './desk.ts'

type Changed = Promise<Reply<OutputOf<typeof api.addParallelCase>>>
const most = 100

export function addParallelCase(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.addParallelCase>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const held = await forEvent(unit, which, 'change')
    mustHaveSpace(unit, held.state.cases, most)
    const { title, by, against, to, reference = null, note = '', source = null } = input
    const on = pastDay(room, unit, held, input.on)
    const body = { title, by, against, to, on, reference, note, source }
    return changed(await unit.append(requestRecord, 'disrupt.caseAdded', id, body, versioned(which)))
  })
}

export function moveParallelCase(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.moveParallelCase>,
  call: Call,
): Changed {
  const which = { id, version }
  const { case: key, to, reference = null, note = '', source = null } = input
  return room.journal.commit(call.writer, async (unit) => {
    const held = await forEvent(unit, which, 'change')
    const found = held.state.cases.find((one) => one.key === key)
    if (!found) return unit.refuse('no-such-part', `The request has no case ${key}.`, '/case')
    obey(unit, whyNot(caseLife, found.state, to))
    const on = pastDay(room, unit, held, input.on)
    const before = found.filedOn ?? found.announcedOn
    if (before !== null && on < before)
      unit.refuse('impossible-times', `It was ${found.state} on ${before}; it cannot be ${to} on ${on}.`, '/on')
    const body = { case: key, to, on, reference, note, source }
    return changed(await unit.append(requestRecord, 'disrupt.caseMoved', id, body, versioned(which)))
  })
}

export function addAlternative(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.addAlternative>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const held = await forEvent(unit, which, 'change')
    mustHaveSpace(unit, held.state.alternatives, most)
    const { text, technically = 'unknown', realistic = 'unknown', readyOn = null, note = '' } = input
    if (readyOn !== null) dayOf(unit, readyOn, '/readyOn')
    const body = { text, technically, realistic, readyOn, note }
    return changed(await unit.append(requestRecord, 'disrupt.alternativeAdded', id, body, versioned(which)))
  })
}

export function changeAlternative(
  room: DisruptRoom,
  { id, version, alternative: key, ...given }: InputOf<typeof api.changeAlternative>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'change')
    const found = state.alternatives.find((one) => one.key === key)
    if (!found) return unit.refuse('no-such-part', `The request has no other way ${key}.`, '/alternative')
    if (given.readyOn) dayOf(unit, given.readyOn, '/readyOn')
    const body = { alternative: key, ...differing<Partial<Alternative>>(unit, found, given as Partial<Alternative>) }
    return changed(await unit.append(requestRecord, 'disrupt.alternativeChanged', id, body, versioned(which)))
  })
}
