// The life of a membership: status by event, every cell filled; and how the roster and the member's own record come together.
import type { Instant } from '#kernel/time.ts'
import type { MemberEvent, MemberStatus } from '../../model/cluster.ts'

export type Step = { to: MemberStatus } | { not: string }

const in_ = { not: 'It is a member already.' }
const askFirst = { not: 'It must be invited first.' }

export const membershipLifecycle: Record<MemberStatus, Record<MemberEvent, Step>> = {
  invited: {
    invite: { not: 'It is invited already, and has not answered.' },
    join: { to: 'joined' },
    decline: { to: 'declined' },
    leave: { not: 'It has not joined. Decline the invitation instead.' },
    remove: { to: 'removed' },
  },
  joined: {
    invite: in_,
    join: in_,
    decline: { not: 'It has joined. Leave instead.' },
    leave: { to: 'left' },
    remove: { to: 'removed' },
  },
  declined: {
    invite: { to: 'invited' },
    join: askFirst,
    decline: { not: 'It declined already.' },
    leave: { not: 'It is no member.' },
    remove: { not: 'It is no member.' },
  },
  left: {
    invite: { to: 'invited' },
    join: askFirst,
    decline: askFirst,
    leave: { not: 'It left already.' },
    remove: { not: 'It left already.' },
  },
  removed: {
    invite: { to: 'invited' },
    join: askFirst,
    decline: askFirst,
    leave: { not: 'It was removed already.' },
    remove: { not: 'It was removed already.' },
  },
}

export interface Line {
  status: MemberStatus
  since: Instant
}

export type Catching =
  | { side: 'roster'; status: MemberStatus }
  | { side: 'membership'; event: 'invite' | 'remove' }
  | null

/**
 * The steward writes the roster, the member its own record; the later word counts on both sides. What is owed so that they agree:
 * the member's join, refusal or leaving goes into the roster; an invitation or removal by the steward into the membership.
 */
export function catchUp(roster: Line, membership: Line): Catching {
  if (roster.status === membership.status) return null
  const memberSpeaks =
    membership.status === 'joined' || membership.status === 'declined' || membership.status === 'left'
  if (memberSpeaks && membership.since >= roster.since) return { side: 'roster', status: membership.status }
  if (roster.status === 'removed') return { side: 'membership', event: 'remove' }
  if (roster.status === 'invited') return { side: 'membership', event: 'invite' }
  return null
}
