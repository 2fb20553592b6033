// The nouns of a product as a record: what it says, who wrote and approved it, to whom it was released, what came after it.
import Type, { type Static } from 'typebox'
import { By, closed, orNull, Reason, Receipt } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { ProductContent, Sentence, SentenceId, TemplateId } from './product-content.ts'

export const productStatuses = ['draft', 'for-approval', 'approved', 'released', 'withdrawn'] as const
export const ProductStatus = Type.Enum(productStatuses)
export type ProductStatus = Static<typeof ProductStatus>

/** edit: written in, by a person or by drafting it again. receive: a receiver says that it has arrived. */
export const productEvents = ['edit', 'put-forward', 'approve', 'return', 'release', 'receive', 'withdraw'] as const
export type ProductEvent = (typeof productEvents)[number]

/** SHA-256 (hex) of what the product says, in one spelling: it stands in each file that is made of it. */
export const Fingerprint = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** What a person wrote in place of a drafted sentence. It keeps the sources of that sentence. */
export const SentenceEdit = Type.Object(
  {
    sentence: SentenceId,
    /** As it was drafted. */
    was: Sentence,
    text: Sentence.properties.text,
    by: By,
    at: Instant,
  },
  closed,
)
export type SentenceEdit = Static<typeof SentenceEdit>

export const Approval = Type.Object({ by: By, at: Instant }, closed)
export type Approval = Static<typeof Approval>

export const productChannels = ['email', 'hand', 'public'] as const
/**
 * email: this node delivers it. hand: a named person gave it, at a meeting, by another network, on paper. public: it stands on the
 * public feed of this node from then on, for everybody.
 */
export const ProductChannel = Type.Enum(productChannels)
export type ProductChannel = Static<typeof ProductChannel>

export const documentFormats = ['pdf', 'docx', 'html', 'md', 'json'] as const
/** The two standards fit some templates only; each template says which. */
export const productFormats = [...documentFormats, 'edxl-sitrep', 'cap'] as const
export const ProductFormat = Type.Enum(productFormats)
export type ProductFormat = Static<typeof ProductFormat>

export const ProductRelease = Type.Object(
  {
    id: Id,
    /** When it was asked to be sent, or when it was handed over. */
    at: Instant,
    by: By,
    channel: ProductChannel,
    to: Type.String({ maxLength: 500 }),
    format: ProductFormat,
    fingerprint: Fingerprint,
    /** held: nothing leaves an exercise. */
    state: Type.Enum(['waiting', 'sent', 'failed', 'held']),
    error: orNull(Type.String({ maxLength: 1_000 })),
    /** When it left this node. */
    sentAt: orNull(Instant),
    receipt: orNull(Receipt),
  },
  closed,
)
export type ProductRelease = Static<typeof ProductRelease>

const Stopped = orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed))
const GivenWords = Type.Object({ text: Type.String({ minLength: 3, maxLength: 5_000 }), by: By }, closed)

export const Product = Type.Object(
  {
    /** Null where the crisis may not be told at this marking: those who may read it find the way by `share.productOrigin`. */
    crisis: orNull(Id),
    template: TemplateId,
    /** Editions are counted per line: one crisis, template and circle of readers. A hash of these, which tells nothing about them. */
    line: Type.String({ maxLength: 80 }),
    edition: Type.Integer({ minimum: 1 }),
    /** As it reads now: sentences that persons wrote stand in it under their names. */
    content: ProductContent,
    edits: Type.Array(SentenceEdit, { maxItems: 2_000 }),
    /** What persons wrote in place of sentences that the record did not give any more when it was drafted again. */
    lost: Type.Array(SentenceEdit, { maxItems: 2_000 }),
    /** Words that a person gave for drafting, because those of the crisis may not be told at this marking. */
    given: Type.Object({ title: orNull(GivenWords), lines: Type.Array(GivenWords, { maxItems: 50 }) }, closed),
    /** The edition that it shows the difference to. */
    previous: orNull(Id),
    status: ProductStatus,
    /** Counts the states of the content that were put before somebody. */
    revision: Type.Integer({ minimum: 1 }),
    /** Whose words nobody else has approved yet: none of them can approve. */
    authors: Type.Array(By, { maxItems: 200 }),
    /** `version`: of the record, when it was put forward. Only approvals may lie between that and another approval. */
    asked: orNull(
      Type.Object({ by: By, at: Instant, version: Type.Integer({ minimum: 1 }), fingerprint: Fingerprint }, closed),
    ),
    approvalsNeeded: Type.Integer({ minimum: 1, maximum: 5 }),
    approvals: Type.Array(Approval, { maxItems: 10 }),
    /** Frozen by the last of the approvals that it needs. */
    approved: orNull(Type.Object({ at: Instant, revision: Type.Integer(), fingerprint: Fingerprint }, closed)),
    returned: Stopped,
    withdrawn: Stopped,
    releases: Type.Array(ProductRelease, { maxItems: 500 }),
    supersededBy: orNull(Id),
    draftedAt: Instant,
    draftedBy: By,
    changedAt: Instant,
  },
  closed,
)
export type Product = Static<typeof Product>

/**
 * Where a product at a lower marking comes from. It is marked like the crisis or the product that it was taken from, so that
 * whoever may read the lower one only does not learn that there is more.
 */
export const ProductOrigin = Type.Object(
  { product: Id, crisis: Id, tearLineOf: orNull(Id), template: TemplateId, at: Instant },
  closed,
)
export type ProductOrigin = Static<typeof ProductOrigin>
