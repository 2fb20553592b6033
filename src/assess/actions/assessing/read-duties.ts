// Reading what is owed: the wall of clocks, and one report with how its clock was computed and what happened to it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/duties.ts'
import { dutyRow, isOverdue } from '../../rules/assessing/duty-row.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { narrate } from '../../rules/narrate.ts'
import { wallPage } from '../../store/duties.ts'
import { writable } from '../desk.ts'
import { type AssessingRoom, conditionOf } from './room.ts'

export async function listDuties(
  { journal, wall }: AssessingRoom,
  input: InputOf<typeof api.listDuties>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listDuties>>> {
  const at = view.asOf ?? now
  const [{ items, next }, totals] = await Promise.all([
    wallPage(journal, view, input, at),
    wall.totals(view, input, at),
  ])
  return done({ items: items.map((duty) => dutyRow(duty, at)), next, totals, at })
}

export async function getDuty(
  room: AssessingRoom,
  { id }: InputOf<typeof api.getDuty>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.getDuty>>> {
  const held = await room.journal.reads.one(dutyRecord, view, id)
  if (!held) return refuse('unknown', `No report that is owed with the id ${id} that you may read.`)
  const entries = await room.journal.reads.entriesOf(view, id)
  const history = entries.map((entry) => {
    const { id: of, kind, recordedAt: at, actor: by } = entry
    return { entry: of, kind, at, by, text: narrate(entry, undefined).text }
  })
  const { version, marking, since, state } = held
  const overdue = isOverdue(state, view.asOf ?? now)
  return done({
    id,
    version,
    marking,
    since,
    state,
    overdue,
    history,
    mayChange: !view.asOf && writable(room, view, held),
    conditional: await conditionOf(room, state),
  })
}
