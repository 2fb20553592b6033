// What people decide: a move is proposed, gone for, dismissed, put back or drilled. The change itself follows at once, beside the answer.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit, Writer } from '#platform/journal/types.ts'
import type * as api from '../../api/failover.ts'
import { failoverRecord } from '../../events.ts'
import { type FailoverEvent, whyNot } from '../../rules/dns/failover-lifecycle.ts'
import { type HeldPlan, openFailovers } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { controlFor } from './control-for.ts'
import { foundPlan } from './plans.ts'
import { moveNow } from './run-move.ts'
import { shown } from './shown.ts'

type ShownFailover = OutputOf<typeof api.goFailover>

export async function proposeFailover(
  room: SustainRoom,
  { plan: id, reason }: InputOf<typeof api.proposeFailover>,
  call: Call,
): Promise<Reply<ShownFailover>> {
  const evidence = [...(await room.failover.verdictsOf(call.view.realm, id))].slice(-200)
  return oneOpen(room, call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const plan = await planToMove(room, unit, id)
    if (!plan.state.active) return unit.refuse('plan-at-rest')
    await noneOpen(room, unit, id)
    const body = { plan: id, planVersion: plan.version, drill: false, failingSince: null, evidence, because: [reason] }
    const { held } = await unit.open(failoverRecord, 'sustain.failoverProposed', body, likePlan(plan))
    return done(shown(held))
  })
}

export async function goFailover(
  room: SustainRoom,
  { id, version }: InputOf<typeof api.goFailover>,
  call: Call,
): Promise<Reply<ShownFailover>> {
  const gone = await room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const { state } = await foundFor(unit, id, 'go')
    const plan = await foundPlan(unit, state.plan)
    if (!plan.state.active) return unit.refuse('plan-at-rest')
    await controlNeeded(room, unit, plan.state.control)
    const options = { expectedVersion: version }
    const { held } = await unit.append(failoverRecord, 'sustain.failoverStarted', id, { by: person }, options)
    return done(shown(held))
  })
  if (gone.ok) await moveNow(room, call.view.realm, id)
  return gone
}

export function dismissFailover(
  room: SustainRoom,
  { id, version, reason }: InputOf<typeof api.dismissFailover>,
  call: Call,
): Promise<Reply<ShownFailover>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    await foundFor(unit, id, 'dismiss')
    const body = { by: person, reason }
    const options = { expectedVersion: version }
    const { held } = await unit.append(failoverRecord, 'sustain.failoverDismissed', id, body, options)
    return done(shown(held))
  })
}

export async function rollBackFailover(
  room: SustainRoom,
  { id, version, force = false }: InputOf<typeof api.rollBackFailover>,
  call: Call,
): Promise<Reply<ShownFailover>> {
  const back = await room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const { state } = await foundFor(unit, id, 'back')
    const plan = await foundPlan(unit, state.plan)
    await controlNeeded(room, unit, plan.state.control)
    const options = { expectedVersion: version }
    const { held } = await unit.append(failoverRecord, 'sustain.failoverReturning', id, { by: person }, options)
    return done(shown(held))
  })
  if (back.ok) await moveNow(room, call.view.realm, id, { force })
  return back
}

export async function startDrill(
  room: SustainRoom,
  { plan: id, reason }: InputOf<typeof api.startDrill>,
  call: Call,
): Promise<Reply<ShownFailover>> {
  const started = await oneOpen(room, call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const plan = await planToMove(room, unit, id)
    await controlNeeded(room, unit, plan.state.control)
    await noneOpen(room, unit, id)
    const because = [`DRILL: ${reason}`.slice(0, 400)]
    const body = { plan: id, planVersion: plan.version, drill: true, failingSince: null, evidence: [], because }
    const opened = await unit.open(failoverRecord, 'sustain.failoverProposed', body, likePlan(plan))
    const { held } = await unit.append(failoverRecord, 'sustain.failoverStarted', opened.held.id, { by: person })
    return done(shown(held))
  })
  if (started.ok) await moveNow(room, call.view.realm, started.value.id)
  return started
}

/** Whoever may read the plan may read what became of it. */
export function likePlan({ marking }: HeldPlan) {
  return { marking, ...(marking.owner ? { owner: marking.owner } : {}) }
}

/** Whoever may only read a plan proposes nothing on it: what is open stands in the way of everything else. */
async function planToMove(room: SustainRoom, unit: Unit, id: Id): Promise<HeldPlan> {
  const plan = await foundPlan(unit, id)
  const { reader, realm } = unit.view
  return mayWrite(reader, realm, plan.marking, room.journal.home) ? plan : unit.refuse('not-yours')
}

export async function foundFor(unit: Unit, id: Id, event: FailoverEvent) {
  const failover = await unit.read(failoverRecord, id)
  if (!failover) return unit.refuse('unknown', `There is no failover ${id} that you may read.`)
  const not = whyNot(failover.state.state, event)
  return not === null ? failover : unit.refuse('wrong-state', `It is ${failover.state.state}. ${not}`)
}

export async function controlNeeded(room: SustainRoom, unit: Unit, name: string): Promise<void> {
  const control = await controlFor(room, unit.view.realm, name)
  if (!control.ok) unit.refuse(control.refusal, control.why)
}

export async function noneOpen(room: SustainRoom, unit: Unit, plan: Id): Promise<void> {
  const [open] = await openFailovers(room.journal, unit.view, [plan])
  if (open) unit.refuse('already-open', `${open.id} is ${open.state.state}.`)
}

/** Of two who open one at the same moment, the index of the table lets one through. */
export async function oneOpen<T>(
  room: SustainRoom,
  writer: Writer,
  work: (unit: Unit) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  try {
    return await room.journal.commit(writer, work)
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23505' && constraint === 'sustain_failovers_open')
      return refuse('already-open', 'Somebody was quicker.')
    throw error
  }
}
