// The procedure of a request: steps planned, announced, begun, set for a day, done or dropped.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/requests/steps.ts'
import { requestRecord } from '../../events/requests/request.ts'
import type { Request, RequestStep } from '../../model/requests/request.ts'
import { whyNot } from '../../rules/life.ts'
import { stepLife } from '../../rules/requests/lifecycle.ts'
import { changed, differing, momentFor, mustHaveSpace, obey } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { dayOf, forEvent, mustKnow, mustKnowKind, pastDay, versioned } from './desk.ts'

type Changed = Promise<Reply<OutputOf<typeof api.planRequestStep>>>
const mostSteps = 200

export function stepOf(unit: Unit, { state }: Held<Request>, key: string, where = '/step'): RequestStep {
  const found = state.steps.find((one) => one.key === key)
  return found ?? unit.refuse('no-such-part', `The request has no step ${key}.`, where)
}

export function planRequestStep(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.planRequestStep>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const held = await forEvent(unit, which, 'change')
    mustHaveSpace(unit, held.state.steps, mostSteps)
    mustKnowKind(room, unit, input.kind)
    const { kind, text, by = null, forum = null, waits = true, before = null, source = null } = input
    mustKnow(room, unit, 'forums', forum ? [forum] : [], '/forum')
    if (before !== null) stepOf(unit, held, before, '/before')
    const body = { kind, text, by, forum, waits, before, source }
    return changed(await unit.append(requestRecord, 'disrupt.stepPlanned', id, body, versioned(which)))
  })
}

export function changeRequestStep(
  room: DisruptRoom,
  { id, version, step: key, ...given }: InputOf<typeof api.changeRequestStep>,
  call: Call,
): Changed {
  const which = { id, version }
  return room.journal.commit(call.writer, async (unit) => {
    const step = stepOf(unit, await forEvent(unit, which, 'change'), key)
    const other = differing<Partial<RequestStep>>(unit, step, given as Partial<RequestStep>)
    mustKnow(room, unit, 'forums', other.forum ? [other.forum] : [], '/forum')
    const body = { step: key, ...other }
    return changed(await unit.append(requestRecord, 'disrupt.stepChanged', id, body, versioned(which)))
  })
}

export function moveRequestStep(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.moveRequestStep>,
  call: Call,
): Changed {
  const which = { id, version }
  const { step: key, to, outcome = null, note = '', source = null } = input
  return room.journal.commit(call.writer, async (unit) => {
    const held = await forEvent(unit, which, 'change')
    const step = stepOf(unit, held, key)
    obey(unit, whyNot(stepLife, step.state, to))
    const on = to === 'planned' ? null : pastDay(room, unit, held, input.on)
    const begun = step.begunOn ?? step.announcedOn
    if (on !== null && (to === 'done' || to === 'begun') && begun !== null && on < begun)
      unit.refuse(
        'impossible-times',
        `It stands as begun or announced on ${begun}; it cannot be ${to} on ${on}.`,
        '/on',
      )
    const body = { step: key, to, on, outcome, note, source }
    return changed(await unit.append(requestRecord, 'disrupt.stepMoved', id, body, versioned(which)))
  })
}

export function setRequestDay(
  room: DisruptRoom,
  { id, version, ...input }: InputOf<typeof api.setRequestDay>,
  call: Call,
): Changed {
  const which = { id, version }
  const { step: key, on, source = null } = input
  return room.journal.commit(call.writer, async (unit) => {
    const step = stepOf(unit, await forEvent(unit, which, 'change'), key)
    if (step.state === 'done' || step.state === 'dropped')
      unit.refuse('impossible-times', `It is ${step.state}: no day can be set for it any more.`, '/step')
    if (on !== null) dayOf(unit, on, '/on')
    if ((step.fixed?.on ?? null) === on) unit.refuse('nothing-to-change')
    const options = { ...versioned(which), observedAt: momentFor(unit, input.at) }
    return changed(await unit.append(requestRecord, 'disrupt.stepFixed', id, { step: key, on, source }, options))
  })
}
