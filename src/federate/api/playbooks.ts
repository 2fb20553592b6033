// Contracts: playbooks (CACAO 2.0) taken in, tested, read, and given out. Their commands are shown, never carried out.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Sha256 } from '../model/advisories/advisory.ts'
import { Playbook, PlaybookChecked, PlaybookContent, playbookLimits } from '../model/playbooks/playbook.ts'
import { JudgedSignature } from '../model/playbooks/signatures.ts'

export * from './playbook-signers.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'

const refusals = {
  'not-json': { status: 422, title: 'The file holds no JSON', whatToDo: 'Send the playbook as a JSON file.' },
  'too-deep': {
    status: 422,
    title: 'The playbook is nested deeper than any needs to be',
    whatToDo: 'Ask its author for a playbook that readers can take.',
  },
  harmful: {
    status: 422,
    title: 'The playbook holds what no document may hold',
    whatToDo: 'See the detail, and ask its author to mend it.',
  },
  'not-a-playbook': {
    status: 422,
    title: 'This is no playbook of CACAO 2.0',
    whatToDo: "Send a JSON object whose type is 'playbook' and whose spec_version is 'cacao-2.0'.",
  },
} satisfies Record<string, RefusalMeaning>

/** At most as many as a playbook is read with. */
const Signatures = Type.Array(JudgedSignature, { maxItems: 50 })

export const checkPlaybook = contract({
  name: 'federate.checkPlaybook',
  does: 'action',
  summary: 'Test a CACAO 2.0 playbook: its form, its references, its flow, its signatures; nothing is kept',
  input: Type.Object({}, closed),
  output: Type.Object({ content: PlaybookContent, check: PlaybookChecked, signatures: Signatures }, closed),
  refusals,
  policy: reading,
  example: {},
  upload: { maxBytes: playbookLimits.bytes },
})

export const importPlaybook = contract({
  name: 'federate.importPlaybook',
  does: 'action',
  summary: 'Take in a CACAO 2.0 playbook; it keeps the label of its author, or a stricter one that you choose',
  input: Type.Object(
    {
      name: optional(Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file' })),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object(
    {
      ...{ id: Id, version: Version, outcome: Type.Enum(['taken', 'revised', 'known']) },
      check: PlaybookChecked,
    },
    closed,
  ),
  refusals: {
    ...refusals,
    'not-valid': {
      status: 422,
      title: 'The playbook does not hold together',
      whatToDo: 'federate.checkPlaybook names every fault; ask its author to mend them.',
    },
    'looser-marking': {
      status: 422,
      title: 'The marking is looser than the label of the author',
      whatToDo: 'Leave the marking out, or choose a stricter one.',
    },
    'older-version': {
      status: 409,
      title: 'A newer version of this playbook is here already',
      whatToDo: 'There is nothing to do; the detail names the version.',
    },
  },
  policy: writing,
  example: { name: 'isolate-a-host.json' },
  upload: { maxBytes: playbookLimits.bytes },
})

export const listPlaybooks = contract({
  name: 'federate.listPlaybooks',
  does: 'query',
  summary: 'Playbooks that you may read, those that changed last first',
  input: Type.Object(
    {
      words: optional(Type.String({ maxLength: 200, description: 'Words of the name, the labels, the steps' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200 })),
      after: optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...{ id: Id, version: Version, marking: Marking, changedAt: Instant },
            ...{ playbookId: text(120), name: text(500), description: orNull(text(8000)), modified: text(40) },
            ...{ types: Type.Array(text(60)), steps: Type.Integer({ minimum: 0 }), revoked: Type.Boolean() },
            ...{ warnings: Type.Integer({ minimum: 0 }), signatures: Type.Integer({ minimum: 0 }) },
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { words: 'isolate' },
})

export const getPlaybook = contract({
  name: 'federate.getPlaybook',
  does: 'query',
  summary: 'One playbook as people read it, with the findings of the tests, and what its signatures prove now',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    { id: Id, version: Version, marking: Marking, since: Instant, state: Playbook, signatures: Signatures },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { id: anId },
  arguments: ['id'],
})

export const signPlaybook = contract({
  name: 'federate.signPlaybook',
  does: 'action',
  summary:
    'Sign a playbook of our own (JSON Signature Scheme, Ed25519); from then on it is given out with the signature',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Type.Object({ id: Id, version: Version, fingerprint: Sha256 }, closed),
  refusals: {
    'not-ours': {
      status: 409,
      title: 'The playbook is of another author',
      whatToDo: "Sign what your organisation made: its 'created_by' is the identity that the detail names.",
    },
    'signed-already': {
      status: 409,
      title: 'This version is signed by this node already',
      whatToDo: 'There is nothing to do; export it.',
    },
    'only-live': {
      status: 409,
      title: 'Nothing of an exercise is signed',
      whatToDo: 'Go to the live realm: a signature counts everywhere, and for as long as the key is believed.',
    },
    'file-damaged': {
      status: 409,
      title: 'The file is not what was received',
      whatToDo: 'Ask an administrator to restore the files of this node from a backup, or take it in again.',
    },
  },
  policy: { who: ['duty-officer', 'crisis-manager', 'liaison'] },
  example: { id: anId, version: 1 },
  arguments: ['id'],
})

export const exportPlaybook = contract({
  name: 'federate.exportPlaybook',
  does: 'query',
  summary: 'The playbook, byte for byte as it came, with its signatures',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {
    'file-damaged': {
      status: 409,
      title: 'The file is not what was received',
      whatToDo: 'Ask an administrator to restore the files of this node from a backup, or take it in again.',
    },
  },
  policy: reading,
  example: { id: anId },
  arguments: ['id'],
  download: true,
})
