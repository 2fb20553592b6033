// Priority intelligence requirements: questions that are asked of every item, and the alerts that they raise.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { orNull } from '../api/nouns.ts'
import { Alert, Requirement } from '../api/requirements.ts'

const closed = { additionalProperties: false } as const

export const requirementRecord = recordKind({
  name: 'watch.requirement',
  state: Requirement,
  kinds: {
    'watch.requirementSet': opening(
      Type.Omit(Requirement, ['active', 'setAt'], closed),
      (body, entry): Requirement => ({ ...body, active: true, setAt: entry.recordedAt }),
    ),
    'watch.requirementChanged': change(
      Type.Partial(Type.Omit(Requirement, ['setAt']), closed),
      (state: Requirement, body): Requirement => ({ ...state, ...body }),
    ),
  },
  index: (state) => ({ title: state.question, words: state.query.words?.join(' ') ?? '' }),
})

export const alertRecord = recordKind({
  name: 'watch.alert',
  state: Alert,
  kinds: {
    'watch.alertRaised': opening(
      Type.Omit(Alert, ['status', 'raisedAt', 'judgedBy', 'judgedBecause'], closed),
      (body, entry): Alert => ({
        ...body,
        status: 'open',
        raisedAt: entry.recordedAt,
        judgedBy: null,
        judgedBecause: null,
      }),
    ),
    'watch.alertJudged': change(
      Type.Object(
        {
          status: Type.Union([Type.Literal('taken up'), Type.Literal('set aside'), Type.Literal('open')]),
          person: Id,
          reason: orNull(Type.String({ maxLength: 1000 })),
        },
        closed,
      ),
      (state: Alert, body): Alert => ({
        ...state,
        status: body.status,
        judgedBy: body.person,
        judgedBecause: body.reason,
      }),
    ),
  },
  index: (state) => ({ title: state.title, words: state.why.join(' ') }),
})
