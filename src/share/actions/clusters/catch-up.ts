// Bringing the roster of a cluster and the record of a member together: the member's word goes into the roster, the steward's into
// the membership. Done by the node right after either spoke, and by a job where a process died between the two.
import type { Id } from '#kernel/id.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { done } from '#kernel/reply.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type { Cluster, RosterLine } from '../../model/cluster.ts'
import { clusterRecord } from '../../rules/clusters/cluster-record.ts'
import { catchUp } from '../../rules/clusters/membership-lifecycle.ts'
import { membershipRecord } from '../../rules/clusters/membership-record.ts'
import { apart } from '../../store/clusters/clusters.ts'
import type { ShareRoom } from '../room.ts'
import { causeOf } from '../taxonomy/desk.ts'

const verb = 'share.catchUpMembership'
const atOnce = 200

export function nodeView({ journal }: Pick<ShareRoom, 'journal'>, realm: Realm): View {
  return { reader: systemReader(verb, [realm], journal.home), realm, own: true }
}

export async function catchUpMembership(
  room: Pick<ShareRoom, 'journal'>,
  realm: Realm,
  clusterId: Id,
  membershipId: Id,
  words = '',
): Promise<void> {
  await room.journal.commit({ view: nodeView(room, realm), verb }, async (unit) => {
    const cluster = await unit.read(clusterRecord, clusterId)
    const member = await unit.read(membershipRecord, membershipId)
    const line = cluster?.state.members.find((one) => one.membership === membershipId)
    if (!cluster || !member || !line) return done(null)
    const owed = catchUp(line, { status: member.state.status, since: member.state.statusSince })
    if (owed?.side === 'roster') {
      const { organisation } = line
      const body = { organisation, status: owed.status, since: member.state.statusSince }
      const cause = await causeOf(room.journal, unit.view, membershipId)
      await unit.append(clusterRecord, 'share.clusterMemberNoted', clusterId, body, { cause })
      if (owed.status !== 'joined') await leaveOut(unit, cluster, line, 'It is no member.')
    } else if (owed) {
      const cause = await causeOf(room.journal, unit.view, clusterId)
      const told = owed.event === 'remove' ? (line.removedBecause ?? '') : words
      const kind = owed.event === 'remove' ? 'share.memberRemoved' : 'share.memberInvitedAgain'
      await unit.append(membershipRecord, kind, membershipId, { words: told }, { cause })
    }
    return done(null)
  })
}

/** Whoever is no member reads the cluster no more. That narrows its marking, and shows nothing to anybody new. */
export async function leaveOut(unit: Unit, cluster: Held<Cluster>, line: RosterLine, reason: string): Promise<void> {
  const { owner: _owner, ...marking } = cluster.marking
  if (!marking.audience.includes(line.organisation)) return
  const choice: MarkingChoice = { ...marking, audience: marking.audience.filter((one) => one !== line.organisation) }
  await unit.remark(clusterRecord, cluster.id, choice, reason)
}

/** One turn of the job. */
export async function catchUpAll(room: Pick<ShareRoom, 'journal'>): Promise<void> {
  for (const { realm, cluster, membership } of await apart(room.journal.sql, atOnce))
    await catchUpMembership(room, realm, cluster, membership)
}
