// Contracts: advisories that this organisation publishes itself, as a trusted provider of CSAF documents.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { CheckedBriefly } from '../model/advisories/findings.ts'
import { IssuedAdvisory, IssuedStatus } from '../model/advisories/issued.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const text = (maxLength: number) => Type.String({ maxLength })
const filled = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const approving: Policy = { who: ['duty-officer', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const seen = { id: anId, version: 1 }

const Moved = Type.Object(
  { id: Id, version: Version, entry: Id, status: IssuedStatus, trackingId: text(300), revision: text(60) },
  closed,
)

const writingRefusals = {
  'not-json': { status: 422, title: 'The file holds no JSON', whatToDo: 'Send the CSAF document as a JSON file.' },
  'too-deep': {
    status: 422,
    title: 'The document is nested deeper than any needs to be',
    whatToDo: 'Flatten its product tree.',
  },
  harmful: {
    status: 422,
    title: 'The document holds what no document may hold',
    whatToDo: 'See the detail, mend it and send it again.',
  },
  'too-complex': {
    status: 422,
    title: 'The document takes longer to read than it may',
    whatToDo: 'See the detail for where it stopped, and make it smaller.',
  },
  'not-csaf': {
    status: 422,
    title: 'This is no CSAF document of version 2.0 or 2.1',
    whatToDo: 'Send a document whose /document/csaf_version is 2.0 or 2.1.',
  },
  'not-our-publisher': {
    status: 422,
    title: 'The publisher of the document is not this organisation',
    whatToDo: 'Set /document/publisher/namespace to the one that the detail names.',
  },
  'bad-id': {
    status: 422,
    title: 'The tracking id gives no usable name of a file',
    whatToDo: 'Give an id of letters, digits and hyphens, up to 200 of them.',
  },
  'version-open': {
    status: 409,
    title: 'A version of this document is being written already',
    whatToDo: 'Go on with the one that the detail names, or drop it first.',
  },
  'same-version': {
    status: 409,
    title: 'This version of the document is published already',
    whatToDo: 'Raise /document/tracking/version and add a revision to the history.',
  },
  'id-taken': {
    status: 409,
    title: 'Another document has a name of file like this one',
    whatToDo: 'Choose another tracking id: file names are made of its letters and digits alone.',
  },
} satisfies Record<string, RefusalMeaning>

export const writeAdvisory = contract({
  name: 'federate.writeAdvisory',
  does: 'action',
  summary: 'Take a CSAF document of our own as a draft, made with any tool; with an id it replaces that draft',
  input: Type.Object({ id: optional(Id), version: optional(Version), marking: optional(MarkingChoice) }, closed),
  output: Moved,
  refusals: {
    ...writingRefusals,
    'looser-marking': {
      status: 422,
      title: 'The marking is looser than the label in the document',
      whatToDo: 'Leave the marking out, or choose a stricter one.',
    },
  },
  policy: writing,
  example: {},
  upload: { maxBytes: 16 * 1024 * 1024 },
})

export const composeAdvisory = contract({
  name: 'federate.composeAdvisory',
  does: 'action',
  summary: 'Make a CSAF 2.0 security advisory from a few fields, as a draft',
  input: Type.Object(
    {
      trackingId: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{2,99}$', description: 'letters, digits, hyphens' }),
      title: Type.String({ minLength: 3, maxLength: 300 }),
      summary: Type.String({ minLength: 10, maxLength: 20_000 }),
      tlp: optional(Type.Enum(['CLEAR', 'GREEN', 'AMBER'])),
      language: optional(Type.String({ pattern: '^[a-z]{2}$', description: 'language as two letters' })),
      vulnerabilities: optional(
        Type.Array(
          Type.Object(
            {
              cve: optional(Type.String({ pattern: '^CVE-\\d{4}-\\d{4,12}$', description: 'CVE-2026-1234' })),
              title: filled(300),
              description: filled(10_000),
              vendor: filled(200),
              product: filled(200),
              affected: Type.Array(filled(100), { maxItems: 50, description: 'Versions, or ranges as vers' }),
              fixed: optional(Type.Array(filled(100), { maxItems: 50 })),
              remedy: filled(5000),
              remedyUrl: optional(Type.String({ pattern: '^https://\\S{3,900}$', description: 'an https address' })),
              cvssVector: optional(Type.String({ pattern: '^CVSS:3\\.1/[A-Z:/]{20,200}$', description: 'CVSS 3.1' })),
            },
            closed,
          ),
          { maxItems: 20 },
        ),
      ),
    },
    closed,
  ),
  output: Moved,
  refusals: {
    ...writingRefusals,
    'bad-vector': {
      status: 422,
      title: 'That is no vector of CVSS 3.1',
      whatToDo: 'Give all eight base metrics, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H.',
    },
  },
  policy: writing,
  example: {
    trackingId: 'CSIRT-2026-001',
    title: 'Example Web Server can be taken over',
    summary: 'A flaw in Example Web Server is being used by attackers. Update now.',
    tlp: 'CLEAR',
  },
})

const Own = Type.Object({ id: Id, version: Version, marking: Marking, since: Instant, state: IssuedAdvisory }, closed)

export const listOwnAdvisories = contract({
  name: 'federate.listOwnAdvisories',
  does: 'query',
  summary: 'Advisories of our own that you may read, with where they stand on their way to being published',
  input: Type.Object(
    { after: optional(text(400)), limit: optional(Type.Integer({ minimum: 1, maximum: 100 })) },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...{ id: Id, version: Version, marking: Marking, status: IssuedStatus, changedAt: Instant },
            ...{ trackingId: text(300), revision: text(60), title: text(1000), tlp: orNull(text(40)) },
            check: orNull(CheckedBriefly),
            path: orNull(text(400)),
          },
          closed,
        ),
      ),
      next: orNull(Type.String()),
      /** Where others find us; null while nothing is published. */
      metadata: orNull(text(500)),
      namespace: text(500),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getOwnAdvisory = contract({
  name: 'federate.getOwnAdvisory',
  does: 'query',
  summary: 'One advisory of our own, with the findings of the tests',
  input: Type.Object({ id: Id }, closed),
  output: Own,
  refusals: {},
  policy: reading,
  example: { id: anId },
  arguments: ['id'],
})

export const exportOwnAdvisory = contract({
  name: 'federate.exportOwnAdvisory',
  does: 'query',
  summary: 'The CSAF document as it would be, or is, published',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {
    'file-damaged': {
      status: 409,
      title: 'The file is not what was written',
      whatToDo: 'Ask an administrator to restore the files of this node from a backup, or write it again.',
    },
  },
  policy: reading,
  example: { id: anId },
  arguments: ['id'],
  download: true,
})

const moving = { input: Type.Object({ id: Id, version: Version }, closed), output: Moved, arguments: ['id'] } as const

export const checkOwnAdvisory = contract({
  ...moving,
  name: 'federate.checkOwnAdvisory',
  does: 'action',
  summary: 'Run all tests of the standard on a draft; it can be approved when no mandatory one fails',
  refusals: {
    'not-valid': {
      status: 422,
      title: 'A mandatory test fails',
      whatToDo: 'federate.getOwnAdvisory lists the findings. Mend the document and write it again.',
    },
    'too-complex': writingRefusals['too-complex'],
    'file-damaged': exportOwnAdvisory.refusals['file-damaged'] ?? writingRefusals.harmful,
  },
  policy: writing,
  example: seen,
})

const person = {
  'second-person-needed': {
    status: 403,
    title: 'Whoever wrote it cannot approve it',
    whatToDo: 'Ask somebody who did not write in it.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
} satisfies Record<string, RefusalMeaning>

export const approveOwnAdvisory = contract({
  ...moving,
  name: 'federate.approveOwnAdvisory',
  does: 'action',
  summary: 'Approve a checked advisory, as somebody who did not write in it',
  refusals: person,
  policy: approving,
  example: seen,
})

export const returnOwnAdvisory = contract({
  name: 'federate.returnOwnAdvisory',
  does: 'action',
  summary: 'Give an advisory back to those who write it, with a reason',
  input: Type.Object({ id: Id, version: Version, reason: Type.String({ minLength: 3, maxLength: 1000 }) }, closed),
  output: Moved,
  refusals: {},
  policy: approving,
  example: { ...seen, reason: 'The workaround is missing.' },
  arguments: ['id'],
})

export const publishAdvisory = contract({
  name: 'federate.publishAdvisory',
  does: 'action',
  summary: 'Publish an approved advisory: hashed, signed, in feeds and indexes, open to those whom its label names',
  input: Type.Object({ id: Id, version: Version, marking: optional(MarkingChoice) }, closed),
  output: Moved,
  refusals: {
    'still-a-draft': {
      status: 409,
      title: 'The document says of itself that it is a draft',
      whatToDo: 'Set /document/tracking/status to final or interim, with a version of 1 or more, and write it again.',
    },
    'looser-marking': {
      status: 422,
      title: 'The marking is looser than the label in the document',
      whatToDo: 'Leave the marking out, or change the label in the document and have it approved again.',
    },
    'file-damaged': exportOwnAdvisory.refusals['file-damaged'] ?? writingRefusals.harmful,
  },
  policy: approving,
  example: seen,
  arguments: ['id'],
})

export const dropOwnAdvisory = contract({
  ...moving,
  name: 'federate.dropOwnAdvisory',
  does: 'action',
  summary: 'Give up a draft that was never published',
  refusals: {},
  policy: writing,
  example: seen,
})
