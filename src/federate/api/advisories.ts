// Contracts: security advisories (CSAF) of others, whether they concern us, and the products that we use.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Advisory, AdvisorySource, Product, UsedProduct } from '../model/advisories/advisory.ts'
import { Cvss, Publisher, Remediation } from '../model/advisories/content.ts'
import { Checked, CheckedBriefly, CsafVersion } from '../model/advisories/findings.ts'
import { concernAnswers } from '../rules/advisories/concerns-us.ts'

export * from './advisories-following.ts'
export * from './advisories-own.ts'
export * from './playbooks.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
export const uploadMaxBytes = 16 * 1024 * 1024

/** What can be wrong with a document of others. */
export const documentRefusals = {
  'not-json': {
    status: 422,
    title: 'The file holds no JSON',
    whatToDo: 'Send the advisory or playbook as the JSON file that its publisher offers.',
  },
  'too-deep': {
    status: 422,
    title: 'The document is nested deeper than any needs to be',
    whatToDo: 'Ask its publisher for a document that readers can take.',
  },
  harmful: {
    status: 422,
    title: 'The document holds what no document may hold',
    whatToDo: 'See the detail, and ask its publisher to mend it.',
  },
  'too-complex': {
    status: 422,
    title: 'The document takes longer to read than it may',
    whatToDo: 'See the detail for where it stopped; ask its publisher for a smaller one.',
  },
  'not-csaf': {
    status: 422,
    title: 'This is no CSAF document of version 2.0 or 2.1',
    whatToDo: 'Send a document whose /document/csaf_version is 2.0 or 2.1.',
  },
} satisfies Record<string, RefusalMeaning>

const Concern = Type.Object(
  {
    answer: Type.Enum(concernAnswers),
    reasons: Type.Array(text(2000), { maxItems: 20 }),
    /** Places in the list of vulnerabilities. */
    vulnerabilities: Type.Array(Type.Integer({ minimum: 0 })),
  },
  closed,
)

export const AdvisoryRow = Type.Object(
  {
    ...{ id: Id, version: Version, marking: Marking, changedAt: Instant },
    ...{ trackingId: text(300), revision: text(60), title: text(1000), category: text(100), publisher: text(300) },
    ...{ currentRelease: text(40), status: text(20), csafVersion: CsafVersion },
    cvss: orNull(Cvss),
    severity: orNull(text(100)),
    vulnerabilities: Type.Array(text(200), { maxItems: 5 }),
    more: Type.Integer({ minimum: 0, description: 'Vulnerabilities beyond those named' }),
    source: AdvisorySource,
    signed: Type.Boolean(),
    check: CheckedBriefly,
    concern: Concern,
    /** What the publisher says to do, for what concerns us. */
    remedy: orNull(Remediation),
  },
  closed,
)

export const checkAdvisory = contract({
  name: 'federate.checkAdvisory',
  does: 'action',
  summary: 'Test a CSAF document by the schema and every mandatory, optional and informative test; nothing is kept',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      about: Type.Object(
        { trackingId: text(300), version: text(60), status: text(20), title: text(1000), publisher: Publisher },
        closed,
      ),
      check: Checked,
    },
    closed,
  ),
  refusals: { ...documentRefusals },
  policy: reading,
  example: {},
  upload: { maxBytes: uploadMaxBytes },
})

export const importAdvisory = contract({
  name: 'federate.importAdvisory',
  does: 'action',
  summary: 'Take in a CSAF document; it keeps the label of its publisher, or a stricter one that you choose',
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
      check: Checked,
    },
    closed,
  ),
  refusals: {
    ...documentRefusals,
    'not-valid': {
      status: 422,
      title: 'The document is not as the schema of CSAF asks',
      whatToDo: 'federate.checkAdvisory names every fault; ask its publisher to mend them.',
    },
    'looser-marking': {
      status: 422,
      title: 'The marking is looser than the label of the publisher',
      whatToDo: 'Leave the marking out, or choose a stricter one.',
    },
    'older-version': {
      status: 409,
      title: 'A newer version of this advisory is here already',
      whatToDo: 'There is nothing to do; the detail names the version.',
    },
    'publisher-differs': {
      status: 422,
      title: 'Another publisher has an advisory of that id',
      whatToDo: 'Ask both publishers; ids are theirs to keep apart.',
    },
  },
  policy: writing,
  example: { name: 'example-2026-001.json' },
  upload: { maxBytes: uploadMaxBytes },
})

export const listAdvisories = contract({
  name: 'federate.listAdvisories',
  does: 'query',
  summary: 'Advisories that you may read, the newest first, and whether each concerns the products that you use',
  input: Type.Object(
    {
      concerns: optional(Type.Enum(concernAnswers)),
      words: optional(Type.String({ maxLength: 200, description: 'Words of the title, a CVE, a publisher, an id' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 100 })),
      after: optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  output: Type.Object(
    { items: Type.Array(AdvisoryRow), next: orNull(Type.String()), products: Type.Integer() },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { concerns: 'yes' },
})

export const getAdvisory = contract({
  name: 'federate.getAdvisory',
  does: 'query',
  summary: 'One advisory as people read it, with the findings of the tests and whether it concerns us',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    { id: Id, version: Version, marking: Marking, since: Instant, state: Advisory, concern: Concern },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { id: anId },
  arguments: ['id'],
})

export const fileGone = {
  'file-damaged': {
    status: 409,
    title: 'The file is not what was received',
    whatToDo: 'Ask an administrator to restore the files of this node from a backup, or fetch it again.',
  },
} satisfies Record<string, RefusalMeaning>

export const exportAdvisory = contract({
  name: 'federate.exportAdvisory',
  does: 'query',
  summary: 'The CSAF document, byte for byte as it was received',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: { ...fileGone },
  policy: reading,
  example: { id: anId },
  arguments: ['id'],
  download: true,
})

const ProductRow = Type.Object({ id: Id, version: Version, marking: Marking, state: Product }, closed)
const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)
const properties = UsedProduct.properties
const given = {
  name: properties.name,
  vendor: optional(properties.vendor),
  version: optional(properties.version),
  purl: optional(properties.purl),
  cpe: optional(properties.cpe),
  note: optional(properties.note),
}

export const listProducts = contract({
  name: 'federate.listProducts',
  does: 'query',
  summary: 'The products that your organisation uses, with which advisories are compared',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(ProductRow) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

const badRange: Record<string, RefusalMeaning> = {
  'bad-range': {
    status: 422,
    title: 'That range of versions cannot be read',
    whatToDo: "Give one version, or a range such as 'vers:semver/>=1.2.0|<2.0.0'.",
  },
}

export const addProduct = contract({
  name: 'federate.addProduct',
  does: 'action',
  summary: 'Put a product on the list of what your organisation uses',
  input: Type.Object({ ...given, marking: optional(MarkingChoice) }, closed),
  output: Changed,
  refusals: { ...badRange, 'too-many-products': tooMany() },
  policy: writing,
  example: { name: 'Example Web Server', vendor: 'Example Company', version: '4.1.0' },
})

function tooMany(): RefusalMeaning {
  return {
    status: 409,
    title: 'The list of products is full',
    whatToDo: 'Remove what is not used any more, or name product families instead of single versions.',
  }
}

export const changeProduct = contract({
  name: 'federate.changeProduct',
  does: 'action',
  summary: 'Correct a product on the list, say its version after an update',
  input: Type.Object({ id: Id, version: Version, product: Type.Object(given, closed) }, closed),
  output: Changed,
  refusals: badRange,
  policy: writing,
  example: { id: anId, version: 1, product: { name: 'Example Web Server', version: '4.2.0' } },
  arguments: ['id'],
})

export const removeProduct = contract({
  name: 'federate.removeProduct',
  does: 'action',
  summary: 'Take a product off the list',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Changed,
  refusals: {},
  policy: writing,
  example: { id: anId, version: 1 },
  arguments: ['id'],
})
