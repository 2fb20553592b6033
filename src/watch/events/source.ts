// Feeds in the journal: followed, changed, unfollowed.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { orNull, Source } from '../api/nouns.ts'

const closed = { additionalProperties: false } as const
const Because = orNull(Type.String({ maxLength: 1000 }))

export const sourceRecord = recordKind({
  name: 'watch.source',
  state: Source,
  kinds: {
    'watch.feedFollowed': opening(
      Type.Omit(Source, ['active', 'followedAt']),
      (body, entry): Source => ({
        ...body,
        active: true,
        followedAt: entry.recordedAt,
      }),
    ),
    'watch.feedChanged': change(
      Type.Partial(Type.Omit(Source, ['followedAt']), closed),
      (state: Source, body): Source => ({ ...state, ...body }),
    ),
    'watch.feedUnfollowed': change(
      Type.Object({ reason: Because }, closed),
      (state: Source): Source => ({ ...state, active: false }),
    ),
  },
  index: (state) => ({ title: state.name, words: `${state.url} ${state.publisher ?? ''}` }),
})
