// The entries of a lesson.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Lesson, ProposedChange } from '../model/lesson.ts'
import { closed, orNull, Reason } from '../model/words.ts'

export const lessonRecord = recordKind({
  name: 'recover.lesson',
  state: Lesson,
  kinds: {
    'recover.lessonNoted': opening(
      Type.Pick(Lesson, ['title', 'text', 'crisis', 'from', 'owner', 'due'], closed),
      (body, { actor, recordedAt }): Lesson => ({
        ...body,
        change: null,
        state: 'noted',
        ...{ proposedBy: null, approvedBy: null, approvedAt: null, because: null, carriedOut: null, endedAt: null },
        addedBy: actor,
        addedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.lessonChanged': change(
      Type.Partial(Type.Pick(Lesson, ['title', 'text', 'owner', 'due']), closed),
      (state: Lesson, body, { recordedAt }): Lesson => ({ ...state, ...body, changedAt: recordedAt }),
    ),
    'recover.changeProposed': change(
      Type.Object({ change: ProposedChange }, closed),
      (state: Lesson, body, { actor, recordedAt }): Lesson => ({
        ...state,
        change: body.change,
        state: 'proposed',
        proposedBy: actor,
        because: null,
        endedAt: null,
        changedAt: recordedAt,
      }),
    ),
    'recover.changeApproved': change(
      Type.Object({}, closed),
      (state: Lesson, _body, { actor, recordedAt: at }): Lesson => ({
        ...state,
        state: 'approved',
        approvedBy: actor,
        approvedAt: at,
        changedAt: at,
      }),
    ),
    'recover.lessonEnded': change(
      Type.Object({ to: Type.Enum(['refused', 'dropped']), because: Reason }, closed),
      (state: Lesson, { to, because }, { recordedAt: at }): Lesson => ({
        ...state,
        state: to,
        because,
        endedAt: at,
        changedAt: at,
      }),
    ),
    'recover.changeCarriedOut': change(
      Type.Object({ entry: orNull(Id), how: Reason }, closed),
      (state: Lesson, { entry, how }, { actor: by, recordedAt: at }): Lesson => ({
        ...state,
        state: 'carried-out',
        carriedOut: { entry, how, by, at },
        endedAt: at,
        changedAt: at,
      }),
    ),
  },
  index: ({ title, text, change: proposed }) => ({ title, words: `${text}\n${proposed?.text ?? ''}` }),
})
