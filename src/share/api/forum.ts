// Contracts: the multistakeholder forum. Practices and standards, where they stand, and who uses them.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Practice, PracticeKey, PracticeStatus, PracticeText, PracticeUse, Use } from '../model/cluster.ts'
import {
  anId,
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
import { Positions } from './taxonomy-proposals.ts'

const Counts = Type.Record(Use, Type.Integer({ minimum: 0 }))

export const proposePractice = contract({
  name: 'share.proposePractice',
  does: 'action',
  summary: 'Bring a practice or a standard before the forum: one that Tocsin brings along, or one of your own',
  input: Type.Object(
    {
      /** One of `available` in share.listPractices. */
      key: optional(PracticeKey),
      practice: optional(PracticeText),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: {
    ...may(),
    'say-which': {
      status: 422,
      title: 'Say one of the two',
      whatToDo: 'Name a key that share.listPractices offers, or describe a practice of your own; not both.',
    },
    'already-there': {
      status: 409,
      title: 'This practice is before the forum already',
      whatToDo: 'Comment on the one that is there.',
    },
  },
  policy: writing,
  example: { key: 'route-origin-validation', marking: { tlp: 'GREEN' } },
})

export const listPractices = contract({
  name: 'share.listPractices',
  does: 'query',
  summary:
    'Practices before the forum that you may read, with who stands where and who uses them; and those that could be brought',
  input: Type.Object(
    { status: optional(Type.Array(PracticeStatus, { maxItems: 4 })), after: optional(Cursor), limit: optional(Limit) },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...held(Practice).properties,
            positions: Positions,
            /** Of those whose word you may read. */
            uses: Counts,
            own: orNull(Use),
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
      available: Type.Array(Type.Object({ key: PracticeKey, title: Type.String(), names: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['recommended'] },
})

export const getPractice = contract({
  name: 'share.getPractice',
  does: 'query',
  summary: 'A practice of the forum, with who uses it as far as you may read',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Practice).properties,
      positions: Positions,
      uses: Type.Array(held(PracticeUse)),
      counts: Counts,
      own: orNull(held(PracticeUse)),
      moves: Type.Array(
        Type.Object({ to: PracticeStatus, allowed: Type.Boolean(), because: orNull(Type.String()) }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const editPractice = contract({
  name: 'share.editPractice',
  does: 'action',
  summary: 'Change the words or the references of a practice',
  input: Type.Object({ id: Id, version: Version, practice: Type.Partial(PracticeText, closed) }, closed),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1, practice: { concerns: 'Operators of exchanges too' } },
})

export const movePractice = contract({
  name: 'share.movePractice',
  does: 'action',
  summary: 'Take a practice into discussion, recommend it, or retire it, with the reason; a named person does',
  input: Type.Object({ id: Id, version: Version, to: PracticeStatus, reason: Reason }, closed),
  output: Type.Object({ ...Changed.properties, status: PracticeStatus }, closed),
  refusals: may('person-needed'),
  policy: governing,
  arguments: ['id', 'to'],
  example: { id: anId, version: 2, to: 'recommended', reason: 'Nobody who spoke disagrees.' },
})

export const sayPracticeUse = contract({
  name: 'share.sayPracticeUse',
  does: 'action',
  summary: 'Say whether your organisation uses a practice, since when or from when on, and how one can see it',
  input: Type.Object(
    {
      practice: Id,
      /** The version of what was said before; left out, nothing was said before. */
      version: optional(Version),
      use: Use,
      on: optional(PracticeUse.properties.said.properties.on.anyOf[0]),
      evidence: optional(PracticeUse.properties.said.properties.evidence),
      /** Left out: your own organisation, its people and those of the owner of the practice may read it. */
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-day', 'would-widen', 'unknown-organisation'),
  policy: writing,
  arguments: ['practice', 'use'],
  example: {
    practice: anId,
    use: 'in-use',
    on: '2025-11-03',
    evidence: 'Invalid routes are dropped at all edges; see the audit.',
  },
})
