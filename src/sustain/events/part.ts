// The entries of parts: added, changed, put to rest.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Part } from '../model/parts.ts'
import { closed } from '../model/words.ts'

export const partRecord = recordKind({
  name: 'sustain.part',
  state: Part,
  kinds: {
    'sustain.partAdded': opening(Type.Omit(Part, ['active'], closed), (body): Part => ({ ...body, active: true })),
    'sustain.partChanged': change(Type.Partial(Part, closed), (state: Part, body): Part => ({ ...state, ...body })),
  },
  index: ({ name, behind, aliases, note }) => ({
    title: name,
    words: [behind?.name ?? '', ...aliases, note ?? ''].join('\n'),
  }),
})
