// A key that signs playbooks, with whose it is, as a record.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { PlaybookSigner } from '../../model/playbooks/signatures.ts'

const closed = { additionalProperties: false } as const

export const playbookSignerRecord = recordKind({
  name: 'federate.playbookSigner',
  state: PlaybookSigner,
  kinds: {
    'federate.playbookSignerBelieved': opening(
      Type.Pick(PlaybookSigner, ['name', 'fingerprint', 'how']),
      (body, entry): PlaybookSigner => ({ ...body, since: entry.recordedAt, ended: null }),
    ),
    'federate.playbookSignerBelievedAgain': change(
      Type.Pick(PlaybookSigner, ['name', 'how']),
      (before: PlaybookSigner, body, entry): PlaybookSigner => ({
        ...before,
        ...body,
        ...{ since: entry.recordedAt, ended: null },
      }),
    ),
    'federate.playbookSignerEnded': change(
      Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, closed),
      (before: PlaybookSigner, { reason }, entry): PlaybookSigner => ({
        ...before,
        ended: { at: entry.recordedAt, reason },
      }),
    ),
  },
  index: ({ name, fingerprint }) => ({ title: name, words: fingerprint }),
})
