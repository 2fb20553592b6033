// A release as a record: what it is, is what its entries add up to.
import Type from 'typebox'
import { closed, Reason } from '#coordinate/model/words.ts'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/release.ts'

const { outcome: _outcome, ...item } = is.ReleaseItem.properties
const Proposed = Type.Object(item, closed)
const state = is.Release.properties
const Ended = Type.Object({ reason: Reason }, closed)

export const releaseRecord = recordKind({
  name: 'share.release',
  state: is.Release,
  kinds: {
    'share.releaseProposed': opening(
      Type.Object(
        {
          reason: Reason,
          despite: state.despite,
          incident: state.incident,
          crisis: state.crisis,
          items: Type.Array(Proposed, { minItems: 1, maxItems: is.mostReleased }),
        },
        closed,
      ),
      ({ items, ...body }, entry): is.Release => ({
        ...body,
        items: items.map((one) => ({ ...one, outcome: null })),
        status: 'proposed',
        proposedBy: entry.actor,
        proposedAt: entry.recordedAt,
        decided: null,
        changedAt: entry.recordedAt,
      }),
    ),
    'share.releaseApproved': change(
      Type.Object(
        {
          outcomes: Type.Array(Type.Object({ id: Id, outcome: is.ReleaseOutcome }, closed), {
            maxItems: is.mostReleased,
          }),
        },
        closed,
      ),
      (before: is.Release, { outcomes }, entry): is.Release => {
        const ended = new Map(outcomes.map(({ id, outcome }) => [id, outcome]))
        const items = before.items.map((one) => ({ ...one, outcome: ended.get(one.id) ?? null }))
        return { ...before, items, status: 'released', ...decided(entry, null) }
      },
    ),
    'share.releaseRejected': change(
      Ended,
      (before: is.Release, { reason }, entry): is.Release => ({
        ...before,
        status: 'rejected',
        ...decided(entry, reason),
      }),
    ),
    'share.releaseWithdrawn': change(
      Ended,
      (before: is.Release, { reason }, entry): is.Release => ({
        ...before,
        status: 'withdrawn',
        ...decided(entry, reason),
      }),
    ),
  },
  index: ({ items, reason }) => ({ title: `Release of ${items.length} records`, words: reason }),
})

function decided({ actor, recordedAt }: EntryHeader, reason: string | null) {
  return { decided: { by: actor, at: recordedAt, reason }, changedAt: recordedAt }
}
