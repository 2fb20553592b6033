// Opening a rota, changing it, and planning its shifts.

import { isTimeZone } from '#assess/rules/clocks/zone.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/rotas.ts'
import { mostShifts, type Rota } from '../../model/rota.ts'
import { dutyAt } from '../../rules/tasks/on-duty.ts'
import { type RotaChange, rotaRecord } from '../../rules/tasks/rota-record.ts'
import { type PlanChange, type RotaEvent, type RotaNo, whyNotPlan, whyNotRota } from '../../rules/tasks/rota-rules.ts'
import { shiftsByPattern } from '../../rules/tasks/shift-pattern.ts'
import { markedAs, mayAnswer, momentAt, seenAt, type TasksRoom } from './room.ts'

type Changed = OutputOf<typeof api.openRota>

export function changedRota({ id, version, state }: Held<Rota>, entry: Id, unit: Unit): Changed {
  return { id, version, entry, duty: dutyAt(state, unit.now) }
}

export function refuseNo(unit: Unit, no: RotaNo | null): void {
  if (no) unit.refuse(no.refusal, no.why, no.where)
}

/** The rota at the version that the caller saw, where this may be done with it. */
export async function rotaFor(unit: Unit, id: Id, version: number, event: RotaEvent): Promise<Held<Rota>> {
  const held = await seenAt(unit, rotaRecord, id, version)
  refuseNo(unit, whyNotRota(held.state, event))
  return held
}

export function openRota(room: TasksRoom, input: InputOf<typeof api.openRota>, call: Call): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { name, description = '', timeZone, members, passes = 'when-accepted' } = input
    const { whole, ...marked } = markedAs(room, unit.view, input.marking, undefined)
    checkZone(unit, timeZone)
    await checkMembers(room, unit, members, whole)
    const body = { name, description, timeZone, members, passes }
    const { entry, held } = await unit.open(rotaRecord, 'coordinate.rotaOpened', body, marked)
    return done(changedRota(held, entry, unit))
  })
}

function checkZone(unit: Unit, timeZone: string | undefined): void {
  if (timeZone !== undefined && !isTimeZone(timeZone))
    unit.refuse('bad-time-zone', `There is no time zone ${timeZone}.`, '/timeZone')
}

async function checkMembers(room: TasksRoom, unit: Unit, members: readonly Id[], marking: Marking): Promise<void> {
  for (const [at, id] of members.entries()) {
    const colleague = await room.people.colleague(id)
    if (!colleague || !mayAnswer(room, colleague, unit.view.realm, marking))
      unit.refuse('bad-member', `${id} does not work here, or may not read and change this rota.`, `/members/${at}`)
  }
}

export function changeRota(
  room: TasksRoom,
  { id, version, ...asked }: InputOf<typeof api.changeRota>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking } = await rotaFor(unit, id, version, 'change')
    const names = (['name', 'description', 'timeZone', 'members', 'passes'] as const).filter(
      (name) => asked[name] !== undefined && JSON.stringify(asked[name]) !== JSON.stringify(state[name]),
    )
    if (names.length === 0) return unit.refuse('nothing-to-change')
    checkZone(unit, asked.timeZone)
    // Those who were members before may have left since; that shows, and hinders nobody.
    const added = (asked.members ?? []).filter((one) => !state.members.includes(one))
    await checkMembers(room, unit, added, marking)
    const body: RotaChange = Object.fromEntries(names.map((name) => [name, asked[name]]))
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.rotaChanged', id, body, {
      expectedVersion: version,
    })
    return done(changedRota(held, entry, unit))
  })
}

export function closeRota(
  room: TasksRoom,
  { id, version, reason }: InputOf<typeof api.closeRota>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await rotaFor(unit, id, version, 'close')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.rotaClosed', id, { reason }, options)
    return done(changedRota(held, entry, unit))
  })
}

function spelled<T extends { from: string; to: string }>(unit: Unit, shifts: readonly T[], where: string): T[] {
  return shifts.map((shift, at) => ({
    ...shift,
    from: momentAt(unit, shift.from, `/${where}/${at}/from`),
    to: momentAt(unit, shift.to, `/${where}/${at}/to`),
  }))
}

export function changeShifts(
  room: TasksRoom,
  { id, version, add = [], remove = [], change = [], reason }: InputOf<typeof api.changeShifts>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const before = await rotaFor(unit, id, version, 'plan')
    if (add.length + remove.length + change.length === 0) return unit.refuse('nothing-to-change')
    const plan = { add: spelled(unit, add, 'add'), remove, change: spelled(unit, change, 'change') }
    return done(await replan(unit, before, plan, reason ?? null))
  })
}

export function planShifts(
  room: TasksRoom,
  { id, version, inARow = 1, ...pattern }: InputOf<typeof api.planShifts>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const before = await rotaFor(unit, id, version, 'plan')
    const add = shiftsByPattern({ ...pattern, inARow, timeZone: before.state.timeZone })
    if (add.length === 0) unit.refuse('bad-shift', `${pattern.firstDay} is no day.`, '/firstDay')
    return done(await replan(unit, before, { add, remove: [], change: [] }, null))
  })
}

async function replan(unit: Unit, { id, version, state }: Held<Rota>, plan: PlanChange, reason: string | null) {
  const many = state.shifts.length + plan.add.length - plan.remove.length
  if (many > mostShifts) unit.refuse('too-large', `A rota has at most ${mostShifts} shifts; this would make ${many}.`)
  refuseNo(unit, whyNotPlan(state, plan, unit.now))
  const body = { add: [...plan.add], remove: [...plan.remove], change: [...plan.change], reason }
  const options = { expectedVersion: version }
  const { entry, held } = await unit.append(rotaRecord, 'coordinate.shiftsPlanned', id, body, options)
  return changedRota(held, entry, unit)
}
