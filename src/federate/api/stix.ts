// STIX 2.1 bundles and ATT&CK: the operations.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { RefusedObject } from '../model/objects.ts'
import { ObjectFinding } from '../model/stix/finding.ts'
import { Technique, techniqueKinds } from '../model/stix/technique.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Name = Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file' })
const Count = Type.Integer({ minimum: 0 })
const Counts = Type.Record(Type.String({ maxLength: 260 }), Count)
const signedIn: Policy = { who: 'signed-in' }
const importing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }

/** The most bytes of one file of STIX. */
export const stixMaxBytes = 268_435_456

const fileRefusals = {
  'not-a-file': {
    status: 422,
    title: 'No file came',
    whatToDo: 'Send the file as the body of the request; it may have been broken off on the way.',
  },
  'not-stix': {
    status: 422,
    title: 'The file holds no objects of STIX 2.1',
    whatToDo: 'See the detail; send a bundle, an array of objects, or one object after another, in JSON as UTF-8.',
  },
}

export const checkStix = contract({
  name: 'federate.checkStix',
  does: 'action',
  summary:
    'Check a file against STIX 2.1: what breaks the standard, what it advises against, where, and by which section',
  input: Type.Object({ name: Name }, closed),
  output: Type.Object(
    {
      objects: Count,
      errors: Count,
      warnings: Count,
      /** How many of each type. */
      types: Counts,
      /** The first of them; the counts are of all. */
      findings: Type.Array(ObjectFinding, { maxItems: 1000 }),
    },
    closed,
  ),
  refusals: fileRefusals,
  policy: signedIn,
  example: { name: 'bundle.json' },
  upload: { maxBytes: stixMaxBytes },
})

export const importStix = contract({
  name: 'federate.importStix',
  does: 'action',
  summary: 'Take in the objects of a STIX 2.1 file: each that keeps to the standard, once; the others with the reason',
  input: Type.Object(
    {
      name: Name,
      /** attack: a vocabulary of techniques (MITRE ATT&CK and its like) that people search. */
      standard: optional(Type.Enum(['stix', 'attack'])),
      /** For objects that carry no label; those that do keep theirs. */
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object(
    {
      /** A large file is taken in several parts. */
      intakes: Type.Array(Id),
      added: Count,
      known: Count,
      refused: Count,
      reasons: Type.Array(RefusedObject, { maxItems: 200 }),
      types: Counts,
    },
    closed,
  ),
  refusals: {
    ...fileRefusals,
    'not-writable': {
      status: 403,
      title: 'You may not add to the collection of this node',
      whatToDo: 'Ask the people of the organisation that runs the node to take the file in.',
    },
  },
  policy: importing,
  example: { name: 'bundle.json' },
  upload: { maxBytes: stixMaxBytes },
})

export const findTechnique = contract({
  name: 'federate.findTechnique',
  does: 'query',
  summary: 'Find tactics and techniques of attackers by id or words, in the vocabularies that were taken in',
  input: Type.Object(
    {
      text: Type.String({ maxLength: 200 }),
      kind: optional(Type.Enum(techniqueKinds)),
      /** With those that were revoked or are no longer used. */
      old: optional(Type.Boolean()),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Technique), total: Count }, closed),
  refusals: {},
  policy: signedIn,
  example: { text: 'T1498' },
  arguments: ['text'],
})
