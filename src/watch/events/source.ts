// Sources in the journal: followed, changed, unfollowed, and observed to fall silent, fail, go or recover.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { orNull, Source, Trouble } from '../api/nouns.ts'

const closed = { additionalProperties: false } as const
const sinceWhy = Type.Omit(Trouble, ['trouble'])
const Because = orNull(Type.String({ maxLength: 1000 }))

export const sourceRecord = recordKind({
  name: 'watch.source',
  state: Source,
  kinds: {
    'watch.feedFollowed': opening(
      Type.Omit(Source, ['active', 'followedAt', 'trouble']),
      (body, entry): Source => ({
        ...body,
        active: true,
        followedAt: entry.recordedAt,
      }),
    ),
    'watch.feedChanged': change(
      Type.Partial(Type.Omit(Source, ['followedAt', 'trouble']), closed),
      // Another address, or a new start, is another observation.
      (state: Source, body): Source => ({
        ...state,
        ...body,
        ...(state.trouble && (body.url !== undefined || body.active !== undefined) ? { trouble: null } : {}),
      }),
    ),
    'watch.feedUnfollowed': change(
      Type.Object({ reason: Because }, closed),
      (state: Source): Source => ({ ...state, active: false, ...(state.trouble ? { trouble: null } : {}) }),
    ),
    /** No item for three times its usual interval. Once for each silence. */
    'watch.sourceFellSilent': change(sinceWhy, (state: Source, body): Source => fell(state, 'silent', body)),
    'watch.sourceFailed': change(sinceWhy, (state: Source, body): Source => fell(state, 'failing', body)),
    'watch.sourceGone': change(sinceWhy, (state: Source, body): Source => fell(state, 'gone', body)),
    'watch.sourceRecovered': change(
      Type.Object({ why: Trouble.properties.why }, closed),
      (state: Source): Source => ({ ...state, trouble: null }),
    ),
  },
  index: (state) => ({
    title: state.name,
    words: [
      `${state.url} ${state.publisher ?? ''}`,
      ...(state.categories ?? []),
      ...(state.note ? [state.note] : []),
    ].join(' '),
  }),
})

function fell(state: Source, trouble: Trouble['trouble'], { since, why }: Omit<Trouble, 'trouble'>): Source {
  return { ...state, trouble: { trouble, since, why } }
}
