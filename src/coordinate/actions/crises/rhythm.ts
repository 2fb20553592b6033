// The battle rhythm of a crisis: what comes round, each time it was done, and the list of what is due.
import { checkMoment } from '#assess/rules/classify.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/crises.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { dueBetween, turnToDo } from '../../rules/crises/rhythm.ts'
import { linkedRecords } from '../../store/crises.ts'
import type { Changed } from './change-crisis.ts'
import { type CrisisRoom, changed, crisisFor, mustHaveSpace, mustKnowParty, newestKey, partOf } from './desk.ts'
import { causes } from './open-crisis.ts'

export async function addBeat(
  room: CrisisRoom,
  input: InputOf<typeof api.addBeat>,
  call: Call,
): Promise<Reply<Changed>> {
  const first = checkMoment(input.firstAt, '/firstAt')
  if (!first.ok) return first
  return room.journal.commit(call.writer, async (unit) => {
    const { id, version, what, kind, product = null, everyMinutes = null, owner = null } = input
    const { state } = await crisisFor(unit, id, version)
    await mustKnowParty(room, unit, owner, '/owner')
    mustHaveSpace(unit, state.rhythm, 100, 'beats')
    const body = { what, kind, product, firstAt: first.value, everyMinutes, owner }
    const after = await unit.append(crisisRecord, 'coordinate.crisisBeatAdded', id, body, { expectedVersion: version })
    return done(changed(after, newestKey(after, 'rhythm')))
  })
}

export function doBeat(
  room: CrisisRoom,
  { id, version, key, turn, record, note = '' }: InputOf<typeof api.doBeat>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.doBeat>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const beat = partOf(unit, state.rhythm, key, 'beat')
    const named = turn === undefined ? undefined : checkMoment(turn, '/turn')
    if (named && !named.ok) return refuse('wrong-turn', named.detail, '/turn')
    const choice = turnToDo(beat, unit.now, named?.value)
    if ('not' in choice) return refuse('wrong-turn', choice.not, '/turn')
    mustHaveSpace(unit, beat.done, 5_000, 'turns of one beat')
    if (record !== undefined && (await linkedRecords(room.journal, unit.view, [record])).length === 0)
      return refuse('unknown', `No record with the id ${record} that you may read.`, '/record')
    const options = { expectedVersion: version, cause: record === undefined ? [] : await causes(room, unit, [record]) }
    const body = { key, turn: choice.turn, record: record ?? null, note }
    const after = await unit.append(crisisRecord, 'coordinate.crisisBeatDone', id, body, options)
    return done({ ...changed(after, key), turn: choice.turn })
  })
}

export function stopBeat(
  room: CrisisRoom,
  { id, version, key, reason }: InputOf<typeof api.stopBeat>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const beat = partOf(unit, state.rhythm, key, 'beat')
    if (beat.stoppedAt !== null) return refuse('nothing-to-change', 'It was taken out already.')
    const options = { expectedVersion: version }
    return done(
      changed(await unit.append(crisisRecord, 'coordinate.crisisBeatStopped', id, { key, reason }, options), key),
    )
  })
}

export async function crisisRhythm(
  { journal }: CrisisRoom,
  { id, from, to }: InputOf<typeof api.crisisRhythm>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.crisisRhythm>>> {
  const [first, last] = [checkMoment(from, '/from'), checkMoment(to, '/to')]
  if (!first.ok) return first
  if (!last.ok) return last
  if (last.value < first.value) return refuse('impossible-times', 'It ends before it begins.', '/to')
  const held = await journal.reads.one(crisisRecord, view, id)
  if (!held) return refuse('unknown', `No crisis with the id ${id} that you may read.`)
  return done({ turns: dueBetween(held.state.rhythm, instant(first.value), instant(last.value)) })
}
