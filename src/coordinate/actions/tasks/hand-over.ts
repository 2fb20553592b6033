// The duty passes from one to the next: offered with notes, accepted or not, or taken; and shifts are swapped.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/rotas.ts'
import type { Rota } from '../../model/rota.ts'
import { manages } from '../../rules/tasks/lifecycle.ts'
import { dutyAt, successor } from '../../rules/tasks/on-duty.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import * as rules from '../../rules/tasks/rota-rules.ts'
import { changedRota, refuseNo, rotaFor } from './plan-rota.ts'
import type { TasksRoom } from './room.ts'
import { tellPerson } from './tell.ts'

type Changed = OutputOf<typeof api.openRota>

export function offerHandOver(
  room: TasksRoom,
  { id, version, to, notes }: InputOf<typeof api.offerHandOver>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await rotaFor(unit, id, version, 'hand-over')
    const next = to ?? successor(state, unit.now)
    refuseNo(unit, rules.whyNotOffer(state, next, unit.view.reader, unit.now))
    // The rule refuses null; this tells the compiler.
    if (next === null) return unit.refuse('wrong-state')
    const body = { from: dutyAt(state, unit.now).person, to: next, notes }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.handOverOffered', id, body, options)
    await tellMember(room, unit, held, next, 'hand-over', 'The duty is offered to you')
    return done(changedRota(held, entry, unit))
  })
}

export function answerHandOver(
  room: TasksRoom,
  { id, version, handOver, answer, words = '' }: InputOf<typeof api.answerHandOver>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await rotaFor(unit, id, version, 'hand-over')
    refuseNo(unit, rules.whyNotAnswer(state, handOver, answer, unit.view.reader))
    const body = { handOver, status: answer, words }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.handOverAnswered', id, body, options)
    const from = state.handOvers.find(({ key }) => key === handOver)?.from ?? null
    if (from !== null && answer === 'declined')
      await tellMember(room, unit, held, from, 'hand-over', 'The duty stays with you: it was declined')
    return done(changedRota(held, entry, unit))
  })
}

export function takeDuty(
  room: TasksRoom,
  { id, version, notes = '' }: InputOf<typeof api.takeDuty>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await rotaFor(unit, id, version, 'hand-over')
    const { reader } = unit.view
    refuseNo(unit, rules.whyNotTake(state, reader, unit.now))
    if (reader.person === null) return unit.refuse('no-member')
    const { person: from } = dutyAt(state, unit.now)
    const body = { from, to: reader.person, notes }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.dutyTaken', id, body, options)
    if (from !== null) await tellMember(room, unit, held, from, 'hand-over', 'Somebody else took the duty from you')
    return done(changedRota(held, entry, unit))
  })
}

export function askSwap(
  room: TasksRoom,
  { id, version, shift, to, inReturn = null, reason = '' }: InputOf<typeof api.askSwap>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await rotaFor(unit, id, version, 'swap')
    const { reader } = unit.view
    const from = state.shifts.find(({ key }) => key === shift)?.person
    if (from === undefined) return unit.refuse('bad-shift', `There is no shift ${shift}.`, '/shift')
    if (from !== reader.person && !manages(reader))
      unit.refuse('not-yours-to-answer', 'The shift is not yours to give away.')
    refuseNo(unit, rules.whyNotSwap(state, { shift, from, to, inReturn }, unit.now))
    if (state.swaps.some((one) => one.status === 'asked' && one.shift === shift))
      unit.refuse('wrong-state', 'Somebody is asked to take that shift already. Withdraw that first.')
    const body = { shift, from, to, inReturn, reason }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.swapAsked', id, body, options)
    await tellMember(room, unit, held, to, 'swap', 'Somebody asks you to take a shift')
    return done(changedRota(held, entry, unit))
  })
}

export function answerSwap(
  room: TasksRoom,
  { id, version, swap, answer, words = '' }: InputOf<typeof api.answerSwap>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await rotaFor(unit, id, version, 'swap')
    refuseNo(unit, rules.whyNotAnswerSwap(state, swap, answer, unit.view.reader, unit.now))
    const body = { swap, status: answer, words }
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(rotaRecord, 'coordinate.swapAnswered', id, body, options)
    const asked = state.swaps.find(({ key }) => key === swap)?.from
    if (asked !== undefined && answer !== 'withdrawn')
      await tellMember(room, unit, held, asked, 'swap', `Your swap of shifts was ${answer}`)
    return done(changedRota(held, entry, unit))
  })
}

function tellMember(
  room: TasksRoom,
  unit: Unit,
  { id, version, marking, state }: Held<Rota>,
  person: Id,
  what: 'hand-over' | 'swap',
  headline: string,
): Promise<void> {
  return tellPerson(room, unit, {
    person,
    what,
    event: `rota.${what}`,
    headline,
    id,
    title: state.name,
    marking,
    until: null,
    timeZone: state.timeZone,
    path: `/rota?rota=${id}`,
    key: `rota ${id} ${version}`,
    urgent: false,
  })
}
