// Contracts: collections, and the inbox of what came in.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Access, Collection } from '../../model/collection.ts'
import { Intake } from '../../model/objects.ts'
import {
  anId,
  Changed,
  Cursor,
  closed,
  governing,
  held,
  Limit,
  may,
  optional,
  orNull,
  reading,
  Version,
} from './parts.ts'

const { alias, title, description, formats, retentionDays, open } = Collection.properties
const Shown = Type.Object(
  { ...held(Collection).properties, canRead: Type.Boolean(), canWrite: Type.Boolean(), canEdit: Type.Boolean() },
  closed,
)
const Count = Type.Object(
  { count: Type.Integer({ minimum: 0 }), atLeast: Type.Boolean({ description: 'There are more than that' }) },
  closed,
)

export const openCollection = contract({
  name: 'federate.openCollection',
  does: 'action',
  summary:
    'Open a collection for objects of other standards; what is TLP:GREEN or names others is seen by them over TAXII',
  input: Type.Object(
    {
      alias,
      title,
      description: optional(description),
      formats: optional(formats),
      read: optional(Access),
      write: optional(Access),
      retentionDays: optional(retentionDays),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('alias-taken', 'unknown-organisation'),
  policy: governing,
  example: {
    alias: 'shared-indicators',
    title: 'Indicators for our partners',
    formats: ['stix'],
    marking: { tlp: 'GREEN' },
  },
})

export const editCollection = contract({
  name: 'federate.editCollection',
  does: 'action',
  summary: 'Change what a collection is called, who may read and write there, how long objects stay, or close it',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      title: optional(title),
      description: optional(description),
      formats: optional(formats),
      read: optional(Access),
      write: optional(Access),
      retentionDays: optional(retentionDays),
      open: optional(open),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('unknown-organisation'),
  policy: governing,
  arguments: ['id'],
  example: { id: anId, version: 1, title: 'Indicators for the region' },
})

export const listCollections = contract({
  name: 'federate.listCollections',
  does: 'query',
  summary: 'Collections that you may see, and whether you may read and write there',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Shown) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const getCollection = contract({
  name: 'federate.getCollection',
  does: 'query',
  summary: 'A collection with how many objects of each type you may read there, and its address for TAXII clients',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...Shown.properties,
      objects: Count,
      /** Of those added last. */
      types: Type.Array(Type.Object({ type: Type.String(), count: Type.Integer() }, closed)),
      address: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const listIntakes = contract({
  name: 'federate.listIntakes',
  does: 'query',
  summary: 'The inbox: what came from whom by which standard, how many objects were new, and what was refused',
  input: Type.Object(
    {
      collection: optional(Id),
      standard: optional(Intake.properties.source.properties.standard),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(Type.Object({ ...held(Intake).properties, collectionTitle: orNull(Type.String()) }, closed)),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { standard: 'taxii' },
})

export const getIntake = contract({
  name: 'federate.getIntake',
  does: 'query',
  summary: 'One intake, with the reasons of what was refused',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ ...held(Intake).properties, collectionTitle: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
