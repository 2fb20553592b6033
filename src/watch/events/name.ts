// The watch-list: what a person settled about a name, once and for all texts to come.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { WatchedName } from '../api/names.ts'

const closed = { additionalProperties: false } as const

export const nameRecord = recordKind({
  name: 'watch.name',
  state: WatchedName,
  kinds: {
    'watch.nameRemembered': opening(
      Type.Omit(WatchedName, ['active', 'rememberedAt'], closed),
      (body, entry): WatchedName => ({ ...body, active: true, rememberedAt: entry.recordedAt }),
    ),
    'watch.nameChanged': change(
      Type.Partial(Type.Omit(WatchedName, ['text', 'rememberedAt']), closed),
      (state: WatchedName, body, entry): WatchedName => ({ ...state, ...body, rememberedAt: entry.recordedAt }),
    ),
  },
  index: (state) => ({ title: state.text, words: state.aliases.join(' ') }),
})
