// Releases by hand: one record, one peer, one named person who lets it go, and takes that back.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/agreements/hand-releases.ts'
import { handReleaseRecord } from '../../rules/agreements/hand-release-record.ts'
import { handReleases } from '../../store/agreements/agreements.ts'
import { type Changed, changed, drafter, peerOf } from './desk.ts'
import { type AgreementRoom, nodeView } from './room.ts'

export function releaseByHand(
  { room }: AgreementRoom,
  { peer, record, id, reason }: InputOf<typeof api.releaseByHand>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    drafter(unit, room)
    await peerOf(unit, room, peer)
    const kind = room.kinds().get(record)
    const held = kind && (await unit.read(kind, id))
    if (!held || held.marking.owner !== room.journal.home)
      return unit.refuse('no-such-record', `No ${record} of this node with the id ${id} that you may read.`)
    const standing = await handReleases(room.journal.reads, nodeView(room, unit.view.realm), { subject: id, peer })
    if (standing.length > 0) unit.refuse('already-released', 'Somebody released it to that peer already.')
    const { owner: _owner, ...marking } = held.marking
    const options = { marking: marking satisfies MarkingChoice, owner: room.journal.home }
    return done(
      changed(
        await unit.open(handReleaseRecord, 'federate.releasedByHand', { peer, record, subject: id, reason }, options),
      ),
    )
  })
}

export function takeBackRelease(
  { room }: AgreementRoom,
  { id, version, reason }: InputOf<typeof api.takeBackRelease>,
  call: Call,
): Promise<Reply<Changed>> {
  return room.journal.commit(call.writer, async (unit) => {
    drafter(unit, room)
    const held = await unit.read(handReleaseRecord, id)
    if (!held) return unit.refuse('unknown', `No release by hand with the id ${id} that you may read.`)
    if (held.state.takenBack) unit.refuse('wrong-state', 'It was taken back already.')
    const options = { expectedVersion: version }
    return done(changed(await unit.append(handReleaseRecord, 'federate.releaseTakenBack', id, { reason }, options)))
  })
}

export async function listHandReleases(
  { room }: AgreementRoom,
  { record, peer }: InputOf<typeof api.listHandReleases>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listHandReleases>>> {
  const asked = { ...(record ? { subject: record } : {}), ...(peer ? { peer } : {}), limit: 500 }
  const found = await handReleases(room.journal.reads, view, asked)
  return done({
    items: found.map(({ id, version, marking, since, state }) => ({ id, version, marking, since, state })),
  })
}
