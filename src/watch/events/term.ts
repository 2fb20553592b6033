// Changes to the lexicons: terms that an organisation added, weighed anew or switched off.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { LexiconTerm } from '../api/lexicon.ts'

const closed = { additionalProperties: false } as const

export const termRecord = recordKind({
  name: 'watch.term',
  state: LexiconTerm,
  kinds: {
    'watch.termSet': opening(
      Type.Omit(LexiconTerm, ['active'], closed),
      (body): LexiconTerm => ({ ...body, active: true }),
    ),
    'watch.termChanged': change(
      Type.Partial(Type.Pick(LexiconTerm, ['weight', 'active', 'why', 'setBy']), closed),
      (state: LexiconTerm, body): LexiconTerm => ({ ...state, ...body }),
    ),
  },
  index: (state) => ({ title: state.pattern, words: `${state.lexicon} ${state.of}` }),
})
