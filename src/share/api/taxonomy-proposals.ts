// Contracts: proposals for the taxonomy, and what organisations say to them and to practices of the forum.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  ProposalStatus,
  ProposedChange,
  SeriesId,
  Stand,
  TaxonomyProposal,
  Voice,
  VoicedRecord,
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

export const Positions = Type.Object(
  {
    standpoints: Type.Array(
      Type.Object({ organisation: orNull(Id), spokenFor: orNull(Type.String()), stand: Stand, at: Instant }, closed),
    ),
    counts: Type.Object({ agrees: Type.Integer(), disagrees: Type.Integer(), abstains: Type.Integer() }, closed),
    comments: Type.Integer(),
  },
  closed,
)

export const proposeTerm = contract({
  name: 'share.proposeTerm',
  does: 'action',
  summary: 'Propose that a term is added, changed, removed or mapped; the proposal belongs to your organisation',
  input: Type.Object(
    { taxonomy: Id, change: ProposedChange, reason: Reason, marking: optional(MarkingChoice) },
    closed,
  ),
  output: Changed,
  refusals: may('bad-change', 'would-widen'),
  policy: writing,
  example: {
    taxonomy: anId,
    change: { do: 'change', id: 'flooding', about: 'So much is sent that a service cannot answer those who need it.' },
    reason: 'One source can be enough, where the line is thin.',
  },
})

export const listTermProposals = contract({
  name: 'share.listTermProposals',
  does: 'query',
  summary: 'Proposals for the taxonomy that you may read, the newest first, with who stands where',
  input: Type.Object(
    {
      taxonomy: optional(Id),
      series: optional(SeriesId),
      status: optional(Type.Array(ProposalStatus, { maxItems: 4 })),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ ...held(TaxonomyProposal).properties, positions: Positions }, closed)),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['open'] },
})

export const decideTermProposal = contract({
  name: 'share.decideTermProposal',
  does: 'action',
  summary: 'Accept a proposal into a draft of the taxonomy, or refuse it, with the reason',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      outcome: Type.Enum(['accepted', 'refused']),
      reason: Reason,
      /** The draft that takes it; left out, the version that the proposal was made to. */
      into: optional(Id),
      intoVersion: optional(Version),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-change', 'would-widen', 'person-needed'),
  policy: governing,
  arguments: ['id', 'outcome'],
  example: { id: anId, version: 1, outcome: 'accepted', reason: 'All who spoke agree.', into: another },
})

export const withdrawTermProposal = contract({
  name: 'share.withdrawTermProposal',
  does: 'action',
  summary: 'Take a proposal back; it stays in the record',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may(),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'The other proposal says it better.' },
})

export const raiseVoice = contract({
  name: 'share.raiseVoice',
  does: 'action',
  summary: 'Comment on a proposal or a practice, with or without a position of your organisation',
  input: Type.Object(
    {
      on: Type.Object({ kind: VoicedRecord, id: Id }, closed),
      words: Voice.properties.words,
      stand: optional(Stand),
      /** By people of this node only: for whom they write it down, where that is not their own organisation. */
      spokenFor: optional(Type.String({ minLength: 2, maxLength: 200 })),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('would-widen', 'not-your-organisation'),
  policy: writing,
  example: {
    on: { kind: 'share.taxonomyProposal', id: anId },
    words: 'Agreed; our national list has had this term for years.',
    stand: 'agrees',
  },
})

export const listVoices = contract({
  name: 'share.listVoices',
  does: 'query',
  summary: 'What was said to a proposal or a practice, as far as you may read, oldest first; and who stands where',
  input: Type.Object({ kind: VoicedRecord, on: Id, after: optional(Cursor), limit: optional(Limit) }, closed),
  output: Type.Object({ items: Type.Array(held(Voice)), next: orNull(Type.String()), positions: Positions }, closed),
  refusals: {},
  policy: reading,
  arguments: ['kind', 'on'],
  example: { kind: 'share.practice', on: anId },
})

export const withdrawVoice = contract({
  name: 'share.withdrawVoice',
  does: 'action',
  summary: 'Take back what your organisation said; it stays to be read, and counts no more',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may(),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1, reason: 'Said before we had read the new wording.' },
})
