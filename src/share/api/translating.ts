// Contracts: records of ours in the words of standards of others.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { anId, optional, reading } from './taxonomy-parts.ts'

const closed = { additionalProperties: false } as const
const ids = Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true })

export const exportStix = contract({
  name: 'share.exportStix',
  does: 'query',
  summary:
    'A crisis, or chosen incidents, attacks and claims, as a STIX 2.1 bundle; nothing above the marking has any part in it',
  input: Type.Object(
    {
      crisis: optional(Id),
      incidents: optional(ids),
      attacks: optional(ids),
      claims: optional(ids),
      /** Everything in the bundle may be told to everybody whom this reaches; left out: that of the crisis, or TLP:AMBER+STRICT. */
      marking: optional(MarkingChoice),
      /** 1: labels of the Traffic Light Protocol as they were before 2022, for receivers that know no others. */
      tlpVersion: optional(Type.Integer({ minimum: 1, maximum: 2 })),
    },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: {
    'nothing-to-tell': {
      status: 422,
      title: 'Nothing of it may be told under this marking',
      whatToDo: 'Choose a higher marking, or records that you may read; the owner of what is above can release it.',
    },
  },
  policy: reading,
  download: true,
  example: { crisis: anId, marking: { tlp: 'GREEN' } },
})
