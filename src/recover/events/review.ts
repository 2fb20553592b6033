// The entries of an incident review.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Review, ReviewText } from '../model/review.ts'
import { closed, Reason } from '../model/words.ts'

const is = Review.properties

export const reviewRecord = recordKind({
  name: 'recover.review',
  state: Review,
  kinds: {
    'recover.reviewDrafted': opening(
      Type.Pick(Review, ['crisis', 'incidents', 'requestedBy', 'text', 'replaced'], closed),
      (body, { actor, recordedAt }): Review => ({
        ...body,
        state: 'draft',
        authors: [actor],
        ...{ approvedBy: null, approvedAt: null, returned: [], because: null },
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.reviewChanged': change(
      Type.Object({ text: Type.Partial(ReviewText, closed), replaced: Type.Optional(is.replaced) }, closed),
      (state: Review, { text, replaced }, { actor, recordedAt }): Review => ({
        ...state,
        text: { ...state.text, ...text },
        replaced: replaced ?? state.replaced,
        state: 'draft',
        authors: [...new Set([...state.authors, actor])].slice(-50),
        approvedBy: null,
        approvedAt: null,
        changedAt: recordedAt,
      }),
    ),
    'recover.reviewSubmitted': change(
      Type.Object({}, closed),
      (state: Review, _body, { recordedAt }): Review => ({ ...state, state: 'for-approval', changedAt: recordedAt }),
    ),
    'recover.reviewReturned': change(
      Type.Object({ reason: Reason }, closed),
      (state: Review, { reason }, { actor: by, recordedAt: at }): Review => ({
        ...state,
        state: 'draft',
        returned: [...state.returned, { by, at, reason }],
        changedAt: at,
      }),
    ),
    'recover.reviewApproved': change(
      Type.Object({}, closed),
      (state: Review, _body, { actor, recordedAt: at }): Review => ({
        ...state,
        state: 'approved',
        approvedBy: actor,
        approvedAt: at,
        changedAt: at,
      }),
    ),
    'recover.reviewWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (state: Review, { reason }, { recordedAt }): Review => ({
        ...state,
        state: 'withdrawn',
        because: reason,
        changedAt: recordedAt,
      }),
    ),
  },
  index: ({ text }) => ({
    title: text.title,
    words: [text.summary, text.causes, text.initialAccess, ...text.vulnerabilities.map(({ cve }) => cve)].join('\n'),
  }),
})
