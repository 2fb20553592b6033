// Contracts: versions of the unified taxonomy, drafted, put forward, adopted by somebody named, superseded; compared and exported.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import {
  Adoption,
  Deadline,
  SeriesId,
  Standing,
  Taxonomy,
  TaxonomyMapping,
  TaxonomyStatus,
  TermChange,
  taxonomyEvents,
} from '../model/taxonomy.ts'
import {
  anId,
  another,
  Changed,
  Cursor,
  governing,
  held,
  Limit,
  may,
  optional,
  reading,
  Version,
  writing,
} from './taxonomy-parts.ts'

const Moved = Type.Object({ ...Changed.properties, status: TaxonomyStatus }, closed)
const { edition, title, note } = Taxonomy.properties
const { axes: _axes, terms: _terms, changes: _changes, ...brief } = Taxonomy.properties
/** A version without its terms. */
export const BriefTaxonomy = Type.Object({ ...brief, terms: Type.Integer(), axes: Type.Integer() }, closed)
/** Against the day of the framework; null where the version is of another series than the framework asks for. */
const Against = orNull(Standing)

export const draftTaxonomy = contract({
  name: 'share.draftTaxonomy',
  does: 'action',
  summary:
    'Draft a version of the taxonomy: from an earlier one, with those of its mappings that you may read, or from the released first draft',
  input: Type.Object(
    {
      /** Left out: the first draft that Tocsin brings along. */
      from: optional(Id),
      edition,
      title: optional(title),
      note: optional(note),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, mappings: Type.Array(Id) }, closed),
  refusals: may('edition-taken', 'would-widen'),
  policy: writing,
  example: { from: anId, edition: '0.2', marking: { tlp: 'GREEN' } },
})

export const listTaxonomies = contract({
  name: 'share.listTaxonomies',
  does: 'query',
  summary:
    'Versions of the taxonomy that you may read, the newest change first, and the day by which the framework asks for one',
  input: Type.Object(
    {
      series: optional(SeriesId),
      status: optional(Type.Array(TaxonomyStatus, { maxItems: 5 })),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(held(BriefTaxonomy)),
      next: orNull(Type.String()),
      deadline: Deadline,
      /** Of the first version of that series that was adopted, as far as you may read. */
      standing: Standing,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['adopted'] },
})

/** What this reader may do next with it, or why not. */
export const TaxonomyMove = Type.Object(
  { event: Type.Enum(taxonomyEvents), allowed: Type.Boolean(), because: orNull(Type.String()) },
  closed,
)

export const getTaxonomy = contract({
  name: 'share.getTaxonomy',
  does: 'query',
  summary: 'A version of the taxonomy with its axes and terms, its mappings, and what may be done with it',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Taxonomy).properties,
      moves: Type.Array(TaxonomyMove),
      deadline: Deadline,
      standing: Against,
      mappings: Type.Array(held(Type.Omit(TaxonomyMapping, ['codes', 'rows']))),
      openProposals: Type.Integer({ minimum: 0 }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const editTaxonomy = contract({
  name: 'share.editTaxonomy',
  does: 'action',
  summary: 'Change a draft of the taxonomy: its terms one by one, its title, edition or note; with a reason',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      reason: Reason,
      title: optional(title),
      edition: optional(edition),
      note: optional(note),
      changes: optional(Type.Array(TermChange, { maxItems: 200 })),
    },
    closed,
  ),
  output: Moved,
  refusals: may('bad-change', 'nothing-to-change', 'edition-taken'),
  policy: writing,
  arguments: ['id'],
  example: {
    id: anId,
    version: 1,
    reason: 'Agreed at the meeting of March.',
    changes: [{ do: 'change', id: 'flooding', label: 'Flooding of services' }],
  },
})

export const putForwardTaxonomy = contract({
  name: 'share.putForwardTaxonomy',
  does: 'action',
  summary: 'Put a draft of the taxonomy before those who adopt it; it is not changed from then on',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: may('person-needed'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'All comments of the first round are worked in.' },
})

export const returnTaxonomy = contract({
  name: 'share.returnTaxonomy',
  does: 'action',
  summary: 'Give a version that was put forward back to those who write it, with a reason',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: may(),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 3, reason: 'Two Member States ask for a term for damage to cables.' },
})

export const adoptTaxonomy = contract({
  name: 'share.adoptTaxonomy',
  does: 'action',
  summary:
    'Write down that a version was adopted: by which body, on which day, in which document. The one before is superseded',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      on: Adoption.properties.on,
      body: Adoption.properties.body,
      document: Adoption.properties.document,
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, standing: Against, superseded: Type.Array(Id) }, closed),
  refusals: may('bad-day', 'person-needed', 'second-person-needed'),
  policy: governing,
  arguments: ['id'],
  example: {
    id: anId,
    version: 3,
    on: '2026-05-28',
    body: 'National cyber crisis board',
    document: 'Decision 4 of 28 May 2026',
  },
})

export const withdrawTaxonomy = contract({
  name: 'share.withdrawTaxonomy',
  does: 'action',
  summary: 'Put a version aside that will not be adopted; it stays in the record',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: may(),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'Drafted twice; the other one is worked on.' },
})

export const compareTaxonomies = contract({
  name: 'share.compareTaxonomies',
  does: 'query',
  summary: 'What differs between two versions, term by term',
  input: Type.Object({ from: Id, to: Id }, closed),
  output: Type.Object(
    {
      differences: Type.Array(
        Type.Object(
          {
            id: Type.String(),
            kind: Type.Enum(['added', 'removed', 'changed']),
            label: Type.String(),
            fields: Type.Array(
              Type.Object(
                {
                  field: Type.Enum(['label', 'about', 'broader', 'axis']),
                  from: orNull(Type.String()),
                  to: orNull(Type.String()),
                },
                closed,
              ),
            ),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['from', 'to'],
  example: { from: anId, to: another },
})

export const exportTaxonomy = contract({
  name: 'share.exportTaxonomy',
  does: 'query',
  summary: 'A version as JSON with the mappings that you may read, its terms as a table, or one mapping as a table',
  input: Type.Object(
    {
      id: Id,
      format: Type.Enum(['json', 'csv']),
      /** With csv: this mapping instead of the terms. */
      mapping: optional(Id),
    },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {},
  policy: reading,
  arguments: ['id', 'format'],
  download: true,
  example: { id: anId, format: 'json' },
})
