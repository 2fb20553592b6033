// What is said in public: drafted by one person, agreed by another, replaced or withdrawn.
import type { InputOf } from '#kernel/contract.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/crises.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { whyNotLine } from '../../rules/crises/line-lifecycle.ts'
import type { Changed } from './change-crisis.ts'
import { type CrisisRoom, changed, crisisFor, mustHaveSpace, newestKey, partOf } from './desk.ts'

export function writeLine(
  room: CrisisRoom,
  { id, version, replaces, ...said }: InputOf<typeof api.writeLine>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    if (replaces !== undefined) partOf(unit, state.lines, replaces, 'line')
    mustHaveSpace(unit, state.lines, 500, 'lines')
    const body = { ...said, replaces: replaces ?? null }
    const after = await unit.append(crisisRecord, 'coordinate.crisisLineWritten', id, body, {
      expectedVersion: version,
    })
    return done(changed(after, newestKey(after, 'lines')))
  })
}

export function agreeLine(
  room: CrisisRoom,
  { id, version, key }: InputOf<typeof api.agreeLine>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const line = partOf(unit, state.lines, key, 'line')
    const why = whyNotLine(line, 'agree', actorOf(unit.view.reader), unit.view.reader.person)
    if (why) return refuse(why.refusal, why.why)
    const options = { expectedVersion: version }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisLineAgreed', id, { key }, options), key))
  })
}

export function withdrawLine(
  room: CrisisRoom,
  { id, version, key, reason }: InputOf<typeof api.withdrawLine>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const line = partOf(unit, state.lines, key, 'line')
    const why = whyNotLine(line, 'withdraw', actorOf(unit.view.reader), unit.view.reader.person)
    if (why) return refuse(why.refusal, why.why)
    const options = { expectedVersion: version }
    return done(
      changed(await unit.append(crisisRecord, 'coordinate.crisisLineWithdrawn', id, { key, reason }, options), key),
    )
  })
}
