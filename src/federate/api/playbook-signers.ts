// Contracts: keys that sign playbooks, and whose they are.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { PlaybookSigner, SignerRow } from '../model/playbooks/signatures.ts'

const closed = { additionalProperties: false } as const
const trusting: Policy = { who: ['administrator', 'duty-officer', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })

export const believeSigner = contract({
  name: 'federate.believeSigner',
  does: 'action',
  summary: 'Say whose a key is that signs playbooks, after its fingerprint was compared over another way',
  input: Type.Object(
    {
      name: PlaybookSigner.properties.name,
      fingerprint: PlaybookSigner.properties.fingerprint,
      how: PlaybookSigner.properties.how,
    },
    closed,
  ),
  output: Type.Object({ id: Id, version: Version }, closed),
  refusals: {
    'believed-already': {
      status: 409,
      title: 'This key is believed already',
      whatToDo: 'End it first if it is of somebody else; the detail says of whom.',
    },
  },
  policy: trusting,
  example: {
    name: 'The CSIRT of a neighbour',
    fingerprint: '3f1c0e5a9d4b7c2e8f60a1b3c5d7e9f00112233445566778899aabbccddeeff0',
    how: 'Read aloud on the phone by their duty officer.',
  },
})

export const endSigner = contract({
  name: 'federate.endSigner',
  does: 'action',
  summary: 'Believe a key that signs playbooks no more',
  input: Type.Object({ id: Id, version: Version, reason: Type.String({ minLength: 3, maxLength: 500 }) }, closed),
  output: Type.Object({ id: Id, version: Version }, closed),
  refusals: {},
  policy: trusting,
  example: { id: anId, version: 1, reason: 'It was lost with a laptop.' },
  arguments: ['id'],
})

export const listSigners = contract({
  name: 'federate.listSigners',
  does: 'query',
  summary: 'Keys that sign playbooks, with whose they are; the key of this node first, where it has one',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      own: Type.Union([PlaybookSigner.properties.fingerprint, Type.Null()]),
      items: Type.Array(SignerRow),
    },
    closed,
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {},
})
