// Contract: an agreement as a file.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { anId, closed, optional, reading } from './parts.ts'

export const agreementFormats = ['pdf', 'html', 'md', 'json'] as const

export const exportAgreement = contract({
  name: 'federate.exportAgreement',
  does: 'query',
  summary: 'An agreement as a document to read and to sign off (pdf, html, md), or as data with both signatures (json)',
  input: Type.Object(
    {
      id: Id,
      format: Type.Enum([...agreementFormats]),
      /** Which version, by its number; left out: the one that stands. */
      terms: optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {
    'no-such-version': {
      status: 404,
      title: 'There is no such version of it',
      whatToDo: 'federate.getAgreement lists the versions.',
    },
  },
  policy: reading,
  arguments: ['id', 'format'],
  download: true,
  example: { id: anId, format: 'pdf' },
})
