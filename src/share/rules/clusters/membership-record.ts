// What one organisation said to one cluster, and what it owes the authority by that (NIS2 Article 29(4)).
import Type from 'typebox'
import { closed, Key, Line, orNull, Reason } from '#coordinate/model/words.ts'
import type { EntryHeader } from '#kernel/entry.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import {
  type ArrangementNotice,
  ArrangementTold,
  ClusterRules,
  type MemberEvent,
  type MemberStatus,
  Membership,
} from '../../model/cluster.ts'

const state = Membership.properties
const Words = Type.String({ maxLength: 2_000 })

export const membershipRecord = recordKind({
  name: 'share.membership',
  state: Membership,
  kinds: {
    'share.memberInvited': opening(
      Type.Object(
        {
          cluster: state.cluster,
          clusterName: state.clusterName,
          organisation: state.organisation,
          name: state.name,
          words: Words,
        },
        closed,
      ),
      ({ words, ...given }, entry): Membership => ({
        ...given,
        status: 'invited',
        statusSince: entry.recordedAt,
        consent: null,
        steps: [stepOf('invite', entry, words)],
        notices: [],
        keys: 0,
        changedAt: entry.recordedAt,
      }),
    ),
    'share.memberInvitedAgain': change(
      Type.Object({ words: Words }, closed),
      (before: Membership, { words }, entry): Membership => ({
        ...moved(before, 'invited', 'invite', entry, words),
        consent: null,
      }),
    ),
    'share.memberJoined': change(
      Type.Object({ rules: ClusterRules, words: Words, onBehalf: orNull(Line) }, closed),
      (before: Membership, { rules, words, onBehalf }, entry): Membership => ({
        ...owing(moved(before, 'joined', 'join', entry, words), 'joined', entry.recordedAt),
        consent: { by: entry.actor, at: entry.recordedAt, rules, words, onBehalf },
      }),
    ),
    'share.memberDeclined': change(
      Type.Object({ words: Words }, closed),
      (before: Membership, { words }, entry): Membership => moved(before, 'declined', 'decline', entry, words),
    ),
    'share.memberLeft': change(
      Type.Object({ words: Words }, closed),
      (before: Membership, { words }, entry): Membership =>
        owing(moved(before, 'left', 'leave', entry, words), 'left', entry.recordedAt),
    ),
    'share.memberRemoved': change(
      Type.Object({ words: Words }, closed),
      (before: Membership, { words }, entry): Membership => {
        const after = moved(before, 'removed', 'remove', entry, words)
        return before.status === 'joined' ? owing(after, 'left', entry.recordedAt) : after
      },
    ),
    'share.arrangementTold': change(
      Type.Object({ key: Key, told: Type.Omit(ArrangementTold, ['by']) }, closed),
      (before: Membership, { key, told }, entry): Membership =>
        noticed(before, key, entry, (notice) => ({
          ...notice,
          status: told.state === 'waiting' ? notice.status : 'told',
          told: { ...told, by: entry.actor },
        })),
    ),
    /** By the node, when the mail has left or could not. */
    'share.arrangementDelivered': change(
      Type.Object(
        { key: Key, state: Type.Enum(['sent', 'failed', 'held']), error: ArrangementTold.properties.error },
        closed,
      ),
      (before: Membership, { key, state: delivery, error }, entry): Membership =>
        noticed(before, key, entry, (notice) => ({
          ...notice,
          // What an exercise held back counts as told in it: that is what would have happened.
          status: delivery === 'failed' ? 'open' : 'told',
          told: notice.told && { ...notice.told, state: delivery, error },
        })),
    ),
    'share.arrangementReceipted': change(
      Type.Object({ key: Key, at: Instant, text: Line }, closed),
      (before: Membership, { key, at, text }, entry): Membership =>
        noticed(before, key, entry, (notice) => ({
          ...notice,
          receipt: { at, text, by: entry.actor, recordedAt: entry.recordedAt },
        })),
    ),
    'share.arrangementNotOwed': change(
      Type.Object({ key: Key, reason: Reason }, closed),
      (before: Membership, { key, reason }, entry): Membership =>
        noticed(before, key, entry, (notice) => ({
          ...notice,
          status: 'not-owed',
          notOwed: { by: entry.actor, at: entry.recordedAt, reason },
        })),
    ),
  },
  index: ({ clusterName, name }) => ({ title: `${name} in ${clusterName}`, words: '' }),
})

function stepOf(event: MemberEvent, { recordedAt, actor }: EntryHeader, words: string): Membership['steps'][number] {
  return { event, at: recordedAt, by: actor, words }
}

function moved(
  before: Membership,
  status: MemberStatus,
  event: MemberEvent,
  entry: EntryHeader,
  words: string,
): Membership {
  const steps = [...before.steps, stepOf(event, entry, words)].slice(-500)
  return { ...before, status, statusSince: entry.recordedAt, steps, changedAt: entry.recordedAt }
}

function owing(before: Membership, what: ArrangementNotice['what'], since: string): Membership {
  const keys = before.keys + 1
  const open = { status: 'open' as const, told: null, receipt: null, notOwed: null }
  return { ...before, keys, notices: [...before.notices, { key: `n${keys}`, what, since, ...open }].slice(-200) }
}

function noticed(
  before: Membership,
  key: string,
  { recordedAt }: EntryHeader,
  become: (notice: ArrangementNotice) => ArrangementNotice,
): Membership {
  const notices = before.notices.map((one) => (one.key === key ? become(one) : one))
  return { ...before, notices, changedAt: recordedAt }
}
