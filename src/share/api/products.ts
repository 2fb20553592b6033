// Contracts: products drafted from the record of a crisis, written in, approved by others, made into files, released.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import {
  Product,
  ProductChannel,
  ProductFormat,
  ProductRelease,
  ProductStatus,
  productEvents,
  SentenceEdit,
} from '../model/product.ts'
import { Changes, Language, Removed, SentenceId, TemplateId } from '../model/product-content.ts'
import { Template } from '../model/template.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const approving: Policy = { who: ['duty-officer', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'

const meanings = {
  'no-such-template': {
    status: 422,
    title: 'There is no such template',
    whatToDo: 'share.listTemplates names those that there are.',
  },
  'edition-open': {
    status: 409,
    title: 'An edition of it is being written already',
    whatToDo: 'Go on with the one that the detail names, or withdraw it first.',
  },
  'nothing-to-report': {
    status: 422,
    title: 'There is nothing that may be told at this marking',
    whatToDo: 'Record something first, choose a higher marking, or release what is marked too high.',
  },
  'title-needed': {
    status: 422,
    title: 'The title of the crisis may not be told at this marking',
    whatToDo: 'Give a title for this version. You sign for it.',
  },
  'marking-too-high': {
    status: 422,
    title: 'This template is for products of a lower marking',
    whatToDo: 'Choose a marking up to the one that share.listTemplates names for it.',
  },
  'not-anonymised': {
    status: 422,
    title: 'This template has no variant without names',
    whatToDo: 'Leave the variant out, or take a template that has one.',
  },
  'not-lower': {
    status: 422,
    title: 'A tear-line must reach more people than what it is taken from',
    whatToDo: 'Choose a lower marking than that of the product.',
  },
  'no-such-sentence': {
    status: 422,
    title: 'The product has no such sentence',
    whatToDo: 'Load it again: the sentence may have gone when it was drafted anew.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Whoever wrote it cannot approve it',
    whatToDo: 'Ask somebody who did not write in it, and has not approved it yet.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'no-such-format': {
    status: 422,
    title: 'This product cannot be made into that',
    whatToDo: 'share.listTemplates names the formats of each template. Documents always work.',
  },
  'bad-address': {
    status: 422,
    title: 'It cannot be sent to there',
    whatToDo: 'Give one mail address, or record by hand to whom it was given.',
  },
  'no-mail-server': {
    status: 409,
    title: 'This node cannot send mail',
    whatToDo: 'Ask an administrator to configure a mail server, or give it by hand and record that.',
  },
  'not-for-everybody': {
    status: 422,
    title: 'Only what is TLP:CLEAR, for everybody, can be released to the public',
    whatToDo: 'Draft a version at TLP:CLEAR, have it approved, and release that.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times cannot be',
    whatToDo: 'See the detail, and correct the time.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const ofDrafting = ['nothing-to-report', 'title-needed', 'marking-too-high', 'not-anonymised'] as const

const Moved = Type.Object(
  {
    id: Id,
    version: Version,
    entry: Id,
    status: ProductStatus,
    edition: Product.properties.edition,
    revision: Product.properties.revision,
  },
  closed,
)
const Title = Type.String({
  minLength: 3,
  maxLength: 300,
  description: 'Needed where that of the crisis may not be told',
})
const Lines = Type.Array(Type.String({ minLength: 3, maxLength: 5_000 }), {
  maxItems: 50,
  description: 'Public wordings that you sign for, where the agreed ones may not be told at this marking',
})

export const listTemplates = contract({
  name: 'share.listTemplates',
  does: 'query',
  summary: 'The templates of products: what each contains, where that comes from, how many approve it, its formats',
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(Template) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const draftProduct = contract({
  name: 'share.draftProduct',
  does: 'action',
  summary: 'Draft the next edition of a product from the record of a crisis, or a tear-line of one at a lower marking',
  input: Type.Object(
    {
      crisis: Id,
      template: TemplateId,
      /** Like the crisis, where it is left out. */
      marking: optional(MarkingChoice),
      /** The product at a higher marking that this is taken from. */
      tearLineOf: optional(Id),
      language: optional(Language),
      variant: optional(Type.Enum(['anonymised'])),
      title: optional(Title),
      lines: optional(Lines),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, missing: Type.Integer({ minimum: 0 }) }, closed),
  refusals: may('no-such-template', 'edition-open', 'not-lower', ...ofDrafting),
  policy: writing,
  arguments: ['crisis', 'template'],
  example: { crisis: anId, template: 'sitrep', marking: { tlp: 'GREEN' } },
})

export const redraftProduct = contract({
  name: 'share.redraftProduct',
  does: 'action',
  summary: 'Draft a product again from the record; words of persons stay where their sentence is still there',
  input: Type.Object({ id: Id, version: Version, title: optional(Title), lines: optional(Lines) }, closed),
  output: Type.Object(
    {
      ...Moved.properties,
      /** Words of persons whose sentence is not there any more. They are kept in the record. */
      lost: Type.Array(SentenceEdit),
      /** Words of persons that stand, although the record says something else now. */
      drifted: Type.Array(SentenceEdit),
    },
    closed,
  ),
  refusals: may('no-such-template', ...ofDrafting),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 2 },
})

export const editProduct = contract({
  name: 'share.editProduct',
  does: 'action',
  summary: 'Write in place of drafted sentences under your name; they keep what they rest on',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      edits: Type.Array(
        Type.Object(
          {
            sentence: SentenceId,
            /** null: as it was drafted. */
            text: orNull(Type.String({ minLength: 1, maxLength: 20_000 })),
          },
          closed,
        ),
        { minItems: 1, maxItems: 200 },
      ),
    },
    closed,
  ),
  output: Moved,
  refusals: may('no-such-sentence', 'nothing-to-change'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1, edits: [{ sentence: 'title', text: 'Outage of payments in two Member States' }] },
})

export const putForward = contract({
  name: 'share.putForward',
  does: 'action',
  summary: 'Put a product before those who approve it',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Moved,
  refusals: {},
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 2 },
})

export const approveProduct = contract({
  name: 'share.approveProduct',
  does: 'action',
  summary: 'Approve a product as somebody who wrote nothing in it; the last approval that it needs freezes it',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Type.Object({ ...Moved.properties, stillNeeded: Type.Integer({ minimum: 0 }) }, closed),
  refusals: may('second-person-needed', 'person-needed'),
  policy: approving,
  arguments: ['id'],
  example: { id: anId, version: 3 },
})

export const returnProduct = contract({
  name: 'share.returnProduct',
  does: 'action',
  summary: 'Give a product back to those who write it, with a reason; approvals end by it',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: may('person-needed'),
  policy: { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] },
  arguments: ['id'],
  example: { id: anId, version: 3, reason: 'The number of users is that of yesterday.' },
})

export const releaseProduct = contract({
  name: 'share.releaseProduct',
  does: 'action',
  summary:
    'Send an approved product to somebody, record that a person gave it to them, or put it on the public feed; earlier editions end by it',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      channel: ProductChannel,
      /** A mail address, or in words whom it was given to. Released to the public it is for everybody. */
      to: Type.String({ minLength: 3, maxLength: 500 }),
      format: optional(ProductFormat),
      /** Only by hand: when, where that was not now. */
      at: optional(Instant),
      receipt: optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, release: ProductRelease }, closed),
  refusals: may('bad-address', 'no-mail-server', 'no-such-format', 'impossible-times', 'not-for-everybody'),
  policy: { who: ['duty-officer', 'crisis-manager', 'liaison'] },
  arguments: ['id'],
  example: { id: anId, version: 4, channel: 'hand', to: 'Round table of the Presidency' },
})

export const recordProductReceipt = contract({
  name: 'share.recordProductReceipt',
  does: 'action',
  summary: 'Record what a receiver of a product answered',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      release: Id,
      text: Type.String({ minLength: 1, maxLength: 2_000 }),
      at: optional(Instant),
    },
    closed,
  ),
  output: Moved,
  refusals: may('impossible-times'),
  policy: { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] },
  arguments: ['id'],
  example: { id: anId, version: 5, release: another, text: 'Received by the duty desk at 10:15.' },
})

export const withdrawProduct = contract({
  name: 'share.withdrawProduct',
  does: 'action',
  summary: 'Take a product out of use, with a reason; it stays in the record, and its files say so',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: {},
  policy: { who: ['duty-officer', 'crisis-manager', 'analyst'] },
  arguments: ['id'],
  example: { id: anId, version: 3, reason: 'Drafted twice; the other one is used.' },
})

/** What this reader may do next with it, or why not. */
export const ProductMove = Type.Object(
  { event: Type.Enum(productEvents), allowed: Type.Boolean(), because: orNull(Type.String()) },
  closed,
)

const { content, ...withoutContent } = Product.properties
const Held = { id: Id, version: Version, marking: Marking, since: Instant }
/** What stands in a list: everything but what the product says. */
export const ProductSummary = Type.Object(
  {
    ...Held,
    state: Type.Object(
      {
        ...withoutContent,
        title: Type.String(),
        kind: content.properties.kind,
        asOf: Instant,
        missing: Type.Integer({ minimum: 0 }),
      },
      closed,
    ),
  },
  closed,
)

export const listProducts = contract({
  name: 'share.listProducts',
  does: 'query',
  summary: 'Products that you may read, the newest change first',
  input: Type.Object(
    {
      crisis: optional(Id),
      template: optional(TemplateId),
      status: optional(Type.Array(ProductStatus, { maxItems: 5 })),
      after: optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(ProductSummary), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: { crisis: anId },
})

export const getProduct = contract({
  name: 'share.getProduct',
  does: 'query',
  summary:
    'A product as it reads, each sentence with what it rests on, what is missing, the difference to the last one',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...Held,
      state: Product,
      /** As far as you may read it: the crisis, the product that it is a tear-line of, the tear-lines that were taken from it. */
      crisis: orNull(Type.Object({ id: Id, reference: Type.String(), title: Type.String() }, closed)),
      tearLineOf: orNull(Id),
      tearLines: Type.Array(Type.Object({ id: Id, marking: Marking, status: ProductStatus }, closed)),
      formats: Type.Array(ProductFormat),
      moves: Type.Array(ProductMove),
      /** Of what it says now. */
      fingerprint: Type.String(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const compareProduct = contract({
  name: 'share.compareProduct',
  does: 'query',
  summary: 'What differs between a product and any earlier one of the same crisis and template, sentence by sentence',
  input: Type.Object({ id: Id, with: Id }, closed),
  output: Changes,
  refusals: {},
  policy: reading,
  arguments: ['id', 'with'],
  example: { id: anId, with: another },
})

export const removedFrom = contract({
  name: 'share.removedFrom',
  does: 'query',
  summary: 'What a tear-line does not have of a product, sentence by sentence, with the records that are the reason',
  input: Type.Object(
    {
      id: Id,
      /** The tear-line; or with `tlp` what one at that marking would lose. */
      tearLine: optional(Id),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object({ marking: Marking, removed: Type.Array(Removed) }, closed),
  refusals: may('not-lower', 'no-such-template', ...ofDrafting),
  policy: reading,
  arguments: ['id'],
  example: { id: anId, tearLine: another },
})

export const exportProduct = contract({
  name: 'share.exportProduct',
  does: 'query',
  summary: 'A product as a file: PDF, Word, HTML, Markdown, JSON, EDXL-SitRep or CAP, with its marking on each page',
  input: Type.Object({ id: Id, format: ProductFormat }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: may('no-such-format'),
  policy: reading,
  arguments: ['id', 'format'],
  download: true,
  example: { id: anId, format: 'pdf' },
})
