// The entries of a measure.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Measure } from '../model/measure.ts'
import { closed, Line, orNull, Reason } from '../model/words.ts'

const is = Measure.properties

export const measureRecord = recordKind({
  name: 'recover.measure',
  state: Measure,
  kinds: {
    'recover.measureListed': opening(
      Type.Pick(Measure, ['crisis', 'kind', 'title', 'inForceSince', 'owner', 'order', 'wayBack', 'record'], closed),
      (body, { actor, recordedAt }): Measure => ({
        ...body,
        state: 'in-force',
        reviewAt: null,
        turns: [],
        addedBy: actor,
        addedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.measureChanged': change(
      Type.Partial(Type.Pick(Measure, ['title', 'owner', 'order', 'wayBack', 'reviewAt']), closed),
      (state: Measure, body, { recordedAt }): Measure => ({ ...state, ...body, changedAt: recordedAt }),
    ),
    'recover.measureTurned': change(
      Type.Object({ to: is.state, reason: Line, despite: orNull(Reason), reviewAt: is.reviewAt }, closed),
      (state: Measure, { to, reason, despite, reviewAt }, { actor: by, recordedAt: at }): Measure => ({
        ...state,
        state: to,
        reviewAt,
        turns: [...state.turns, { to, at, by, reason, despite }],
        changedAt: at,
      }),
    ),
  },
  index: ({ title, wayBack }) => ({ title, words: wayBack }),
})
