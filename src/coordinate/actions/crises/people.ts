// Who takes part in a crisis, in which roles, and what is aimed at.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/crises.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import type { Changed } from './change-crisis.ts'
import * as desk from './desk.ts'

type Room = desk.CrisisRoom
const { changed, crisisFor, partOf, same } = desk

export async function addParticipant(
  room: Room,
  { id, version, party, roles }: InputOf<typeof api.addParticipant>,
  call: Call,
): Promise<Reply<Changed>> {
  const wrong = desk.unknownRole(room, roles, '/roles')
  if (wrong) return wrong
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    await desk.mustKnowParty(room, unit, party, '/party')
    if (state.participants.some((one) => one.until === null && same(one.party, party)))
      return refuse('nothing-to-change', `${party.name} takes part already; change the roles instead.`)
    desk.mustHaveSpace(unit, state.participants, 500, 'participants')
    const options = { expectedVersion: version }
    const after = await unit.append(crisisRecord, 'coordinate.crisisParticipantAdded', id, { party, roles }, options)
    return done(changed(after, desk.newestKey(after, 'participants')))
  })
}

export async function changeRoles(
  room: Room,
  { id, version, key, roles }: InputOf<typeof api.changeRoles>,
  call: Call,
): Promise<Reply<Changed>> {
  const wrong = desk.unknownRole(room, roles, '/roles')
  if (wrong) return wrong
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const one = partOf(unit, state.participants, key, 'participant')
    if (one.until !== null) return refuse('nothing-to-change', 'They take part no more.')
    if (same([...one.roles].sort(), [...roles].sort())) return refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(
      changed(await unit.append(crisisRecord, 'coordinate.crisisRolesChanged', id, { key, roles }, options), key),
    )
  })
}

export function leaveCrisis(
  room: Room,
  { id, version, key, reason }: InputOf<typeof api.leaveCrisis>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const one = partOf(unit, state.participants, key, 'participant')
    if (one.until !== null) return refuse('nothing-to-change', 'They take part no more already.')
    const options = { expectedVersion: version }
    return done(
      changed(await unit.append(crisisRecord, 'coordinate.crisisParticipantLeft', id, { key, reason }, options), key),
    )
  })
}

export function setObjective(
  room: Room,
  { id, version, text, owner = null }: InputOf<typeof api.setObjective>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    await desk.mustKnowParty(room, unit, owner, '/owner')
    desk.mustHaveSpace(unit, state.objectives, 200, 'objectives')
    const options = { expectedVersion: version }
    const after = await unit.append(crisisRecord, 'coordinate.crisisObjectiveSet', id, { text, owner }, options)
    return done(changed(after, desk.newestKey(after, 'objectives')))
  })
}

export function endObjective(
  room: Room,
  { id, version, key, status, outcome }: InputOf<typeof api.endObjective>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await crisisFor(unit, id, version)
    const one = partOf(unit, state.objectives, key, 'objective')
    if (one.status !== 'open') return refuse('nothing-to-change', `It is ${one.status} already.`)
    const body = { key, status, outcome }
    const options = { expectedVersion: version }
    return done(changed(await unit.append(crisisRecord, 'coordinate.crisisObjectiveEnded', id, body, options), key))
  })
}
