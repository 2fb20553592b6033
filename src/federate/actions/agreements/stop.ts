// Declining, suspending, resuming, ending and reviewing. Each side may suspend or end alone; the other is told at once.
import type { InputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/agreements.ts'
import type { Agreement, AgreementEvent } from '../../model/agreement.ts'
import { agreementRecord } from '../../rules/agreements/agreement-record.ts'
import { dayOf, isDay } from '../../rules/agreements/days.ts'
import { statusOfNext, versionAtWork, whyNot } from '../../rules/agreements/lifecycle.ts'
import { agreementOf, type Changed, changed, drafter, tell, trustedPeer } from './desk.ts'
import type { AgreementRoom } from './room.ts'

type Stopping = InputOf<typeof api.endAgreement>

export function declineAgreement(
  it: AgreementRoom,
  { id, version, reason }: Stopping,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const held = await agreementOf(unit, id, version)
    const { state } = held
    const { which } = versionAtWork(state)
    const options = { expectedVersion: version }
    const body = { side: 'ours' as const, reason }
    if (which === 'next' && state.next) {
      const made = await unit.append(agreementRecord, 'federate.revisionDropped', id, body, options)
      // What nobody signed was told to nobody.
      if (statusOfNext(state.next) === 'proposed')
        await toPeer(unit, it, held, 'declined', reason, state.next.terms.version)
      return done(changed(made))
    }
    const not = whyNot(state, 'declined')
    if (not) return unit.refuse('wrong-state', not)
    const made = await unit.append(agreementRecord, 'federate.agreementDeclined', id, body, options)
    await toPeer(unit, it, held, 'declined', reason)
    return done(changed(made))
  })
}

export function suspendAgreement(
  it: AgreementRoom,
  { id, version, reason }: Stopping,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const held = await possible(unit, 'suspended', id, version)
    if (held.state.suspended) unit.refuse('wrong-state', 'Your side has suspended it already.')
    const body = { side: 'ours' as const, reason }
    const made = await unit.append(agreementRecord, 'federate.agreementSuspended', id, body, {
      expectedVersion: version,
    })
    await toPeer(unit, it, held, 'suspended', reason)
    return done(changed(made))
  })
}

export function resumeAgreement(
  it: AgreementRoom,
  { id, version }: InputOf<typeof api.resumeAgreement>,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const held = await possible(unit, 'resumed', id, version)
    if (!held.state.suspended)
      unit.refuse('wrong-state', 'The other side has suspended it, and only the other side can resume it.')
    await trustedPeer(unit, it.room, held.state.peer)
    const options = { expectedVersion: version }
    const made = await unit.append(agreementRecord, 'federate.agreementResumed', id, { side: 'ours' as const }, options)
    await toPeer(unit, it, held, 'resumed')
    return done(changed(made))
  })
}

export function endAgreement(
  it: AgreementRoom,
  { id, version, reason }: Stopping,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const held = await possible(unit, 'ended', id, version)
    const body = { side: 'ours' as const, reason }
    const made = await unit.append(agreementRecord, 'federate.agreementEnded', id, body, { expectedVersion: version })
    if (held.state.status !== 'draft') await toPeer(unit, it, held, 'ended', reason)
    return done(changed(made))
  })
}

export function reviewAgreement(
  it: AgreementRoom,
  { id, version, note, next }: InputOf<typeof api.reviewAgreement>,
  call: Call,
): Promise<Reply<Changed>> {
  return it.room.journal.commit(call.writer, async (unit) => {
    drafter(unit, it.room)
    const { state } = await possible(unit, 'review', id, version)
    if (!isDay(next)) unit.refuse('bad-day', `The calendar has no ${next}.`, '/next')
    if (next <= dayOf(unit.now)) unit.refuse('bad-day', 'The next review is on a day to come.', '/next')
    if (state.terms.endsOn !== null && next > state.terms.endsOn)
      unit.refuse('bad-day', `The agreement ends on ${state.terms.endsOn}, before that review.`, '/next')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(agreementRecord, 'federate.agreementReviewed', id, { note, next }, options)))
  })
}

async function possible(unit: Unit, event: AgreementEvent, id: string, version: number): Promise<Held<Agreement>> {
  const held = await agreementOf(unit, id, version)
  const not = whyNot(held.state, event)
  return not ? unit.refuse('wrong-state', not) : held
}

/** To a peer whose keys are believed no more nothing is sent; on this side the word counts all the same. */
async function toPeer(
  unit: Unit,
  { room }: AgreementRoom,
  { id, realm, state }: Held<Agreement>,
  act: 'declined' | 'suspended' | 'resumed' | 'ended',
  reason?: string,
  version = state.terms.version,
): Promise<void> {
  const peer = await room.trust.peer(state.peer)
  if (peer?.state.status !== 'trusted') return
  tell(
    unit,
    room,
    { id, realm, peer: state.peer },
    { version, act, signatures: [], ...(reason === undefined ? {} : { reason }) },
  )
}
