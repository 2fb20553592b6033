// What an organisation says to a proposal or a practice, as a record of that organisation.
import Type from 'typebox'
import { closed, Reason } from '#coordinate/model/words.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Voice } from '../../model/taxonomy.ts'

const state = Voice.properties

export const voiceRecord = recordKind({
  name: 'share.voice',
  state: Voice,
  kinds: {
    'share.voiceRaised': opening(
      Type.Object(
        {
          on: state.on,
          organisation: state.organisation,
          spokenFor: state.spokenFor,
          stand: state.stand,
          words: state.words,
        },
        closed,
      ),
      (given, { actor, recordedAt }): Voice => ({ ...given, by: actor, at: recordedAt, withdrawn: null }),
    ),
    'share.voiceWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (before: Voice, { reason }, { actor, recordedAt }): Voice => ({
        ...before,
        withdrawn: { by: actor, at: recordedAt, reason },
      }),
    ),
  },
  index: ({ stand, words }) => ({ title: stand ? `Position: ${stand}` : 'Comment', words }),
})
