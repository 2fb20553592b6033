// A cluster as a record: what it is for, by which rules, and its roster.
import Type from 'typebox'
import { closed, Reason } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Cluster, MemberStatus, RosterLine } from '../../model/cluster.ts'

const state = Cluster.properties
const charter = {
  name: state.name,
  mandate: state.mandate,
  threats: state.threats,
  rules: state.rules,
  highest: state.highest,
  contact: state.contact,
}
const Listed = Type.Object({ organisation: Id, name: RosterLine.properties.name, membership: Id }, closed)

export const clusterRecord = recordKind({
  name: 'share.cluster',
  state: Cluster,
  kinds: {
    'share.clusterOpened': opening(
      Type.Object({ ...charter, founder: Listed }, closed),
      ({ founder, ...given }, { actor, recordedAt }): Cluster => ({
        ...given,
        status: 'active',
        members: [
          {
            ...founder,
            ...{ status: 'joined', since: recordedAt, invitedBy: actor, invitedAt: recordedAt, removedBecause: null },
          },
        ],
        ended: null,
        openedBy: actor,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'share.clusterEdited': change(
      Type.Partial(Type.Object(charter, closed), closed),
      (before: Cluster, given, { recordedAt }): Cluster => ({ ...before, ...given, changedAt: recordedAt }),
    ),
    'share.clusterInvited': change(Listed, (before: Cluster, listed, { actor, recordedAt }): Cluster => {
      const line: RosterLine = {
        ...listed,
        ...{ status: 'invited', since: recordedAt, invitedBy: actor, invitedAt: recordedAt, removedBecause: null },
      }
      const others = before.members.filter((one) => one.organisation !== listed.organisation)
      return { ...before, members: [...others, line], changedAt: recordedAt }
    }),
    'share.clusterMemberRemoved': change(
      Type.Object({ organisation: Id, reason: Reason }, closed),
      (before: Cluster, { organisation, reason }, { recordedAt }): Cluster =>
        lined(before, organisation, { status: 'removed', since: recordedAt, removedBecause: reason }, recordedAt),
    ),
    /** By the node, after the member's own word: the cause is the member's entry. */
    'share.clusterMemberNoted': change(
      Type.Object({ organisation: Id, status: MemberStatus, since: Instant }, closed),
      (before: Cluster, { organisation, ...said }, { recordedAt }): Cluster =>
        lined(before, organisation, said, recordedAt),
    ),
    'share.clusterEnded': change(
      Type.Object({ reason: Reason }, closed),
      (before: Cluster, { reason }, { actor, recordedAt }): Cluster => ({
        ...before,
        status: 'ended',
        ended: { by: actor, at: recordedAt, reason },
        changedAt: recordedAt,
      }),
    ),
  },
  index: ({ name, mandate, threats }) => ({
    title: name,
    words: [mandate, ...threats.words, ...threats.terms.map((term) => term.label)].join('\n'),
  }),
})

function lined(before: Cluster, organisation: string, said: Partial<RosterLine>, changedAt: string): Cluster {
  const members = before.members.map((one) => (one.organisation === organisation ? { ...one, ...said } : one))
  return { ...before, members, changedAt }
}
