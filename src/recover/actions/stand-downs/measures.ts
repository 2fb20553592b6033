// Measures: listed, and rolled back one after the other; what the record says still holds is not called rolled back.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/stand-downs.ts'
import { measureRecord } from '../../events/measure.ts'
import type { Measure } from '../../model/measure.ts'
import { type MeasureEvent, measureLife, whyNot } from '../../rules/lifecycles.ts'
import { goFirst, inOrder, stillHolds } from '../../rules/measures.ts'
import { listed } from '../../store/records.ts'
import { changed, differing, momentFor, momentOf, mustPoint, namedPerson, obey, placed, shown, take } from '../desk.ts'
import type { RecoverRoom } from '../room.ts'
import { gather } from './gather.ts'

type Changed = Promise<Reply<OutputOf<typeof api.rollBack>>>

export function addMeasure(room: RecoverRoom, input: InputOf<typeof api.addMeasure>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const kind = room.data.kinds.find(({ id }) => id === input.kind)
    if (!kind)
      return unit.refuse('no-such-kind', `There are ${room.data.kinds.map(({ id }) => id).join(', ')}.`, '/kind')
    const { options } = await placed(room, unit, input)
    await mustPoint(room, unit, input.record ?? null, '/record')
    const body = {
      ...{ crisis: input.crisis, kind: kind.id, title: input.title, owner: input.owner ?? null },
      inForceSince: momentFor(unit, input.inForceSince, '/inForceSince'),
      order: input.order ?? kind.order,
      wayBack: input.wayBack ?? '',
      record: input.record ?? null,
    }
    const there = await listed(room.journal, unit.view, measureRecord, { crisis: input.crisis })
    const same = there.find(
      ({ state }) => state.title === body.title && state.kind === body.kind && state.state !== 'withdrawn',
    )
    if (same) unit.refuse('open-already', `It is listed: ${same.id}.`, '/title')
    return changed(await unit.open(measureRecord, 'recover.measureListed', body, options))
  })
}

export async function listMeasures(
  room: RecoverRoom,
  { crisis, state }: InputOf<typeof api.listMeasures>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listMeasures>>> {
  const gathered = await gather(room, call.view, crisis, call.view.asOf ?? call.now)
  if (!gathered) return refuse('unknown', `There is no crisis ${crisis} that you may read.`)
  const wanted = gathered.measures.filter((one) => state === undefined || state.includes(one.state.state))
  return done({ items: inOrder(wanted).map(shown), found: gathered.found })
}

export function changeMeasure(
  room: RecoverRoom,
  { id, version, ...given }: InputOf<typeof api.changeMeasure>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await take(unit, measureRecord, { id, version })
    obey(unit, whyNot(measureLife, state.state, 'change'))
    const body = differing(unit, state, given)
    return changed(await unit.append(measureRecord, 'recover.measureChanged', id, body, { expectedVersion: version }))
  })
}

const eventOf = { 'rolled-back': 'roll-back', kept: 'keep', failed: 'fail' } as const

export function rollBack(room: RecoverRoom, input: InputOf<typeof api.rollBack>, call: Call): Changed {
  const { to, reason, reviewAt, despite: given, ...which } = input
  const despite = given ?? null
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, measureRecord, which)
    obey(unit, whyNot(measureLife, state.state, eventOf[to]))
    if (to === 'rolled-back') await mustBeOver(room, unit, which.id, state, despite)
    const body = { to, reason, despite, reviewAt: to === 'kept' ? reviewFor(unit, reviewAt) : null }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(measureRecord, 'recover.measureTurned', which.id, body, options))
  })
}

/** What is kept is looked at again: without a day it would be forgotten. */
function reviewFor(unit: Unit, at: string | undefined): string {
  if (at === undefined) return unit.refuse('impossible-times', 'Say when somebody looks at it again.', '/reviewAt')
  const day = momentOf(unit, at, '/reviewAt')
  if (day <= unit.now) unit.refuse('impossible-times', `${day} has passed.`, '/reviewAt')
  return day
}

async function mustBeOver(room: RecoverRoom, unit: Unit, id: string, measure: Measure, despite: string | null) {
  const all = await listed(room.journal, unit.view, measureRecord, { crisis: measure.crisis })
  const first = goFirst(
    measure,
    all.filter((one) => one.id !== id).map(({ state }) => state),
  )
  if (first.length > 0 && despite === null)
    unit.refuse('out-of-order', `Before it come ${first.map(({ title }) => title).join('; ')}.`, '/despite')
  if (measure.record === null) return
  const [row] = await room.journal.reads
    .query(measure.record.record, unit.view)
    .where('subject', '=', measure.record.id)
    .execute()
  // Whatever somebody says: what the record shows to be switched on is not rolled back.
  if (row && stillHolds(measure.record.record, row.state) === true)
    unit.refuse('still-in-force', `${row.title} is not back by its own record.`, '/to')
}

/** One turn that asks for nothing but a reason. */
function turned(to: 'in-force' | 'withdrawn', event: MeasureEvent) {
  return (room: RecoverRoom, { reason, ...which }: InputOf<typeof api.switchMeasureOn>, call: Call): Changed =>
    room.journal.commit(call.writer, async (unit) => {
      namedPerson(unit)
      const { state } = await take(unit, measureRecord, which)
      obey(unit, whyNot(measureLife, state.state, event))
      const body = { to, reason, despite: null, reviewAt: null }
      const options = { expectedVersion: which.version }
      return changed(await unit.append(measureRecord, 'recover.measureTurned', which.id, body, options))
    })
}
export const switchMeasureOn = turned('in-force', 'switch-on')
export const withdrawMeasure = turned('withdrawn', 'withdraw')
