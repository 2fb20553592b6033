// Contracts: reading objects, publishing, deleting and erasing them.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { ObjectFormat, RefusedObject } from '../../model/objects.ts'
import { anId, Cursor, closed, Limit, may, ObjectId, optional, orNull, Reason, reading, writing } from './parts.ts'

const Head = Type.Object(
  {
    id: Type.String(),
    /** As the object spells it; where it has none, when it was added. */
    version: Type.String(),
    format: ObjectFormat,
    type: Type.String(),
    spec: Type.String(),
    /** With microseconds. */
    addedAt: Type.String(),
    marking: Marking,
    intake: Id,
    /** What a list can call it: its name, value or pattern. */
    label: Type.String(),
  },
  closed,
)

export const readObjects = contract({
  name: 'federate.readObjects',
  does: 'query',
  summary: 'Objects of a collection that you may read, the newest first; TAXII clients read under this name too',
  input: Type.Object(
    {
      collection: Id,
      type: optional(Type.String({ maxLength: 80 })),
      search: optional(Type.String({ maxLength: 300, description: 'How the id begins' })),
      intake: optional(Id),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Head), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['collection'],
  example: { collection: anId, type: 'indicator' },
})

export const getObject = contract({
  name: 'federate.getObject',
  does: 'query',
  summary: 'One object, its versions that you may read, and who brought it',
  input: Type.Object({ collection: Id, object: ObjectId, version: optional(Type.String({ maxLength: 100 })) }, closed),
  output: Type.Object(
    {
      ...Head.properties,
      object: Type.Unknown(),
      versions: Type.Array(Type.Object({ version: Type.String(), addedAt: Type.String() }, closed)),
      broughtBy: orNull(Type.Object({ standard: Type.String(), name: Type.String(), at: Instant }, closed)),
      canRemove: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['collection', 'object'],
  example: { collection: anId, object: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f' },
})

export const publishObjects = contract({
  name: 'federate.publishObjects',
  does: 'action',
  summary:
    'Put STIX objects into a collection, marked as they say or more strictly; TAXII clients post under this name too',
  input: Type.Object(
    {
      collection: Id,
      /** A bundle, an envelope, or a list of objects. */
      stix: Type.Union([
        Type.Object({ objects: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 20_000 }) }),
        Type.Array(Type.Unknown(), { minItems: 1, maxItems: 20_000 }),
      ]),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object(
    {
      intake: Id,
      added: Type.Integer(),
      known: Type.Integer(),
      refused: Type.Integer(),
      reasons: Type.Array(RefusedObject),
    },
    closed,
  ),
  refusals: may('not-writable'),
  policy: writing,
  maxBytes: 16 * 1024 * 1024,
  example: {
    collection: anId,
    stix: {
      objects: [
        {
          ...{ type: 'identity', spec_version: '2.1', id: 'identity--023d105b-752e-4e3c-941c-7d3f3cb15e9e' },
          ...{ created: '2026-04-06T20:03:00.000Z', modified: '2026-04-06T20:03:00.000Z' },
          ...{ name: 'Duty desk', identity_class: 'organization' },
        },
      ],
    },
  },
})

export const removeObject = contract({
  name: 'federate.removeObject',
  does: 'action',
  summary:
    'Delete an object, or one version of it, as if it had never been there; TAXII clients delete under this name too',
  input: Type.Object(
    { collection: Id, object: ObjectId, version: optional(Type.String({ maxLength: 100 })), reason: Reason },
    closed,
  ),
  output: Type.Object({ removed: Type.Integer() }, closed),
  refusals: may('not-writable'),
  policy: writing,
  arguments: ['collection', 'object'],
  example: {
    collection: anId,
    object: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
    reason: 'It was about somebody else.',
  },
})

export const eraseObject = contract({
  name: 'federate.eraseObject',
  does: 'action',
  summary: 'Erase the content of an object by law, in all versions; its place stays, so that nobody posts it again',
  input: Type.Object({ collection: Id, object: ObjectId, reason: Reason }, closed),
  output: Type.Object({ removed: Type.Integer() }, closed),
  refusals: {},
  policy: { who: ['administrator'] },
  arguments: ['collection', 'object'],
  example: {
    collection: anId,
    object: 'identity--023d105b-752e-4e3c-941c-7d3f3cb15e9e',
    reason: 'A natural person asked for it (GDPR Article 17).',
  },
})
