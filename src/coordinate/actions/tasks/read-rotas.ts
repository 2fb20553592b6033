// Reading rotas: who has the duty, what is wrong with the plan, and the plan as a calendar.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import { personRecord } from '#people/index.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type * as api from '../../api/rotas.ts'
import type { Rota, RotaFault } from '../../model/rota.ts'
import { manages } from '../../rules/tasks/lifecycle.ts'
import { dutyAt } from '../../rules/tasks/on-duty.ts'
import { rotaCalendar as calendarOf } from '../../rules/tasks/rota-calendar.ts'
import { faultsOf } from '../../rules/tasks/rota-faults.ts'
import { rotaRecord } from '../../rules/tasks/rota-record.ts'
import { rotas } from '../../store/tasks/rotas.ts'
import type { TasksRoom } from './room.ts'

const lookAheadMs = 28 * 24 * 3600_000

/** What is looked at for faults: the next four weeks. */
function ahead(from: Instant): { from: Instant; to: Instant } {
  return { from, to: new Date(Date.parse(from) + lookAheadMs).toISOString() }
}

function faults(rota: Rota, from: Instant): RotaFault[] {
  const { to } = ahead(from)
  return rota.status === 'active' ? faultsOf(rota, from, to) : []
}

export async function listRotas(
  room: TasksRoom,
  { status }: InputOf<typeof api.listRotas>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listRotas>>> {
  const at = view.asOf ?? now
  const found = await rotas(room.journal, view, status)
  const items = found.map(({ id, version, marking, since, state }) => {
    const { shifts: _shifts, handOvers: _handOvers, swaps: _swaps, ...brief } = state
    return { id, version, marking, since, state: brief, duty: dutyAt(state, at), faults: faults(state, at) }
  })
  return done({ items })
}

export async function getRota(
  room: TasksRoom,
  { id }: InputOf<typeof api.getRota>,
  { view, now, reader }: Call,
): Promise<Reply<OutputOf<typeof api.getRota>>> {
  const held = await room.journal.reads.one(rotaRecord, view, id)
  if (!held) return refuse('unknown', `No rota with the id ${id} that you may read.`)
  const at = view.asOf ?? now
  const { version, marking, since, state } = held
  const writes = view.asOf === undefined && mayWrite(reader, view.realm, marking, room.journal.home)
  return done({
    ...{ id, version, marking, since, state },
    duty: dutyAt(state, at),
    faults: faults(state, at),
    checked: ahead(at),
    plans: writes && (manages(reader) || reader.roles.includes('administrator')),
  })
}

export async function whoIsOnDuty(
  room: TasksRoom,
  { id, at }: InputOf<typeof api.whoIsOnDuty>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.whoIsOnDuty>>> {
  const held = await room.journal.reads.one(rotaRecord, view, id)
  if (!held) return refuse('unknown', `No rota with the id ${id} that you may read.`)
  if (at !== undefined && Number.isNaN(Date.parse(at))) return refuse('bad-input', `There is no moment ${at}.`, '/at')
  return done(dutyAt(held.state, at === undefined ? (view.asOf ?? now) : instant(at)))
}

export async function rotaCalendar(
  room: TasksRoom,
  { id }: InputOf<typeof api.rotaCalendar>,
  { view }: Call,
): Promise<Reply<{ name: string; type: string }>> {
  const held = await room.journal.reads.one(rotaRecord, view, id)
  if (!held) return refuse('unknown', `No rota with the id ${id} that you may read.`)
  const { version, marking, realm, state: rota } = held
  const names = await namesOf(room, view, [...new Set(rota.shifts.map(({ person }) => person))])
  const url = `${room.settings.origin}/rota?rota=${id}${realm === 'live' ? '' : `&realm=${encodeURIComponent(realm)}`}`
  const text = calendarOf({ id, version, marking, realm, rota, names, url })
  const file: Download = {
    name: `${isExercise(realm) ? 'EXERCISE-' : ''}rota-${id.slice(0, 8)}.ics`,
    type: 'text/calendar; charset=utf-8',
    bytes: Buffer.from(text),
  }
  return done(file)
}

/** People stand in the live realm, also for those who are in an exercise; whom the reader may not see has no name. */
async function namesOf(room: TasksRoom, { reader }: Call['view'], ids: readonly Id[]): Promise<Map<Id, string>> {
  const found = await room.journal.reads.some(personRecord, { reader, realm: 'live' }, ids)
  return new Map(found.map(({ id, state }) => [id, state.name]))
}
