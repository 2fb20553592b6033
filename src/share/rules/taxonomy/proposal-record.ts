// A proposal for the taxonomy as a record, and its short life: open, then decided or withdrawn.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { type ProposalStatus, type ProposedChange, TaxonomyProposal } from '../../model/taxonomy.ts'

const state = TaxonomyProposal.properties

/** Why a proposal in this state is decided or withdrawn no more; null while it is open. */
export const whyClosed: Record<ProposalStatus, string | null> = {
  open: null,
  accepted: 'It was accepted already.',
  refused: 'It was refused already. Make a new proposal.',
  withdrawn: 'It was withdrawn. Make a new proposal.',
}

export const proposalRecord = recordKind({
  name: 'share.taxonomyProposal',
  state: TaxonomyProposal,
  kinds: {
    'share.termProposed': opening(
      Type.Object(
        {
          taxonomy: state.taxonomy,
          series: state.series,
          edition: state.edition,
          change: state.change,
          reason: state.reason,
          organisation: state.organisation,
        },
        closed,
      ),
      (given, { actor, recordedAt }): TaxonomyProposal => ({
        ...given,
        status: 'open',
        decided: null,
        openedBy: actor,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'share.termProposalDecided': change(
      Type.Object({ outcome: Type.Enum(['accepted', 'refused']), reason: Reason, into: orNull(Id) }, closed),
      (before: TaxonomyProposal, { outcome, reason, into }, entry): TaxonomyProposal =>
        ended(before, outcome, { reason, into }, entry),
    ),
    'share.termProposalWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (before: TaxonomyProposal, { reason }, entry): TaxonomyProposal =>
        ended(before, 'withdrawn', { reason, into: null }, entry),
    ),
  },
  index: ({ change: asked, reason }) => ({ title: titleOf(asked), words: reason }),
})

function ended(
  before: TaxonomyProposal,
  status: ProposalStatus,
  words: { reason: string; into: string | null },
  { actor, recordedAt }: EntryHeader,
): TaxonomyProposal {
  return { ...before, status, decided: { by: actor, at: recordedAt, ...words }, changedAt: recordedAt }
}

/** What is asked, in a few words. */
export function titleOf(asked: ProposedChange): string {
  switch (asked.do) {
    case 'add-axis':
      return `Add the axis ${asked.axis.id}`
    case 'add':
      return `Add ${asked.term.id}`
    case 'change':
      return `Change ${asked.id}`
    case 'remove':
      return `Remove ${asked.id}`
    case 'map':
      return `Map ${asked.row.term} to ${asked.row.code ?? 'nothing'} (${asked.target})`
  }
}
