// An edition of the guideline as a record: what it is, is what its entries add up to.
import Type from 'typebox'
import { closed, orNull, Reason, Title } from '#coordinate/model/words.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import * as is from '../../model/guideline.ts'

type Guideline = is.Guideline
const Because = Type.Object({ reason: Reason }, closed)

export const guidelineRecord = recordKind({
  name: 'share.guideline',
  state: is.Guideline,
  kinds: {
    'share.guidelineDrafted': opening(
      Type.Object({ text: is.GuidelineText, basedOn: orNull(Id) }, closed),
      ({ text, basedOn }, { actor, recordedAt }): Guideline => ({
        text,
        basedOn,
        status: 'draft',
        authors: [actor],
        proposed: null,
        returned: null,
        adopted: null,
        supersededBy: null,
        withdrawn: null,
        draftedBy: actor,
        draftedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'share.guidelineEdited': change(
      Type.Object({ text: is.GuidelineText }, closed),
      (before: Guideline, { text }, { actor, recordedAt }): Guideline => ({
        ...before,
        text,
        status: 'draft',
        proposed: null,
        authors: [...new Set([...before.authors, actor])],
        changedAt: recordedAt,
      }),
    ),
    'share.guidelineProposed': change(
      Type.Object({}, closed),
      (before: Guideline, _body, { actor, recordedAt }): Guideline => ({
        ...before,
        status: 'proposed',
        returned: null,
        proposed: { by: actor, at: recordedAt },
        changedAt: recordedAt,
      }),
    ),
    'share.guidelineAdopted': change(
      Type.Object({ on: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), decider: Title, reason: Reason }, closed),
      (before: Guideline, body, { actor, recordedAt }): Guideline => ({
        ...before,
        status: 'adopted',
        adopted: { ...body, by: actor, at: recordedAt },
        changedAt: recordedAt,
      }),
    ),
    'share.guidelineReturned': change(
      Because,
      (before: Guideline, { reason }, { actor, recordedAt }): Guideline => ({
        ...before,
        status: 'draft',
        proposed: null,
        returned: { by: actor, at: recordedAt, reason },
        changedAt: recordedAt,
      }),
    ),
    'share.guidelineWithdrawn': change(
      Because,
      (before: Guideline, { reason }, { actor, recordedAt }): Guideline => ({
        ...before,
        status: 'withdrawn',
        withdrawn: { by: actor, at: recordedAt, reason },
        changedAt: recordedAt,
      }),
    ),
    'share.guidelineSuperseded': change(
      Type.Object({ by: Id }, closed),
      (before: Guideline, { by }, { recordedAt }): Guideline => ({
        ...before,
        status: 'superseded',
        supersededBy: by,
        changedAt: recordedAt,
      }),
    ),
  },
  index: ({ text }) => ({
    title: `${text.title}, edition ${text.edition}`,
    words: [...text.sections, ...text.rules].map(({ text: words }) => words).join('\n'),
  }),
})
