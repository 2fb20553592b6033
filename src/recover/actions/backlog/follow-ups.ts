// Follow-ups: promised, given another time, handed on, and closed with what closed them.
import { isDeepStrictEqual } from 'node:util'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { systemReader } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/backlog.ts'
import { followUpRecord } from '../../events/follow-up.ts'
import type { FollowUp } from '../../model/follow-up.ts'
import { type FollowUpEvent, followUpLife, whyNot } from '../../rules/lifecycles.ts'
import { fallenDue, latest } from '../../store/records.ts'
import { causesOf, changed, momentFor, momentOf, mustPoint, namedPerson, obey, placed, shown, take } from '../desk.ts'
import type { RecoverRoom } from '../room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.closeFollowUp>>>

export function promiseFollowUp(room: RecoverRoom, input: InputOf<typeof api.promiseFollowUp>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const of = input.of ?? null
    await mustPoint(room, unit, of, '/of')
    const { options } = await placed(room, unit, input)
    const body = {
      ...{
        kind: input.kind ?? ('update' as const),
        what: input.what,
        to: input.to ?? null,
        owner: input.owner ?? null,
      },
      ...{ crisis: input.crisis ?? null, of },
      due: input.due ? momentOf(unit, input.due, '/due') : null,
    }
    const cause = [...options.cause, ...(await causesOf(room.journal, unit, [of?.id]))]
    return changed(await unit.open(followUpRecord, 'recover.followUpPromised', body, { ...options, cause }))
  })
}

export async function getFollowUp(
  { journal }: RecoverRoom,
  { id }: InputOf<typeof api.getFollowUp>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getFollowUp>>> {
  const held = await journal.reads.one(followUpRecord, view, id)
  return held ? done(shown(held)) : refuse('unknown', `There is no follow-up ${id} that you may read.`)
}

async function forEvent(
  unit: Unit,
  which: { id: string; version: number },
  event: FollowUpEvent,
): Promise<Held<FollowUp>> {
  const held = await take(unit, followUpRecord, which)
  obey(unit, whyNot(followUpLife, held.state.state, event))
  return held
}

export function moveFollowUp(
  room: RecoverRoom,
  { due: given, because, ...which }: InputOf<typeof api.moveFollowUp>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'move')
    const due = momentOf(unit, given, '/due')
    if (state.due === due) unit.refuse('nothing-to-change')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(followUpRecord, 'recover.followUpMoved', which.id, { due, because }, options))
  })
}

export function handFollowUp(
  room: RecoverRoom,
  { owner, ...which }: InputOf<typeof api.handFollowUp>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'hand')
    if (isDeepStrictEqual(state.owner, owner)) unit.refuse('nothing-to-change')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(followUpRecord, 'recover.followUpHanded', which.id, { owner }, options))
  })
}

export function closeFollowUp(
  room: RecoverRoom,
  { to, how, record: given, at, ...which }: InputOf<typeof api.closeFollowUp>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    await forEvent(unit, which, to === 'kept' ? 'keep' : 'withdraw')
    const record = given ?? null
    await mustPoint(room, unit, record, '/record')
    const cause = await causesOf(room.journal, unit, [record?.id])
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at), cause }
    return changed(await unit.append(followUpRecord, 'recover.followUpClosed', which.id, { to, how, record }, options))
  })
}

export function reopenFollowUp(
  room: RecoverRoom,
  { because, ...which }: InputOf<typeof api.reopenFollowUp>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await forEvent(unit, which, 'reopen')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(followUpRecord, 'recover.followUpReopened', which.id, { because }, options))
  })
}

const perTurn = 500

/** A promise whose time came is written down once. It is in the journal: a process that dies in between says nothing twice. */
export async function tellFallenDue(room: Pick<RecoverRoom, 'journal' | 'clock'>): Promise<number> {
  let told = 0
  const which = { until: latest(room.clock), states: ['open'], once: 'fellDueAt', limit: perTurn }
  for (const { id, realm } of await fallenDue(room.journal, followUpRecord, 'due', which)) {
    const view = { reader: systemReader('recover.followUps', [realm], room.journal.home), realm, own: true as const }
    await room.journal.commit({ view, verb: 'recover.tellFallenDue' }, async (unit) => {
      const { state } = (await unit.read(followUpRecord, id)) ?? {}
      if (!state || whyNot(followUpLife, state.state, 'fall due')) return done(null)
      const { due, fellDueAt } = state
      if (due === null || due >= room.clock.in(realm).toISOString() || fellDueAt !== null) return done(null)
      await unit.append(followUpRecord, 'recover.followUpFellDue', id, { due }, { observedAt: due })
      told += 1
      return done(null)
    })
  }
  return told
}
