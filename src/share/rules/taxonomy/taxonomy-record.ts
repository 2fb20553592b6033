// A version of the taxonomy as a record: what it is, is what its entries add up to.
import Type from 'typebox'
import { closed, Reason } from '#coordinate/model/words.ts'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Adoption, Taxonomy, TermChange } from '../../model/taxonomy.ts'
import { applyChanges } from './apply-changes.ts'

const state = Taxonomy.properties
const Because = Type.Object({ reason: Reason }, closed)
const said = ({ actor, recordedAt }: EntryHeader, reason: string) => ({ by: actor, at: recordedAt, reason })
const { on, body, document } = Adoption.properties

export const taxonomyRecord = recordKind({
  name: 'share.taxonomy',
  state: Taxonomy,
  kinds: {
    'share.taxonomyDrafted': opening(
      Type.Object(
        {
          series: state.series,
          edition: state.edition,
          title: state.title,
          note: state.note,
          basedOn: state.basedOn,
          axes: state.axes,
          terms: state.terms,
        },
        closed,
      ),
      (given, entry): Taxonomy => ({
        ...given,
        status: 'draft',
        statusSince: entry.recordedAt,
        changes: [],
        putForward: null,
        returned: [],
        adopted: null,
        supersededBy: null,
        withdrawn: null,
        openedBy: entry.actor,
        openedAt: entry.recordedAt,
        changedAt: entry.recordedAt,
      }),
    ),
    'share.taxonomyEdited': change(
      Type.Object(
        {
          reason: Reason,
          proposal: state.changes.items.properties.proposal,
          title: Type.Optional(state.title),
          edition: Type.Optional(state.edition),
          note: Type.Optional(state.note),
          changes: Type.Array(TermChange, { maxItems: 200 }),
        },
        closed,
      ),
      (before: Taxonomy, { reason, proposal, changes, ...words }, entry): Taxonomy => {
        const made = applyChanges(before, changes)
        const { axes, terms } = made.ok ? made : before
        const row = { at: entry.recordedAt, by: entry.actor, reason, proposal, made: changes }
        return { ...before, ...words, axes, terms, changes: [...before.changes, row], changedAt: entry.recordedAt }
      },
    ),
    'share.taxonomyPutForward': change(
      Because,
      (before: Taxonomy, { reason }, entry): Taxonomy => ({
        ...moved(before, 'proposed', entry),
        putForward: said(entry, reason),
      }),
    ),
    'share.taxonomyReturned': change(
      Because,
      (before: Taxonomy, { reason }, entry): Taxonomy => ({
        ...moved(before, 'draft', entry),
        putForward: null,
        returned: [...before.returned, said(entry, reason)].slice(-200),
      }),
    ),
    'share.taxonomyAdopted': change(
      Type.Object({ on, body, document }, closed),
      (before: Taxonomy, adopted, entry): Taxonomy => ({
        ...moved(before, 'adopted', entry),
        adopted: { ...adopted, by: entry.actor, at: entry.recordedAt },
      }),
    ),
    'share.taxonomySuperseded': change(
      Type.Object({ by: Id }, closed),
      (before: Taxonomy, { by }, entry): Taxonomy => ({ ...moved(before, 'superseded', entry), supersededBy: by }),
    ),
    'share.taxonomyWithdrawn': change(
      Because,
      (before: Taxonomy, { reason }, entry): Taxonomy => ({
        ...moved(before, 'withdrawn', entry),
        withdrawn: said(entry, reason),
      }),
    ),
  },
  index: ({ title, edition, terms }) => ({
    title: `${title} ${edition}`,
    words: terms.map((term) => `${term.id} ${term.label}`).join('\n'),
  }),
})

function moved(before: Taxonomy, status: Taxonomy['status'], { recordedAt }: EntryHeader): Taxonomy {
  return { ...before, status, statusSince: recordedAt, changedAt: recordedAt }
}
