// The entries of severity: a person judged an incident by one scale, or took that back.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { LevelValue, ScaleId, SeverityRating, SeverityRatings } from '../model/severity.ts'
import { Reason } from '../model.ts'

const closed = { additionalProperties: false } as const
const Rated = Type.Object(
  { incident: Id, scale: ScaleId, value: LevelValue, score: SeverityRating.properties.score, reason: Reason },
  closed,
)
type Rated = Type.Static<typeof Rated>

function rated({ scale, value, score, reason }: Rated, by: string, at: string) {
  return { [scale]: { value, score, reason, by, at } }
}

export const severityRecord = recordKind({
  name: 'assess.severity',
  state: SeverityRatings,
  kinds: {
    'assess.severityFirstRated': opening(
      Rated,
      (body, { actor, recordedAt }): SeverityRatings => ({
        incident: body.incident,
        ratings: rated(body, actor, recordedAt),
      }),
    ),
    'assess.severityRated': change(
      Rated,
      (state: SeverityRatings, body, { actor, recordedAt }): SeverityRatings => ({
        ...state,
        ratings: { ...state.ratings, ...rated(body, actor, recordedAt) },
      }),
    ),
    'assess.severityWithdrawn': change(
      Type.Object({ scale: ScaleId, reason: Reason }, closed),
      (state: SeverityRatings, { scale }): SeverityRatings => ({
        ...state,
        ratings: Object.fromEntries(Object.entries(state.ratings).filter(([one]) => one !== scale)),
      }),
    ),
  },
  index: ({ ratings }) => ({
    title: 'Severity',
    words: Object.values(ratings)
      .map(({ reason }) => reason)
      .join('\n'),
  }),
})
