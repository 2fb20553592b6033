// Contracts: records of ours as a MISP event, and our vocabularies as machine tags.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { anId, optional, reading } from './taxonomy-parts.ts'

const closed = { additionalProperties: false } as const
const ids = Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })
const Named = Type.Object({ name: Type.String(), type: Type.String() })

export const exportMisp = contract({
  name: 'share.exportMisp',
  does: 'query',
  summary:
    'A crisis, or chosen incidents, attacks and claims, as a MISP event; nothing above the marking has any part in it',
  input: Type.Object(
    {
      crisis: optional(Id),
      incidents: optional(ids),
      attacks: optional(ids),
      claims: optional(ids),
      marking: optional(MarkingChoice),
      title: optional(
        Type.String({ minLength: 3, maxLength: 300, description: 'Needed where that of the crisis may not be told' }),
      ),
      published: optional(
        Type.Boolean({ description: 'Whether MISP hands it on at once; left out, a person there publishes it' }),
      ),
    },
    closed,
  ),
  output: Named,
  refusals: {
    'nothing-to-tell': {
      status: 422,
      title: 'Nothing of it may be told under this marking',
      whatToDo: 'Choose a higher marking, or records that you may read; the owner of what is above can release it.',
    },
    'title-needed': {
      status: 422,
      title: 'The event needs a title',
      whatToDo: 'Give one that may be told under this marking. You sign for it.',
    },
  },
  policy: reading,
  download: true,
  example: { crisis: anId, marking: { tlp: 'GREEN' } },
})

export const exportMachineTags = contract({
  name: 'share.exportMachineTags',
  does: 'query',
  summary: 'A vocabulary as a machinetag.json that administrators of MISP load',
  input: Type.Object({ namespace: Type.Enum(['tlp', 'PAP', 'rsit', 'tocsin', 'tocsin-cyber-crisis']) }, closed),
  output: Named,
  refusals: {},
  policy: reading,
  arguments: ['namespace'],
  download: true,
  example: { namespace: 'tocsin-cyber-crisis' },
})
