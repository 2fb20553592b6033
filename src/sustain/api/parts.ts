// Contracts: the map of what depends on what.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Country } from '#people/model.ts'
import { Layer, Part, PartKind } from '../model/parts.ts'
import { closed, Evidence, Label, orNull, Share } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, reading, Version, working } from './shown.ts'

const optional = Type.Optional
const { name, kind, layer, ...rest } = Type.Omit(Part, ['active']).properties
const choosable = Type.Partial(Type.Object(rest, closed)).properties
/** Allowed, and worth a look: alternatives that need what they should replace, in sentences. */
const warnings = optional(Type.Array(Type.String()))
const HeldPart = Type.Object({ ...held(Part).properties, warnings }, closed)

export const addPart = contract({
  name: 'sustain.addPart',
  does: 'action',
  summary: 'Put a service, a component, a provider or a site on the map, with what it needs',
  input: Type.Object({ name, kind, layer, ...choosable, marking: optional(MarkingChoice) }, closed),
  output: HeldPart,
  refusals: refusing('person-needed', 'no-organisation', 'no-such-part', 'contradictory-need'),
  policy: working,
  arguments: ['name', 'kind', 'layer'],
  example: { name: 'Tax portal', kind: 'service', layer: 'service', users: 4_000_000, serves: ['EE'] },
})

export const changePart = contract({
  name: 'sustain.changePart',
  does: 'action',
  summary: 'Change a part or what it needs, put it to rest, or wake it again',
  input: Type.Object({ id: Id, version: Version, ...Type.Partial(Part).properties }, closed),
  output: HeldPart,
  refusals: refusing('person-needed', 'no-organisation', 'nothing-to-change', 'no-such-part', 'contradictory-need'),
  policy: working,
  arguments: ['id'],
  example: { id: anId, version: 1, users: 4_200_000 },
})

export const confirmPart = contract({
  name: 'sustain.confirmPart',
  does: 'action',
  summary: 'Say that a part is still as it stands on the map, and how that is known',
  input: Type.Object(
    {
      id: Id,
      kind: optional(Evidence.properties.kind),
      what: optional(Evidence.properties.what),
      reference: Evidence.properties.reference,
      /** When it was so; left out: now. */
      seenAt: optional(Evidence.properties.seenAt),
    },
    closed,
  ),
  output: held(Part),
  refusals: refusing('person-needed'),
  policy: working,
  arguments: ['id'],
  example: { id: anId, kind: 'contract', what: 'Contract 2024-17', reference: 'Registry, shelf 4' },
})

export const getPart = contract({
  name: 'sustain.getPart',
  does: 'query',
  summary: 'A part, what it needs, and what needs it',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      part: held(Part),
      /** Names of the parts that its options name, as far as you may read them. */
      names: Type.Record(Id, Label),
      /** By name; the first thousand. */
      neededBy: Type.Array(Type.Object({ id: Id, name: Label, kind: PartKind, layer: Layer, need: Label }, closed)),
      /** How many there are in all. */
      neededByTotal: optional(Type.Integer()),
      warnings,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const listParts = contract({
  name: 'sustain.listParts',
  does: 'query',
  summary: 'Parts that you may read, the newest first',
  input: Type.Object(
    {
      text: optional(Type.String({ maxLength: 200 })),
      kind: optional(PartKind),
      layer: optional(Layer),
      behind: optional(Label),
      country: optional(Country),
      /** Only those whose newest evidence is older than so many days, or that have none. */
      staleDays: optional(Type.Integer({ minimum: 1, maximum: 3650 })),
      active: optional(Type.Boolean()),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
    },
    closed,
  ),
  output: Type.Object({ parts: Type.Array(held(Part)), total: Type.Integer(), next: orNull(Id) }, closed),
  refusals: {},
  policy: reading,
  example: { layer: 'satellite' },
})

export const MapPart = Type.Object(
  {
    id: Id,
    name: Label,
    kind: PartKind,
    layer: Layer,
    behind: orNull(Label),
    country: orNull(Country),
    users: orNull(Type.Integer()),
    /** Days since the newest evidence; null: none. */
    evidenceDays: orNull(Type.Number()),
    /** Parts that it needs or that need it and are not shown here. */
    hidden: Type.Integer(),
  },
  closed,
)

export const MapEdge = Type.Object(
  {
    /** The part that needs. */
    from: Id,
    /** The part that is needed. */
    to: Id,
    need: Label,
    share: Share,
    weight: Share,
    standby: Type.Boolean(),
    /** k of n of the need that this option belongs to. */
    least: Type.Integer(),
    options: Type.Integer(),
  },
  closed,
)

export const showMap = contract({
  name: 'sustain.showMap',
  does: 'query',
  summary: 'The dependency graph, whole or around one part, as far as you may read it',
  input: Type.Object(
    {
      /** Only what is so many steps away from this part, both ways. */
      around: optional(Id),
      steps: optional(Type.Integer({ minimum: 1, maximum: 10, default: 2 })),
      layer: optional(Layer),
      limit: optional(Type.Integer({ minimum: 1, maximum: 5000, default: 2000 })),
    },
    closed,
  ),
  output: Type.Object(
    { parts: Type.Array(MapPart), edges: Type.Array(MapEdge), total: Type.Integer({ description: 'Parts in all' }) },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const fileForms = ['csv', 'json', 'cyclonedx'] as const

export const importParts = contract({
  name: 'sustain.importParts',
  does: 'action',
  summary:
    'Take parts and needs from a file: CSV, JSON, or a CycloneDX bill of materials; the same file again changes nothing',
  input: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 255, description: 'Name of the file' }),
      /** Left out: told from the content. */
      form: optional(Type.Enum(fileForms)),
      /** For a bill of materials: the part that is made of it. Left out: its own main component. */
      of: optional(Id),
      /** Answer what would happen, and change nothing. */
      tryOnly: optional(Type.Boolean()),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object(
    {
      added: Type.Integer(),
      changed: Type.Integer(),
      same: Type.Integer(),
      needs: Type.Integer(),
      /** Lines that were left out, with the reason; the first hundred. */
      leftOut: Type.Array(Type.Object({ at: Type.String(), why: Type.String() }, closed)),
      leftOutTotal: Type.Integer(),
      parts: Type.Array(Id, { description: 'Added and changed; the first thousand' }),
      /** Parts that are still to be taken: send the same file again. Left out: all of it was taken. */
      left: optional(Type.Integer()),
    },
    closed,
  ),
  refusals: refusing('person-needed', 'bad-file', 'graph-too-large'),
  policy: working,
  arguments: ['name'],
  upload: { maxBytes: 64 * 1024 * 1024 },
  example: { name: 'parts.csv' },
})

export const exportParts = contract({
  name: 'sustain.exportParts',
  does: 'query',
  summary: 'The map as a file that importParts reads again: JSON, or CSV with one line for each option',
  input: Type.Object({ form: optional(Type.Enum(['json', 'csv'])) }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: reading,
  download: true,
  example: { form: 'json' },
})
