// An operation: opened as a compartment, its partners, its points, and its end.
import type { InputOf } from '#kernel/contract.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/operations/operations.ts'
import { operationRecord } from '../../events/operations.ts'
import { changed, differing, mustHaveSpace, namedPerson, placed } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { type Changed, forEvent, partnerOf } from './area.ts'
import { mustBePersons } from './compartment.ts'

export function openOperation(room: DisruptRoom, input: InputOf<typeof api.openOperation>, call: Call): Changed {
  const { title, summary = '', crisis, incident, persons = [], reason, reviewOn } = input
  return room.journal.commit(call.writer, async (unit) => {
    const author = namedPerson(unit)
    await mustBePersons(room, unit, persons, '/persons')
    const { options } = await placed(room, unit, { crisis, incident })
    const justified = { ...(reason ? { reason } : {}), ...(reviewOn ? { reviewOn } : {}) }
    const marking = { tlp: 'RED' as const, persons: [...new Set([author, ...persons])], ...justified }
    const body = { title, summary, crisis: crisis ?? null, incident: incident ?? null }
    return changed(await unit.open(operationRecord, 'disrupt.operationOpened', body, { ...options, marking }))
  })
}

export function describeOperation(
  room: DisruptRoom,
  { id, version, ...given }: InputOf<typeof api.describeOperation>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, { id, version }, 'note')
    const body = differing(unit, state, given)
    const options = { expectedVersion: version }
    return changed(await unit.append(operationRecord, 'disrupt.operationDescribed', id, body, options))
  })
}

export function addPartner(
  room: DisruptRoom,
  { id, version, ...given }: InputOf<typeof api.addPartner>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, { id, version }, 'plan')
    mustHaveSpace(unit, state.partners, 60)
    const { country = null, organisation = null, legalBasis = '', mandate = '', signers = [], mustSign = true } = given
    await mustBePersons(room, unit, signers, '/signers')
    const { name, kind, role } = given
    const body = { name, kind, role, country, organisation, legalBasis, mandate, signers, mustSign }
    return changed(await unit.append(operationRecord, 'disrupt.partnerAdded', id, body, { expectedVersion: version }))
  })
}

export function nameSigners(
  room: DisruptRoom,
  { partner, signers, ...which }: InputOf<typeof api.nameSigners>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'plan')
    differing(unit, partnerOf(unit, state, partner), { signers })
    await mustBePersons(room, unit, signers, '/signers')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(operationRecord, 'disrupt.signersNamed', which.id, { partner, signers }, options))
  })
}

export function partnerLeaves(
  room: DisruptRoom,
  { partner: key, because, ...which }: InputOf<typeof api.partnerLeaves>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'plan')
    const { name } = partnerOf(unit, state, key)
    const theirs = state.steps.filter((step) => step.partner === key && ['planned', 'started'].includes(step.state))
    if (theirs.length > 0)
      unit.refuse(
        'still-open',
        `${name} has steps: ${theirs.map(({ title }) => title).join('; ')}. Give them to another.`,
      )
    const options = { expectedVersion: which.version }
    return changed(
      await unit.append(operationRecord, 'disrupt.partnerLeft', which.id, { partner: key, because }, options),
    )
  })
}

export function addPoint(
  room: DisruptRoom,
  { kind, partner, text, answer = '', ...which }: InputOf<typeof api.addPoint>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    mustHaveSpace(unit, state.points, 300)
    if (partner !== undefined) partnerOf(unit, state, partner)
    const options = { expectedVersion: which.version }
    const body = { kind, partner: partner ?? null, text, answer }
    return changed(await unit.append(operationRecord, 'disrupt.pointAdded', which.id, body, options))
  })
}

export function settlePoint(
  room: DisruptRoom,
  { point, to, result, ...which }: InputOf<typeof api.settlePoint>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'note')
    if (!state.points.some(({ key }) => key === point))
      unit.refuse('no-such-part', `There is no point ${point}.`, '/point')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(operationRecord, 'disrupt.pointSettled', which.id, { point, to, result }, options))
  })
}

export function closeOperation(
  room: DisruptRoom,
  { to, because, ...which }: InputOf<typeof api.closeOperation>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await forEvent(unit, which, to === 'closed' ? 'close' : 'abandon')
    const started = state.steps
      .filter((step) => step.state === 'started')
      .map(({ title }) => `“${title}” is under way.`)
    const owed = state.releases
      .filter(({ keptAt }) => keptAt === null)
      .map(({ what, to: whom }) => `${what} was promised to ${whom}.`)
    const open = to === 'closed' ? [...started, ...owed] : started
    if (open.length > 0) unit.refuse('still-open', open.join(' '))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(operationRecord, 'disrupt.operationEnded', which.id, { to, because }, options))
  })
}
