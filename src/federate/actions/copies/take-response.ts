// A response that came: about a record that the sender has from us, or one of its own that we have from it. Any other is not there.
import type { Id } from '#kernel/id.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import { ResponsePart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import { tooMuch } from '../../rules/copies/bounds.ts'
import { idsIn, withIds } from '../../rules/copies/ids.ts'
import { responseRecord } from '../../rules/copies/response-record.ts'
import { misshapen } from '../../rules/copies/response-rules.ts'
import { givenOf, unblinded } from '../../store/copies/given.ts'
import { takenOf } from '../../store/copies/taken.ts'
import type { FederateRoom } from '../room.ts'
import { fault } from './take-copy.ts'

export async function takeResponse(
  room: FederateRoom,
  unit: Unit,
  from: Held<Peer>,
  part: ResponsePart,
): Promise<Refused | undefined> {
  const large = tooMuch(part)
  if (large) return refuse('too-large', large)
  const malformed = fault(ResponsePart, part)
  if (malformed) return refuse('malformed', malformed)
  const wrong = misshapen(part)
  if (wrong) return refuse('misshapen', wrong)
  if (part.marking.owner !== from.state.organisation)
    return refuse('not-yours', 'The response is marked as owned by another organisation than the sender’s.')
  const outside = await room.terms.mayCome(from.id, unit.view.realm, 'response', part.marking)
  if (outside) return outside
  if (!(await known(room, unit, from.id, part)))
    return refuse('unknown', `There is no ${part.about.record} ${part.about.subject} that the sender could have.`)
  const last = (await room.journal.reads.lasts([part.id])).get(part.id)
  if (last) return sameAgain(unit, from, part)
  const request = part.answers ? await unit.read(responseRecord, part.answers) : undefined
  const asked = request?.state.node === room.journal.nodeId && request.state.to.includes(from.id)
  if (part.answers && !asked) return refuse('unknown', `Nothing with the id ${part.answers} was said to the sender.`)
  await keep(room, unit, from, part)
  if (request?.state.status === 'open')
    await unit.append(responseRecord, 'federate.responseAnswered', request.id, { words: part.text, entry: null })
  return undefined
}

async function known(room: FederateRoom, unit: Unit, from: Id, { about }: ResponsePart): Promise<boolean> {
  const { sql } = room.journal
  const given = (await givenOf(sql, from, [about.subject])).get(about.subject)
  if (given && !given.gone) return given.record === about.record
  const taken = (await takenOf(sql, [about.subject])).get(about.subject)
  return (
    taken?.peer === from && taken.record === about.record && taken.realm === unit.view.realm && taken.status === 'held'
  )
}

async function sameAgain(unit: Unit, from: Held<Peer>, part: ResponsePart): Promise<Refused | undefined> {
  const before = await unit.read(responseRecord, part.id)
  if (before?.state.node === from.id) return undefined
  return refuse('not-yours', `${part.id} is the id of something else.`)
}

async function keep(room: FederateRoom, unit: Unit, from: Held<Peer>, part: ResponsePart): Promise<void> {
  // A peer speaks of what it may not have by the ids that it was shown.
  const ids = [...idsIn([part.text, part.changes ?? []], undefined, 'all')]
  const named = await unblinded(room.journal.sql, from.id, ids)
  const as = (id: Id) => named.get(id) ?? id
  const { owner, ...choice } = part.marking
  await unit.open(
    responseRecord,
    'federate.responseCame',
    {
      kind: part.kind,
      about: part.about,
      text: withIds(part.text, as, 'all').slice(0, 10_000),
      seen: part.seen ?? null,
      changes: withIds(part.changes ?? [], as, 'all'),
      by: part.by ?? null,
      answers: part.answers ?? null,
      author: part.author,
      organisation: owner,
      node: from.id,
      to: [room.journal.nodeId],
      at: part.at,
    },
    { subject: part.id, marking: choice, owner, observedAt: part.at },
  )
}
