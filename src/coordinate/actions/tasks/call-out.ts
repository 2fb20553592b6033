// Calling people out, their answers, and the end of it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/call-outs.ts'
import type { CallOut, Whom } from '../../model/call-out.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { callOutRecord } from '../../rules/tasks/call-out-record.ts'
import { answerOf, type CallOutEvent, countOf, nextRound, whyNotCall } from '../../rules/tasks/call-out-rules.ts'
import { callOutPage } from '../../store/tasks/call-outs.ts'
import { callNow } from './call-round.ts'
import { markedAs, momentAt, seenAt, type TasksRoom } from './room.ts'
import { personsOf } from './whom.ts'

type Changed = OutputOf<typeof api.answerCallOut>

function changed({ id, version, state }: Held<CallOut>, entry: Id): Changed {
  return { id, version, entry, status: state.status }
}

async function callOutFor(unit: Unit, id: Id, version: number | null, event: CallOutEvent): Promise<Held<CallOut>> {
  const held = await seenAt(unit, callOutRecord, id, version)
  const no = whyNotCall(held.state, event, unit.view.reader)
  if (no) unit.refuse(no.refusal, no.why)
  return held
}

function wholeWhom({ persons = [], rotas = [], roles = [] }: Partial<Whom>): Whom {
  return { persons, rotas, roles }
}

export function startCallOut(
  room: TasksRoom,
  input: InputOf<typeof api.startCallOut>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const {
      title,
      text = '',
      crisis = null,
      channels = ['email', 'webhook'],
      repeatMinutes = 15,
      mostRounds = 3,
    } = input
    const about = crisis === null ? undefined : await unit.read(crisisRecord, crisis)
    if (crisis !== null && !about)
      return unit.refuse('no-such-link', `No crisis with the id ${crisis} that you may read.`, '/crisis')
    const { whole, ...marked } = markedAs(room, unit.view, input.marking, about)
    const found = await personsOf({ room, unit, crisis, marking: whole }, input.whom, null)
    const cause = about ? await newestEntries(room.journal, unit.view, [about.id]) : []
    const body = { crisis, title, text, whom: wholeWhom(input.whom), channels, repeatMinutes, mostRounds, ...found }
    const { entry, held } = await unit.open(callOutRecord, 'coordinate.callOutStarted', body, { ...marked, cause })
    const persons = held.state.called.map(({ person }) => person)
    const nextRoundAt = nextRound(held.state, 1, unit.now)
    const after = await callNow(room, unit, held, persons, { round: 1, nextRoundAt })
    return done(changed(after?.held ?? held, after?.entry ?? entry))
  })
}

export function callMore(
  room: TasksRoom,
  { id, version, whom }: InputOf<typeof api.callMore>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const before = await callOutFor(unit, id, version, 'extend')
    const { crisis } = before.state
    const found = await personsOf({ room, unit, crisis, marking: before.marking }, whom, before.state)
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(callOutRecord, 'coordinate.callOutExtended', id, found, options)
    const round = Math.max(1, held.state.rounds)
    const nextRoundAt = held.state.nextRoundAt ?? nextRound(held.state, round, unit.now)
    const persons = found.called.map(({ person }) => person)
    const after = await callNow(room, unit, held, persons, { round, nextRoundAt })
    return done(changed(after?.held ?? held, after?.entry ?? entry))
  })
}

/** No version is named: each answers for themselves alone, and nobody's answer is lost to somebody else's. */
export function answerCallOut(
  room: TasksRoom,
  { id, answer, expectedAt = null, words = '' }: InputOf<typeof api.answerCallOut>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await callOutFor(unit, id, null, 'answer')
    const body = { answer, expectedAt: expectedAt === null ? null : momentAt(unit, expectedAt, '/expectedAt'), words }
    const { entry, held } = await unit.append(callOutRecord, 'coordinate.callOutAnswered', id, body)
    return done(changed(held, entry))
  })
}

export function endCallOut(
  room: TasksRoom,
  { id, version, reason = '' }: InputOf<typeof api.endCallOut>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    await callOutFor(unit, id, version, 'end')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(callOutRecord, 'coordinate.callOutEnded', id, { reason }, options)
    return done(changed(held, entry))
  })
}

export async function listCallOuts(
  room: TasksRoom,
  filter: InputOf<typeof api.listCallOuts>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listCallOuts>>> {
  const { items, next } = await callOutPage(room.journal, view, filter)
  const brief = items.map(({ id, version, marking, since, state: all }) => {
    const { crisis, title, status, startedBy, startedAt, rounds, nextRoundAt } = all
    const state = { crisis, title, status, startedBy, startedAt, rounds, nextRoundAt }
    return { id, version, marking, since, state, count: countOf(all) }
  })
  return done({ items: brief, next })
}

export async function getCallOut(
  room: TasksRoom,
  { id }: InputOf<typeof api.getCallOut>,
  { view, reader }: Call,
): Promise<Reply<OutputOf<typeof api.getCallOut>>> {
  const held = await room.journal.reads.one(callOutRecord, view, id)
  if (!held) return refuse('unknown', `No call-out with the id ${id} that you may read.`)
  const { version, marking, since, state } = held
  const mine = state.called.find(({ person }) => person === reader.person)
  const you = mine ? { answer: answerOf(mine)?.answer ?? null } : null
  return done({ id, version, marking, since, state, count: countOf(state), you })
}
