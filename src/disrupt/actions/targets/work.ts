// What is done to a target: instruments, evidence and its custody, holds of partners, watching, and what people see of it.
import { isIP } from 'node:net'
import type { InputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { closedAddress } from '#platform/fetch/address.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/targets/targets.ts'
import { targetRecord } from '../../events/targets.ts'
import { changed, differing, momentFor, momentOf, mustHaveSpace, namedPerson } from '../desk.ts'
import { actsFor, asItStands, type Changed, partnerOf, writerFor } from '../operations/area.ts'
import type { DisruptRoom } from '../room.ts'
import { takeTarget } from './targets.ts'

export function addInstrument(
  room: DisruptRoom,
  {
    id,
    version,
    at,
    kind,
    by,
    country = null,
    reference = '',
    state,
    until,
    note = '',
  }: InputOf<typeof api.addInstrument>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { target } = await takeTarget(unit, { id, version }, 'note')
    mustHaveSpace(unit, target.state.instruments, 50)
    const body = { kind, by, country, reference, state, note, until: until ? momentOf(unit, until, '/until') : null }
    const options = { expectedVersion: version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(targetRecord, 'disrupt.instrumentAdded', id, body, options))
  })
}

export function moveInstrument(
  room: DisruptRoom,
  { id, version, instrument: key, state, note, at }: InputOf<typeof api.moveInstrument>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { target } = await takeTarget(unit, { id, version }, 'note')
    const instrument = target.state.instruments.find((one) => one.key === key)
    if (!instrument) return unit.refuse('no-such-part', `There is no instrument ${key}.`, '/instrument')
    differing(unit, instrument, { state, note: note ?? instrument.note })
    const body = { instrument: key, state, note: note ?? instrument.note }
    const options = { expectedVersion: version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(targetRecord, 'disrupt.instrumentMoved', id, body, options))
  })
}

export function logEvidence(
  room: DisruptRoom,
  { id, version, what, sha256, bytes = null, takenAt, takenBy }: InputOf<typeof api.logEvidence>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { target } = await takeTarget(unit, { id, version }, 'note')
    mustHaveSpace(unit, target.state.evidence, 500)
    const same = target.state.evidence.find((one) => one.sha256 === sha256)
    if (same) unit.refuse('listed-already', `The same content is logged as ${same.key}: ${same.what}.`, '/sha256')
    const body = { what, sha256, bytes, takenAt: momentFor(unit, takenAt, '/takenAt'), takenBy }
    const options = { expectedVersion: version, observedAt: body.takenAt }
    return changed(await unit.append(targetRecord, 'disrupt.evidenceLogged', id, body, options))
  })
}

export function handEvidence(
  room: DisruptRoom,
  { id, version, evidence: key, to, why, at }: InputOf<typeof api.handEvidence>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { target } = await takeTarget(unit, { id, version }, 'note')
    const evidence = target.state.evidence.find((one) => one.key === key)
    if (!evidence) return unit.refuse('no-such-part', `There is no evidence ${key}.`, '/evidence')
    mustHaveSpace(unit, evidence.custody, 100)
    const observedAt = momentFor(unit, at)
    const last = evidence.custody.at(-1)?.at ?? evidence.takenAt
    if (observedAt < last) unit.refuse('impossible-times', `It came into the hands before at ${last}.`, '/at')
    const options = { expectedVersion: version, observedAt }
    return changed(await unit.append(targetRecord, 'disrupt.evidenceHanded', id, { evidence: key, to, why }, options))
  })
}

export const holdTarget = (room: DisruptRoom, input: InputOf<typeof api.holdTarget>, call: Call): Changed =>
  hold(room, input, call, true)
export const releaseTarget = (room: DisruptRoom, input: InputOf<typeof api.releaseTarget>, call: Call): Changed =>
  hold(room, input, call, false)

async function hold(
  room: DisruptRoom,
  { id, partner: key }: InputOf<typeof api.holdTarget>,
  call: Call,
  holds: boolean,
): Changed {
  const seen = await room.journal.reads.one(targetRecord, call.view, id)
  const writer = seen ? await writerFor(room, call, seen.state.operation) : call.writer
  return room.journal.commit(writer, async (unit) => {
    const held = await unit.read(targetRecord, id)
    if (!held) return unit.refuse('unknown', `There is no target ${id} that you may read.`)
    const { state } = await asItStands(unit, held.state.operation, 'plan')
    const partner = partnerOf(unit, state, key)
    if (!actsFor(unit, partner)) unit.refuse('not-your-word', `You do not act for ${partner.name}.`)
    if (held.state.holds.some((one) => one.partner === key) === holds) unit.refuse('nothing-to-change')
    const kind = holds ? 'disrupt.targetHeld' : 'disrupt.targetReleased'
    return changed(await unit.append(targetRecord, kind, id, { partner: key }))
  })
}

export function watchTarget(
  room: DisruptRoom,
  { id, version, watched, standIn: given }: InputOf<typeof api.watchTarget>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { target } = await takeTarget(unit, { id, version }, 'note')
    const standIn = given === undefined ? target.state.standIn : given
    differing(unit, target.state, { watched, standIn })
    const why = watched || standIn ? whyNotWatchable(room, unit.view.realm, target.state.kind, standIn) : null
    if (why) unit.refuse('not-watchable', why)
    const options = { expectedVersion: version }
    return changed(await unit.append(targetRecord, 'disrupt.targetWatched', id, { watched, standIn }, options))
  })
}

/** Nothing real is asked because of an exercise, and nothing stands in for what is real. */
function whyNotWatchable(
  { looks }: DisruptRoom,
  realm: string,
  kind: string,
  standIn: { address: string } | null,
): string | null {
  if (!['domain', 'host', 'address'].includes(kind)) return 'Only domains, hosts and addresses can be looked at.'
  if (!isExercise(realm)) return standIn === null ? null : 'A stand-in is for exercises alone.'
  if (standIn === null) return 'In an exercise a stand-in is looked at: name its address and ports.'
  if (isIP(standIn.address) === 0) return `${standIn.address} is no address.`
  if (closedAddress(standIn.address, standIn.address, looks.standIns) === undefined && isNamed(looks, standIn.address))
    return null
  return `${standIn.address} is not among the stand-ins that this node allows (TOCSIN_STAND_INS).`
}

const isNamed = ({ standIns }: DisruptRoom['looks'], address: string) =>
  standIns.ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

export function noteStatus(
  room: DisruptRoom,
  { id, version, status, because, at }: InputOf<typeof api.noteStatus>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    await takeTarget(unit, { id, version }, 'note')
    const options = { expectedVersion: version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(targetRecord, 'disrupt.targetSeen', id, { status, because }, options))
  })
}
