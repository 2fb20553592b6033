// Following an obligation on this node: who sees to it, by when, what shows it, and that it was done.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { markingFrom } from '#kernel/marking.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import { type Appended, type Held, newestBySubject, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/obligations.ts'
import type { Obligation, Proof } from '../../model/obligation.ts'
import type { ListedDuty } from '../../rules/duties/check-data.ts'
import { concerns } from '../../rules/duties/checklist.ts'
import { obligationRecord } from '../../rules/duties/obligation-record.ts'
import { roundsOpen, standingOf } from '../../rules/duties/obligation-status.ts'
import { isDay } from '../../rules/duties/rounds.ts'
import { linkedRecords } from '../../store/crises.ts'
import { isFollowedAlready } from '../../store/duties/obligations.ts'
import { type DutiesRoom, momentNotAhead, ownerMay, seen } from './room.ts'

type Moved = OutputOf<typeof api.assignObligation>

function moved({ held, entry }: Appended<Obligation>): Moved {
  return { id: held.id, version: held.version, entry }
}

async function obligationAt(unit: Unit, id: Id, version: number): Promise<Held<Obligation>> {
  const held = await unit.read(obligationRecord, id)
  if (!held) return unit.refuse('unknown', `No obligation with the id ${id} that you may read.`)
  seen(unit, held, version)
  return held
}

/** One that was set aside is left alone until somebody takes it up again. */
async function obligationOurs(unit: Unit, id: Id, version: number): Promise<Held<Obligation>> {
  const held = await obligationAt(unit, id, version)
  const { notOurs } = held.state
  if (notOurs) unit.refuse('wrong-state', `It was set aside: ${notOurs.reason} Take it up again first.`)
  return held
}

function dutyOf({ framework }: DutiesRoom, unit: Unit, id: string): ListedDuty {
  return (
    framework.obligations.find((one) => one.id === id) ??
    unit.refuse('unknown-obligation', `There is no obligation ${id}.`, '/obligation')
  )
}

export async function followObligation(
  room: DutiesRoom,
  input: InputOf<typeof api.followObligation>,
  call: Call,
): Promise<Reply<Moved>> {
  const { obligation, marking } = input
  try {
    return await room.journal.commit(call.writer, async (unit) => {
      const duty = dutyOf(room, unit, obligation)
      const actor = input.actor ?? duty.actor
      if (!room.framework.actors.has(actor) || !concerns(duty, actor))
        unit.refuse('unknown-actor', `${obligation} does not concern ${actor}.`, '/actor')
      const { reader, realm } = unit.view
      const organisation = reader.organisation ?? room.journal.home
      const owner = input.owner === undefined ? reader.person : input.owner
      await ownerMay(room, unit, owner, realm, markingFrom(marking, organisation, reader.person))
      const body = { obligation, actor, owner }
      const options = { owner: organisation, ...(marking ? { marking } : {}) }
      return done(moved(await unit.open(obligationRecord, 'coordinate.obligationFollowed', body, options)))
    })
  } catch (error) {
    if (isFollowedAlready(error)) return refuse('followed-already', undefined, '/obligation')
    throw error
  }
}

export function assignObligation(
  room: DutiesRoom,
  { id, version, owner }: InputOf<typeof api.assignObligation>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking, realm } = await obligationAt(unit, id, version)
    if (state.owner === owner) return unit.refuse('nothing-to-change')
    await ownerMay(room, unit, owner, realm, marking)
    const options = { expectedVersion: version }
    return done(moved(await unit.append(obligationRecord, 'coordinate.obligationOwnerChanged', id, { owner }, options)))
  })
}

export function setObligationDue(
  room: DutiesRoom,
  { id, version, on, reason }: InputOf<typeof api.setObligationDue>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await obligationOurs(unit, id, version)
    if (on !== null && !isDay(on)) unit.refuse('bad-day', `${on} is no day of the calendar.`, '/on')
    if ((state.due?.on ?? null) === on) return unit.refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(obligationRecord, 'coordinate.obligationDueSet', id, { on, reason }, options)))
  })
}

export function setObligationAside(
  room: DutiesRoom,
  { id, version, reason }: InputOf<typeof api.setObligationAside>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await obligationAt(unit, id, version)
    if (state.notOurs) return unit.refuse('nothing-to-change', 'It was set aside already.')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(obligationRecord, 'coordinate.obligationSetAside', id, { reason }, options)))
  })
}

export function takeUpObligation(
  room: DutiesRoom,
  { id, version, reason }: InputOf<typeof api.takeUpObligation>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await obligationAt(unit, id, version)
    if (!state.notOurs) return unit.refuse('nothing-to-change', 'It was not set aside.')
    const options = { expectedVersion: version }
    return done(moved(await unit.append(obligationRecord, 'coordinate.obligationTakenUp', id, { reason }, options)))
  })
}

export function addProof(
  room: DutiesRoom,
  { id, version, text, record, url }: InputOf<typeof api.addProof>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.addProof>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await obligationOurs(unit, id, version)
    if (held.state.proofs.length >= 500) return unit.refuse('too-large', 'It has 500 proofs.')
    if (url !== undefined) mustBeDocument(unit, url)
    const shown = record === undefined ? null : await shownBy(room, unit, held, record)
    const kind = shown ? 'record' : url === undefined ? 'note' : 'link'
    const body = { kind, record: shown, url: url ?? null, text } as const
    const options = { expectedVersion: version, cause: shown?.entry ? [shown.entry] : [] }
    const added = await unit.append(obligationRecord, 'coordinate.obligationProofAdded', id, body, options)
    return done({ ...moved(added), key: added.held.state.proofs.at(-1)?.key ?? '' })
  })
}

/** What shows it is named by its title: so everybody who may read the checklist must be among those who may read that. */
async function shownBy(
  room: DutiesRoom,
  unit: Unit,
  { marking }: Held<Obligation>,
  id: Id,
): Promise<NonNullable<Proof['record']>> {
  const [linked] = await linkedRecords(room.journal, unit.view, [id])
  if (!linked) return unit.refuse('no-such-link', `There is no record ${id} that you may read.`, '/record')
  if (!staysWithin(marking, linked.marking))
    unit.refuse('would-leak', `It is marked TLP:${linked.marking.tlp}.`, '/record')
  const entries = await newestBySubject(room.journal, unit.view, [id])
  return { record: linked.record, id, entry: entries.get(id) ?? null, label: linked.title.slice(0, 400) }
}

function mustBeDocument(unit: Unit, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : unit.refuse('bad-address', `${address} is no address.`, '/url')
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    unit.refuse('bad-address', `${url.protocol}//${url.host} will not do.`, '/url')
}

export function withdrawProof(
  room: DutiesRoom,
  { id, version, key, reason }: InputOf<typeof api.withdrawProof>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await obligationOurs(unit, id, version)
    const proof = state.proofs.find((one) => one.key === key)
    if (!proof) return unit.refuse('unknown', `It has no proof ${key}.`, '/key')
    if (proof.withdrawn) return unit.refuse('nothing-to-change', 'It was withdrawn already.')
    const body = { key, reason }
    const options = { expectedVersion: version }
    return done(moved(await unit.append(obligationRecord, 'coordinate.obligationProofWithdrawn', id, body, options)))
  })
}

export function meetObligation(
  room: DutiesRoom,
  { id, version, proofs, note = '', ...input }: InputOf<typeof api.meetObligation>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.meetObligation>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await obligationOurs(unit, id, version)
    if (proofs.length === 0) unit.refuse('no-proof', 'Name at least one thing that shows it.', '/proofs')
    for (const key of proofs) {
      const proof = state.proofs.find((one) => one.key === key)
      if (!proof || proof.withdrawn) unit.refuse('no-proof', `There is no proof ${key} that stands.`, '/proofs')
    }
    const duty = dutyOf(room, unit, state.obligation)
    const round = input.round ?? standingOf(duty, state, [], unit.now).round
    if (round === null || !roundsOpen(duty, state, unit.now).includes(round))
      return unit.refuse('no-such-round', whyNoRound(duty, state, unit.now, round), '/round')
    const at = input.at === undefined ? unit.now : momentNotAhead(unit, input.at, '/at')
    const body = { round, at, note, proofs }
    const options = { expectedVersion: version, observedAt: at }
    const met = await unit.append(obligationRecord, 'coordinate.obligationMet', id, body, options)
    return done({ ...moved(met), round })
  })
}

function whyNoRound(duty: ListedDuty, state: Obligation, now: string, asked: string | null): string {
  const open = roundsOpen(duty, state, now)
  if (open.length > 0) return `Open are ${open.slice(-10).join(', ')}.`
  return asked !== null && state.met.some(({ round }) => round === asked)
    ? 'That was recorded as done already.'
    : 'No turn is open: the first day is not known yet, or all were done.'
}

export function reopenObligation(
  room: DutiesRoom,
  { id, version, round, reason }: InputOf<typeof api.reopenObligation>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await obligationOurs(unit, id, version)
    if (!state.met.some((one) => one.round === round))
      return unit.refuse('no-such-round', `${round} was not recorded as done.`, '/round')
    const body = { round, reason }
    const options = { expectedVersion: version }
    return done(moved(await unit.append(obligationRecord, 'coordinate.obligationReopened', id, body, options)))
  })
}
