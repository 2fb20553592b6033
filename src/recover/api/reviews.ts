// Contracts: incident reviews: drafted from the record, approved by a second person, and given out whole or anonymised.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Replaced, Review, ReviewState, ReviewText } from '../model/review.ts'
import { closed, orNull, Party, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, Changed, changing, deciding, held, optional, reading, working } from './shown.ts'

const GivenReplacement = Type.Object(
  {
    kind: Replaced.properties.kind,
    text: Replaced.properties.text,
    instead: optional(Replaced.properties.instead),
  },
  closed,
)
const given = optional(Type.Array(GivenReplacement, { maxItems: 500 }))

export const draftReview = contract({
  name: 'recover.draftReview',
  does: 'action',
  summary: 'Draft a review of a crisis from what the record holds of it',
  input: Type.Object({ crisis: Id, requestedBy: optional(Party), marking: optional(MarkingChoice) }, closed),
  output: Changed,
  refusals: refusing('person-needed'),
  policy: working,
  arguments: ['crisis'],
  example: { crisis: anId },
})

export const listReviews = contract({
  name: 'recover.listReviews',
  does: 'query',
  summary: 'Incident reviews that you may read, the newest first',
  input: Type.Object({ crisis: optional(Id), state: optional(Type.Array(ReviewState, { maxItems: 4 })) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          { ...Type.Omit(held(Review), ['state']).properties, title: Type.String(), state: ReviewState },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const getReview = contract({
  name: 'recover.getReview',
  does: 'query',
  summary: 'A review, with what is still there that an anonymised version must not have',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Review).properties,
      /** As it would go to others: replaced, without what is exploited and not mitigated. */
      anonymised: ReviewText,
      left: Type.Array(Type.Object({ kind: Replaced.properties.kind, text: Type.String() }, closed)),
      withheld: Type.Integer(),
      moves: Type.Record(Type.String(), orNull(Type.String())),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const changeReview = changing({
  name: 'recover.changeReview',
  summary: 'Write in a review, or say what is replaced in a version for others',
  fields: { text: optional(Type.Partial(ReviewText, closed)), replaced: given },
  refusals: ['person-needed', 'nothing-to-change'],
  maxBytes: 4 * 1024 * 1024,
  example: { text: { initialAccess: 'A stolen session of a supplier.' } },
})

export const submitReview = changing({
  name: 'recover.submitReview',
  summary: 'Hand a review in to be approved',
  fields: {},
  refusals: ['person-needed'],
  arguments: ['id'],
  example: {},
})

export const returnReview = changing({
  name: 'recover.returnReview',
  summary: 'Send a review back to those who write it',
  fields: { reason: Reason },
  refusals: ['person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: { reason: 'The causes are missing.' },
})

export const approveReview = changing({
  name: 'recover.approveReview',
  summary: 'Approve a review: by a person who did not write in it. Its recommendations become follow-ups with owners',
  fields: {},
  refusals: ['person-needed', 'second-person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: {},
})

export const withdrawReview = changing({
  name: 'recover.withdrawReview',
  summary: 'Take a review back, with the reason',
  fields: { reason: Reason },
  refusals: ['person-needed'],
  policy: deciding,
  arguments: ['id'],
  example: { reason: 'Written for the wrong crisis.' },
})

export const exportReview = contract({
  name: 'recover.exportReview',
  does: 'query',
  summary:
    'A review as a file: PDF, Word, HTML or Markdown; anonymised only when nothing is left that must not stand there',
  input: Type.Object(
    { id: Id, form: optional(Type.Enum(['pdf', 'docx', 'html', 'md'])), anonymised: optional(Type.Boolean()) },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: refusing('names-left'),
  policy: reading,
  arguments: ['id'],
  download: true,
  example: { id: anId, form: 'pdf', anonymised: true },
})
