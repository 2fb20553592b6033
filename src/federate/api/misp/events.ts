// MISP events and what is said about them: the operations.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { KeptMispEvent, MispRemark, MispRemarkKind, MispUuid } from '../../model/misp/kept.ts'
import { aUuid, Count, Cursor, closed, Limit, may, optional, orNull, reading, writing } from './parts.ts'

export const mispMaxBytes = 100 * 1024 * 1024

const Reason = Type.Object(
  {
    id: Type.String({ maxLength: 300 }),
    refusal: Type.String({ maxLength: 60 }),
    why: Type.String({ maxLength: 500 }),
    at: Type.String({ maxLength: 1_000 }),
  },
  closed,
)
const Taken = Type.Object(
  {
    intake: orNull(Id),
    events: Type.Array(
      Type.Object(
        {
          uuid: MispUuid,
          info: Type.String(),
          outcome: Type.Enum(['new', 'changed', 'known']),
          /** Parts that were left out, and attributes that have no equivalent in STIX: these stay in the event. */
          left: Count,
          without: Count,
        },
        closed,
      ),
    ),
    refused: Count,
    /** The first of those that were refused, each with a pointer into the file. */
    reasons: Type.Array(Reason),
    objects: Type.Object({ added: Count, known: Count, refused: Count }, closed),
  },
  closed,
)

export const importMisp = contract({
  name: 'federate.importMisp',
  does: 'action',
  summary: 'Take in MISP events from a file: each that can be taken, once, with the reasons of the others',
  input: Type.Object(
    { name: optional(Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file' })) },
    closed,
  ),
  output: Taken,
  refusals: may('no-json'),
  policy: writing,
  upload: { maxBytes: mispMaxBytes },
  example: { name: 'misp.event.json' },
})

const Line = Type.Object(
  {
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    marking: Marking,
    ...Type.Omit(KeptMispEvent, ['event', 'values', 'parts']).properties,
  },
  closed,
)

export const listMisp = contract({
  name: 'federate.listMisp',
  does: 'query',
  summary: 'MISP events that you may read, the newest change first; by words, UUID or an exact value in them',
  input: Type.Object(
    { text: optional(Type.String({ minLength: 1, maxLength: 500 })), after: optional(Cursor), limit: optional(Limit) },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Line), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: { text: '203.0.113.7' },
})

export const exportMispEvent = contract({
  name: 'federate.exportMispEvent',
  does: 'query',
  summary: 'A MISP event as MISP JSON, with what others said about it as far as you may read that',
  input: Type.Object({ uuid: MispUuid }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: reading,
  arguments: ['uuid'],
  download: true,
  example: { uuid: aUuid },
})

export const listMispRemarks = contract({
  name: 'federate.listMispRemarks',
  does: 'query',
  summary: 'Sightings, proposals and reports that others hung on MISP events, the newest first',
  input: Type.Object(
    {
      event: optional(MispUuid),
      kind: optional(MispRemarkKind),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ id: Id, marking: Marking, since: Instant, state: MispRemark }, closed)),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { kind: 'sighting' },
})

const AttributeShown = Type.Object(
  {
    uuid: MispUuid,
    type: Type.String(),
    category: Type.String(),
    value: Type.String(),
    comment: Type.String(),
    toIds: Type.Boolean(),
    /** The object that it stands in, and its place there. */
    object: orNull(Type.String()),
    relation: orNull(Type.String()),
    tags: Type.Array(Type.String()),
    deleted: Type.Boolean(),
    sightings: Count,
    falsePositives: Count,
    proposals: Count,
  },
  closed,
)

export const showMisp = contract({
  name: 'federate.showMisp',
  does: 'query',
  summary: 'A MISP event with its attributes, and how often each was seen; those that fit the words first',
  input: Type.Object(
    {
      uuid: MispUuid,
      text: optional(Type.String({ maxLength: 300, description: 'In the value, the type or the comment' })),
    },
    closed,
  ),
  output: Type.Object(
    {
      ...Type.Omit(KeptMispEvent, ['event', 'values', 'parts']).properties,
      id: Id,
      marking: Marking,
      ours: Type.Boolean(),
      distribution: Type.Integer(),
      attributes: Type.Array(AttributeShown),
      /** How many fit, of which the first are shown. */
      fitting: Count,
      reports: Type.Array(Type.Object({ uuid: MispUuid, name: Type.String(), content: Type.String() }, closed)),
      galaxies: Type.Array(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['uuid'],
  example: { uuid: aUuid },
})

const Value = Type.String({ minLength: 1, maxLength: 65_535 })
const Proposed = Type.Object(
  {
    type: optional(Type.String({ minLength: 1, maxLength: 100 })),
    category: optional(Type.String({ minLength: 1, maxLength: 255 })),
    value: optional(Value),
    comment: optional(Type.String({ maxLength: 10_000 })),
    toIds: optional(Type.Boolean()),
    remove: optional(Type.Boolean({ description: 'That the attribute should go' })),
  },
  closed,
)

export const addMispRemark = contract({
  name: 'federate.addMispRemark',
  does: 'action',
  summary:
    'Say that an attribute was seen, is a false positive or is over, or propose a change; the event stays as it is',
  input: Type.Object(
    {
      event: MispUuid,
      attribute: optional(MispUuid),
      sighting: optional(
        Type.Object(
          {
            as: Type.Enum(['seen', 'false-positive', 'expired']),
            at: optional(Instant),
            source: optional(Type.String({ maxLength: 255, description: 'What saw it; MISP shows that' })),
          },
          closed,
        ),
      ),
      proposal: optional(Proposed),
    },
    closed,
  ),
  output: Type.Object({ id: Id, new: Type.Boolean() }, closed),
  refusals: may('no-such-attribute', 'not-said'),
  policy: writing,
  example: { event: aUuid, attribute: aUuid, sighting: { as: 'seen', source: 'probe' } },
})
