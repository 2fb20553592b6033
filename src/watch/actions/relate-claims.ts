// Relations between claims: kept with the one that fewer may read, so that nobody learns of a claim that is not for them.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type { relateClaims as relateContract, unrelateClaims as unrelateContract } from '../api/claims.ts'
import { claimRecord } from '../events/claim.ts'
import type { KeptRelation, LedgerClaim, Relation } from '../model/ledger.ts'
import { claimLifecycle } from '../rules/ledger/lifecycle.ts'
import { type Changed, mustAllow, personIn } from './ledger.ts'
import type { WatchRoom } from './room.ts'

export async function readClaim(unit: Unit, id: Id): Promise<Held<LedgerClaim>> {
  return (await unit.read(claimRecord, id)) ?? unit.refuse('unknown', `There is no claim ${id} that you may read.`)
}

/** Whether `by` already says this of the other. */
export function says(by: LedgerClaim, relation: Relation, other: Id, direction: KeptRelation['direction']): boolean {
  return by.relations.some((one) => one.relation === relation && one.claim === other && one.direction === direction)
}

export async function relate(
  unit: Unit,
  room: WatchRoom,
  id: Id,
  relation: Relation,
  otherId: Id,
  why: string,
): Promise<Id> {
  if (id === otherId) return unit.refuse('same-claim')
  const claim = await readClaim(unit, id)
  const other = await readClaim(unit, otherId)
  const person = personIn(unit)
  for (const one of [claim, other]) mustAllow(unit, claimLifecycle, one.state.status, 'relate')
  if (says(claim.state, relation, otherId, 'to') || says(other.state, relation, id, 'from'))
    return unit.refuse('nothing-to-change', 'It says so already.')
  const ours = (one: Held<LedgerClaim>) => mayWrite(unit.view.reader, unit.view.realm, one.marking, room.journal.home)
  const mayKeep = (one: Held<LedgerClaim>, beside: Held<LedgerClaim>) =>
    staysWithin(one.marking, beside.marking) && ours(one)
  const [keeper, direction] = mayKeep(claim, other)
    ? ([claim, 'to'] as const)
    : mayKeep(other, claim)
      ? ([other, 'from'] as const)
      : unit.refuse(
          ours(claim) || ours(other) ? 'would-leak' : 'not-yours',
          'Some who may read the one may not read the other, and the other way round.',
        )
  const body = { relation, claim: keeper === claim ? otherId : id, direction, why, by: person }
  const { entry } = await unit.append(claimRecord, 'watch.claimRelated', keeper.id, body)
  return entry
}

export function relateClaims(
  room: WatchRoom,
  input: InputOf<typeof relateContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof relateContract>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const entry = await relate(unit, room, input.id, input.relation, input.claim, input.why)
    return done(await asSeen(unit, input.id, entry))
  })
}

export function unrelateClaims(
  room: WatchRoom,
  { id, relation, claim: otherId, reason }: InputOf<typeof unrelateContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof unrelateContract>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const claim = await readClaim(unit, id)
    const other = await readClaim(unit, otherId)
    personIn(unit)
    const [keeper, direction] = says(claim.state, relation, otherId, 'to')
      ? ([claim, 'to'] as const)
      : says(other.state, relation, id, 'from')
        ? ([other, 'from'] as const)
        : unit.refuse('not-related')
    const body = { relation, claim: keeper === claim ? otherId : id, direction, reason }
    const { entry } = await unit.append(claimRecord, 'watch.claimUnrelated', keeper.id, body)
    return done(await asSeen(unit, id, entry))
  })
}

/** The claim that was named, whichever of the two the entry went to. */
async function asSeen(unit: Unit, id: Id, entry: Id): Promise<Changed> {
  const claim = await readClaim(unit, id)
  return { id, version: claim.version, entry }
}
