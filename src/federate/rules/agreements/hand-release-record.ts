// A release by hand as a record.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { HandRelease } from '../../model/hand-release.ts'

const closed = { additionalProperties: false } as const
const Reason = Type.String({ minLength: 3, maxLength: 1000 })
const { peer, record, subject } = HandRelease.properties

export const handReleaseRecord = recordKind({
  name: 'federate.handRelease',
  state: HandRelease,
  kinds: {
    'federate.releasedByHand': opening(
      Type.Object({ peer, record, subject, reason: Reason }, closed),
      ({ reason, ...what }, { actor, recordedAt }): HandRelease => ({
        ...what,
        ...{ released: { by: actor, at: recordedAt, reason }, takenBack: null },
      }),
    ),
    'federate.releaseTakenBack': change(
      Type.Object({ reason: Reason }, closed),
      (state: HandRelease, { reason }, { actor, recordedAt }): HandRelease => ({
        ...state,
        takenBack: { by: actor, at: recordedAt, reason },
      }),
    ),
  },
  // Found with the record that it lets go.
  index: () => ({ title: '', words: '' }),
})
