// Changes to a crisis as a whole: what it is called, what it groups and is linked to, and where it stands.
import { incident } from '#assess/events.ts'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { claimRecord, questionRecord } from '#watch/events.ts'
import type * as api from '../../api/crises.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { lifecycle } from '../../rules/crises/lifecycle.ts'
import { type CrisisRoom, changed, crisisFor, mustHaveSpace, same } from './desk.ts'
import { causes, mustExist } from './open-crisis.ts'

export type Changed = OutputOf<typeof api.describeCrisis>

export function describeCrisis(
  { journal }: CrisisRoom,
  { id, version, ...asked }: InputOf<typeof api.describeCrisis>,
  call: Call,
): Promise<Reply<Changed>> {
  return journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const body = Object.fromEntries(
      (['title', 'summary', 'kind'] as const).flatMap((field) =>
        asked[field] === undefined || asked[field] === state[field] ? [] : [[field, asked[field]]],
      ),
    )
    if (same(body, {})) return refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisDescribed', id, body, options)))
  })
}

export function moveCrisis(
  { journal }: CrisisRoom,
  { id, version, event, reason }: InputOf<typeof api.moveCrisis>,
  call: Call,
): Promise<Reply<Changed>> {
  return journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version, 'any')
    const step = lifecycle[state.status][event]
    if ('not' in step) return refuse('wrong-state', step.not, '/event')
    const body = { event, from: state.status, to: step.to, reason }
    const options = { expectedVersion: version }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisMoved', id, body, options)))
  })
}

export function addCrisisIncident(
  room: CrisisRoom,
  { id, version, incident: added, reason }: InputOf<typeof api.addCrisisIncident>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    await mustExist(room, unit, incident.name, [added], '/incident')
    if (state.incidents.includes(added)) return refuse('nothing-to-change', 'It is in this crisis already.')
    mustHaveSpace(unit, state.incidents, 1_000, 'incidents')
    const body = { incident: added, reason: reason ?? null }
    const options = { expectedVersion: version, cause: await causes(room, unit, [added]) }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisIncidentAdded', id, body, options)))
  })
}

export function removeCrisisIncident(
  room: CrisisRoom,
  { id, version, incident: removed, reason }: InputOf<typeof api.removeCrisisIncident>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    await mustExist(room, unit, incident.name, [removed], '/incident')
    if (!state.incidents.includes(removed)) return refuse('nothing-to-change', 'It is not in this crisis.')
    const body = { incident: removed, reason }
    const options = { expectedVersion: version, cause: await causes(room, unit, [removed]) }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisIncidentRemoved', id, body, options)))
  })
}

export function linkToCrisis(
  room: CrisisRoom,
  { id, version, ...asked }: InputOf<typeof api.linkToCrisis>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const claims = (asked.claims ?? []).filter((one) => !state.claims.includes(one))
    const questions = (asked.questions ?? []).filter((one) => !state.questions.includes(one))
    if (claims.length + questions.length === 0) return refuse('nothing-to-change')
    await mustExist(room, unit, claimRecord.name, claims, '/claims')
    await mustExist(room, unit, questionRecord.name, questions, '/questions')
    mustHaveSpace(unit, state.claims, 1_000, 'claims', claims.length)
    mustHaveSpace(unit, state.questions, 200, 'questions', questions.length)
    const options = { expectedVersion: version, cause: await causes(room, unit, [...claims, ...questions]) }
    const after = await unit.append(crisisRecord, 'coordinate.crisisLinked', id, { claims, questions }, options)
    return done(changed(after))
  })
}

export function unlinkFromCrisis(
  room: CrisisRoom,
  { id, version, record, reason }: InputOf<typeof api.unlinkFromCrisis>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    await mustExist(room, unit, [claimRecord.name, questionRecord.name], [record], '/record')
    const linked = state.claims.includes(record) || state.questions.includes(record)
    if (!linked) return refuse('nothing-to-change', 'It is not linked to this crisis.')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisUnlinked', id, { record, reason }, options)))
  })
}
