// The breach of one entity: its steps, experts, disclosures and figures of the market, and what stands in the way of closing it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/breaches.ts'
import { breachRecord } from '../../events/breach.ts'
import { followUpRecord } from '../../events/follow-up.ts'
import type { Breach, BreachStep } from '../../model/breach.ts'
import { doneBefore, evidenceMissing, stillOpen } from '../../rules/breach.ts'
import { listed } from '../../store/records.ts'
import { changed, differing, momentFor, mustHaveSpace, mustPoint, namedPerson, placed, take } from '../desk.ts'
import type { RecoverRoom } from '../room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.describeBreach>>>

export function openBreach(room: RecoverRoom, input: InputOf<typeof api.openBreach>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { options } = await placed(room, unit, input)
    const body = {
      ...{ title: input.title, summary: input.summary ?? '', entity: input.entity },
      ...{ incident: input.incident ?? null, crisis: input.crisis ?? null },
      foundAt: momentFor(unit, input.foundAt, '/foundAt'),
    }
    return changed(await unit.open(breachRecord, 'recover.breachOpened', body, options))
  })
}

async function open(unit: Unit, which: { id: string; version: number }): Promise<Held<Breach>> {
  const held = await take(unit, breachRecord, which)
  if (held.state.state === 'closed') unit.refuse('wrong-state', 'The breach is closed. Open it again first.')
  return held
}

export function describeBreach(
  room: RecoverRoom,
  { id, version, ...given }: InputOf<typeof api.describeBreach>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, { id, version })
    const body = differing(unit, state, given)
    if (body.foundAt) body.foundAt = momentFor(unit, body.foundAt, '/foundAt')
    return changed(await unit.append(breachRecord, 'recover.breachDescribed', id, body, { expectedVersion: version }))
  })
}

export function planBreachStep(
  room: RecoverRoom,
  { phase, text, part, owner, ...which }: InputOf<typeof api.planBreachStep>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    mustHaveSpace(unit, state.steps, 500)
    if (part) await mustPoint(room, unit, { record: 'sustain.part', id: part }, '/part')
    const body = { phase, text, part: part ?? null, owner: owner ?? null }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(breachRecord, 'recover.breachStepPlanned', which.id, body, options))
  })
}

export function moveBreachStep(room: RecoverRoom, input: InputOf<typeof api.moveBreachStep>, call: Call): Changed {
  const { step: key, to, result, sha256, at, despite: given, ...which } = input
  const despite = given ?? null
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    const step = state.steps.find((one) => one.key === key)
    if (!step) return unit.refuse('no-such-part', `There is no step ${key}.`, '/step')
    if (to === 'done' && despite === null) mustBeInOrder(unit, step, state)
    const body = {
      step: key,
      to,
      result: result ?? step.result,
      sha256: sha256 ?? step.sha256,
      despite: despite ?? step.despite,
    }
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(breachRecord, 'recover.breachStepMoved', which.id, body, options))
  })
}

function mustBeInOrder(unit: Unit, step: BreachStep, { steps }: Breach): void {
  if (evidenceMissing(step, steps))
    unit.refuse('no-evidence-kept', 'What is cleaned or built anew can be looked at no more.', '/despite')
  const first = doneBefore(step, steps)
  if (first.length > 0)
    unit.refuse('out-of-order', `Before it come ${first.map(({ text }) => text).join('; ')}.`, '/despite')
}

export function engageExperts(
  room: RecoverRoom,
  { party, basis, reference, reserveUse, from, what, ...which }: InputOf<typeof api.engageExperts>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    mustHaveSpace(unit, state.experts, 100)
    const used = reserveUse ? { record: 'recover.reserveUse', id: reserveUse } : null
    await mustPoint(room, unit, used, '/reserveUse')
    const body = {
      ...{ party, basis, what, reference: reference ?? '', reserveUse: reserveUse ?? null },
      from: momentFor(unit, from, '/from'),
    }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(breachRecord, 'recover.expertsEngaged', which.id, body, options))
  })
}

export function releaseExperts(
  room: RecoverRoom,
  { expert, at, ...which }: InputOf<typeof api.releaseExperts>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    const here = state.experts.some(({ key, until }) => key === expert && until === null)
    if (!here) unit.refuse('no-such-part', `No expert of the key ${expert} is at work.`, '/expert')
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(breachRecord, 'recover.expertsLeft', which.id, { expert }, options))
  })
}

export function addDisclosure(
  room: RecoverRoom,
  { at, where, to, title, reference = '', says = '', ...which }: InputOf<typeof api.addDisclosure>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await take(unit, breachRecord, which)
    mustHaveSpace(unit, state.disclosures, 200)
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at) }
    const body = { where, to, title, reference, says }
    return changed(await unit.append(breachRecord, 'recover.breachDisclosed', which.id, body, options))
  })
}

export function addMarketFigure(
  room: RecoverRoom,
  { at, qualifier = 'exact', id, version, ...figure }: InputOf<typeof api.addMarketFigure>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await take(unit, breachRecord, { id, version })
    mustHaveSpace(unit, state.market, 500)
    const options = { expectedVersion: version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(breachRecord, 'recover.marketFigureAdded', id, { ...figure, qualifier }, options))
  })
}

export function closeBreach(
  room: RecoverRoom,
  { because, ...which }: InputOf<typeof api.closeBreach>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await open(unit, which)
    const promises = await listed(room.journal, unit.view, followUpRecord, { of: which.id, state: ['open'] })
    const still = stillOpen(state, promises.length)
    if (still.length > 0) unit.refuse('still-open', still.join(' '))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(breachRecord, 'recover.breachClosed', which.id, { because }, options))
  })
}

export function reopenBreach(
  room: RecoverRoom,
  { because, ...which }: InputOf<typeof api.reopenBreach>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await take(unit, breachRecord, which)
    if (state.state === 'open') unit.refuse('wrong-state', 'It is open.')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(breachRecord, 'recover.breachReopened', which.id, { because }, options))
  })
}
