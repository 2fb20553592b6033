// What the actions on decisions work with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type Appended, type Held, newestBySubject, type Unit } from '#platform/journal/index.ts'
import type { Decision } from '../../model/decision.ts'
import type { DecisionKind } from '../../model/decision-kinds.ts'
import type { Actor } from '../../model/ladder-table.ts'
import type { Evidence, Party } from '../../model/words.ts'
import { decisionRecord } from '../../rules/decisions/decision-record.ts'
import { type DecisionEvent, whyNotDecide } from '../../rules/decisions/lifecycle.ts'
import { linkedRecords } from '../../store/crises.ts'
import { isDecisionNumberTaken } from '../../store/decisions/decisions.ts'
import { mustKnowParty } from '../crises/desk.ts'
import type { CoordinateRoom } from '../room.ts'

export interface DecidingRoom extends CoordinateRoom {
  kinds: readonly DecisionKind[]
  actors: readonly Actor[]
}

/** The decision at the version that the caller saw, where that may be done to it by them. */
export async function decisionFor(
  unit: Unit,
  { id, version }: { id: Id; version: number },
  event: DecisionEvent,
): Promise<Held<Decision>> {
  const held = await unit.read(decisionRecord, id)
  if (!held) return unit.refuse('unknown', `No decision with the id ${id} that you may read.`)
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
  const not = whyNotDecide(held.state, event, unit.view.reader.person)
  return not ? unit.refuse(not.refusal, not.why) : held
}

export function changedDecision({ entry, held }: Appended<Decision>, key: string | null = null) {
  return { id: held.id, version: held.version, entry, status: held.state.status, key }
}

export async function mustBeKnown(room: DecidingRoom, unit: Unit, party: Party, where: string): Promise<void> {
  const { actor } = party
  if (actor !== null && !room.actors.some(({ id }) => id === actor))
    unit.refuse('unknown-actor', `There is no actor ${actor}.`, `${where}/actor`)
  await mustKnowParty(room, unit, party, where)
}

/** Records that it rests on, each named as it is called now. Only what all may read who may read the decision goes into it. */
export async function evidenceFor(
  { journal }: DecidingRoom,
  unit: Unit,
  ids: readonly Id[],
  marking: Marking,
): Promise<Evidence[]> {
  const found = new Map((await linkedRecords(journal, unit.view, ids)).map((one) => [one.id, one]))
  const entries = await newestBySubject(journal, unit.view, ids)
  return ids.map((id, at) => {
    const one = found.get(id)
    if (!one) return unit.refuse('unknown', `No record with the id ${id} that you may read.`, `/evidence/${at}`)
    if (!staysWithin(marking, one.marking))
      unit.refuse('would-leak', `“${one.title}” may be read by fewer.`, `/evidence/${at}`)
    return { record: one.record, id, entry: entries.get(id) ?? null, label: one.title.slice(0, 400) || one.record }
  })
}

export function mustHaveSpace(unit: Unit, parts: readonly unknown[], most: number, more = 1): void {
  if (parts.length + more > most) unit.refuse('too-many-parts', `It holds at most ${most}.`)
}

/** A moment that has come; now where nothing is said. */
export function momentFor(unit: Unit, at: Instant | undefined, where = '/at'): Instant {
  const said = at === undefined ? unit.now : instant(at)
  if (said > unit.now) unit.refuse('impossible-times', `${said} has not come yet.`, where)
  return said
}

const attempts = 20

/** Numbers are unique by an index: who was given one that is taken meanwhile, takes the next. */
export async function numbered<T>(
  room: DecidingRoom,
  call: Call,
  work: (unit: Unit) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await room.journal.commit(call.writer, work)
    } catch (error) {
      if (!isDecisionNumberTaken(error) || attempt >= attempts) throw error
    }
  }
}
